import type { Fields } from '../../protocol/query.ts';
import type { SecretBox } from '../access/secretBox.ts';
import { type Mark, markText } from '../store/conversionMarks.ts';
import type { StoredEvent } from '../store/event.ts';
import type { TagRow } from '../store/rows.ts';
import type { Accept } from './accept.ts';
import { isRight } from './signature.ts';

/** What the collector says in `context.tgp` of what it found. A sender says none of it. */
const OURS = ['signed', 'marks', 'refund', 'messageId'];

/** Most secrets that are held open. */
const MAX_OPEN = 1000;

/**
 * The door for what comes over the network: it keeps whether a signature is right, and not the signature, and marks what
 * comes from a host that is none of the tag's.
 */
export function signing(accept: Accept, box: SecretBox): Accept {
  const secretOf = opened(box);
  return (event, size, tag) => accept(found(event, tag, secretOf), size, tag);
}

function found(event: StoredEvent, tag: TagRow, secretOf: (tag: TagRow) => string | undefined): StoredEvent {
  const context = objectOf(event.fields.context);
  if (context.signature === undefined && context.tgp === undefined && tag.hosts === '[]') return event;
  const { signature, tgp, ...rest } = context;
  const said = objectOf(tgp);
  const marks: Mark[] = [];
  const secret = signature === undefined ? undefined : secretOf(tag);
  const isSigned = typeof signature === 'string' && secret !== undefined && isRight(signature, secret, event);
  if (signature !== undefined && !isSigned) marks.push('signature');
  if (!isSigned && isFromElsewhere(rest, tag)) marks.push('host');
  const isTouched = signature !== undefined || marks.length > 0 || OURS.some(name => name in said);
  if (!isTouched) return event;
  const own: Fields = {
    ...Object.fromEntries(Object.entries(said).filter(([name]) => !OURS.includes(name))),
    ...(isSigned && { signed: 'true' }),
    ...(marks.length && { marks: markText(marks) }),
  };
  const tgpOfIt = Object.keys(own).length ? { tgp: own } : {};
  return { ...event, fields: { ...event.fields, context: { ...rest, ...tgpOfIt } } };
}

/** Whether an event's page is on a host that is none of its tag's, where that has a list. */
function isFromElsewhere(context: Fields, { hosts }: TagRow): boolean {
  if (hosts === '[]') return false;
  const { url } = objectOf(context.page);
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { host, hostname } = new URL(url);
  const own = JSON.parse(hosts) as string[];
  return !own.some(each => each === host || each === hostname);
}

/** The secrets of tags, each opened once. */
function opened(box: SecretBox): (tag: TagRow) => string | undefined {
  const known = new Map<string, string | undefined>();
  return ({ write_key, secret }) => {
    if (secret === null) return undefined;
    if (!known.has(secret)) {
      if (known.size >= MAX_OPEN) known.clear();
      known.set(secret, box.open(secret, write_key));
    }
    return known.get(secret);
  };
}

const objectOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
