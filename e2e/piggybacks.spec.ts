import type { Page } from 'playwright/test';
import { installCode } from '../src/install/installCode.ts';
import { javascript } from '../src/install/javascript.ts';
import type { InitOptions } from '../src/tag/types.ts';
import type { Collector, Tag } from './support/collector.ts';
import { test as base, expect } from './support/fixtures.ts';
import { gtmPage } from './support/gtmPage.ts';
import { messagesOf } from './support/messagesOf.ts';
import { Partner } from './support/partner.ts';
import { settled } from './support/settled.ts';
import type { Site } from './support/site.ts';

const test = base.extend<{ partner: Partner }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names here.
  partner: async ({}, use) => {
    const partner = await Partner.start();
    await use(partner);
    await partner.stop();
  },
});

test.use({ ignoreHTTPSErrors: true });

const PURCHASE = 7;

/** Makes a conversion pixel of the tag's account, fired by purchases. */
const addPixel = (
  collector: Collector,
  { account_id }: Tag,
  piggybacks: { pixel_type: 'js' | 'img'; url: string }[],
  fields: object = {},
) =>
  collector.call('POST', `/pixel?advertiser_code=${account_id}`, {
    pixel: {
      name: 'Orders',
      pixel_conversion_event_id: PURCHASE,
      piggyback_pixels: piggybacks,
      ...fields,
    },
  });

/** Two scripts of one pixel and an image of another. */
async function advertise(collector: Collector, tag: Tag, { origin }: Partner): Promise<void> {
  const query = 'order=[ORDER_ID]&total=${properties.revenue}';
  await addPixel(collector, tag, [
    { pixel_type: 'js', url: `${origin}/one.js?${query}` },
    { pixel_type: 'js', url: `${origin}/two.js?${query}` },
  ]);
  await addPixel(collector, tag, [
    { pixel_type: 'img', url: `${origin}/image?${query}&note=\${properties.note}&tc=\${GDPR_CONSENT_123}` },
  ]);
}

/** A page with the served tag, nonced. */
function serve(site: Site, options: InitOptions = {}, body = ''): string {
  const { writeKey = '', collector } = site.values;
  const scriptUrl = `${collector}/tgp/${writeKey}.js`;
  const snippet = javascript({ writeKey, scriptUrl, nonce: 'abc', options: { ...options } });
  site.rawPages.set('/shop', `<!doctype html><title>Shop</title>${snippet}<h1>Shop</h1>${body}`);
  return `${site.origin}/shop`;
}

const NOTE = `Grüße & $& $1 "two" 'one' (*!) \${event} [ORDER_ID] 🎉`;
const NOTE_ENCODED =
  'Gr%C3%BC%C3%9Fe%20%26%20%24%26%20%241%20%22two%22%20%27one%27%20%28%2A%21%29%20%24%7Bevent%7D%20%5BORDER_ID%5D%20%F0%9F%8E%89';

const buy = (page: Page) =>
  page.evaluate(note => window.tgp('conversion', 'purchase', { revenue: 59.9, order_id: 'A 1', note }), NOTE);

/** What the partner was asked for, once all that the page has sent it is answered. */
async function firesOf(page: Page, partner: Partner, action: () => unknown): Promise<string[]> {
  const quiet = settled(page, partner.origin);
  await action();
  await quiet();
  return partner.fires.map(({ path, query }) => `${path}?${query}`).sort();
}

const FIRED = [
  `/image?order=A%201&total=59.9&note=${NOTE_ENCODED}&tc=`,
  '/one.js?order=A%201&total=59.9',
  '/two.js?order=A%201&total=59.9',
];

test('a conversion fires each pixel once, after its beacon, although the page calls and inits twice', async ({
  page,
  site,
  tag,
  collector,
  partner,
  expectBeacons,
}) => {
  await advertise(collector, tag, partner);
  const order: string[] = [];
  page.on('request', request => order.push(new URL(request.url()).pathname));
  const again = `<script nonce="abc">tgp('init', '${tag.write_key}', { piggyback: { url: '${partner.origin}/own?e=\${event}', on: 'purchase' } })</script>`;
  const fires = await firesOf(page, partner, () =>
    expectBeacons(page, {
      action: async () => {
        await page.goto(
          serve(site, { piggyback: { url: `${partner.origin}/own?e=\${event}`, on: 'purchase' } }, again),
        );
        await buy(page);
        await buy(page);
        await page.evaluate(() => window.tgp('track', 'other', { revenue: 1 }));
      },
      expected: [{ event: 'purchase' }, { event: 'purchase' }, { event: 'other' }],
      exact: true,
    }),
  );
  expect(fires).toEqual([FIRED[0], FIRED[1], '/own?e=purchase', FIRED[2]]);
  expect(await page.evaluate('partner')).toEqual(expect.arrayContaining(['/one.js', '/two.js']));
  expect(partner.fires.map(({ referer }) => referer)).toEqual([undefined, undefined, undefined, undefined]);
  expect(order.indexOf('/image')).toBeGreaterThan(order.indexOf('/pixel/v1/track'));
});

