import { describe, expect, it } from 'vitest';
import { makeChance } from '../../bench/delivery/storm/chance.ts';

const draws = (seed: number, percent: number): boolean[] => {
  const chance = makeChance(seed);
  return Array.from({ length: 10_000 }, () => chance(percent));
};

describe('chance', () => {
  it('is the same for the same number, and another for another', () => {
    expect(draws(1, 5)).toEqual(draws(1, 5));
    expect(draws(1, 5)).not.toEqual(draws(2, 5));
  });

  it('comes so many times in a hundred', () => {
    for (const percent of [5, 50]) {
      const share = (100 * draws(7, percent).filter(Boolean).length) / 10_000;
      expect(Math.abs(share - percent)).toBeLessThan(2);
    }
    expect(draws(7, 0)).not.toContain(true);
    expect(draws(7, 100)).not.toContain(false);
  });
});
