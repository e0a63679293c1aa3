import { setTimeout } from 'node:timers/promises';
import { javascript } from '../src/install/javascript.ts';
import { scriptPath } from '../src/install/scriptPath.ts';
import { blockerFolder } from '../test/support/filterLists.ts';
import { firefoxPath, InstalledFirefox } from './engines/installedFirefox.ts';
import type { Collector, Tag } from './support/collector.ts';
import { siteTest } from './support/siteTest.ts';

// The extension as visitors have it, in the browser that they have it in; the filter engine of
// test/tag/blockers.test.ts knows neither its exceptions nor when it is awake.

const { expect } = siteTest;
const path = firefoxPath();
const isThere = blockerFolder() !== undefined && path !== undefined;
const MISSING = 'no uBlock Origin for Firefox here: apt-get install firefox-esr webext-ublock-origin-firefox';

interface TestFixtures {
  /** Whether the browser asks sites not to pass on what it says. Default: false. */
  privacyControl: boolean;
  /** With the extension awake. */
  firefox: InstalledFirefox;
}

const test = siteTest.extend<TestFixtures>({
  privacyControl: [false, { option: true }],
  firefox: async ({ site, privacyControl }, use) => {
    const firefox = await InstalledFirefox.start(path!, {
      'privacy.globalprivacycontrol.enabled': privacyControl,
    });
    try {
      site.rawPages.set('/plain', '<!doctype html><title>Plain</title>');
      await firefox.goto(`${site.origin}/plain`);
      // A path that EasyPrivacy names: until it is refused, the extension is not awake.
      const isAwake = () =>
        firefox.run<boolean>("return fetch('/track?event=x').then(() => false, () => true)");
      while (!(await isAwake())) await setTimeout(200);
      await use(firefox);
    } finally {
      await firefox.close();
    }
  },
});

test.setTimeout(90_000);

const CALLS: [command: string, name: string][] = [
  ['track', 'log'],
  ['conversion', 'purchase'],
  ['microconversion', 'lead'],
];

/** A page with the code that the collector gives out for a tag. */
const own = ({ url }: Collector, { write_key, path: ownPath }: Tag): string =>
  `<!doctype html><title>Own</title>${javascript({ writeKey: write_key, scriptUrl: url + scriptPath(write_key, ownPath) })}`;

/** Makes each call in turn; gives what became of it. */
const outcomes = (firefox: InstalledFirefox, calls = CALLS) =>
  firefox.run<string[]>(`const outcomes = [];
    for (const [command, name] of ${JSON.stringify(calls)}) {
      outcomes.push(await new Promise(callback =>
        tgp(command, name, { revenue: 59.9, order_id: 'A-1' }, { callback: ({ status }) => callback(status) })));
    }
    return outcomes;`);

/** What is stored of a tag, oldest first, when that many are there. */
async function stored(collector: Collector, tag: Pick<Tag, 'write_key'>, count: number): Promise<string[]> {
  for (;;) {
    const events = await collector.events(tag.write_key);
    if (events.length >= count) return events.reverse().map(({ type, event }) => event ?? type);
    await setTimeout(50);
  }
}

if (!isThere) process.stderr.write(`\nSKIPPED: ${MISSING}\n\n`);
test.skip(!isThere, MISSING);
test.skip(({ browserName }) => browserName !== 'chromium', 'it opens its own browser: once is enough');

test('a script without a path of its own: page views arrive, and nothing else', async ({
  firefox,
  site,
  collector,
  tag,
}) => {
  site.rawPages.set('/old', `<!doctype html><title>Old</title>${site.values.snippet}`);
  await firefox.goto(`${site.origin}/old`);
  expect(await stored(collector, tag, 1)).toEqual(['page']);
  expect(await outcomes(firefox)).toEqual(['fail', 'fail', 'fail']);
  expect(await stored(collector, tag, 1)).toEqual(['page']);
});

test("the tag's own path: everything arrives, until consent is denied", async ({
  firefox,
  site,
  collector,
  tag,
}) => {
  site.rawPages.set('/own', own(collector, tag));
  await firefox.goto(`${site.origin}/own`);
  expect(await outcomes(firefox)).toEqual(['sent', 'sent', 'sent']);
  const all = ['page', 'log', 'purchase', 'lead'];
  expect((await stored(collector, tag, 4)).sort()).toEqual(all.sort());
  await firefox.run("tgp('consent', 'denied')");
  expect(await outcomes(firefox)).toEqual(['skip', 'skip', 'skip']);
  expect(await stored(collector, tag, 4)).toHaveLength(4);
});

/** Puts a kettle into the demo shop's cart and pays for it; resolves when the page that thanks has run its tag. */
async function buyKettle(firefox: InstalledFirefox, { url }: Collector): Promise<void> {
  const click = (selector: string) => firefox.run(`document.querySelector('${selector}').click()`);
  await firefox.goto(`${url}/shop/product?id=kettle`);
  await click('#buy button');
  await firefox.goto(`${url}/shop/checkout`);
  await click('#pay button');
  // Between two pages there is none to ask.
  const place = () => firefox.run('return location.pathname + document.readyState').catch(() => 'on its way');
  await expect.poll(place, { timeout: 30_000 }).toBe('/shop/thank-youcomplete');
  await firefox.run("await new Promise(callback => tgp('ready', callback))");
}

/** What a consent tool does that knows the visitor's refusal: it says so on each page, right behind `init`. */
const REFUSAL = `Object.defineProperty(window, 'tgp', { configurable: true, set(tgp) {
  Object.defineProperty(window, 'tgp', { value: tgp, writable: true, configurable: true });
  queueMicrotask(() => tgp('consent', 'denied'));
} });`;

test('the demo shop: the purchase arrives, and after a refusal nothing does', async ({
  firefox,
  collector,
}) => {
  const { tags } = await collector.call<{ tags: [Tag] }>('GET', '/accounts/demo/tags');
  const [tag] = tags;
  const count = (await collector.events(tag.write_key)).length;
  const since = async () => (await stored(collector, tag, count)).slice(count);
  await buyKettle(firefox, collector);
  const all = ['add_to_cart', 'page', 'page', 'page', 'product_viewed', 'purchase'];
  await expect.poll(async () => (await since()).sort(), { timeout: 30_000 }).toEqual(all);

  await firefox.run("tgp('consent', 'denied')");
  expect(await outcomes(firefox)).toEqual(['skip', 'skip', 'skip']);
  await firefox.beforeEachPage(REFUSAL);
  await buyKettle(firefox, collector);
  expect(await outcomes(firefox)).toEqual(['skip', 'skip', 'skip']);
  const kept = 'return Object.keys(localStorage).concat(document.cookie).filter(name => /tgp/.test(name))';
  expect(await firefox.run(kept)).toEqual([]);
  // Stored when it is answered, and so is what came before it.
  await collector.fence(tag.write_key);
  expect((await since()).sort()).toEqual(all);
});

test.describe('with Global Privacy Control', () => {
  test.use({ privacyControl: true });

  test("the tag's own path passes on what the browser asks for", async ({
    firefox,
    site,
    collector,
    tag,
  }) => {
    site.rawPages.set('/own', own(collector, tag));
    await firefox.goto(`${site.origin}/own`);
    expect(await stored(collector, tag, 1)).toEqual(['page']);
    const [event] = await collector.events(tag.write_key);
    expect(event).toMatchObject({ context: { consentManagement: { deniedConsentIds: ['ads'] } } });
  });
});
