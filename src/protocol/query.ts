import { fitUrl } from './fitUrl.ts';
import { MAX_DEPTH, MAX_HOLES, MAX_INDEX, MAX_KEYS } from './limits.ts';
import { bareObject, putKnown } from './putKnown.ts';
import { putPlain } from './putPlain.ts';
import { writeFields } from './writeFields.ts';

/** A key that was left out, with the reason. */
export interface Skip {
  /** The key's path in dot notation. */
  key: string;
  /** Why, in words for a person. */
  reason: string;
  /** True where the key is past a limit: the collector refuses the whole query for it. */
  refused?: true;
}

/** Nested fields as `decodeQuery` makes them: without a prototype, so that `__proto__` is an ordinary key. */
export interface Fields {
  [key: string]: unknown;
}

/**
 * Writes nested fields as a query string in dot notation, so that a RudderStack server and `decodeQuery`
 * read every key back as it was. Never throws: what has no text form is left out and named in `skipped`.
 * @param fields the event, with `writeKey`, `anonymousId`, … at its root
 * @param options.maxLength most characters the query may have; a longer one loses optional context first,
 *   then its longest pairs, then items of lists, and says `context.truncated=true`. Default: no limit.
 */
export function encodeQuery(
  fields: object,
  { maxLength = Infinity }: { maxLength?: number } = {},
): { query: string; skipped: Skip[] } {
  const skipped: Skip[] = [];
  const skip = (path: string, reason: unknown) => {
    const said = typeof reason === 'string' ? reason : 'throws';
    skipped.push({ key: decodeURIComponent(path), reason: reason === false ? 'no value' : said });
  };
  let query = '';
  try {
    const whole = writeFields(fields, skip);
    if (whole.length <= maxLength) return { query: whole, skipped };
    query = fitUrl(`?${whole}`, maxLength + 1).slice(1);
    // Too short a limit even for `context.truncated=true` leaves room for nothing.
    if (query.length > maxLength) query = '';
    const kept = new Set(query.split('&'));
    for (const pair of whole.split('&')) {
      if (pair && !kept.has(pair)) skip(pair.split('=', 1)[0]!, 'too long');
    }
  } catch {
    // A proxy that won't name its keys.
    skip('', 'throws');
  }
  return { query, skipped };
}

/**
 * Reads a query string in dot notation back into nested fields. Values stay strings. Keys apply in query
 * order, the first value of a repeated key wins, and what can't be read is named in `skipped`.
 * @param query without its leading `?`
 */
export function decodeQuery(query: string): { fields: Fields; skipped: Skip[] } {
  const fields = bareObject();
  const skipped: Skip[] = [];
  const texts = query.split('&');
  const room = { holes: MAX_HOLES, errors: MAX_ERRORS };
  const plain = putPlainPairs(fields, texts, room);
  if (plain === texts.length) return { fields, skipped };
  const seen = new Set(texts.slice(0, plain).map(text => text.slice(0, text.indexOf('='))));
  let pairs = plain;
  for (const text of texts.slice(plain)) {
    if (!text) continue;
    const [rawKey, rawValue] = splitPair(text);
    const key = decodeText(rawKey, room);
    const value = decodeText(rawValue, room);
    let problem: Omit<Skip, 'key'> | undefined;
    if (++pairs > MAX_KEYS) problem = { reason: `more than ${MAX_KEYS} keys`, refused: true };
    else if (text.includes(';')) problem = { reason: 'a raw ";"' };
    else if (key === undefined || value === undefined) problem = { reason: 'a broken % escape' };
    else if (!key) problem = { reason: 'an empty key' };
    else if (seen.has(key)) problem = { reason: 'repeated, the first one counts' };
    else {
      seen.add(key);
      problem = put(fields, key, key === 'anonymousId' ? unquote(value) : value, room);
    }
    if (problem) skipped.push({ key: key ?? rawKey, ...problem });
    if (problem?.refused) break;
  }
  return { fields, skipped };
}

/** Puts the first pairs in, as long as nothing about them is unusual; tells how many. In most queries that is all of them. */
function putPlainPairs(fields: Fields, texts: readonly string[], room: Room): number {
  const most = Math.min(texts.length, MAX_KEYS);
  for (let at = 0; at < most; at++) {
    const text = texts[at]!;
    const end = text.indexOf('=');
    if (end <= 0 || text.includes(';')) return at;
    const key = text.slice(0, end);
    const value = decodeText(text.slice(end + 1), room);
    if (value === undefined) return at;
    if (!putKnown(fields, key, key === 'anonymousId' ? unquote(value) : value)) return at;
  }
  return most;
}

