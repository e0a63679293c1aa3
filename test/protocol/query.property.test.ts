import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeQuery, encodeQuery } from '../../src/protocol/query.ts';

const wellFormed = (text: string) =>
  Array.from(text, character => (/^[\ud800-\udfff]$/.test(character) ? '\ufffd' : character)).join('');

/**
 * What a server makes of fields that travelled as text: the plainest way to say it. Undefined: nothing is left.
 */
function stringified(value: unknown, isRoot = false): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (Array.isArray(value)) {
    const items = value.map(item => stringified(item));
    while (items.length && items.at(-1) === undefined) items.pop();
    // A hole holds its place.
    return items.length ? items.map(item => (item === undefined ? null : item)) : undefined;
  }
  if (typeof value === 'object' && value) {
    const entries = Object.entries(value)
      .map(([key, inner]) => [wellFormed(key), stringified(inner)] as const)
      // Nothing can name the text under the empty key of the root.
      .filter(([key, inner]) => inner !== undefined && !(isRoot && key === '' && typeof inner === 'string'));
    return entries.length ? Object.fromEntries(entries) : undefined;
  }
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (['string', 'boolean', 'bigint'].includes(typeof value)) return wellFormed(String(value));
  return undefined;
}

/** Objects with the prototype of the model's. */
const ordinary = (fields: object) =>
  JSON.parse(JSON.stringify(fields), (_, value) => value) as Record<string, unknown>;

const loneSurrogates = fc.string({ unit: fc.constantFrom('\ud800', '\udfff', 'a', '😀'), maxLength: 4 });

const hostileKey = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.string({ unit: fc.constantFrom(...'.\\*?|#@:[{!0123-ax %&=+;"'), maxLength: 5 }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '',
      '-1',
      '0',
      '007',
      '12',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '😀',
      'length',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  { weight: 1, arbitrary: loneSurrogates },
);

const leaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'.\\*?|#@:[{!&=+%;" ü😀'), maxLength: 8 }),
  loneSurrogates,
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  fc.boolean(),
  fc.constantFrom(null, undefined, Number.NaN, Infinity, -Infinity, -0),
  fc.constant(Symbol('s')),
  fc.constant(() => 1),
  fc.date(),
);

/** Keys that differ in lone surrogates alone are one on the wire: a model of its own (query.test.ts). */
const hasTwins = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (new Set(Object.keys(value).map(wellFormed)).size < Object.keys(value).length ||
    Object.values(value).some(hasTwins));

const { fields } = fc.letrec<{ fields: object; value: unknown }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: leaf },
    { weight: 2, arbitrary: tie('fields') },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
  ),
  fields: fc
    .array(fc.tuple(hostileKey, tie('value')), { maxLength: 5 })
    // fromEntries makes an own `__proto__`, an object literal would not.
    .map(entries => Object.fromEntries(entries)),
}));

const runs = { numRuns: 3000 };

test('any object comes back as its own stringified self', () => {
  fc.assert(
    fc.property(
      fields.filter(each => !hasTwins(each)),
      each => {
        const { query, skipped } = encodeQuery(each);
        const back = decodeQuery(query);
        expect(back.skipped).toEqual([]);
        expect(ordinary(back.fields)).toEqual(ordinary((stringified(each, true) ?? {}) as object));
        expect(skipped.every(({ key, reason }) => typeof key === 'string' && reason)).toBe(true);
      },
    ),
    runs,
  );
});

test('the order of keys does not matter', () => {
  fc.assert(
    fc.property(
      fields
        .filter(each => !hasTwins(each))
        .chain(each =>
          fc.tuple(
            fc.constant(each),
            fc.shuffledSubarray(Object.keys(each), { minLength: Object.keys(each).length }),
          ),
        ),
      ([each, order]) => {
        const shuffled = Object.fromEntries(order.map(key => [key, (each as Record<string, unknown>)[key]]));
        const back = decodeQuery(encodeQuery(shuffled).query).fields;
        expect(ordinary(back)).toEqual(ordinary(decodeQuery(encodeQuery(each).query).fields));
      },
    ),
    { numRuns: 1000 },
  );
});

test('no two keys of a query are the same, and a query is ASCII', () => {
  fc.assert(
    fc.property(fields, each => {
      fc.pre(!hasTwins(each));
      const { query } = encodeQuery(each);
      const keys = query.split('&').map(pair => pair.split('=')[0]);
      expect(new Set(keys).size).toBe(keys.length);
      expect(query).toMatch(/^[!-~]*$/);
    }),
    runs,
  );
});

test('maxLength holds for any object, and what it leaves can be read', () => {
  fc.assert(
    fc.property(
      fc.record({ context: fields, properties: fields, long: fc.string({ unit: 'binary', maxLength: 400 }) }),
      fc.integer({ min: 0, max: 600 }),
      (each, maxLength) => {
        const { query, skipped } = encodeQuery(each, { maxLength });
        expect(query.length).toBeLessThanOrEqual(maxLength);
        if (query === encodeQuery(each).query) return;
        expect(skipped.length).toBeGreaterThan(0);
        const back = decodeQuery(query);
        if (query) expect((back.fields.context as { truncated: string }).truncated).toBe('true');
      },
    ),
    runs,
  );
});

test('decodeQuery throws at nothing', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({ unit: fc.constantFrom(...'.\\*?|#@:[{!0123-a%&=+;"CEF'), maxLength: 20 }),
    fc.constantFrom('%', '%E0%A4', '%C3%28', '__proto__', '-1', '999', '1000', '=', '&', '..', '\\'),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), parts => {
      const { fields: back, skipped } = decodeQuery(parts.join(''));
      expect(Object.getPrototypeOf(back)).toBe(null);
      expect(skipped.every(({ reason }) => reason)).toBe(true);
    }),
    runs,
  );
  expect(({} as { x?: string }).x).toBeUndefined();
});

test('encodeQuery throws at nothing', () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withBoxedValues: true,
        withDate: true,
        withMap: true,
        withNullPrototype: true,
        withObjectString: true,
        withSet: true,
        withSparseArray: true,
        withTypedArray: true,
      }),
      fc.integer({ min: 0, max: 300 }),
      (value, maxLength) => {
        const each = Object(value) as object;
        expect(encodeQuery(each, { maxLength }).query.length).toBeLessThanOrEqual(maxLength);
        encodeQuery({ each });
      },
    ),
    runs,
  );
});

/** Names that meet each other on their ways, and what is none. */
const path = fc
  .array(fc.constantFrom('a', 'b', 'c', 'anonymousId', '__proto__', '0', '1', '-1', '', 'A_1', 'x-y', ':2'), {
    minLength: 1,
    maxLength: 4,
  })
  .map(steps => steps.join('.'));
const pair = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(path, fc.constantFrom('', '1', '"q"', '%41+b', '%zz', 'a;b', '%ff')) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('', 'toString', '%41', 'a%2eb', 'é'), fc.constant('v')) },
);

test('what is read by paths that are known is what is read by none', () => {
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 8 }), pairs => {
      const query = pairs.map(([key, value]) => `${key}=${value}`).join('&');
      // After a pair that is empty, no path is looked up.
      expect(decodeQuery(query)).toEqual(decodeQuery(`&${query}`));
    }),
    { numRuns: 2000 },
  );
});

test('paths that nobody sends again are forgotten, and read all the same', () => {
  for (let at = 0; at < 3000; at++) {
    expect(decodeQuery(`p${at}.q=1&p${at}.r=2`).fields).toEqual({ [`p${at}`]: { q: '1', r: '2' } });
  }
});
