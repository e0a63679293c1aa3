import { describe, expect, it } from 'vitest';
import { RateLimit } from '../../../src/server/http/rateLimit.ts';

const MINUTE = 60_000;

describe('a limit', () => {
  it('takes so many in a window of its own for each key, and says how long to wait', () => {
    const limit = new RateLimit(2, MINUTE);
    const hits: [key: string, time: number, wait: number][] = [
      ['a', 0, 0],
      ['a', 30_000, 0],
      ['b', 30_000, 0],
      ['a', 30_000, 30],
      ['a', 59_999, 1],
      ['b', 59_999, 0],
      ['b', 59_999, 31],
      ['a', MINUTE, 0],
      ['a', MINUTE, 0],
      ['a', MINUTE + 1, 60],
    ];
    expect(hits.map(([key, time]) => limit.hit(key, time))).toEqual(hits.map(([, , wait]) => wait));
  });

  it('takes so much more once some was given back', () => {
    const limit = new RateLimit(2, MINUTE);
    limit.giveBack('a', 1);
    limit.hit('a', 0, 3);
    limit.giveBack('a', 2);
    expect([limit.hit('a', 0), limit.hit('a', 0)]).toEqual([0, 60]);
    limit.giveBack('a', 5);
    expect([limit.hit('a', 0, 2), limit.hit('a', 0)]).toEqual([0, 60]);
  });

  it('is not there where it is infinite, and remembers nothing', () => {
    const limit = new RateLimit(Number.POSITIVE_INFINITY, MINUTE);
    for (let at = 0; at < 100; at++) expect(limit.hit('a', 0)).toBe(0);
    expect(limit.size).toBe(0);
  });

  it('locks nobody out where the clock was set back', () => {
    const limit = new RateLimit(1, MINUTE);
    limit.hit('a', 3_600_000);
    expect(limit.hit('a', 0)).toBe(0);
    expect(limit.hit('a', 0)).toBe(60);
  });
});

describe('the memory', () => {
  it('forgets a key after its window, and not before', () => {
    const limit = new RateLimit(1, MINUTE);
    for (let at = 0; at < 100; at++) limit.hit(`old ${at}`, 0);
    limit.hit('late', 59_999);
    limit.hit('second', MINUTE);
    expect([limit.hit('late', MINUTE), limit.hit('old 1', MINUTE)]).toEqual([60, 0]);
    limit.hit('third', 2 * MINUTE);
    expect(limit.hit('second', 2 * MINUTE - 1)).toBe(1);
    limit.hit('fourth', 3 * MINUTE);
    expect(limit.size).toBe(2);
  });

  it('has a bound: the oldest keys go first', () => {
    const limit = new RateLimit(1, MINUTE);
    for (let at = 0; at < 60_000; at++) limit.hit(`k${at}`, 0);
    expect(limit.size).toBeLessThanOrEqual(50_000);
    expect([limit.hit('k59999', 0), limit.hit('k30000', 0), limit.hit('k0', 0)]).toEqual([60, 60, 0]);
  });
});
