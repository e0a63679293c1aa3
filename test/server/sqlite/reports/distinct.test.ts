import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactSum } from '../../../../src/server/attribution/exactSum.ts';
import { Amounts } from '../../../../src/server/sqlite/reports/amounts.ts';
import { Distinct } from '../../../../src/server/sqlite/reports/distinct.ts';
import { hash } from '../../../../src/server/sqlite/reports/hash.ts';
import { roundedSum } from '../../../../src/server/visits/roundedSum.ts';

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
  for (const value of [60, -59.9]) amounts.add(2, 'EUR', value);
  expect(amounts.of(2)).toEqual({ EUR: 0.1 });
});

it('sums money as exact numbers do, however small, large or many they are', () => {
  const amount = fc.oneof(
    fc.integer({ min: -1e7, max: 1e7 }).map(cents => cents / 100),
    fc.integer({ min: -1e15, max: 1e15 }).map(parts => parts / 10_000),
    fc.constantFrom(0.1, -0.1, 0.00001, -1e-7, 99_999_999_999.9999, 1e14, -1e14, 123_456_789_012.34567),
  );
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 50 }), list => {
      const amounts = new Amounts();
      for (const each of list) amounts.add(0, 'EUR', each);
      const sum = roundedSum(exactSum(...list).value());
      expect(amounts.of(0)).toEqual(sum === 0 ? {} : { EUR: sum });
    }),
    { numRuns: 500 },
  );
});
