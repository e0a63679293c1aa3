import { expect, it } from 'vitest';
import { ColumnCache } from '../../../../src/server/sqlite/reports/columnCache.ts';

const parts = (rows: number) => [{ rows, column: { arrays: [], texts: [] } }];

it('keeps what was asked for lately, as far as there is room', () => {
  const cache = new ColumnCache(5000);
  for (const key of ['a', 'b', 'c']) cache.put(key, parts(key.length), 500);
  expect(cache.get('a')).toEqual(parts(1));
  cache.put('d', parts(1), 500);
  expect(['a', 'b', 'c', 'd'].map(key => cache.get(key) !== undefined)).toEqual([true, false, true, true]);
  cache.put('large', parts(1), 9000);
  expect(cache.get('large')).toBeUndefined();
  // What is put twice is counted once.
  for (let times = 0; times < 9; times++) cache.put('e', parts(1), 500);
  cache.put('f', parts(1), 500);
  expect([cache.get('e'), cache.get('f')]).toEqual([parts(1), parts(1)]);
});
