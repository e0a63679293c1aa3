import { FiltersEngine, Request } from '@ghostery/adblocker';
import { describe, expect, test } from 'vitest';
import { scriptPath } from '../../src/install/scriptPath.ts';
import { drawPath } from '../../src/server/access/ownPath.ts';
import { random } from '../../src/server/http/random.ts';
import { blockerFolder, filterLists } from '../support/filterLists.ts';
import { beacons, KEY, loadScript } from './support/page.ts';

const folder = blockerFolder();
if (!folder) {
  process.stderr.write(
    '\nSKIPPED: nothing was asked of a blocker, as this machine has none. In Debian: apt-get install webext-ublock-origin-firefox\n\n',
  );
}

/** The collector on the site's own domain, and on another one. */
const COLLECTORS = ['https://collect.shop.example', 'https://collect.example'];

const engine = folder ? FiltersEngine.parse(filterLists(folder).join('\n')) : undefined;

/** Whether a page of the shop may ask for that. */
function passes(url: string, type: 'script' | 'fetch' | 'image'): boolean {
  const sourceUrl = 'https://www.shop.example/cart';
  return !engine!.match(Request.fromRawDetails({ url, sourceUrl, type })).match;
}

/** Names as sites have them, and those that lists know. */
const NAMES = ['log', 'click', 'pageview', 'impression', 'add_to_cart', 'track', 'Sign up', 'ad', '_event'];

/** What the tag sends of each kind of event, by the script that it came from. */
async function sentBy(scriptUrl: string): Promise<Record<string, string[]>> {
  const tgp = await loadScript('tgp', scriptUrl);
  const sent = (run: () => void) => {
    const before = beacons.length;
    run();
    return beacons.slice(before).map(({ url }) => url);
  };
  const order = { revenue: 59.9, currency: 'EUR', order_id: 'A-1', products: [{ sku: 'KT-09' }] };
  const urls = {
    page: sent(() => tgp('init', KEY, { autoPage: true })),
    track: NAMES.flatMap(name => sent(() => tgp('track', name, { event: name }))),
    conversion: NAMES.flatMap(name => sent(() => tgp('conversion', name, order))),
    microconversion: sent(() => tgp('microconversion', 'lead')),
    purchase: sent(() => tgp('conversion', 'purchase', order)),
    event: sent(() => tgp('event', 'evt_0123456789abcdef01234567')),
  };
  Reflect.deleteProperty(globalThis, 'tgp');
  for (const [kind, list] of Object.entries(urls)) expect(list.length, kind).toBeGreaterThan(0);
  return urls;
}

/** Of each kind of request whether it passes: all of a kind, or none. */
async function asked(collector: string, path: string | null) {
  const script = collector + (path === null ? '/tgp.js' : scriptPath(KEY, path));
  const own = path === null ? '' : `/${path}`;
  const verdicts: Record<string, boolean[]> = {
    script: [passes(script, 'script')],
    px: [passes(`${collector}${own}/px?id=37&order_id=A1&value=5`, 'image')],
    'px as a script': [passes(`${collector}${own}/px?id=37&t=1`, 'script')],
  };
  for (const [kind, urls] of Object.entries(await sentBy(script))) {
    verdicts[kind] = urls.flatMap(url => [passes(url, 'fetch'), passes(url, 'image')]);
  }
  return Object.fromEntries(
    Object.entries(verdicts).map(([kind, each]) => [kind, new Set(each).size === 1 ? each[0] : each]),
  );
}

const ALL = {
  script: true,
  px: true,
  'px as a script': true,
  page: true,
  track: true,
  conversion: true,
  microconversion: true,
  purchase: true,
  event: true,
};

describe.runIf(engine).each(COLLECTORS)(
  'uBlock Origin, as it is installed, with the collector at %s',
  collector => {
    // docs/blockers.md says so, and what to do.
    test('lets page views through and no other event, where RudderStack’s names are used', async () => {
      const none = { track: false, conversion: false, microconversion: false, purchase: false, event: false };
      expect(await asked(collector, null)).toEqual({ ...ALL, ...none });
    });

    test('lets everything through under a tag’s own path, whatever path was drawn', async () => {
      for (let n = 0; n < 20; n++) {
        const path = drawPath(random);
        expect(await asked(collector, path), path).toEqual(ALL);
      }
    });

    test('lets the served tag and what is posted through by RudderStack’s names too', () => {
      expect(passes(`${collector}/tgp/${KEY}.js`, 'script')).toBe(true);
      expect(passes(`${collector}/tgp@1.2.3.js`, 'script')).toBe(true);
      expect(passes(`${collector}/pixel/v1/track`, 'fetch')).toBe(true);
    });

    test('would block an event called "log" under any path, if its name came first', () => {
      expect(passes(`${collector}/garden/e?event=log&writeKey=${KEY}`, 'fetch')).toBe(false);
      expect(passes(`${collector}/garden/e?writeKey=${KEY}&event=log`, 'fetch')).toBe(true);
    });
  },
);
