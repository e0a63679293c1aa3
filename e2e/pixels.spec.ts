import { readFileSync } from 'node:fs';
import { type InstallCode, installCode } from '../src/install/installCode.ts';
import type { Pixel } from '../src/install/pixel.ts';
import type { PlatformName } from '../src/install/platforms.ts';
import { expect, test } from './support/fixtures.ts';
import type { Site } from './support/site.ts';

const HOSTILE = '"</script><script>window.hacked=1</script> {{x}} \u2028 \\ \' <!-- é🎉';

const fixed = (key: string, value: string) => ({ key, source: 'fixed' as const, value });

const PURCHASE: Pixel = {
  id: 'pix_purchase',
  name: 'Purchase',
  config: {
    type: 'conversion',
    conversion_type: 'purchase',
    revenue: { source: 'variable', value: 'shop.order.total' },
    currency: { source: 'fixed', value: 'EUR' },
    properties: [
      { key: 'sku', source: 'variable', value: 'shop.items[0].sku' },
      { key: 'coupon', source: 'variable', value: 'ecommerce.coupon' },
      { key: 'missing', source: 'variable', value: 'shop.no.such.thing' },
      fixed('note', HOSTILE),
    ],
  },
};

const FIXED: Pixel = {
  id: 'pix_fixed',
  name: 'Fixed',
  config: {
    type: 'conversion',
    conversion_type: 'lead',
    revenue: { source: 'fixed', value: '12.50' },
    currency: { source: 'fixed', value: 'EUR' },
    properties: [fixed('note', HOSTILE), fixed('a.b', 'dotted')],
  },
};

const FIXED_EVENT = {
  event: 'lead',
  context: { pixel: { id: 'pix_fixed', type: 'conversion', conversion_type: 'lead' } },
  properties: { revenue: '12.5', currency: 'EUR', note: HOSTILE, 'a.b': 'dotted' },
};

function codeFor(site: Site, platform: PlatformName, pixel: Pixel, settings: object = {}): InstallCode {
  const { writeKey = '', collector } = site.values;
  return installCode(platform, pixel, { writeKey, scriptUrl: `${collector}/tgp.js`, ...settings });
}

function serve(site: Site, head: string, body: string): string {
  site.rawPages.set('/pixel', `<!doctype html><title>Pixel</title>${head}<body>${body}`);
  return `${site.origin}/pixel`;
}

test('a saved pixel reads the page and the data layer', async ({ page, site, expectBeacons }) => {
  const { base_code, event_code } = codeFor(site, 'javascript', PURCHASE);
  const data =
    '<script>var shop={order:{total:"59.90"},items:[{sku:"SKU-1"}]};var dataLayer=[{ecommerce:{coupon:"OLD"}},{ecommerce:{coupon:"NEW"}},{event:"x"}]</script>';
  await expectBeacons(page, {
    action: () => page.goto(serve(site, base_code, data + event_code)),
    expected: [
      { type: 'page' },
      {
        event: 'purchase',
        context: { pixel: { id: 'pix_purchase', type: 'conversion', conversion_type: 'purchase' } },
        properties: {
          revenue: '59.9',
          currency: 'EUR',
          sku: 'SKU-1',
          coupon: 'NEW',
          missing: undefined,
          note: HOSTILE,
        },
      },
    ],
    exact: true,
  });
  expect(await page.evaluate('window.hacked')).toBeUndefined();
});

test('a page view pixel is the one page view', async ({ page, site, expectBeacons }) => {
  const config = { type: 'pageview' as const, properties: [fixed('section', 'blog')] };
  const { base_code, event_code } = codeFor(site, 'javascript', { id: 'pix_view', name: 'View', config });
  await expectBeacons(page, {
    action: () => page.goto(serve(site, base_code, event_code)),
    expected: [{ type: 'page', context: { pixel: { id: 'pix_view' } }, properties: { section: 'blog' } }],
    exact: true,
  });
});