for (const [name, options, later, fired] of [
  ['denied', { consent: { ads: 'denied' } }, 'granted', []],
  ['pending, then granted', { consent: { ads: 'pending' } }, 'granted', FIRED],
  ['pending, then denied', { consent: { ads: 'pending' } }, 'denied', []],
] as const) {
  test(`with ads ${name}: ${fired.length} fires`, async ({
    page,
    site,
    tag,
    collector,
    partner,
    expectBeacons,
  }) => {
    await advertise(collector, tag, partner);
    const before = await firesOf(page, partner, () =>
      expectBeacons(page, {
        action: async () => {
          await page.goto(serve(site, options));
          await buy(page);
        },
        expected: [{ event: 'purchase' }],
        exact: true,
      }),
    );
    expect(before).toEqual([]);
    const fires = await firesOf(page, partner, async () => {
      await page.evaluate(ads => window.tgp('consent', { ads, GDPR_CONSENT: 'CPx' }), later);
      await page.evaluate(ads => window.tgp('consent', { ads }), later);
    });
    expect(fires).toEqual(fired.map(each => each.replace(/tc=$/, 'tc=CPx')));
  });
}

test('while analytics is pending nothing leaves; granted, the beacon and then the pixels', async ({
  page,
  site,
  tag,
  collector,
  partner,
  expectBeacons,
}) => {
  await advertise(collector, tag, partner);
  await page.goto(serve(site, { consent: 'pending' }));
  expect(await firesOf(page, partner, () => buy(page))).toEqual([]);
  const fires = await firesOf(page, partner, () =>
    expectBeacons(page, {
      action: () => page.evaluate(() => window.tgp('consent', 'granted')),
      expected: [{ event: 'purchase' }],
      exact: true,
    }),
  );
  expect(fires).toEqual(FIRED);
});

const NONCE = "default-src 'none'; script-src 'nonce-abc'; connect-src C; img-src P";
const TYPED = `${NONCE}; require-trusted-types-for 'script'`;

for (const [name, policy, fired] of [
  ['a nonce', NONCE, FIRED],
  ['a nonce and strict-dynamic', NONCE.replace("'nonce-abc'", "'nonce-abc' 'strict-dynamic'"), FIRED],
  ['Trusted Types that allow its policies', `${TYPED}; trusted-types tgp tgp-js`, FIRED],
  ['Trusted Types that allow no scripts of others', `${TYPED}; trusted-types tgp`, [FIRED[0]]],
] as const) {
  test(`under ${name}: ${fired.length} fires, and the page is unharmed`, async ({
    page,
    site,
    tag,
    collector,
    partner,
    expectBeacons,
  }) => {
    await advertise(collector, tag, partner);
    site.headers = {
      'content-security-policy': policy.replace('C', collector.url).replace('P', partner.origin),
    };
    const messages = messagesOf(page);
    const fires = await firesOf(page, partner, () =>
      expectBeacons(page, {
        action: async () => {
          await page.goto(serve(site));
          await buy(page);
          await page.evaluate(() => window.tgp('track', 'later'));
        },
        expected: [{ event: 'purchase' }, { event: 'later' }],
        exact: true,
      }),
    );
    expect(fires).toEqual(fired);
    const scripts = fired.length - 1;
    expect(await page.evaluate('(window.partner || []).length')).toBe(scripts);
    expect(messages.filter(text => /^tgp .*TrustedScriptURL/.test(text))).toHaveLength(2 - scripts);
    await expect(page.locator('h1')).toHaveText('Shop');
  });
}

