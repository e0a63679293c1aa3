import { installCode } from '../src/install/installCode.ts';
import type { Pixel } from '../src/install/pixel.ts';
import { expect, test } from './support/fixtures.ts';
import type { Site } from './support/site.ts';
import { tealiumPage } from './support/tealiumPage.ts';

const HOSTILE = '"</script><script>window.hacked=1</script> @@x@@ ##UTGEN## \u2028 \\ \' // é🎉';

const PURCHASE: Pixel = {
  id: 'pix_purchase',
  name: 'Purchase',
  config: {
    type: 'conversion',
    conversion_type: 'purchase',
    revenue: { source: 'variable', value: 'order_total' },
    currency: { source: 'variable', value: 'order_currency' },
    properties: [
      { key: 'order_id', source: 'variable', value: 'order_id' },
      { key: 'product_sku', source: 'variable', value: 'product_sku' },
      { key: 'note', source: 'fixed', value: HOSTILE },
    ],
  },
};

/** Takes the white space out as a minifier of tag managers does: lines are trimmed and joined, names stay. */
const minify = (code: string) =>
  code
    .split('\n')
    .map(line => line.trim())
    .filter(line => line && !line.startsWith('//'))
    .join('');

function serve(
  site: Site,
  data: object,
  where: 'preLoader' | 'before' = 'before',
  change = (code: string) => code,
) {
  const { writeKey = '', collector } = site.values;
  const settings = { writeKey, scriptUrl: `${collector}/tgp.js` };
  const { base_code, event_code } = installCode('tealium', PURCHASE, settings);
  const base = change(base_code);
  const load = where === 'preLoader' ? { preLoader: base } : { before: [base] };
  site.rawPages.set('/tealium', tealiumPage({ ...load, after: [change(event_code)] }, data));
  return `${site.origin}/tealium`;
}

const ORDER = {
  tealium_event: 'purchase',
  order_total: '59.90',
  order_currency: 'EUR',
  order_id: 'A-1',
  product_sku: ['SKU-1', 'SKU-2'],
};

const EXPECTED = {
  event: 'purchase',
  context: { pixel: { id: 'pix_purchase', type: 'conversion', conversion_type: 'purchase' } },
  properties: {
    revenue: '59.9',
    currency: 'EUR',
    order_id: 'A-1',
    note: HOSTILE,
    products: [{ product_sku: 'SKU-1' }, { product_sku: 'SKU-2' }],
  },
};

for (const where of ['preLoader', 'before'] as const) {
  test(`extensions count the page and the order, loaded in ${where}`, async ({
    page,
    site,
    expectBeacons,
  }) => {
    await expectBeacons(page, {
      action: () => page.goto(serve(site, ORDER, where)),
      expected: [{ type: 'page' }, EXPECTED],
      exact: true,
    });
    expect(await page.evaluate('[window.hacked, utag_errors]')).toEqual([undefined, []]);
  });
}

test('an order that is viewed and linked again is one conversion', async ({ page, site, expectBeacons }) => {
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve(site, {}));
      await page.evaluate(order => {
        const { utag } = window as unknown as { utag: Record<string, (data: object) => void> };
        utag.view!(order);
        utag.view!(order);
        utag.link!(order);
        utag.view!({ ...order, order_id: 'A-2', order_total: '' });
      }, ORDER);
    },
    expected: [
      { type: 'page' },
      EXPECTED,
      { event: 'purchase', properties: { order_id: 'A-2', currency: 'EUR' } },
    ],
    exact: true,
  });
});

test("Tealium's own name of an event fires the pixel of ours", async ({ page, site, expectBeacons }) => {
  const config = { type: 'microconversion' as const, conversion_type: 'add_to_cart' };
  const { writeKey = '', collector } = site.values;
  const pixel: Pixel = { id: 'pix_cart', name: 'Cart', config };
  const { base_code, event_code } = installCode('tealium', pixel, {
    writeKey,
    scriptUrl: `${collector}/tgp.js`,
  });
  site.rawPages.set(
    '/cart',
    tealiumPage({ before: [base_code], after: [event_code] }, { tealium_event: 'cart_add' }),
  );
  await expectBeacons(page, {
    action: () => page.goto(`${site.origin}/cart`),
    expected: [{ type: 'page' }, { event: 'add_to_cart', context: { pixel: { id: 'pix_cart' } } }],
    exact: true,
  });
});

test('another event fires nothing, and the first data do not carry over', async ({
  page,
  site,
  expectBeacons,
}) => {
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve(site, { ...ORDER, tealium_event: 'product_view' }));
      await page.evaluate(() => {
        const { utag } = window as unknown as { utag: Record<string, (data: object) => void> };
        utag.view!({ tealium_event: 'purchase', order_id: 'A-3' });
      });
    },
    expected: [
      { type: 'page' },
      { event: 'purchase', properties: { order_id: 'A-3', revenue: undefined, currency: undefined } },
    ],
    exact: true,
  });
});

test('the code lives through a white-space minifier', async ({ page, site, expectBeacons }) => {
  await expectBeacons(page, {
    action: () => page.goto(serve(site, ORDER, 'before', minify)),
    expected: [{ type: 'page' }, EXPECTED],
    exact: true,
  });
});
