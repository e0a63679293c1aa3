import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_DEPTH, MAX_KEYS } from '../../src/protocol/limits.ts';
import { writeFields } from '../../src/protocol/writeFields.ts';
import { writeQuery } from '../../src/protocol/writeQuery.ts';

/** What one of them writes, and what it says of the rest. */
function written(write: typeof writeQuery, fields: object) {
  const skipped: [string, string][] = [];
  const query = write(fields, (path, reason) =>
    skipped.push([path, typeof reason === 'string' ? reason : reason === false ? 'no value' : 'throws']),
  );
  return { query, skipped };
}

function same(fields: object): void {
  expect(written(writeFields, fields)).toEqual(written(writeQuery, fields));
}

class Priced {
  price = 1;
  toJSON() {
    return { price: String(this.price) };
  }
}

const key = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'.\\*?|#@:[{!0123-ax %&=+;"\ud800'), maxLength: 4 }),
  fc.constantFrom(
    '',
    '-1',
    '0',
    '007',
    '12',
    '1000',
    '__proto__',
    'toJSON',
    '$$typeof',
    'nativeEvent',
    'length',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const leaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(...'.&=+%;" ü😀\ud800\udc00'), maxLength: 6 }),
  fc.double(),
  fc.bigInt(),
  fc.boolean(),
  fc.date(),
  fc.constantFrom<unknown>(
    null,
    undefined,
    Symbol('s'),
    () => 1,
    new Map([[1, 2]]),
    new Priced(),
    new Error('e'),
  ),
  fc.constant(new Date(Number.NaN)),
);
const { tree } = fc.letrec<{ tree: unknown }>(again => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.dictionary(key, again('tree'), { maxKeys: 4 }),
    fc.array(again('tree'), { maxLength: 4 }),
  ),
}));

test('writes what the tag writes, and skips what it skips', () => {
  fc.assert(
    fc.property(fc.dictionary(key, tree, { maxKeys: 5 }), fields => same(fields)),
    { numRuns: 2000 },
  );
});

test('the same of what is deep, long, many, or holds itself', () => {
  const around: Record<string, unknown> = { a: 1 };
  around.self = { around, list: [around] };
  same(around);
  for (const levels of [MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, MAX_DEPTH + 2]) {
    let deep: unknown = 'x';
    for (let level = 0; level < levels; level++) deep = level % 2 ? [deep] : { b: deep };
    same({ deep });
  }
  for (const length of [MAX_KEYS - 2, MAX_KEYS - 1, MAX_KEYS, MAX_KEYS + 1])
    same({ keys: Object.fromEntries(Array.from({ length }, (_, at) => [`k${at}`, at])), last: 1 });
  same({
    list: Array.from({ length: 1002 }, (_, at) => at),
    sparse: Object.assign([], { 5: 'x', 'a.b': 'y', 2000: 'z' }),
  });
});

test('the same of what throws, says that it is something else, or is asked for its form', () => {
  const throwing = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('no');
      },
    },
  );
  const refusing = new Proxy(
    {},
    {
      has: () => {
        throw new Error('no');
      },
    },
  );
  same({
    a: throwing,
    b: refusing,
    c: {
      get d() {
        throw new Error('no');
      },
    },
    e: Object.assign(['x'], { [Symbol.toStringTag]: 'Other' }),
    f: { [Symbol.toStringTag]: 'Other', g: 1 },
    h: { toJSON: 'no function' },
    i: { toJSON: () => ({ toJSON: () => 1, j: 2 }) },
    k: Object.assign(() => 1, { toJSON: () => [1, { l: new URL('https://a.example/') }] }),
    m: Object.setPrototypeOf(new Date(0), Object.prototype),
    n: Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } }),
    z: 'last',
  });
});
