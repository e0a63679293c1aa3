import { expect, it } from 'vitest';
import { ColumnCache } from '../../../../src/server/sqlite/reports/columnCache.ts';

const part = (rows: number) => ({ rows, column: { arrays: [], texts: [] } });

it('keeps what was asked for lately, as far as there is room', () => {
  const cache = new ColumnCache(5000);
  for (const key of ['a', 'b', 'c']) cache.put(key, 'x', part(key.length), 500);
  expect(cache.get('a', 'x')).toEqual(part(1));
  cache.put('d', 'x', part(1), 500);
  expect(['a', 'b', 'c', 'd'].map(key => cache.get(key, 'x') !== undefined)).toEqual([
    true,
    false,
    true,
    true,
  ]);
  cache.put('large', 'x', part(1), 9000);
  expect(cache.get('large', 'x')).toBeUndefined();
  // What is put twice is counted once.
  for (let times = 0; times < 9; times++) cache.put('e', 'x', part(1), 500);
  cache.put('f', 'x', part(1), 500);
  expect([cache.get('e', 'x'), cache.get('f', 'x')]).toEqual([part(1), part(1)]);
});

it('has nothing any more that was made of something else', () => {
  const cache = new ColumnCache(5000);
  cache.put('a', 'made 1', part(1), 500);
  expect(cache.get('a', 'made 2')).toBeUndefined();
  expect(cache.get('a', 'made 1')).toBeUndefined();
  cache.put('a', 'made 2', part(2), 500);
  cache.put('a', 'made 3', part(3), 500);
  expect(cache.get('a', 'made 3')).toEqual(part(3));
  // What makes room was counted once.
  for (const key of ['b', 'c']) cache.put(key, 'x', part(1), 500);
  expect(cache.get('a', 'made 3')).toEqual(part(3));
});
