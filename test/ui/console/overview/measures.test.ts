import { describe, expect, it } from 'vitest';
import {
  changeOf,
  currenciesOf,
  type Measures,
  measured,
} from '../../../../src/ui/console/overview/measures.ts';

const none: Measures = {
  visitors: 0,
  visits: 0,
  views: 0,
  events: 0,
  bounces: 0,
  seconds: 0,
  conversions: 0,
  revenue: {},
};

describe('measured', () => {
  it('has shares and means of visits alone where there are visits', () => {
    const some = { ...none, visits: 4, bounces: 1, seconds: 10 };
    expect([measured('bounceRate', some, ''), measured('duration', some, '')]).toEqual([0.25, 2.5]);
    expect([measured('bounceRate', none, ''), measured('duration', none, '')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('has revenue of one currency, whatever that is called', () => {
    const some = { ...none, revenue: { EUR: 5, '': 2 } };
    expect(['EUR', '', 'USD', 'constructor'].map(each => measured('revenue', some, each))).toEqual([
      5, 2, 0, 0,
    ]);
  });
});

it.each([
  [150, 100, 0.5],
  [50, 100, -0.5],
  [0, 0, 0],
  [3, 0, undefined],
  [-50, -100, 0.5],
  [undefined, 5, undefined],
  [5, undefined, undefined],
])('from %s to %s', (now, before, change) => {
  expect(changeOf(now, before)).toBe(change);
});

it('has each currency once, that of the most first', () => {
  const a = { ...none, revenue: { USD: 5, EUR: 3 } };
  const b = { ...none, revenue: { EUR: 3, JPY: 5 } };
  expect(currenciesOf(a, null, b, undefined)).toEqual(['EUR', 'JPY', 'USD']);
});
