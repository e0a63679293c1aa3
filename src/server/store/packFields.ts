import { MAX_HOLES } from '../../protocol/limits.ts';
import type { Fields } from '../../protocol/query.ts';

/** How a packed form begins; JSON begins with a brace. */
const MARK = '#';

/** What JSON makes longer than it came: what it escapes, and rows of `null` for the gaps in a list. */
const GROWS = /\\|null,null,null,null/;

/** JSON stays unless the packed form is that much shorter: whoever looks into the file reads it. */
const WORTH = 0.8;

/** Fewest nulls that are written as their number. */
const MIN_RUN = 4;

/** What a list in the shape holds, by its first element. */
const LIST = 0;
const OBJECT = 1;
const NUMBER = 2;
const NULLS = 3;
const RUNS = /\[3,(\d+)\]/g;

type Shape = number | boolean | null | Shapes;
interface Shapes extends Array<Shape> {}

/**
 * Fields as they are stored: as JSON, or packed where JSON would be longer than what came, six characters for one. A packed
 * form is the shape, in which each text is its length, a line end, and the texts one after the other as they are.
 */
export function packFields(fields: Fields): string {
  const known = PACKED.get(fields);
  if (known !== undefined) return known;
  const packed = pack(fields);
  if (packed.length > LARGE) PACKED.set(fields, packed);
  return packed;
}

/** Longer forms are made once: they are measured before they wait, and written after that. */
const LARGE = 4 * 1024;
const PACKED = new WeakMap<Fields, string>();

function pack(fields: Fields): string {
  // Nearly all are small, and their JSON escapes nothing.
  if (room(fields, LARGE) >= 0) {
    const json = JSON.stringify(fields);
    if (!GROWS.test(json)) return json;
  }
  const texts: string[] = [];
  const shape = shapeOf(fields, texts);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const isLarge = length > LARGE;
  // Of a large one JSON is made only where it is stored: it may be six times as long.
  const json = isLarge ? undefined : JSON.stringify(fields);
  if (json !== undefined && !GROWS.test(json)) return json;
  const packed = [MARK, shape, '\n', ...texts].join('');
  const isWorth = packed.length < WORTH * (json?.length ?? length + escapes(packed) + gaps(shape));
  // UTF-8 has no form for half a character.
  return isWorth && !/\p{Surrogate}/u.test(packed) ? packed : (json ?? JSON.stringify(fields));
}

/** What is left of so many characters after all texts and names of a value; less than 0 where they are more. */
function room(value: unknown, left: number): number {
  if (typeof value === 'string') return left - value.length;
  if (typeof value !== 'object' || value === null) return left;
  // `for … in` over objects of many forms takes four times as long.
  const keys = Object.keys(value);
  for (let at = 0; at < keys.length && left >= 0; at++) {
    const key = keys[at]!;
    left = room((value as Fields)[key], left - key.length);
  }
  return left;
}

/** How many characters JSON writes beside those of a text. */
function escapes(text: string): number {
  let more = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 32) more += SHORT.has(code) ? 1 : 5;
    else if (code === 34 || code === 92) more++;
  }
  return more;
}

/** Controls that have a letter in JSON: \b \t \n \f \r. */
const SHORT = new Set([8, 9, 10, 12, 13]);

/** How many characters the nulls are that a shape has as their number. */
const gaps = (shape: string): number =>
  [...shape.matchAll(RUNS)].reduce((sum, [, count]) => sum + 5 * Number(count), 0);

/** Reads what `packFields` wrote. */
export function unpackFields(stored: string): Fields {
  if (stored[0] !== MARK) return JSON.parse(stored);
  const end = stored.indexOf('\n');
  let at = end + 1;
  const next = (length: number) => {
    at += length;
    return stored.slice(at - length, at);
  };
  const read = (shape: Shape): unknown => {
    if (typeof shape === 'number') return next(shape);
    if (!Array.isArray(shape)) return shape;
    const [kind, ...rest] = shape;
    if (kind === NUMBER) return rest[0];
    if (kind === LIST) {
      return rest.flatMap(each => {
        const run = runOf(each);
        return run === undefined ? [read(each)] : Array<null>(run).fill(null);
      });
    }
    const fields: Fields = {};
    for (let index = 0; index < rest.length; index += 2) {
      const key = next(rest[index] as number);
      const value = read(rest[index + 1]!);
      // As JSON.parse has it: `__proto__` is a name like any other.
      Object.defineProperty(fields, key, { value, writable: true, enumerable: true, configurable: true });
    }
    return fields;
  };
  return read(JSON.parse(stored.slice(MARK.length, end))) as Fields;
}

/** The most bytes of JSON that a stored form comes to: six for one that is escaped, and the gaps of lists. */
export function jsonBytes(stored: string): number {
  const bytes = Buffer.byteLength(stored);
  return stored[0] === MARK ? 6 * bytes + 5 * MAX_HOLES : bytes;
}

/** How many nulls follow one another; undefined where it is no run of them. */
const runOf = (shape: Shape): number | undefined =>
  Array.isArray(shape) && shape[0] === NULLS ? (shape[1] as number) : undefined;

/** The shape as JSON; the texts are added to `texts`. */
function shapeOf(value: unknown, texts: string[]): string {
  if (typeof value === 'string') return String(texts.push(value) && value.length);
  if (typeof value === 'number') return `[${NUMBER},${JSON.stringify(value)}]`;
  if (Array.isArray(value)) return `[${[LIST, ...listShapes(value, texts)].join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const parts: (string | number)[] = [OBJECT];
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue;
    texts.push(key);
    parts.push(key.length, shapeOf(each, texts));
  }
  return `[${parts.join(',')}]`;
}

function listShapes(values: unknown[], texts: string[]): string[] {
  const shapes: string[] = [];
  for (let at = 0; at < values.length; at++) {
    let end = at;
    while (end < values.length && (values[end] ?? null) === null) end++;
    if (end - at < MIN_RUN) shapes.push(shapeOf(values[at], texts));
    else {
      shapes.push(`[${NULLS},${end - at}]`);
      at = end - 1;
    }
  }
  return shapes;
}
