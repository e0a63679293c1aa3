import { describe, expect, it } from 'vitest';
import { eventRow } from '../../../src/ui/console/eventRow.ts';

const place = { locale: 'en-GB', timeZone: 'UTC' };
const row = (fields: object) =>
  eventRow({ messageId: 'm', type: 'track', timestamp: '2026-11-21T22:03:04.500Z', ...fields }, place);

it('shows what an event has', () => {
  expect(
    row({
      event: 'purchase',
      anonymousId: '81727913-da9b-4f10-8d99-2b9f7b94d996',
      context: {
        page: { path: '/thanks', search: '?order=1', url: 'https://a.example/thanks?order=1' },
        campaign: { name: 'autumn', source: 'newsletter', medium: 'email' },
        sessionId: '1795297459022',
        pixel: { type: 'conversion' },
      },
      properties: { revenue: '1289.5', currency: 'EUR' },
    }),
  ).toEqual({
    time: '22:03:04',
    name: 'purchase',
    kind: 'conversion',
    page: '/thanks?order=1',
    campaign: 'autumn (newsletter / email)',
    revenue: '€1,289.50',
    visitor: '81727913',
    session: '21:44:19',
  });
});

it('shows nothing of what an event lacks', () => {
  expect(row({ type: 'page' })).toEqual({
    time: '22:03:04',
    name: 'page view',
    kind: 'page',
    page: '',
    campaign: '',
    revenue: '',
    visitor: '',
    session: '',
  });
});

it.each([
  ['89', 'EUR', '€89.00'],
  ['89', 'jpy', 'JP¥89'],
  ['-5', 'GBP', '-£5.00'],
  ['89', '', '89'],
  ['89', 'euros', '89 euros'],
  ['12,50', 'EUR', '12,50 EUR'],
  ['1e999', 'EUR', '1e999 EUR'],
  [' ', 'EUR', 'EUR'],
  ['', 'EUR', ''],
  [{ a: '1' }, 'EUR', ''],
  ['89', ['EUR'], '89'],
])('writes the revenue %j in %j as %j', (revenue, currency, text) => {
  expect(row({ properties: { revenue, currency } }).revenue).toBe(text);
});

it.each([
  [{ name: 'autumn' }, 'autumn'],
  [{ source: 'news' }, 'news'],
  [{ source: 'news', medium: 'email' }, 'news / email'],
  [{ gclid: 'x' }, ''],
  ['text', ''],
])('writes the campaign %j as %j', (campaign, text) => {
  expect(row({ context: { campaign } }).campaign).toBe(text);
});

describe('an event of any shape', () => {
  it.each([
    { context: null, properties: [] },
    { context: { page: 'text', pixel: { type: ['conversion'] } }, event: { a: '1' } },
    { properties: { toString: 'x', __proto__: { revenue: '1' } }, anonymousId: ['a'] },
    { context: { sessionId: '99999999999999999999', page: { path: {} } } },
  ])('%j has a row of texts', fields => {
    for (const text of Object.values(row(fields))) expect(text).toBeTypeOf('string');
  });

  it('has no time where its own is none', () => {
    expect(row({ timestamp: 'yesterday' }).time).toBe('');
  });

  it('has no revenue from a prototype', () => {
    expect(row({ properties: Object.create({ revenue: '1' }) }).revenue).toBe('');
  });
});
