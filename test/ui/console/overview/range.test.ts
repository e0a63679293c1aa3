import { describe, expect, it } from 'vitest';
import {
  daysOf,
  isDay,
  type Range,
  readRange,
  startOf,
  stepsOf,
} from '../../../../src/ui/console/overview/range.ts';

describe('daysOf', () => {
  const now = Date.parse('2026-03-01T23:30:00Z');

  it.each<[Range, string, string]>([
    ['today', '2026-03-01', '2026-03-02'],
    ['yesterday', '2026-02-28', '2026-03-01'],
    ['7d', '2026-02-23', '2026-03-02'],
    ['28d', '2026-02-02', '2026-03-02'],
    ['90d', '2025-12-02', '2026-03-02'],
    ['month', '2026-03-01', '2026-03-02'],
    ['last-month', '2026-02-01', '2026-03-01'],
    ['2024-02-28..2024-02-29', '2024-02-28', '2024-03-01'],
  ])('%s', (range, from, to) => {
    expect(daysOf(range, now, 'UTC')).toEqual({ from, to });
  });

  it('has the day of the zone, which another zone does not have yet', () => {
    expect(daysOf('today', now, 'Asia/Tokyo').from).toBe('2026-03-02');
    expect(daysOf('last-month', now, 'Pacific/Kiritimati').from).toBe('2026-02-01');
    expect(daysOf('today', now, 'America/New_York').from).toBe('2026-03-01');
  });

  it('goes over the end of a year', () => {
    expect(daysOf('last-month', Date.parse('2026-01-10T00:00:00Z'), 'UTC').from).toBe('2025-12-01');
  });
});

describe('readRange', () => {
  it.each(['today', '28d', '2026-11-01..2026-11-20', '2026-11-01..2026-11-01'])('%s is one', text => {
    expect(readRange(text)).toBe(text);
  });

  it.each([
    '',
    '..',
    '30d',
    '2026-11-20..2026-11-01',
    '2026-02-29..2026-03-01',
    '2026-1-1..2026-1-2',
    '2026-11-01..2026-11-02..2026-11-03',
    '2026-11-01',
  ])('%j is none', text => {
    expect(readRange(text)).toBeUndefined();
  });
});

describe('stepsOf', () => {
  it.each([
    ['2026-11-01', '2026-11-02', ['hour']],
    ['2026-11-01', '2026-11-03', ['hour', 'day']],
    ['2026-11-01', '2026-11-08', ['day', 'hour']],
    ['2026-11-01', '2026-11-29', ['day', 'week']],
    ['2026-01-01', '2026-04-01', ['day', 'week', 'month']],
    ['2025-01-01', '2026-01-01', ['week', 'day', 'month']],
    ['2016-01-01', '2026-01-01', ['month']],
  ])('from %s to before %s', (from, to, steps) => {
    expect(stepsOf({ from, to })).toEqual(steps);
  });
});

it('knows days that are there', () => {
  expect(['2024-02-29', '2026-12-31'].every(isDay)).toBe(true);
  expect(['2026-02-29', '2026-13-01', '2026-12-32', 'today', '+02026-01-01'].some(isDay)).toBe(false);
});

it.each([
  ['2026-11-21', 'UTC', '2026-11-21T00:00:00Z'],
  ['2026-11-21', 'Asia/Kathmandu', '2026-11-20T18:15:00Z'],
  ['2026-03-29', 'Europe/Vienna', '2026-03-28T23:00:00Z'],
  ['2026-03-30', 'Europe/Vienna', '2026-03-29T22:00:00Z'],
  // Samoa had no such day.
  ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
])('%s begins in %s at %s', (day, zone, time) => {
  expect(new Date(startOf(day, zone)).toISOString().replace('.000', '')).toBe(time);
});
