import { expect, test } from 'vitest';
import { fitUrl } from '../../src/protocol/fitUrl.ts';
import { decodeQuery, encodeQuery } from '../../src/protocol/query.ts';

const PATH = 'https://collect.example/pixel/v1/track';
const fitted = (fields: object, maxLength = 8000) => {
  const url = fitUrl(`${PATH}?${encodeQuery(fields).query}`, maxLength);
  // biome-ignore lint/suspicious/noExplicitAny: tests read any field of it
  return { url, fields: decodeQuery(url.split('?')[1]!).fields as any };
};

const products = Array.from({ length: 200 }, (_, n) => ({
  sku: `SKU-${n}`,
  name: `Product ${n}`,
  price: '59.90',
  quantity: '1',
  category: 'shoes',
}));

test('an order of 200 products is recognisable, wherever its list stands', () => {
  const order = { currency: 'EUR', order_id: 'o-12345', revenue: '11980.00', coupon: 'SPRING' };
  for (const properties of [
    { products, ...order },
    { ...order, products },
  ]) {
    const { url, fields } = fitted({
      event: 'purchase',
      messageId: 'm',
      context: { locale: 'de' },
      properties,
    });
    expect(url.length).toBeLessThanOrEqual(8000);
    expect(fields).toMatchObject({ event: 'purchase', messageId: 'm', properties: order });
    expect(fields.context).toEqual({ truncated: 'true' });
    expect(fields.properties.products[0]).toEqual(products[0]);
  }
});

test('what is long goes, the longest first, and nothing is cut in two', () => {
  const { url, fields } = fitted({
    event: 'e',
    properties: { long: 'x'.repeat(3000), longer: 'x'.repeat(9000), less: 'ü'.repeat(300), order_id: 'o-1' },
  });
  expect(url.length).toBeLessThanOrEqual(8000);
  expect(fields.properties).toEqual({ long: 'x'.repeat(3000), less: 'ü'.repeat(300), order_id: 'o-1' });
});

/** A beacon far too long, with one context key that counts last or not. */
const crowded = (context: object, properties: object = {}) =>
  fitted({ event: 'e', messageId: 'm', context, properties: { ...properties, products } }).fields;

test.each([
  { screen: { width: '1', height: '2' } },
  { timezone: 'x'.repeat(99) },
  { locale: 'x'.repeat(99) },
  { userAgent: 'x' },
  { traits: { plan: 'pro', address: { city: 'Ulm' } } },
])('context that a beacon can do without goes first: %j', context => {
  expect(crowded(context).context).toEqual({ truncated: 'true' });
});

test.each([
  { utm: { source: 'x' } },
  { tracking: 'x' },
  { screening: { width: '1' } },
  { screenReader: 'true' },
  { timezoneOffset: '60' },
  { timing: { load: '5' } },
  { locales: { 0: 'de' } },
  { traitsVersion: '2' },
  { user: { plan: 'pro' } },
  { userAgentData: { mobile: 'false' } },
  { page: { referrer: 'x', search: 'x', title: 'x', section: 'x', url: 'x' } },
  { page: { type: { title: 'x' } } },
  { app: { screen: 'x', traits: { plan: 'pro' } } },
  { 'screen.size': 'x' },
  { campaign: { source: 'x' }, sessionId: '1' },
])('context that nobody has named expendable stays: %j', context => {
  expect(crowded(context).context).toMatchObject(context);
});

test('a name with a digit in it is no item of a list', () => {
  const named = { address2: 'x', '3d_model': 'y', iso4217: 'EUR', 5: 'z', nested: { h1: 'h' } };
  expect(crowded({}, named).properties).toMatchObject(named);
  expect(
    fitted({ event: 'e', properties: { products, ...named }, context: { pixel: { id: 'p' } } }).fields,
  ).toMatchObject({ properties: named, context: { pixel: { id: 'p' } } });
});

test('encodeQuery loses what the tag loses', () => {
  const fields = { event: 'e', context: { utm: 'x', traits: { plan: 'pro' } }, properties: { products } };
  const { query, skipped } = encodeQuery(fields, { maxLength: 8000 });
  expect(decodeQuery(query).fields.context).toEqual({ utm: 'x', truncated: 'true' });
  expect(skipped).toContainEqual({ key: 'context.traits.plan', reason: 'too long' });
});
