import { MAX_DEPTH, MAX_KEYS } from '../../protocol/limits.ts';
import type { Fields } from '../../protocol/query.ts';
import type { OtherType } from '../store/rows.ts';
import type { Decoded } from './readEvent.ts';
import { Refused } from './refused.ts';

/** The types that are sent as JSON; `batch` holds any of them. */
export const JSON_TYPES = ['page', 'track', 'identify', 'screen', 'group', 'alias'] as const;

export type JsonType = (typeof JSON_TYPES)[number];

/** What a batch says for all of its events. */
export interface Around {
  writeKey: string;
  sentAt?: unknown;
  context?: unknown;
}

/** Ids that may be numbers: a site's own of its users often are. */
const IDS = ['anonymousId', 'userId', 'groupId', 'previousId', 'messageId'];

/** Parts that hold more. */
const OBJECTS = ['context', 'properties', 'traits'];

/** An event as server SDKs send it. Its values keep their types; ids are texts, as they are in beacons. */
export function readJsonEvent(type: JsonType, sent: unknown, around: Around): Decoded {
  if (!isObject(sent)) throw new Refused(400, 'the event: send a JSON object', around.writeKey);
  checkTypes(sent, type);
  const count = { keys: 0, of: 'the event' };
  const fields = copied(sent, 0, count) as Fields;
  for (const id of IDS) if (typeof fields[id] === 'number') fields[id] = String(fields[id]);
  fields.sentAt ??= around.sentAt;
  fields.originalTimestamp ??= undefined;
  for (const name of ['sentAt', 'originalTimestamp', 'timestamp', 'userId', 'anonymousId'])
    if (fields[name] == null) delete fields[name];
  if (isObject(around.context)) {
    const shared = copied(around.context, 0, count) as Fields;
    fields.context = Object.assign(shared, isObject(fields.context) ? fields.context : {});
  }
  if (type === 'identify') takeTraits(fields);
  // An alias may come with nothing but the two ids.
  if (type === 'alias' && !fields.userId && !fields.anonymousId) fields.anonymousId = fields.previousId;
  fields.writeKey = around.writeKey;
  return { type: type as JsonType & OtherType, decoded: { fields, skipped: [] } };
}

/** What a batch says for all of its events, within the limits of one. */
export function readShared({ sentAt, context }: Fields): Omit<Around, 'writeKey'> {
  checkObject('context', context);
  const count = { keys: 0, of: 'the batch' };
  return { sentAt: copied(sentAt, 0, count), context: copied(context, 0, count) };
}

/** Refuses what is of another type than its place has: it would be stored where nobody looks for it. */
function checkTypes(sent: Fields, type: JsonType): void {
  for (const name of IDS) {
    const id = sent[name] ?? '';
    if (typeof id !== 'string' && typeof id !== 'number') throw new Refused(400, `${name}: must be a text`);
  }
  if (type !== 'track' && typeof (sent.name ?? '') !== 'string')
    throw new Refused(400, 'name: must be a text');
  for (const name of OBJECTS) checkObject(name, sent[name]);
}

function checkObject(name: string, value: unknown): void {
  if (value != null && !isObject(value)) throw new Refused(400, `${name}: must be an object`);
}

/** Traits are where every event of a visitor has them. */
function takeTraits(fields: Fields): void {
  const context = isObject(fields.context) ? fields.context : {};
  const known = isObject(context.traits) ? context.traits : {};
  fields.context = { ...context, traits: { ...known, ...(isObject(fields.traits) && fields.traits) } };
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was copied so far, and what it is of. */
interface Count {
  keys: number;
  of: string;
}

/** A copy within the limits of a beacon, whose objects have no prototype. */
function copied(value: unknown, depth: number, count: Count): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new Refused(400, `${count.of}: deeper than ${MAX_DEPTH} levels`);
  // Of a list no keys are made: one may have a million.
  const keys = Array.isArray(value) ? value : Object.keys(value);
  count.keys += keys.length;
  if (count.keys > MAX_KEYS) throw new Refused(400, `${count.of}: more than ${MAX_KEYS} keys`);
  if (Array.isArray(value)) return value.map(each => copied(each, depth + 1, count));
  const copy: Fields = Object.create(null);
  for (const key of keys) copy[wellFormed(key)] = copied((value as Fields)[key], depth + 1, count);
  return copy;
}

/** A beacon, which is UTF-8, holds no half of a character. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