for (const order of [
  ['PURCHASE', 'VIEW'],
  ['VIEW', 'PURCHASE'],
] as const) {
  test(`beside another pixel's base code a page view pixel is the one page view, ${order.join(' first, then ')}`, async ({
    page,
    site,
    expectBeacons,
  }) => {
    const pixels = {
      PURCHASE: FIXED,
      VIEW: { id: 'pix_view', name: 'View', config: { type: 'pageview' as const } },
    };
    const [first, second] = order.map(name => codeFor(site, 'javascript', pixels[name]));
    const head = first!.base_code + second!.base_code;
    await expectBeacons(page, {
      action: () => page.goto(serve(site, head, first!.event_code + second!.event_code)),
      expected: [{ type: 'page', context: { pixel: { id: 'pix_view' } } }, FIXED_EVENT],
      exact: true,
    });
  });
}

test('a base code that leaves the view to a pixel counts it where that one does not come', async ({
  page,
  site,
  expectBeacons,
}) => {
  const { base_code } = codeFor(site, 'javascript', {
    id: 'pix_view',
    name: 'View',
    config: { type: 'pageview' },
  });
  const { event_code } = codeFor(site, 'javascript', FIXED);
  await expectBeacons(page, {
    action: () => page.goto(serve(site, base_code, event_code)),
    expected: [{ type: 'page', context: { pixel: undefined } }, FIXED_EVENT],
    exact: true,
  });
});

const ORDER: Pixel = {
  ...PURCHASE,
  config: {
    ...PURCHASE.config,
    properties: [{ key: 'order_id', source: 'variable', value: 'shop.order.id' }],
  },
};

test('the same order is one event after a reload, and in another tag manager', async ({
  page,
  site,
  tag,
  expectBeacons,
}) => {
  const { base_code, event_code } = codeFor(site, 'javascript', ORDER);
  const tealium = codeFor(site, 'tealium', {
    ...ORDER,
    config: { ...ORDER.config, properties: [{ key: 'order_id', source: 'variable', value: 'order_id' }] },
  });
  const data = '<script>var shop={order:{total:"59.90",id:" A-1 "}}</script>';
  const also = `<script>(function (a, b) {${tealium.event_code}})('view', {tealium_event: 'purchase', order_id: 'A-1'})</script>`;
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve(site, base_code, data + event_code + also));
      await page.reload();
    },
    expected: [
      { type: 'page' },
      { type: 'page' },
      {
        event: 'purchase',
        messageId: `${tag.write_key}:purchase:A-1`,
        properties: { order_id: ' A-1 ', revenue: '59.9' },
      },
    ],
    exact: true,
  });
});

test('another event of a known id is stored under one of its own', async ({ page, site, expectBeacons }) => {
  const { base_code } = codeFor(site, 'javascript', FIXED);
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve(site, base_code, ''));
      await page.evaluate(() => {
        window.tgp('track', 'first', {}, { messageId: 'mine' });
        window.tgp('track', 'second', {}, { messageId: 'mine' });
        window.tgp('track', 'first', {}, { messageId: 'mine' });
      });
    },
    expected: [
      { type: 'page' },
      { event: 'first', messageId: 'mine' },
      { event: 'second', messageId: /^tgp-[0-9a-f]{32}$/, context: { tgp: { messageId: 'mine' } } },
    ],
    exact: true,
  });
});

test('a versioned script with its hash loads, and with another hash does not', async ({
  page,
  site,
  collector,
  expectBeacons,
}) => {
  const script = await (await fetch(`${collector.url}/tgp.js`)).arrayBuffer();
  const { version } = await collector.call<{ version: string }>('GET', '/status');
  const hash = Buffer.from(await crypto.subtle.digest('SHA-384', script)).toString('base64');
  const scriptUrl = `${collector.url}/tgp@${version}.js`;
  const open = (integrity: string) => {
    const { base_code, event_code } = codeFor(site, 'javascript', FIXED, { scriptUrl, integrity });
    return page.goto(serve(site, base_code, event_code));
  };
  await expectBeacons(page, {
    action: () => open(`sha384-${hash}`),
    expected: [{ type: 'page' }, FIXED_EVENT],
    exact: true,
  });
  const other = Buffer.alloc(48).toString('base64');
  await expectBeacons(page, { action: () => open(`sha384-${other}`), expected: [], refuted: [{}] });
});

