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

test('what is long loses its end, after everything that is not', () => {
  const { url, fields } = fitted({
    event: 'e',
    properties: { long: 'ü'.repeat(5000), longer: 'x'.repeat(9000), order_id: 'o-1' },
  });
  expect(url.length).toBeLessThanOrEqual(8000);
  expect(fields.properties.order_id).toBe('o-1');
  expect(fields.properties.longer.length).toBeGreaterThan(100);
});
