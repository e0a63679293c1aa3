import type { Page } from 'playwright/test';
import { javascript } from '../src/install/javascript.ts';
import { expect, test } from './support/fixtures.ts';
import { PlainChromium } from './support/plainChromium.ts';
import type { Site } from './support/site.ts';

/** Serves a page whose snippet has these options of `init`, and gives its address. */
function serve(site: Site, options: Record<string, unknown>, head = ''): string {
  const { writeKey = '', collector } = site.values;
  const snippet = javascript({ writeKey, scriptUrl: `${collector}/tgp.js`, options });
  for (const path of ['/app', '/next', '/third']) {
    site.pages.set(path, `<!doctype html><title>${path}</title>${head}${snippet}<a href="/next">next</a>`);
  }
  return `${site.origin}/app`;
}

/** How far a browser's clock may be behind. */
const CLOCK_MS = 50;

/** What a view of a path holds. */
const view = (site: Site, path: string, referrer: string) => ({
  type: 'page',
  context: { page: { url: site.origin + path, path: path.split('?')[0], referrer } },
});

/** Without the Navigation API a browser has only its history to watch. */
const WAYS: [way: string, prepare: (page: Page) => unknown][] = [
  ['the Navigation API', () => {}],
  ['the history', page => page.addInitScript('delete window.navigation; window.navigation = undefined')],
];

for (const [way, prepare] of WAYS) {
  test(`a single-page app's views are counted through ${way}`, async ({ page, site, expectBeacons }) => {
    await prepare(page);
    const url = serve(site, { autoPage: 'spa' });
    await expectBeacons(page, {
      action: async () => {
        await page.goto(url);
        await page.evaluate(async () => {
          const task = () => new Promise(resolve => setTimeout(resolve));
          await task();
          history.pushState({}, '', '/second');
          document.title = 'Second';
          await task();
          await task();
          // A router's way: it notes where the old view was scrolled to, then moves.
          history.replaceState({ scroll: 1 }, '', location.href);
          history.pushState({}, '', '/third?a=1');
          await task();
          await task();
          history.replaceState({}, '', '/third?a=1#anchor');
          await task();
          await task();
          location.hash = '#/route';
          await task();
          await task();
        });
      },
      expected: [
        { type: 'page', context: { page: { url, referrer: '' } } },
        {
          type: 'page',
          context: { page: { url: `${site.origin}/second`, referrer: url, title: 'Second' } },
          properties: { path: '/second' },
        },
        view(site, '/third?a=1', `${site.origin}/second`),
        { type: 'page', context: { page: { url: `${site.origin}/third?a=1#/route`, path: '/third' } } },
      ],
      exact: true,
    });
    await expectBeacons(page, {
      action: async () => {
        await page.goBack();
        await page.goBack();
      },
      expected: [{ type: 'page', context: { page: { path: '/second' } } }],
    });
  });
}

/**
 * What a router does with a click on a link, in the order and at the distances of the real ones. Each writes the page that
 * it has fetched under the address that it pushes.
 */
const ROUTERS: [like: string, go: (path: string) => Promise<void>][] = [
  [
    'swup: address, fetch, an animation, then the title',
    async path => {
      history.pushState({}, '', path);
      // On a busy machine a real one takes longer than a view waits.
      const fetched = 50;
      await new Promise(resolve => setTimeout(resolve, fetched + 150));
      document.title = path;
    },
  ],
  [
    'Turbo: fetch, address, the title in the next frame',
    async path => {
      await fetch(path);
      history.pushState({}, '', path);
      await new Promise(requestAnimationFrame);
      document.title = path;
    },
  ],
  [
    'htmx: fetch, the title, then the address',
    async path => {
      await fetch(path);
      document.title = path;
      history.pushState({}, '', path);
    },
  ],
  [
    'Unpoly: fetch, address and title in one task',
    async path => {
      await fetch(path);
      history.replaceState({ scroll: 1 }, '');
      history.pushState({}, '', path);
      document.title = path;
    },
  ],
  [
    'Next: address, then the title as an element of its own',
    async path => {
      history.pushState({}, '', path);
      await Promise.resolve();
      document.querySelector('title')!.remove();
      const title = document.createElement('title');
      title.textContent = path;
      document.head.append(title);
    },
  ],
];

for (const [like, go] of ROUTERS) {
  test(`a view has its own title with a router like ${like}`, async ({ page, site, expectBeacons }) => {
    const url = serve(site, { autoPage: 'spa' });
    await expectBeacons(page, {
      action: async () => {
        await page.goto(url);
        for (const path of ['/next', '/third', '/app']) {
          await page.evaluate(`(${go})(${JSON.stringify(path)})`);
          await page.waitForTimeout(400);
        }
      },
      expected: ['/app', '/next', '/third', '/app'].map(path => ({
        type: 'page',
        context: { page: { path, title: path } },
      })),
      exact: true,
    });
  });
}

