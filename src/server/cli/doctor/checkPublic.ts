import { randomUUID } from 'node:crypto';
import { BEACON_PATH } from '../../../protocol/event.ts';
import { isOwnName } from '../../http/ownHosts.ts';
import type { RequestSeen } from '../../served/requestSeen.ts';
import { bad, type Check, ok } from './check.ts';

const TIMEOUT_MS = 10_000;

/** Names no tag: what a collector says of it shows that beacons come so far. */
const NOBODY = 'tgp-doctor';

async function get(url: string): Promise<{ status: number; headers: Headers; text: string }> {
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const reasonOf = (error: unknown): string => {
  const { message, cause } = error as Error & { cause?: Error };
  return cause?.message || message;
};

/** That a collector answers on this machine, and would store what comes. */
export async function checkRunning(host: string, port: number): Promise<Check> {
  const name = 'collector';
  const at =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  const origin = `http://${at}:${port}`;
  try {
    const { status, text } = await get(`${origin}/ready`);
    if (status === 200) return ok(name, `ready at ${origin}`);
    return bad(name, `${origin} answers ${status}: ${text.slice(0, 200)}`, 'see its log');
  } catch (error) {
    return bad(name, `none at ${origin}: ${reasonOf(error)}`, 'start it, or name its --host and --port');
  }
}

/** That requests come by a public URL as the collector needs them; with the time that the answer tells. */
export async function checkProxy(url: string): Promise<{ check: Check; isReached: boolean; at?: number }> {
  const name = 'proxy';
  let answer: Awaited<ReturnType<typeof get>>;
  try {
    answer = await get(`${url}/health/request`);
  } catch (error) {
    const fix = 'see that the name leads to this machine, that the proxy runs, and its certificate';
    return { check: bad(name, `${url} does not answer: ${reasonOf(error)}`, fix), isReached: false };
  }
  const at = Date.parse(answer.headers.get('date') ?? '');
  const time = Number.isNaN(at) ? {} : { at };
  const seen = readSeen(answer.text);
  if (answer.status !== 200 || !seen) {
    const path = new URL(url).pathname;
    const fix = `pass ${path === '/' ? 'all paths' : `what is below ${path}/`} on to the collector`;
    return {
      check: bad(name, `${url}/health/request is answered by something else (${answer.status})`, fix),
      isReached: false,
      ...time,
    };
  }
  return { check: checkSeen(name, url, seen), isReached: true, ...time };
}

function readSeen(text: string): RequestSeen | undefined {
  try {
    const seen = JSON.parse(text);
    return typeof seen.protocol === 'string' && 'forwarded' in seen ? seen : undefined;
  } catch {
    return undefined;
  }
}

function checkSeen(name: string, url: string, seen: RequestSeen): Check {
  const { host, hostname, protocol } = new URL(url);
  // An address and a name of this machine need no naming.
  const isPlain = seen.public_url === null && url === `${protocol}//${seen.host}` && isOwnName(hostname, []);
  if (seen.public_url !== url && !isPlain) {
    const found = `by ${url} the collector is asked for "${seen.host ?? ''}"`;
    return bad(
      name,
      found,
      seen.host?.startsWith(host)
        ? `start it with --public-url ${url}`
        : 'have the proxy pass Host on (nginx: proxy_set_header Host $http_host)',
    );
  }
  if (seen.forwarded && !seen.believed)
    return bad(name, 'what the proxy forwards is not believed', 'name its address: --trust-proxy loopback');
  if (`${seen.protocol}:` !== protocol) {
    const fix = 'have the proxy send X-Forwarded-Proto, and name its address with --trust-proxy';
    return bad(name, `${url} reaches the collector as ${seen.protocol}`, fix);
  }
  return ok(
    name,
    `${url} comes with its host and protocol${seen.forwarded ? ', by a proxy that is believed' : ''}`,
  );
}

/** Where a collector's events are. */
export interface Events {
  where: string;
  has(writeKey: string, messageId: string): boolean | Promise<boolean>;
}

/**
 * That a beacon arrives.
 * @param writeKey of a tag, for one that is stored; without it, one that names no tag is refused by name
 */
export async function checkBeacon(url: string, events: Events, writeKey?: string): Promise<Check> {
  const name = 'beacon';
  const messageId = randomUUID();
  const query = new URLSearchParams({
    writeKey: writeKey ?? NOBODY,
    anonymousId: 'tgp-doctor',
    name: 'tgp doctor',
    messageId,
  });
  let answer: Awaited<ReturnType<typeof get>>;
  try {
    answer = await get(`${url}${BEACON_PATH}page?${query}`);
  } catch (error) {
    return bad(name, `none arrives by ${url}: ${reasonOf(error)}`, 'see the line before');
  }
  const { status, text } = answer;
  if (writeKey === undefined) {
    if (status === 401 && text === 'invalid write key')
      return ok(name, `${url} takes them to the collector (--write-key <key> stores one)`);
    return bad(
      name,
      `${url} answers ${status} to one: ${text.slice(0, 100)}`,
      `pass ${BEACON_PATH} on to the collector`,
    );
  }
  if (status !== 200)
    return bad(
      name,
      `${url} answers ${status}: ${text.slice(0, 100)}`,
      'name the write key of a tag that is on',
    );
  if (!(await events.has(writeKey, messageId)))
    return bad(
      name,
      `one by ${url} was stored, but not in ${events.where}`,
      'another collector answers there, or --data or --store is another one',
    );
  return ok(name, `one by ${url} is stored, as an event of "tgp-doctor"`);
}
