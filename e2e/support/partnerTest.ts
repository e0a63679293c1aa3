import type { Page } from 'playwright/test';
import { javascript } from '../../src/install/javascript.ts';
import type { InitOptions } from '../../src/tag/types.ts';
import type { Collector, Tag } from './collector.ts';
import { test as base } from './fixtures.ts';
import { Partner } from './partner.ts';
import { settled } from './settled.ts';
import type { Site } from './site.ts';

/** `test` with another party's server, whose certificate the browser must be told to take. */
export const test = base.extend<{ partner: Partner }>({
  ignoreHTTPSErrors: true,

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names here.
  partner: async ({}, use) => {
    const partner = await Partner.start();
    await use(partner);
    await partner.stop();
  },
});

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
export async function advertise(collector: Collector, tag: Tag, { origin }: Partner): Promise<void> {
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
export function serve(site: Site, options: InitOptions = {}, body = ''): string {
  const { writeKey = '', collector } = site.values;
  const scriptUrl = `${collector}/tgp/${writeKey}.js`;
  const snippet = javascript({ writeKey, scriptUrl, nonce: 'abc', options: { ...options } });
  site.rawPages.set('/shop', `<!doctype html><title>Shop</title>${snippet}<h1>Shop</h1>${body}`);
  return `${site.origin}/shop`;
}

/** What must come through whole. */
export const NOTE = `Grüße & $& $1 "two" 'one' (*!) \${event} [ORDER_ID] 🎉`;
const NOTE_ENCODED =
  'Gr%C3%BC%C3%9Fe%20%26%20%24%26%20%241%20%22two%22%20%27one%27%20(*!)%20%24%7Bevent%7D%20%5BORDER_ID%5D%20%F0%9F%8E%89';

/** Makes the purchase that the partner's pixels are for. */
export const buy = (page: Page) =>
  page.evaluate(note => window.tgp('conversion', 'purchase', { revenue: 59.9, order_id: 'A 1', note }), NOTE);

/** What the partner was asked for, once all that the page has sent it is answered. */
export async function firesOf(page: Page, partner: Partner, action: () => unknown): Promise<string[]> {
  const quiet = settled(page, partner.origin);
  await action();
  await quiet();
  return partner.fires.map(({ path, query }) => `${path}?${query}`).sort();
}

/** What a purchase fires. */
export const FIRED = [
  `/image?order=A%201&total=59.9&note=${NOTE_ENCODED}&tc=`,
  '/one.js?order=A%201&total=59.9',
  '/two.js?order=A%201&total=59.9',
];