test('an event after a view has the view before as its referrer', async ({ page, site, expectBeacons }) => {
  const url = serve(site, { autoPage: 'spa' });
  await expectBeacons(page, {
    action: async () => {
      await page.goto(url);
      await page.evaluate(async () => {
        history.pushState({}, '', '/second');
        await new Promise(resolve => setTimeout(resolve, 20));
        window.tgp('track', 'clicked');
      });
    },
    expected: [
      { type: 'page' },
      { type: 'page' },
      { event: 'clicked', context: { page: { url: `${site.origin}/second`, referrer: url } } },
    ],
    exact: true,
  });
});

test('a page that is no app counts itself alone', async ({ page, site, expectBeacons }) => {
  const url = serve(site, { autoPage: true });
  await expectBeacons(page, {
    action: async () => {
      await page.goto(url);
      await page.evaluate(() => history.pushState({}, '', '/second'));
    },
    expected: [{ type: 'page' }],
    exact: true,
  });
});

test('a page that comes back from the back/forward cache is a new view', async ({
  page,
  site,
  expectBeacons,
}) => {
  const url = serve(site, { autoPage: true });
  let persisted: boolean | undefined;
  const events = await expectBeacons(page, {
    action: async () => {
      await page.goto(url);
      await page.evaluate(() => {
        addEventListener('pageshow', event => {
          (window as unknown as { persisted: boolean }).persisted = event.persisted;
        });
      });
      await page.click('a');
      await page.waitForURL('**/next');
      await page.goBack({ waitUntil: 'commit' });
      persisted = await page.evaluate(() => (window as unknown as { persisted?: boolean }).persisted);
    },
    expected: [
      { type: 'page', context: { page: { path: '/app' } } },
      { type: 'page', context: { page: { path: '/next', referrer: url } } },
      { type: 'page', context: { page: { path: '/app' } } },
    ],
    exact: true,
  });
  expect(persisted).toBe(true);
  expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(3);
  expect(new Set(events.map(({ context }) => context.sessionId)).size).toBe(1);
});

test('a prerendered page counts when it is shown', async ({ page, site, expectBeacons, browserName }) => {
  test.skip(browserName !== 'chromium', 'no other engine prerenders');
  const rules = JSON.stringify({ prerender: [{ urls: ['/next'], eagerness: 'immediate' }] });
  const url = serve(site, { autoPage: true }, `<script type="speculationrules">${rules}</script>`);
  const { snippet } = site.values;
  const isPrerendered = "<script>tgp('set',{prerendered:document.prerendering})</script>";
  site.pages.set('/next', `<!doctype html><title>Next</title>${snippet}${isPrerendered}`);
  const leave =
    "<script>(function wait(){fetch('/go').then(function(r){r.ok?location.href='/next':setTimeout(wait,50)})})()</script>";
  site.pages.set('/app', `${site.pages.get('/app')}${leave}`);
  let chromium: PlainChromium | undefined;
  try {
    const prerendered = site.requested('/next');
    await expectBeacons(page, {
      action: async () => {
        chromium = await PlainChromium.open(url);
        await prerendered;
      },
      expected: [{ context: { page: { path: '/app' } } }],
      refuted: [{ context: { page: { path: '/next' } } }],
    });
    const shown = Date.now();
    const [event] = await expectBeacons(page, {
      action: () => site.pages.set('/go', 'now'),
      expected: [{ context: { page: { path: '/next', referrer: url } }, properties: { prerendered: true } }],
    });
    // The browser reads its clock now and then, and goes on from there by itself: it may be some milliseconds behind.
    expect(Date.parse(event?.originalTimestamp ?? '')).toBeGreaterThan(shown - CLOCK_MS);
  } finally {
    await chromium?.close();
  }
});

test('the canonical address counts where it is of the same host', async ({ page, site, expectBeacons }) => {
  const link = (href: string) => `<link rel="canonical" href="${href}">`;
  const url = serve(site, { autoPage: true }, link('/canonical'));
  await expectBeacons(page, {
    action: () => page.goto(`${url}?utm_source=x`),
    expected: [
      {
        context: {
          page: { url: `${site.origin}/canonical`, path: '/canonical', search: '' },
          campaign: { source: 'x' },
        },
      },
    ],
  });
  serve(site, { autoPage: true }, link('https://elsewhere.example/'));
  await expectBeacons(page, {
    action: () => page.goto(url),
    expected: [{ context: { page: { url, path: '/app' } } }],
  });
});
