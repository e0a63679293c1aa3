import { installCode } from '../src/install/installCode.ts';
import { javascript } from '../src/install/javascript.ts';
import { blockScript } from './support/blockScript.ts';
import { expect, test } from './support/fixtures.ts';
import { lateScript } from './support/lateScript.ts';
import { messagesOf } from './support/messagesOf.ts';

test('a page with the snippet is counted', async ({ page, site, expectBeacons }) => {
  const url = `${site.origin}/plain.html?utm_source=news`;
  await expectBeacons(page, {
    action: () => page.goto(url),
    expected: [
      {
        type: 'page',
        anonymousId: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        context: {
          library: { name: 'tgp.js', version: /^\d+\.\d+\.\d+$/ },
          page: { url, path: '/plain.html', title: 'A plain page', search: '?utm_source=news' },
          campaign: { source: 'news' },
          locale: 'en-US',
          userAgent: /Chrome/,
          screen: { width: 1280, height: 720 },
          timezone: /./,
          sessionId: /^\d{13}$/,
          sessionStart: true,
          consentManagement: undefined,
        },
        properties: { url, path: '/plain.html', title: 'A plain page' },
        name: undefined,
        userId: undefined,
      },
    ],
    refuted: [{ type: 'track' }],
    exact: true,
  });
  expect(await page.evaluate(() => Object.keys(window).filter(name => /tgp/i.test(name)))).toEqual(['tgp']);
});

test('events of before the script came keep their own time, URL, title and referrer', async ({
  page,
  site,
  expectBeacons,
}) => {
  const arrive = await lateScript(page);
  const start = Date.UTC(2026, 0, 5, 10);
  await page.clock.install({ time: start });
  await expectBeacons(page, {
    action: async () => {
      await page.goto(`${site.origin}/plain.html`, { waitUntil: 'commit' });
      await page.evaluate(() => {
        window.tgp('track', 'early');
        document.title = 'Another view';
        history.pushState({}, '', '/other.html');
        window.tgp('track', 'later');
        window.tgp('set', { currency: 'EUR' });
      });
      // The clock of the page goes on while the script is away: the events must not.
      await page.clock.fastForward(5000);
      await page.clock.resume();
      arrive();
    },
    expected: [
      { type: 'page', context: { page: { url: `${site.origin}/plain.html` } } },
      {
        event: 'early',
        context: { page: { url: `${site.origin}/plain.html`, title: 'A plain page' } },
        properties: { currency: 'EUR' },
      },
      { event: 'later', context: { page: { url: `${site.origin}/other.html`, title: 'Another view' } } },
    ],
    exact: true,
  }).then(events => {
    for (const { originalTimestamp, sentAt } of events) {
      expect(Date.parse(originalTimestamp) - start).toBeLessThan(5000);
      expect(Date.parse(sentAt) - start).toBeGreaterThanOrEqual(5000);
    }
  });
});

test('a blocked script leaves the page unharmed and the queue bounded', async ({
  page,
  site,
  expectBeacons,
}) => {
  await blockScript(page);
  await expectBeacons(page, {
    action: async () => {
      await page.goto(`${site.origin}/plain.html`);
      await page.evaluate(() => {
        for (let n = 0; n < 1000; n++) window.tgp('track', `event ${n}`);
      });
    },
    expected: [],
    refuted: [{}],
  });
  expect(await page.evaluate(() => window.tgp.queue?.length)).toBe(200);
  await expect(page.locator('h1')).toHaveText('A plain page');
});

test('a purchase keeps its place in a full queue', async ({ page, site, expectBeacons }) => {
  const arrive = await lateScript(page);
  const messages = messagesOf(page);
  await expectBeacons(page, {
    action: async () => {
      await page.goto(`${site.origin}/plain.html`, { waitUntil: 'commit' });
      await page.evaluate(() => {
        for (let n = 0; n < 250; n++) window.tgp('track', 'early');
        window.tgp('conversion', 'purchase', { order_id: 'A-1' });
      });
      arrive();
    },
    expected: [{ event: 'purchase', properties: { order_id: 'A-1' } }],
  });
  expect(messages.filter(text => text.includes('tgp full'))).toHaveLength(1);
  expect(await page.evaluate(() => (window.tgp as unknown as { lost: number }).lost)).toBe(51);
});

test('install code that stands in a page twice is one destination and one page view', async ({
  page,
  site,
  expectBeacons,
}) => {
  const { snippet } = site.values;
  site.pages.set('/twice.html', `<!doctype html><title>Twice</title>${snippet}${snippet}`);
  await expectBeacons(page, {
    action: async () => {
      await page.goto(`${site.origin}/twice.html`);
      await page.addScriptTag({ url: `${site.values.collector}/tgp.js` });
      await page.evaluate(() => window.tgp('track', 'once'));
    },
    expected: [{ type: 'page' }, { event: 'once' }],
    exact: true,
  });
});

