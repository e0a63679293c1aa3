import { expect, it } from 'vitest';
import { CONVERSION_EVENTS, CONVERSION_TYPES, conversionEventOf } from '../../src/protocol/conversions.ts';

it('knows a category by its name and by the conversion types that mean it', () => {
  const named = ['Purchase', 'purchase', 'begin_checkout', 'lead', 'download', 'PURCHASE', ''];
  expect(named.map(name => conversionEventOf(name)?.id)).toEqual([
    7,
    7,
    5,
    8,
    undefined,
    undefined,
    undefined,
  ]);
});

it('has each id and each conversion type once', () => {
  expect(CONVERSION_EVENTS.map(({ id }) => id)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  const types = CONVERSION_EVENTS.flatMap(event => event.types);
  expect(new Set(types).size).toBe(types.length);
  for (const type of types) expect(CONVERSION_TYPES.map(({ value }) => value)).toContain(type);
});