function splitPair(text: string): [key: string, value: string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** AMP pages read the id from a cookie that holds it as JSON. */
const unquote = (text: string): string => text.replace(/^"(.*)"$/, '$1');

/** What one query may still take of what costs much. */
interface Room {
  /** Empty places in arrays. */
  holes: number;
  /** Texts whose escapes are tried out: an error costs as much as a dozen pairs. */
  errors: number;
}

/** Of more texts that are none the escapes are looked at first, which takes longer for those that are good. */
const MAX_ERRORS = 10;

function decodeText(text: string, room: Pick<Room, 'errors'>): string | undefined {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  if (room.errors > 0) {
    try {
      return decodeURIComponent(spaced);
    } catch {
      room.errors--;
    }
  }
  return /%(?![\da-f]{2})/i.test(spaced) ? undefined : spaced.replace(BYTES, decodeBytes);
}

/** A run of whole UTF-8 characters (RFC 3629), or a byte that begins none. */
const BYTES = new RegExp(
  `((?:${[
    '%[0-7]x',
    '%(?:c[2-9a-f]|dx)y',
    '%e0%[ab]xy',
    '%e[1-9a-cef]yy',
    '%ed%[89]xy',
    '%f0%[9ab]xyy',
    '%f[1-3]yyy',
    '%f4%8xyy',
  ]
    .join('|')
    .replace(/y/g, '%[89ab]x')
    .replace(/x/g, '[\\da-f]')})+)|%..`,
  'gi',
);

/** Bytes that are not UTF-8 become U+FFFD, one each, as on the real server. */
const decodeBytes = (_run: string, text?: string): string => (text ? decodeURIComponent(text) : '\ufffd');

/** One step of a path: its name, and whether it can name a place in an array. */
interface Step {
  name: string;
  isIndex: boolean;
}

const INDEX = /^(\d+|-1|)$/;

/** Splits a path at its unescaped dots; undefined where it holds an unescaped wildcard. */
function splitPath(path: string): Step[] | undefined {
  if (!/[\\*?|#@:]/.test(path)) return path.split('.').map(name => ({ name, isIndex: INDEX.test(name) }));
  const steps: Step[] = [];
  let name = '';
  let isName = false;
  const end = () => steps.push({ name, isIndex: !isName && INDEX.test(name) });
  for (let at = 0, start = 0; at < path.length; at++) {
    const character = path.charAt(at);
    if (character === '.') {
      end();
      name = '';
      isName = false;
      start = at + 1;
    } else if (character === '\\') name += path.charAt(++at);
    else if (WILD.includes(character)) return undefined;
    else if (character === ':' && at === start) isName = true;
    else name += character;
  }
  end();
  return steps;
}

const WILD = '*?|#@';

/** The place a step names in an array of that length: `-1` appends, an empty step is 0. */
const indexOf = ({ name }: Step, length: number): number => (name === '-1' ? length : Number(name));

function put(
  root: Fields,
  path: string,
  value: string,
  room: Pick<Room, 'holes'>,
): Omit<Skip, 'key'> | undefined {
  if (putPlain(root, path, value)) return undefined;
  const steps = splitPath(path);
  if (!steps) return { reason: 'an unescaped * ? | # or @' };
  if (steps.length > MAX_DEPTH) return { reason: `more than ${MAX_DEPTH} levels`, refused: true };
  let parent: Fields | unknown[] = root;
  for (let depth = 0; ; depth++) {
    const step = steps[depth]!;
    const array = Array.isArray(parent) ? parent : undefined;
    if (array && !step.isIndex) return { reason: 'a name inside an array' };
    const key = array ? indexOf(step, array.length) : step.name;
    const child = (parent as Fields)[key];
    if (depth < steps.length - 1 && typeof child === 'object' && child) {
      parent = child as Fields | unknown[];
      continue;
    }
    // Everything below is new: it is measured first, and attached only when it fits.
    let highest = array ? (key as number) : 0;
    let holes = array ? Math.max(0, highest - array.length) : 0;
    for (let at = depth + 1; at < steps.length; at++) {
      if (!steps[at]!.isIndex) continue;
      const index = indexOf(steps[at]!, 0);
      highest = Math.max(highest, index);
      holes += index;
    }
    if (highest > MAX_INDEX)
      return {
        reason: `an index above ${MAX_INDEX} (a colon before a number makes it a name)`,
        refused: true,
      };
    if (holes > room.holes) return { reason: `more than ${MAX_HOLES} gaps in arrays` };
    room.holes -= holes;
    while (array && array.length < (key as number)) array.push(null);
    let inner: unknown = value;
    for (let at = steps.length - 1; at > depth; at--) inner = wrap(inner, steps[at]!);
    (parent as Fields)[key] = inner;
    return undefined;
  }
}

/** The container that a step stands in, holding `inner` at that step and nothing else. */
function wrap(inner: unknown, step: Step): unknown {
  if (step.isIndex) return [...Array(indexOf(step, 0)).fill(null), inner];
  const fields: Fields = Object.create(null);
  fields[step.name] = inner;
  return fields;
}