test('the script without a stub makes its own global', async ({ page, site, tag, expectBeacons }) => {
  site.pages.set(
    '/bare.html',
    '<!doctype html><title>Bare</title><script src="{{collector}}/tgp.js"></script><script>tgp("init","{{writeKey}}");tgp("page","Bare")</script>',
  );
  await expectBeacons(page, {
    action: () => page.goto(`${site.origin}/bare.html`),
    expected: [{ type: 'page', name: 'Bare', writeKey: tag.write_key }],
    exact: true,
  });
});

test('the global can have another name', async ({ page, site, tag, expectBeacons }) => {
  const scriptUrl = `${site.values.collector}/tgp.js`;
  const snippet = javascript({ writeKey: tag.write_key, scriptUrl, globalName: 'shopTag' });
  site.pages.set('/named.html', `<!doctype html><title>Named</title>${snippet}`);
  await expectBeacons(page, {
    action: async () => {
      await page.goto(`${site.origin}/named.html`);
      await page.evaluate('shopTag("track", "named")');
    },
    expected: [{ type: 'page' }, { event: 'named' }],
    exact: true,
  });
  expect(await page.evaluate(() => typeof window.tgp)).toBe('undefined');
});

/** The shape of another vendor's stub: a queue that waits for a script of their own. */
const FOREIGN =
  "<script>(function(t,g){t[g]||(t[g]=function(){t[g].queue.push(arguments)},t[g].queue=[],t.foreignLoaded=1)})(window,'tgp');tgp('init','aGnVh4yo');</script>";

/** One that takes the name whoever has it. */
const FOREIGN_OVER = FOREIGN.replace('t[g]||(', '(');

test("another vendor's tgp that was there first is left alone, with one message", async ({
  page,
  site,
  expectBeacons,
}) => {
  const messages = messagesOf(page);
  site.pages.set('/first.html', `<!doctype html><title>First</title>${FOREIGN}${site.values.snippet}`);
  await expectBeacons(page, {
    action: async () => {
      await page.goto(`${site.origin}/first.html`);
      await page.evaluate(() => window.tgp('event', 'aGnVh4yo-xyz'));
    },
    expected: [],
    refuted: [{}],
  });
  const queue = await page.evaluate(() => (window.tgp.queue ?? []).map(call => [...call]));
  expect(queue).toEqual([
    ['init', 'aGnVh4yo'],
    ['event', 'aGnVh4yo-xyz'],
  ]);
  expect(messages.filter(text => /^tgp taken$/.test(text))).toHaveLength(1);
});

for (const [when, place] of [
  ['was there first', (codes: string[]) => [FOREIGN, ...codes]],
  ['comes between our codes', ([base, event]: string[]) => [base, FOREIGN_OVER, event]],
  ['comes last', (codes: string[]) => [...codes, FOREIGN_OVER]],
] as const) {
  test(`another vendor's tgp that ${when} is not called by any code of ours`, async ({ page, site }) => {
    const settings = { writeKey: site.values.writeKey!, scriptUrl: `${site.values.collector}/tgp.js` };
    for (const config of [
      { type: 'conversion' as const, conversion_type: 'purchase' },
      { type: 'pageview' as const },
    ]) {
      for (const platform of ['javascript', 'gtm'] as const) {
        const pixel = { id: 'pix_1', name: 'P', config };
        const { base_code, event_code } = installCode(platform, pixel, settings);
        const body = place([base_code, event_code]).join('');
        site.pages.set('/foreign.html', `<!doctype html><title>Foreign</title>${body}`);
        await page.goto(`${site.origin}/foreign.html`);
        const queue = await page.evaluate(() => (window.tgp.queue ?? []).map(call => [...call]));
        expect(queue).toEqual([['init', 'aGnVh4yo']]);
      }
    }
  });
}

test("another vendor's tgp that comes second does no harm, and is warned of", async ({
  page,
  site,
  expectBeacons,
}) => {
  const messages = messagesOf(page);
  site.pages.set('/second.html', `<!doctype html><title>Second</title>${site.values.snippet}${FOREIGN}`);
  await expectBeacons(page, {
    action: () => page.goto(`${site.origin}/second.html`),
    expected: [{ type: 'page' }],
    exact: true,
  });
  expect(messages.filter(text => /init no writeKey/.test(text))).toHaveLength(1);
});

test('a page without scripts is counted by its image', async ({ browser, site, expectBeacons }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  site.pages.set(
    '/noscript.html',
    '<!doctype html><title>No script</title><noscript><img height="1" width="1" alt="" src="{{collector}}/pixel/v1/page?writeKey={{writeKey}}&amp;anonymousId=noscript&amp;name=No+script"></noscript>',
  );
  await expectBeacons(page, {
    action: () => page.goto(`${site.origin}/noscript.html`),
    expected: [{ type: 'page', anonymousId: 'noscript', name: 'No script' }],
  });
  await context.close();
});