for (const platform of ['webflow', 'wix', 'squarespace'] as const) {
  test(`the head code for ${platform} runs`, async ({ page, site, expectBeacons }) => {
    const { base_code, event_code } = codeFor(site, platform, FIXED);
    await expectBeacons(page, {
      action: () => page.goto(serve(site, base_code, event_code)),
      expected: [{ type: 'page' }, FIXED_EVENT],
      exact: true,
    });
  });
}

for (const platform of ['noscript', 'email'] as const) {
  test(`the image for ${platform} carries the same event`, async ({ browser, site, expectBeacons }) => {
    const { base_code, event_code } = codeFor(site, platform, FIXED);
    const context = await browser.newContext({ javaScriptEnabled: platform !== 'noscript' });
    const page = await context.newPage();
    await expectBeacons(page, {
      action: () => page.goto(serve(site, '', base_code + event_code)),
      expected: [FIXED_EVENT],
    });
    await context.close();
  });
}

test('the module runs in a page that has no global', async ({ page, site, expectBeacons }) => {
  const { base_code, event_code } = codeFor(site, 'npm', FIXED);
  site.rawPages.set('/index.mjs', readFileSync(new URL('../dist/index.mjs', import.meta.url), 'utf8'));
  site.rawPages.set('/base.mjs', base_code);
  site.rawPages.set('/event.mjs', event_code);
  const head = `<script type="importmap">{"imports":{"tgp":"/index.mjs"}}</script>
<script type="module" src="/base.mjs"></script><script type="module" src="/event.mjs"></script>`;
  await expectBeacons(page, {
    action: () => page.goto(serve(site, head, '')),
    expected: [{ type: 'page' }, FIXED_EVENT],
    exact: true,
  });
  expect(await page.evaluate(() => typeof window.tgp)).toBe('undefined');
});

test('a Shopify pixel runs in its sandbox, without an origin and without storage', async ({
  page,
  site,
  expectBeacons,
}) => {
  const pixel: Pixel = {
    ...PURCHASE,
    config: {
      ...PURCHASE.config,
      revenue: { source: 'variable', value: 'checkout.totalPrice.amount' },
      properties: [fixed('note', HOSTILE)],
    },
  };
  const { event_code } = codeFor(site, 'shopify', pixel);
  const event = {
    id: 'sh-1',
    clientId: 'client-1',
    timestamp: '2026-01-05T10:00:00.000Z',
    context: {
      document: {
        location: { href: 'https://shop.example/thanks?x=1', pathname: '/thanks', search: '?x=1' },
        referrer: '',
        title: 'Thanks',
      },
      navigator: { language: 'de', userAgent: 'UA' },
      window: { screen: { width: 1, height: 2 } },
    },
    data: { checkout: { totalPrice: { amount: 59.9, currencyCode: 'EUR' } } },
  };
  const host = `const browser={cookie:{get:async()=>''}};
const analytics={subscribe(name,run){if(name==='checkout_completed')run(${JSON.stringify(event)})}};`;
  site.rawPages.set('/sandbox.js', `${host}\n${event_code}`);
  site.rawPages.set('/sandbox', `<!doctype html><script src="${site.origin}/sandbox.js"></script>`);
  await expectBeacons(page, {
    action: () =>
      page.goto(serve(site, '', '<iframe sandbox="allow-scripts allow-forms" src="/sandbox"></iframe>')),
    expected: [
      {
        event: 'purchase',
        messageId: 'sh-1',
        context: { page: { url: 'https://shop.example/thanks?x=1' }, pixel: { id: 'pix_purchase' } },
        properties: { revenue: '59.9', currency: 'EUR', note: HOSTILE },
      },
    ],
    exact: true,
  });
});
