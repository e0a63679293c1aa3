import { expect, it } from 'vitest';
import { count, day, duration, money, percent, span } from '../../../../src/ui/console/parts/format.ts';

const english = { locale: 'en-GB' };
const german = { locale: 'de-DE' };

it('writes numbers as the reader does, and large ones short', () => {
  expect([count(1234, english), count(1234, german), count(12_345_678, english)]).toEqual([
    '1,234',
    '1.234',
    '12.35m',
  ]);
});

it.each([
  [59.9, 'EUR', '€59.90'],
  [1000, 'JPY', 'JP¥1,000'],
  [2_500_000, 'EUR', '€2.5m'],
  [5, '', '5'],
  [5, 'points', '5 points'],
  [5, '<b>', '5 <b>'],
])('%s %s', (amount, currency, text) => {
  expect(money(amount, currency, english)).toBe(text);
});

it.each([
  [0, '0s'],
  [59.6, '1m 0s'],
  [200, '3m 20s'],
  [3600, '1h 0m'],
  [90_061, '25h 1m'],
])('%s seconds', (seconds, text) => {
  expect(duration(seconds, english)).toBe(text);
});

it('writes small shares with their tenths', () => {
  expect([0.123, 0.077, 1.5].map(each => percent(each, english))).toEqual(['12%', '7.7%', '150%']);
});

it('writes a day as what it is, wherever the reader is', () => {
  expect(day('2026-11-21', english)).toBe('21 Nov 2026');
});

it.each([
  [400, '0 seconds'],
  [1000, '1 second'],
  [90_000, '90 seconds'],
  [3_600_000, '1 hour'],
  [36 * 3_600_000, '36 hours'],
  [2.4 * 86_400_000, '2 days'],
])('%s ms', (ms, text) => {
  expect(span(ms, english)).toBe(text);
});