test('a page that fires before the script has come, and one without the snippet, fire the same', async ({
  page,
  site,
  tag,
  collector,
  partner,
}) => {
  await advertise(collector, tag, partner);
  const { write_key } = tag;
  const call = `tgp('conversion', 'purchase', { revenue: 59.9, order_id: 'A 1', note: ${JSON.stringify(NOTE)} })`;
  const script = `${collector.url}/tgp/${write_key}.js`;
  const settings = { writeKey: write_key, scriptUrl: script };
  const pixel = {
    id: 'pix_x',
    name: 'X',
    config: { type: 'microconversion', conversion_type: 'x' },
  } as const;
  const { event_code } = installCode('gtm-container', pixel, settings);
  site.rawPages.set('/early', `<!doctype html>${javascript(settings)}<script>${call}</script>`);
  site.rawPages.set(
    '/bare',
    `<!doctype html><script src="${script}"></script><script>tgp('init', '${write_key}');${call}</script>`,
  );
  // No script element is the current one there.
  site.rawPages.set(
    '/text',
    `<!doctype html><script>fetch('${script}').then(answer => answer.text()).then(text => {
      (0, eval)(text);
      tgp('init', '${write_key}', { endpoint: '${collector.url}' });
      ${call};
    })</script>`,
  );
  site.rawPages.set('/gtm', gtmPage({ container: event_code }));
  for (const path of ['/early', '/bare', '/text', '/gtm']) {
    partner.fires.length = 0;
    const image = page.waitForResponse(response => response.url().startsWith(`${partner.origin}/image`));
    const scripts = ['/one.js', '/two.js'].map(name =>
      page.waitForResponse(response => response.url().startsWith(partner.origin + name)),
    );
    const fires = await firesOf(page, partner, async () => {
      await page.goto(site.origin + path);
      if (path === '/gtm') await page.evaluate(call);
      await Promise.all([image, ...scripts]);
    });
    expect([path, ...fires]).toEqual([path, ...FIRED]);
  }
});

test('with the management side down, a page has its pixels, and a new one the tag', async ({
  page,
  site,
  tag,
  collector,
  partner,
  expectBeacons,
}) => {
  await advertise(collector, tag, partner);
  const later = await collector.createTag('later');
  // What was served once is kept.
  expect((await fetch(`${collector.url}/tgp/${tag.write_key}.js`)).status).toBe(200);
  const mend = collector.breakTable('conversion_pixels');
  try {
    const fires = await firesOf(page, partner, () =>
      expectBeacons(page, {
        action: async () => {
          await page.goto(serve(site));
          await buy(page);
        },
        expected: [{ event: 'purchase' }],
        exact: true,
      }),
    );
    expect(fires).toEqual(FIRED);
    partner.fires.length = 0;
    site.values.writeKey = later.write_key;
    const sent = await firesOf(page, partner, async () => {
      await page.goto(serve(site));
      await page.evaluate(
        () =>
          new Promise<void>(callback =>
            window.tgp('conversion', 'purchase', {}, { callback: () => callback() }),
          ),
      );
    });
    expect(sent).toEqual([]);
    expect(await collector.events(later.write_key)).toMatchObject([{ event: 'purchase' }]);
  } finally {
    mend();
  }
});

test('a saved pixel makes its call by its id, and lacks what the page lacks', async ({
  page,
  site,
  tag,
  collector,
  partner,
  expectBeacons,
}) => {
  await advertise(collector, tag, partner);
  const saved = await collector.call<{ data: { id: string } }>(
    'POST',
    `/saved-pixels?account_id=${tag.account_id}`,
    {
      name: 'Purchase',
      config: {
        type: 'conversion',
        conversion_type: 'purchase',
        revenue: { source: 'variable', value: 'shop.total' },
        properties: [
          { key: 'order_id', source: 'variable', value: 'orderId' },
          { key: 'coupon', source: 'variable', value: 'no.such.thing' },
          { key: 'note', source: 'fixed', value: NOTE },
        ],
      },
    },
  );
  const { id } = saved.data;
  const body = `<script>const orderId = 'A 1'; var shop = { total: '59.90' }; tgp('event', '${id}', { n: 1 })</script>`;
  const fires = await firesOf(page, partner, () =>
    expectBeacons(page, {
      action: () => page.goto(serve(site, {}, body)),
      expected: [
        {
          event: 'purchase',
          context: { pixel: { id, type: 'conversion', conversion_type: 'purchase' } },
          properties: { revenue: '59.9', order_id: 'A 1', note: NOTE, n: '1', coupon: undefined },
        },
      ],
      exact: true,
    }),
  );
  expect(fires).toEqual(FIRED);
});

test('Global Privacy Control: no pixel is fired until the page grants ads', async ({
  page,
  site,
  tag,
  collector,
  partner,
}) => {
  await advertise(collector, tag, partner);
  await page.addInitScript('Object.defineProperty(navigator, "globalPrivacyControl", { value: true })');
  await page.goto(serve(site, { consent: 'granted' }));
  expect(await firesOf(page, partner, () => buy(page))).toEqual([]);
  const fires = await firesOf(page, partner, async () => {
    await page.evaluate(() => window.tgp('consent', { ads: 'granted' }));
    await buy(page);
  });
  expect(fires).toEqual(FIRED);
});
