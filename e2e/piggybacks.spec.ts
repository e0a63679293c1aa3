import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright/test';
import { javascript } from '../src/install/javascript.ts';
import type { InitOptions } from '../src/tag/types.ts';
import type { Collector, Tag } from './support/collector.ts';
import { test as base, expect } from './support/fixtures.ts';
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
  { call }: { call: Collector['call'] },
  { account_id }: Tag,
  piggybacks: { pixel_type: 'js' | 'img'; url: string }[],
  fields: object = {},
) =>
  call('POST', `/pixel?advertiser_code=${account_id}`, {
    pixel: {
      name: 'Orders',
      pixel_conversion_event_id: PURCHASE,
      piggyback_pixels: piggybacks,
      ...fields,
    },
  });

/** Two scripts of one pixel and an image of another. */
async function advertise(collector: Collector, tag: Tag, { origin }: Partner): Promise<void> {
  const call: Collector['call'] = (...args) => collector.call(...args);
  const query = 'order=[ORDER_ID]&total=${properties.revenue}';
  await addPixel({ call }, tag, [
    { pixel_type: 'js', url: `${origin}/one.js?${query}` },
    { pixel_type: 'js', url: `${origin}/two.js?${query}` },
  ]);
  await addPixel({ call }, tag, [
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
