import { describe, expect, test } from 'vitest';
import { installCode, type Pixel, PLATFORMS, type PlatformName } from '../../src/install/index.ts';
import { BEACON_PATH, type Context } from '../../src/protocol/event.ts';
import { decodeQuery } from '../../src/protocol/query.ts';
import { PAGE, SETTINGS } from '../install/support/examples.ts';
import { expandAmp } from '../install/support/expandAmp.ts';
import { fireShopify } from '../install/support/shopifySandbox.ts';
import { answering, beacons, last, start, visit } from './support/page.ts';

// Platforms without the tag list again what the tag sees for itself: here their lists are held against the tag's.

/** Plain texts, which every platform can hold. */
const LEAD: Pixel = {
  id: 'pix_1',
  name: 'Lead',
  config: { type: 'microconversion', conversion_type: 'lead' },
};

/** Every field of the context, so that one that is added must be thought of here: compared key by key, or as a whole. */
const FIELDS: Record<keyof Context, 'by key' | 'whole'> = {
  library: 'by key',
  page: 'by key',
  locale: 'whole',
  userAgent: 'whole',
  screen: 'by key',
  timezone: 'whole',
  // What is below these is the site's, or the tag's of the moment.
  campaign: 'whole',
  sessionId: 'whole',
  sessionStart: 'whole',
  traits: 'whole',
  signature: 'whole',
  tgp: 'whole',
  consentManagement: 'whole',
  pixel: 'by key',
};

/** Why a platform sends a key of the tag's not. */
type Unknown = { [key: string]: string };

const NO_TAG: Unknown = {
  'context.library.version': 'no tag, so no version of one',
  'context.traits': 'nobody calls identify',
  'context.signature': 'a server of the site’s signs orders, which are none of these',
  'context.tgp': 'nothing is kept and tried again, so there is nothing to count',
};

const NO_SESSION: Unknown = {
  'context.campaign': 'belongs to a session, which is kept in the page’s storage',
  'context.sessionId': 'the tag’s session is kept in the page’s storage',
  'context.sessionStart': 'the tag’s session is kept in the page’s storage',
};

/** An image in a text that is written long before anybody sees it. */
const IMAGE: Unknown = {
  ...NO_TAG,
  ...NO_SESSION,
  'context.page': 'the image’s address is the same on every page',
  'context.locale': 'no script runs',
  'context.userAgent': 'no script runs; the collector has the request’s own',
  'context.screen': 'no script runs',
  'context.timezone': 'no script runs',
  'context.consentManagement': 'who puts the image there has the consent for it',
  'properties.url': 'the image’s address is the same on every page',
  'properties.path': 'the image’s address is the same on every page',
  'properties.referrer': 'the image’s address is the same on every page',
  'properties.title': 'the image’s address is the same on every page',
  'properties.search': 'the image’s address is the same on every page',
};

/** The platforms that write their beacons themselves. On all others the tag does. */
const UNKNOWN: { [name in PlatformName]?: Unknown } = {
  amp: {
    ...NO_TAG,
    ...NO_SESSION,
    'context.page.search': 'AMP has single parameters of the query, not the query',
    'properties.search': 'AMP has single parameters of the query, not the query',
    'context.consentManagement': 'amp-consent holds the element back; it tells no categories',
  },
  shopify: {
    ...NO_TAG,
    ...NO_SESSION,
    'context.consentManagement': 'Shopify asks, and runs the pixel only where it may',
  },
  noscript: IMAGE,
  email: IMAGE,
};

/** Keys of a beacon as they stand in the table above. */
function keysOf({ context, properties = {} }: { context: object; properties?: object }): string[] {
  const own = Object.entries(context).flatMap(([field, value]) =>
    FIELDS[field as keyof Context] === 'whole'
      ? [`context.${field}`]
      : Object.keys(value).map(key => `context.${field}.${key}`),
  );
  const given = PAGE.config.properties!.map(({ key }) => key);
  const added = Object.keys(properties).filter(key => !given.includes(key));
  return [...own, ...added.map(key => `properties.${key}`)].sort();
}

const union = (...lists: string[][]) => [...new Set(lists.flat())].sort();

/** What the tag puts into beacons, with everything there is to say. */
async function keysOfTheTag(): Promise<string[]> {
  visit('https://www.shop.example/start?utm_campaign=spring');
  const tgp = await start({ autoPage: false });
  tgp('identify', 'user-1', { plan: 'pro' });
  answering(400);
  tgp('consent', { analytics: 'granted', ads: 'denied' });
  // The second tells what became of the first.
  await new Promise(callback => tgp('page', { category: 'news' }, { pixel: PAGE.id, callback }));
  await new Promise(callback =>
    tgp('microconversion', 'lead', {}, { pixel: LEAD.id, signature: 'ab', callback }),
  );
  expect(beacons).toHaveLength(2);
  expect(Object.keys({ ...beacons[0]!.fields.context, ...last().fields.context }).sort()).toEqual(
    Object.keys(FIELDS).sort(),
  );
  return union(...beacons.map(({ fields }) => keysOf(fields)));
}

/** What a platform's code puts into the beacons of a page view and of another event. */
async function keysOfPlatform(platform: PlatformName): Promise<string[]> {
  const queries: string[] = [];
  for (const pixel of [PAGE, LEAD]) queries.push(await queryOf(platform, pixel));
  return union(...queries.map(query => keysOf(decodeQuery(query).fields as { context: object })));
}

async function queryOf(platform: PlatformName, pixel: Pixel): Promise<string> {
  if (platform === 'shopify') return (await fireShopify(pixel, {})).url.split('?')[1]!;
  const { event_code } = installCode(platform, pixel, SETTINGS);
  const url =
    platform === 'amp'
      ? expandAmp(JSON.parse(/\{[\s\S]*\}/.exec(event_code)![0]).requests.event, {})
      : /src="([^"]*)"/.exec(event_code)![1]!.replaceAll('&#38;', '&');
  return url.split('?')[1]!;
}

const covers = (key: string) => (each: string) => each === key || each.startsWith(`${key}.`);

/** Code that names a field of the context, or makes one. */
const WRITES_CONTEXT = new RegExp(`\\bcontext\\.(${Object.keys(FIELDS).join('|')})\\b|\\bcontext["']?\\s*:`);

// A server container writes no beacons: it reads the tag's.
describe.each(PLATFORMS.filter(name => name !== 'gtm-server'))('%s', platform => {
  const unknown = UNKNOWN[platform];
  if (!unknown) {
    test('leaves the beacon, and so what is in it, to the tag', () => {
      for (const pixel of [PAGE, LEAD]) {
        const { base_code, event_code } = installCode(platform, pixel, SETTINGS);
        expect(base_code + event_code).not.toContain(BEACON_PATH);
        expect(base_code + event_code).not.toMatch(WRITES_CONTEXT);
      }
    });
    return;
  }
  test('sends every key that the tag sends, but for those that it has a reason for', async () => {
    const theTag = await keysOfTheTag();
    const sent = await keysOfPlatform(platform);
    const reasons = Object.keys(unknown);
    const missing = theTag.filter(key => !sent.includes(key));
    expect(missing.filter(key => !reasons.some(reason => covers(reason)(key)))).toEqual([]);
    expect(reasons.filter(reason => !missing.some(covers(reason)))).toEqual([]);
    expect(sent.filter(key => !theTag.includes(key))).toEqual([]);
  });
});
