import { describe, expect, test } from 'vitest';
import { installCode, type Pixel } from '../../../src/install/index.ts';
import { PURCHASE, SETTINGS } from '../support/examples.ts';
import { expectedCall } from '../support/expectedCall.ts';
import { forAll } from '../support/forAll.ts';
import { fakePage } from '../support/run.ts';
import type { Values } from '../support/values.ts';

const ORDER = { tealium_event: 'purchase', order_id: 'A-1', order_total: '59.90' };

/** A page with the event's extension in it, and a function that is `utag.view`. */
function extension(pixel: Pixel) {
  const { event_code } = installCode('tealium', pixel, SETTINGS);
  const page = fakePage();
  const view = page.run(`(function(a,b){try{if(1){${event_code}}}catch(e){throw e}})`) as (
    a: string,
    b: object,
  ) => void;
  return { page, view: (b: object) => view('view', b) };
}

describe('an extension', () => {
  test('puts the arrays that Tealium has of products together, product by product', () => {
    const properties = [
      { key: 'sku', source: 'variable' as const, value: 'product_sku' },
      { key: 'brand', source: 'variable' as const, value: '_cbrand' },
      { key: 'tags', source: 'variable' as const, value: 'page_tags' },
    ];
    const { page, view } = extension({ ...PURCHASE, config: { ...PURCHASE.config, properties } });
    view({ ...ORDER, product_sku: ['S1', 'S2'], _cbrand: ['B1'], page_tags: ['a', 'b'] });
    view({ tealium_event: 'purchase', product_sku: 'S1' });
    expect(page.calls().map(call => call[2])).toEqual([
      {
        revenue: 59.9,
        currency: 'EUR',
        tags: ['a', 'b'],
        products: [{ sku: 'S1', brand: 'B1' }, { sku: 'S2' }],
      },
      { currency: 'EUR', sku: 'S1' },
    ]);
  });

  // The tag has refused the first where consent was denied then.
  test('fires an order again with the id that counts once, in the same page and after a reload', () => {
    const { page, view } = extension(PURCHASE);
    view(ORDER);
    view(ORDER);
    view({ ...ORDER, order_id: 'A-2' });
    view({ tealium_event: 'purchase', _corder: 'A-1' });
    const reloaded = extension(PURCHASE);
    reloaded.view(ORDER);
    expect([...page.calls(), ...reloaded.page.calls()].map(call => call[3])).toEqual(
      ['A-1', 'A-1', 'A-2', 'A-1', 'A-1'].map(id => ({
        pixel: 'pix_a1b2c3',
        to: SETTINGS.writeKey,
        messageId: `${SETTINGS.writeKey}:purchase:${id}`,
      })),
    );
  });

  test.each([
    ['add_to_cart', 'cart_add'],
    ['begin_checkout', 'checkout'],
    ['signup', 'user_register'],
    ['subscribe', 'email_signup'],
    ['purchase', 'purchase'],
    ['view_content', 'product_view'],
    ['contact', 'contact'],
    ['constructor', 'constructor'],
  ])('fires %s on Tealium’s own name for it, %s, and on ours', (conversion_type, name) => {
    const config = { type: 'microconversion' as const, conversion_type };
    const { page, view } = extension({ ...PURCHASE, config });
    for (const tealium_event of new Set([name, conversion_type, 'another', 'toString']))
      view({ tealium_event });
    const names = new Set([name, conversion_type]).size;
    expect(page.calls().map(call => call[1])).toEqual(Array(names).fill(conversion_type));
    const { notes } = installCode('tealium', { ...PURCHASE, config }, SETTINGS);
    expect(notes.join(' ')).toContain(`"${name}"`);
  });

  test('leaves out what is empty, in lists of products too', () => {
    const properties = [
      { key: 'sku', source: 'variable' as const, value: 'product_sku' },
      { key: 'brand', source: 'variable' as const, value: 'product_brand' },
      { key: 'coupon', source: 'variable' as const, value: 'coupon' },
    ];
    const { page, view } = extension({ ...PURCHASE, config: { ...PURCHASE.config, properties } });
    view({
      tealium_event: 'purchase',
      order_total: '',
      coupon: ' ',
      product_sku: ['S1', ''],
      product_brand: ['', 'B2'],
    });
    expect(page.calls()[0]![2]).toEqual({ currency: 'EUR', products: [{ sku: 'S1' }, { brand: 'B2' }] });
  });

  test('fires each time where there is no order', () => {
    const config = { type: 'microconversion' as const, conversion_type: 'add_to_cart' };
    const { page, view } = extension({ ...PURCHASE, config });
    view({ tealium_event: 'add_to_cart', order_id: 'A-1' });
    view({ tealium_event: 'add_to_cart', order_id: 'A-1' });
    expect(page.calls()).toHaveLength(2);
  });

  test('does nothing where the base code has not run', () => {
    const { page, view } = extension(PURCHASE);
    delete page.window.tgp;
    expect(() => view(ORDER)).not.toThrow();
  });
});

