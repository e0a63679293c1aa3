import { MAX_URL_LENGTH } from '../protocol/limits.ts';
import type { Entry } from './entry.ts';
import { meaningOf } from './meanings.ts';

interface Call {
  readonly [at: number]: unknown;
  length?: number;
  /** When it was called, in ms. */
  t?: number;
}

interface Sent {
  url: string;
  fields: { [name: string]: unknown };
}

/** Longest name that a check is told. */
const MAX_NAME = 100;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const cut = (value: unknown): string => text(value).slice(0, MAX_NAME);

/**
 * What the tag said (see `log` in say.ts), as an entry. What leaves twice is the same event again.
 * @param seen the URLs that have left, without when
 */
export function entryOf(parts: readonly unknown[], seen: { [id: string]: true }, now: number): Entry {
  const [what, value, more] = parts;
  const time = now;
  if (what === 'warn') {
    const said = parts.slice(1).map(String).join(' ');
    return {
      kind: 'warning',
      title: said,
      time,
      meaning: meaningOf(said),
      told: { text: said.slice(0, 300) },
    };
  }
  if (what === 'cut')
    return {
      kind: 'cut',
      title: `Cut from an address: ${text(value).split('=')[0]}`,
      time,
      meaning: 'It looks like a secret or a person. keepParameters of tgp("init") lets it stay.',
    };
  if (what === 'send') return beacon(parts[3] as Sent, time);
  if (what === 'out') return leaving(text(value), text(more), seen, time);
  if (what === 'sent' || what === 'skip' || what === 'fail') {
    const { reason, messageId } = value as { reason?: unknown; messageId?: unknown };
    const said = reason ? String(reason) : '';
    const kind = what === 'sent' ? 'sent' : what === 'skip' ? 'refused' : 'failed';
    const titles = {
      sent: 'Stored by the collector',
      refused: `Not sent: ${said}`,
      failed: `No success: ${said}`,
    };
    return {
      kind,
      title: titles[kind],
      time,
      meaning: meaningOf(said),
      detail: value,
      told: { status: what, reason: said.slice(0, 300), messageId: text(messageId) },
    };
  }
  return command(what, value as Call, time);
}

function command(name: unknown, call: Call, now: number): Entry {
  const args: unknown[] = [];
  for (let at = 0; at in call; at++) args.push(call[at]);
  const event = text(args[1]);
  return {
    kind: 'command',
    title: `tgp(${[String(name), ...(event ? [event] : [])].map(each => `"${each}"`).join(', ')})`,
    time: call.t || now,
    detail: args,
    told: { command: String(name), ...(event && name !== 'init' && { event: cut(event) }) },
  };
}

function beacon({ url, fields }: Sent, time: number): Entry {
  const { event, name, messageId, writeKey } = fields;
  const isPage = !('event' in fields);
  const length = url.length;
  return {
    kind: 'beacon',
    title: isPage ? `Page view${name ? `: ${name}` : ''}` : `Event: ${event}`,
    time,
    meaning:
      length > MAX_URL_LENGTH
        ? `${length} characters: more than the ${MAX_URL_LENGTH} that a URL may have, so it goes as a POST.`
        : `${length} of the ${MAX_URL_LENGTH} characters that a URL may have.`,
    detail: fields,
    told: {
      messageId: text(messageId),
      writeKey: cut(writeKey),
      type: isPage ? 'page' : 'track',
      event: cut(isPage ? name : event),
      length,
    },
  };
}

function leaving(url: string, type: string, seen: { [id: string]: true }, time: number): Entry {
  const host = url.split('/')[2] || '';
  if (type)
    return {
      kind: 'piggyback',
      title: `Piggyback (${type === 'js' ? 'script' : 'image'}): ${host}`,
      time,
      detail: url,
      told: { host: cut(host), type },
    };
  const isAgain = url in seen;
  seen[url] = true;
  return {
    kind: 'beacon',
    title: isAgain ? 'The same beacon again' : `Request to ${host}`,
    time,
    detail: url,
  };
}
