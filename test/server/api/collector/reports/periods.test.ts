import { expect, it, test } from 'vitest';
import { readInterval } from '../../../../../src/server/api/collector/daysOf.ts';
import { type Comparison, comparedTo } from '../../../../../src/server/api/collector/reports/comparedTo.ts';
import { type Period, periodsOf } from '../../../../../src/server/api/collector/reports/periods.ts';

const NOW = Date.parse('2026-11-21T10:20:30Z');

const interval = (from: string, to: string, tz = 'UTC') => readInterval({ from, to, tz }, NOW, 5000);
const iso = (time: number) => new Date(time).toISOString().replace(':00.000Z', 'Z');

const starts = (by: Period, from: string, to: string, tz?: string) =>
  periodsOf(interval(from, to, tz), by).map(iso);

it('begins weeks on Monday, and the first and the last where the interval does', () => {
  expect(starts('week', '2026-11-11', '2026-11-25')).toEqual([
    '2026-11-11T00:00Z',
    '2026-11-16T00:00Z',
    '2026-11-23T00:00Z',
    '2026-11-25T00:00Z',
  ]);
  expect(starts('week', '2026-11-16', '2026-11-23')).toEqual(['2026-11-16T00:00Z', '2026-11-23T00:00Z']);
});

it('begins months by the calendar of the zone, over the end of a year and of summer time', () => {
  expect(starts('month', '2026-12-15', '2027-02-01')).toEqual([
    '2026-12-15T00:00Z',
    '2027-01-01T00:00Z',
    '2027-02-01T00:00Z',
  ]);
  expect(starts('month', '2026-10-01', '2026-12-01', 'Europe/Vienna')).toEqual([
    '2026-09-30T22:00Z',
    '2026-10-31T23:00Z',
    '2026-11-30T23:00Z',
  ]);
});

it('has 25 hours where a day has them, and 23; hours of a zone begin where its own do', () => {
  expect(starts('hour', '2026-10-25', '2026-10-26', 'Europe/Vienna')).toHaveLength(26);
  expect(starts('hour', '2026-03-29', '2026-03-30', 'Europe/Vienna')).toHaveLength(24);
  expect(starts('hour', '2026-11-20T10:10:00Z', '2026-11-20T12:00:00Z', 'Asia/Kolkata')).toEqual([
    '2026-11-20T10:10Z',
    '2026-11-20T10:30Z',
    '2026-11-20T11:30Z',
    '2026-11-20T12:00Z',
  ]);
});

test.each(['hour', 'day', 'week', 'month'] as const)('has no %s where there is no time', by => {
  expect(starts(by, '2026-11-20', '2026-11-20')).toEqual([]);
  expect(starts(by, '2026-11-21', '2026-11-20')).toEqual([]);
});

test.each<[Comparison, string, string, string, string, string]>([
  ['previous', '2026-11-15', '2026-11-22', 'UTC', '2026-11-08T00:00Z', '2026-11-15T00:00Z'],
  // Whole months before whole months: 31 days before 30.
  ['previous', '2026-11-01', '2026-12-01', 'UTC', '2026-10-01T00:00Z', '2026-11-01T00:00Z'],
  ['previous', '2026-10-01', '2027-01-01', 'UTC', '2026-07-01T00:00Z', '2026-10-01T00:00Z'],
  // A day of 25 hours before one of 24.
  ['previous', '2026-10-26', '2026-10-27', 'Europe/Vienna', '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
  [
    'previous',
    '2026-11-20T10:00:00Z',
    '2026-11-20T12:30:00Z',
    'UTC',
    '2026-11-20T07:30Z',
    '2026-11-20T10:00Z',
  ],
  ['year', '2026-11-15', '2026-11-22', 'UTC', '2025-11-15T00:00Z', '2025-11-22T00:00Z'],
  ['year', '2028-02-29', '2028-03-01', 'UTC', '2027-02-28T00:00Z', '2027-03-01T00:00Z'],
  ['year', '2026-03-29', '2026-03-30', 'Europe/Vienna', '2025-03-28T23:00Z', '2025-03-29T23:00Z'],
])('compares with %s of %s to %s in %s', (with_, from, to, tz, first, end) => {
  const before = comparedTo(interval(from, to, tz), with_);
  expect([before.from, before.to].map(iso)).toEqual([first, end]);
});