describe('the Custom Container', () => {
  /** What Tealium publishes of the template, and the tag's own `send`. */
  function publish(pixel: Pixel, map: { [variable: string]: string }) {
    const { event_code, base_code } = installCode('tealium-container', pixel, SETTINGS);
    expect(base_code).toBe('');
    const code = event_code
      .replaceAll('##UTGEN##', `u.map=${JSON.stringify(map)};u.extend=[function(a,b){b.extended=1}];`)
      .replaceAll(
        '##UTEXTEND##',
        'for(c=0;c<u.extend.length;c++){try{d=u.extend[c](a,b);if(d==false)return}catch(e){}};',
      )
      .replaceAll('##UTID##', '7')
      .replaceAll('##UTLOADERID##', 'main');
    const loaded: string[] = [];
    const sender: { [id: string]: { send(a: string, b: object): void } } = {};
    const page = fakePage({
      utag: {
        o: { main: { sender, loader: { LOAD: (id: string) => loaded.push(id) } } },
        DB: (error: Error) => {
          throw error;
        },
      },
      document: { head: {}, querySelector: () => null },
    });
    page.run(code);
    expect(loaded).toEqual(['7']);
    return { page, send: sender[7]!.send };
  }

  test('takes nothing that a page has put on all objects for a mapping', () => {
    const { page, send } = publish(PURCHASE, { coupon_code: 'coupon' });
    page.run('Object.prototype.isMine = function () {};');
    send('view', page.run('({ tealium_event: "purchase", order_total: "5", coupon_code: "X" })') as object);
    const [, [, , properties] = []] = page.calls();
    expect(properties).toMatchObject({ revenue: 5 });
  });

  test('starts the tag, and sends what its data has on its event', () =>
    forAll('tealium', (pixel, values) => {
      // Revenue and currency take the first of an array: see above.
      if (Object.values(values).some(Array.isArray)) return;
      const { page, send } = publish(pixel, {});
      send('view', { ...values, tealium_event: pixel.config.conversion_type });
      const [init, ...rest] = page.calls();
      expect(init).toEqual(['init', SETTINGS.writeKey, { autoPage: pixel.config.type !== 'pageview' }]);
      expect(rest).toEqual([expectedCall(pixel, values)]);
      expect(page.window).not.toHaveProperty('hacked');
    }));

  test('lets a mapping read another variable', () => {
    const { page, send } = publish(PURCHASE, { cart_total: 'revenue,unused' });
    const b: Values = { ...ORDER, cart_total: '10' };
    send('view', b);
    expect(page.calls()[1]![2]).toEqual({ revenue: 10, currency: 'EUR' });
    expect(b.extended).toBe(1);
  });
});

test('the payloads of the profile API add the two extensions', () => {
  const { base_code, event_code } = installCode('tealium-api', PURCHASE, SETTINGS);
  const tealium = installCode('tealium', PURCHASE, SETTINGS);
  const value = (text: string) => JSON.parse(text).operationList[0].value;
  expect(value(base_code)).toMatchObject({
    type: 'Javascript Code',
    scope: 'Before Load Rules',
    occurence: 'Run Once',
    configuration: [{ name: 'code', value: tealium.base_code }],
  });
  expect(value(event_code)).toMatchObject({
    type: 'Javascript Code',
    scope: 'After Load Rules',
    occurence: 'Run Always',
    configuration: [{ name: 'code', value: tealium.event_code }],
  });
});
