import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactSum } from '../../../src/server/attribution/exactSum.ts';
import { readValue } from '../../../src/server/attribution/readValue.ts';

const NBSP = '\u00a0';
const THIN = '\u202f';

it.each<[sent: unknown, value: number, isPlain: boolean]>([
  ['59.90', 59.9, true],
  ['1.299', 1.299, true],
  [' 7 ', 7, true],
  ['-5', -5, true],
  ['+5', 5, true],
  ['1e3', 1000, true],
  ['.5', 0.5, true],
  ['0', 0, true],
  [12.5, 12.5, true],
  ['59,90', 59.9, false],
  ['-59,90', -59.9, false],
  ['\u22125,5', -5.5, false],
  [',9', 0.9, false],
  ['0,999', 0.999, false],
  ['1234,567', 1234.567, false],
  ['1.299,00', 1299, false],
  ['1,299.00', 1299, false],
  ['12.345.678,9', 12_345_678.9, false],
  ['12,345,678', 12_345_678, false],
  ['1.299.000', 1_299_000, false],
  ['1 299,00', 1299, false],
  [`1${NBSP}299,00`, 1299, false],
  [`1${THIN}299`, 1299, false],
  ["1'299.00", 1299, false],
  ['59.90 EUR', 59.9, false],
  ['59,90 EUR', 59.9, false],
  ['59.90eur', 59.9, false],
  ['EUR 59.90', 59.9, false],
  [`1.299,00${NBSP}EUR`, 1299, false],
  ['59 EUR', 59, false],
])('reads %j', (sent, value, isPlain) => {
  expect(readValue(sent, 'EUR')).toEqual({ is: 'number', value, isPlain });
});

it.each([
  ...[
    '1,299',
    '1.299 EUR',
    '59.90 USD',
    'EUR',
    'EUR 59.90 EUR',
    '$10',
    'free',
    'NaN',
    'undefined',
    '{{total}}',
  ],
  ...['1,29,9', '1.29,00', '1,2.3', '1.299,00.5', '12,34,567', '1 29', '59,', '--5', '1e15', 'Infinity'],
  ...['9'.repeat(41), {}, ['5'], true],
])('does not guess %j', sent => {
  expect(readValue(sent, 'EUR')).toEqual({ is: 'unreadable' });
});

it('takes no currency where none agrees', () => {
  expect(readValue('59.90 EUR', '')).toEqual({ is: 'unreadable' });
  expect(readValue('59.90 EUR', 'eur')).toMatchObject({ value: 59.9 });
});

it.each([undefined, null, '', '  '])('takes %j for none', sent => {
  expect(readValue(sent, 'EUR')).toEqual({ is: 'none' });
});

it('adds decimal numbers without a drift', () => {
  const cents = fc.array(fc.integer({ min: -1e11, max: 1e11 }), { maxLength: 200 });
  fc.assert(
    fc.property(cents, list => {
      const total = list.reduce((sum, each) => sum + each, 0);
      expect(exactSum(...list.map(each => each / 100)).value()).toBe(total / 100 + 0);
    }),
  );
  expect(exactSum(0.1, 0.2).value()).toBe(0.3);
  expect(exactSum().add(0.1, 3).value()).toBe(0.3);
  expect(exactSum(1e15, 0.1, -1e15).value()).toBe(0.1);
  expect(exactSum(1e-30, 5e-324).value()).toBe(0);
});
