import { expect, test } from 'vitest';
import { installCode, type Pixel } from '../../../src/install/index.ts';
import { PURCHASE, SETTINGS } from '../support/examples.ts';
import { fakePage, onlyScript } from '../support/run.ts';

/** What Squarespace makes of the code of its Order Confirmation Page. */
const confirmed = (code: string, order: { [name: string]: string }) =>
  code.replace(/\{(orderId|orderGrandTotal|orderSubtotal)\}/g, (_, name) => order[name] ?? '');

const ORDER = { orderId: '00042', orderGrandTotal: '59.90', orderSubtotal: '50.00' };

function called(pixel: Pixel, order: { [name: string]: string } | undefined, globals: object = {}) {
  const { event_code } = installCode('squarespace', pixel, SETTINGS);
  const script = onlyScript(event_code);
  const page = fakePage({ ...globals });
  page.run(order ? confirmed(script, order) : script);
  return page.calls()[0];
}

const of = (names: { [key: string]: string }, conversion_type = 'purchase'): Pixel => {
  const { revenue, ...others } = names;
  return {
    ...PURCHASE,
    config: {
      type: 'conversion',
      conversion_type,
      ...(revenue && { revenue: { source: 'variable', value: revenue } }),
      properties: Object.entries(others).map(([key, value]) => ({ key, source: 'variable', value })),
    },
  };
};
const messageId = `${SETTINGS.writeKey}:purchase:00042`;

test.each([
  ['as Squarespace writes them', { revenue: '{orderGrandTotal}', order_id: '{orderId}' }],
  ['by name', { revenue: 'orderGrandTotal', order_id: 'orderId' }],
  ['by what they are', { revenue: 'order_total', order_id: 'order_id' }],
])('an order is the texts of its confirmation page, %s', (_, names) => {
  expect(called(of(names), ORDER)).toEqual([
    'conversion',
    'purchase',
    { revenue: 59.9, order_id: '00042' },
    { pixel: PURCHASE.id, to: SETTINGS.writeKey, messageId },
  ]);
});

test('an order has its id where the pixel names none', () => {
  expect(called(of({ revenue: 'orderSubtotal' }), ORDER)).toEqual([
    'conversion',
    'purchase',
    { revenue: 50 },
    { pixel: PURCHASE.id, to: SETTINGS.writeKey, messageId },
  ]);
});

test('on another page the text is no value', () => {
  const pixel = of({ revenue: '{orderGrandTotal}', order_id: '{orderId}' });
  expect(called(pixel, undefined)).toEqual([
    'conversion',
    'purchase',
    {},
    { pixel: PURCHASE.id, to: SETTINGS.writeKey },
  ]);
  expect(called(pixel, {})).toEqual([
    'conversion',
    'purchase',
    {},
    { pixel: PURCHASE.id, to: SETTINGS.writeKey },
  ]);
});

test('what the page has of its own comes first', () => {
  const pixel = of({ revenue: 'order_total', order_id: 'order_id' });
  const [, , given] = called(pixel, ORDER, { order_total: 7 })!;
  expect(given).toEqual({ revenue: 7, order_id: '00042' });
});

test('another event has no order that it does not name', () => {
  expect(called(of({ revenue: 'order_total' }, 'lead'), ORDER)).toEqual([
    'conversion',
    'lead',
    {},
    { pixel: PURCHASE.id, to: SETTINGS.writeKey },
  ]);
  expect(called(of({ total: 'orderGrandTotal' }, 'lead'), ORDER)![2]).toEqual({ total: '59.90' });
});

test('says where the code of an order goes, and where its variables come from', () => {
  const { notes, required_variables } = installCode('squarespace', of({ order_id: '{orderId}' }), SETTINGS);
  expect(notes[1]).toMatch(/Order Confirmation Page: paste the event code/);
  expect(required_variables).toEqual([
    { name: 'orderId', from: 'Squarespace, which writes it for {orderId} on the Order Confirmation Page' },
  ]);
});
