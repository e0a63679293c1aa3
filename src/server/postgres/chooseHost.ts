import { randomUUID } from 'node:crypto';
import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import { Away } from '../store/errors.ts';
import { clientConfig } from './clientConfig.ts';
import { type Host, hostName, type ServerAddress } from './readServers.ts';
import { storeError } from './storeError.ts';
import { tlsOf } from './tlsOf.ts';

/** The host that a server is written to. */
export interface Chosen {
  host: Host;
  ssl: ConnectionOptions | false;
  /** Each promotion of a standby begins the next one. 0: the server tells none. */
  timeline: number;
  /** Whether it calls something committed before it is on a disk, or on this one alone: the collector asks it not to. */
  isHasty: boolean;
}

/** How a host is. */
type Seen = Chosen | { host: Host; why: string; error?: unknown };

const NOT_REACHED = 'the store is not reached';

/** The driver's words where a server has no TLS. */
const NO_TLS = 'The server does not support SSL connections';

/** How long the others are waited for once one has answered that can be written to, where one was known before. */
const LATE_MS = 300;

const LATE = 'has not answered';

const UNBOUND =
  'takes none of the settings that a connection asks for, as a pooler may: connect to the server itself';

/** A setting of no use, which neither the server nor its role has: where one connection has it, it is that one's own. */
const MARK = 'tgp.connection';

interface HostState {
  is_standby: boolean;
  is_read_only: boolean;
  is_hasty: boolean;
  mark: string | null;
}

const STATE = `SELECT pg_is_in_recovery() AS is_standby,
  current_setting('transaction_read_only') = 'on' AS is_read_only,
  current_setting('synchronous_commit') IN ('off', 'local') AS is_hasty,
  current_setting('${MARK}', true) AS mark`;

const TIMELINE =
  "SELECT ('x' || substring(pg_walfile_name(pg_current_wal_insert_lsn()) FOR 8))::bit(32)::bigint AS timeline";

/**
 * Asks all hosts of a server at once, and gives the one that can be written to; of several that with the highest timeline, and of
 * those `last`. One that says nothing is not waited for long once there was a `last`. Throws `Away` where there is none, the reasons in its cause.
 * @param atLeast the highest timeline seen so far: who is behind it missed a promotion, and what was stored since
 */
export async function chooseHost(address: ServerAddress, atLeast: number, last?: Host): Promise<Chosen> {
  const seen = await lookAtAll(address, last ? atLeast : Number.POSITIVE_INFINITY);
  const writable = seen.filter(each => 'timeline' in each);
  const highest = Math.max(atLeast, ...writable.map(({ timeline }) => timeline));
  const newest = writable.filter(({ timeline }) => timeline === highest);
  const chosen = newest.find(({ host }) => host === last) ?? newest[0];
  if (chosen) return chosen;
  const reasons = seen.map(
    each => `${hostName(each.host)} ${'why' in each ? each.why : behind(each, highest)}`,
  );
  const cause = seen.map(each => 'why' in each && each.error).find(Boolean);
  const known = storeError(cause);
  throw new Away(known instanceof Away ? known.message : NOT_REACHED, {
    cause: new Error(`no host of ${address.name} can be written to: ${reasons.join('; ')}`, { cause }),
  });
}

const behind = ({ timeline }: Chosen, highest: number): string =>
  `is on timeline ${timeline}, and ${highest} was seen: it missed a promotion`;

/** @param enough the timeline of one whose answer will do, and of those that come soon after */
async function lookAtAll(address: ServerAddress, enough: number): Promise<Seen[]> {
  const seen: Seen[] = address.hosts.map(host => ({ host, why: LATE }));
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>(resolve => {
    const looks = address.hosts.map(async (host, at) => {
      const found = await look(address, host);
      seen[at] = found;
      if ('timeline' in found && found.timeline >= enough) timer ??= setTimeout(resolve, LATE_MS);
    });
    void Promise.all(looks).then(() => resolve());
  });
  clearTimeout(timer);
  // Who answers later changes nothing of it.
  return [...seen];
}

async function look(address: ServerAddress, host: Host): Promise<Seen> {
  const ssl = tlsOf(address, host);
  try {
    return await ask(address, host, ssl);
  } catch (error) {
    const { message } = error as Error;
    if (!(ssl && address.sslMode === 'prefer' && message === NO_TLS)) return { host, why: message, error };
    return ask(address, host, false).catch((other: Error) => ({ host, why: other.message, error: other }));
  }
}

async function ask(address: ServerAddress, host: Host, ssl: Chosen['ssl']): Promise<Seen> {
  const mark = randomUUID();
  const client = new pg.Client({
    ...clientConfig(address, host, ssl, { statement_timeout: address.connectMs, [MARK]: mark }),
    query_timeout: address.connectMs,
  });
  // What ends it is told of by the statement that waits.
  client.on('error', () => {});
  try {
    await client.connect();
    const [state] = (await client.query<HostState>(STATE)).rows;
    if (state!.mark !== mark) return { host, why: UNBOUND };
    if (state!.is_standby) return { host, why: 'is a standby' };
    if (state!.is_read_only) return { host, why: 'is read-only' };
    return { host, ssl, timeline: await timelineOf(client), isHasty: state!.is_hasty };
  } finally {
    void client.end().catch(() => {});
  }
}

/** Of those that speak PostgreSQL's protocol some have no log of its kind. */
async function timelineOf(client: pg.Client): Promise<number> {
  try {
    return (await client.query<{ timeline: number }>(TIMELINE)).rows[0]!.timeline;
  } catch (error) {
    if (/^(42|0A|22|55)/.test(String((error as { code?: unknown }).code))) return 0;
    throw error;
  }
}
