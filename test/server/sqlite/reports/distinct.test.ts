import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Amounts } from '../../../../src/server/sqlite/reports/amounts.ts';
import { Distinct } from '../../../../src/server/sqlite/reports/distinct.ts';
import { hash } from '../../../../src/server/sqlite/reports/hash.ts';

it('counts each visitor once in each group', () => {
  const visit = fc.record({ visitor: fc.nat(300), group: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(visit, { maxLength: 2000, size: 'max' }), visits => {
      const distinct = new Distinct();
      const groups = new Map<number, Set<number>>();
      for (const { visitor, group } of visits) {
        distinct.add(...hash(`visitor ${visitor}`), group);
        groups.set(group, (groups.get(group) ?? new Set()).add(visitor));
      }
      const { counts, isEstimated } = distinct.counts();
      expect(isEstimated).toBe(false);
      for (const [group, visitors] of groups) expect(counts[group]).toBe(visitors.size);
    }),
    { numRuns: 30 },
  );
});

it('finds the same again where there is room for few alone, and says where it could not', () => {
  const few = new Distinct(1000);
  for (let round = 0; round < 10; round++) {
    for (let visitor = 0; visitor < 400; visitor++) few.add(...hash(`v${visitor}`), 0);
  }
  expect(few.counts()).toEqual({ counts: [400], isEstimated: false });
  const many = new Distinct(1000);
  for (let visitor = 0; visitor < 5000; visitor++) many.add(...hash(`v${visitor}`), 0);
  expect(many.counts()).toEqual({ counts: [5000], isEstimated: true });
});

it('has no two of many visitors for one', () => {
  const seen = new Set(Array.from({ length: 200_000 }, (_, at) => hash(`visitor-${at}`).join()));
  expect(seen.size).toBe(200_000);
  const parts = new Array(64).fill(0);
  for (let at = 0; at < 64_000; at++) parts[hash(`${at}`)[0] >>> 26]++;
  expect(Math.min(...parts)).toBeGreaterThan(700);
});

it('sums money to the cent', () => {
  const amounts = new Amounts();
  for (let at = 0; at < 1000; at++) amounts.add(0, 'EUR', 0.1);
  amounts.add(0, 'EUR', 1e12);
  amounts.add(0, 'EUR', -1e12);
  for (const value of [5, -5]) amounts.add(1, 'USD', value);
  expect(amounts.of(0)).toEqual({ EUR: 100 });
  expect(amounts.of(1)).toEqual({});
  expect(amounts.of(7)).toEqual({});
});
