import { expect, it } from 'vitest';
import { ColumnCache } from '../../../../src/server/sqlite/reports/columnCache.ts';

const parts = (rows: number) => [{ rows, column: { arrays: [], texts: [] } }];

it('keeps what was asked for lately, as far as there is room', () => {
  const cache = new ColumnCache(5000);
  for (const key of ['a', 'b', 'c']) cache.put(key, 'x', parts(key.length), 500);
  expect(cache.get('a', 'x')).toEqual(parts(1));
  cache.put('d', 'x', parts(1), 500);
  expect(['a', 'b', 'c', 'd'].map(key => cache.get(key, 'x') !== undefined)).toEqual([
    true,
    false,
    true,
    true,
  ]);
  cache.put('large', 'x', parts(1), 9000);
  expect(cache.get('large', 'x')).toBeUndefined();
  // What is put twice is counted once.
  for (let times = 0; times < 9; times++) cache.put('e', 'x', parts(1), 500);
  cache.put('f', 'x', parts(1), 500);
  expect([cache.get('e', 'x'), cache.get('f', 'x')]).toEqual([parts(1), parts(1)]);
});

it('has nothing any more that was made of something else', () => {
  const cache = new ColumnCache(5000);
  cache.put('a', 'made 1', parts(1), 500);
  expect(cache.get('a', 'made 2')).toBeUndefined();
  expect(cache.get('a', 'made 1')).toBeUndefined();
  cache.put('a', 'made 2', parts(2), 500);
  cache.put('a', 'made 3', parts(3), 500);
  expect(cache.get('a', 'made 3')).toEqual(parts(3));
  // What makes room was counted once.
  for (const key of ['b', 'c']) cache.put(key, 'x', parts(1), 500);
  expect(cache.get('a', 'made 3')).toEqual(parts(3));
});
