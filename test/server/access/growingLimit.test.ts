import { expect, it } from 'vitest';
import { GrowingLimit } from '../../../src/server/access/growingLimit.ts';

const limit = () => new GrowingLimit(2, 1000, 4000);

it('takes so many in a window, then says how long to wait', () => {
  const tries = limit();
  expect([0, 500, 501, 999].map(time => tries.hit('a', time))).toEqual([0, 0, 1, 1]);
  expect(tries.hit('b', 999)).toBe(0);
  expect(tries.hit('a', 1000)).toBe(0);
});

it('makes each window that follows a used-up one twice as long, up to the longest', () => {
  const tries = limit();
  const waits: number[] = [];
  for (let time = 0, at = 0; at < 5; at++) {
    expect([tries.hit('a', time), tries.hit('a', time)]).toEqual([0, 0]);
    const wait = tries.hit('a', time);
    waits.push(wait);
    time += wait * 1000;
  }
  expect(waits).toEqual([1, 2, 4, 4, 4]);
});

it.each([
  ['a good try', (tries: GrowingLimit) => tries.forgive('a'), 1000],
  ['a quiet time as long as the last window', () => {}, 2000],
])('begins anew after %s', (_name, between, next) => {
  const tries = limit();
  for (const time of [0, 0]) tries.hit('a', time);
  between(tries);
  for (const time of [next, next]) expect(tries.hit('a', time)).toBe(0);
  expect(tries.hit('a', next)).toBe(between.length ? 2 : 1);
});

it('locks nobody out where the clock is set back', () => {
  const tries = limit();
  for (const time of [1e9, 1e9]) tries.hit('a', time);
  expect(tries.hit('a', 5)).toBe(0);
});

it('remembers a bounded number of keys', () => {
  const tries = limit();
  for (let at = 0; at < 60_000; at++) tries.hit(`${at}`, 0);
  expect(tries.size).toBe(25_000);
});
