import type { BrowserContext, Page } from 'playwright/test';
import { javascript } from '../src/install/javascript.ts';
import { expect, test } from './support/fixtures.ts';
import type { Site } from './support/site.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const YEAR_SECONDS = 365 * 24 * 3600;

/** Serves a page whose snippet has these options of `init`. */
function serve(site: Site, options: Record<string, unknown>): string {
  const { writeKey = '', collector } = site.values;
  const snippet = javascript({ writeKey, scriptUrl: `${collector}/tgp.js`, options });
  site.pages.set('/private.html', `<!doctype html><title>Private</title>${snippet}`);
  return `${site.origin}/private.html`;
}

const cookiesOf = async (context: BrowserContext) =>
  Object.fromEntries((await context.cookies()).map(cookie => [cookie.name, cookie]));

/** Everything that the page keeps in this browser. */
const storedBy = (page: Page) =>
  page.evaluate(() => [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)].join());

test('the id lives in a cookie and in localStorage, and each heals the other', async ({
  page,
  context,
  site,
  expectBeacons,
}) => {
  const url = `${site.origin}/plain.html`;
  const visit = { action: () => page.goto(url), expected: [{ anonymousId: UUID }], exact: true };
  const [first] = await expectBeacons(page, visit);
  const { tgp_id: cookie } = await cookiesOf(context);
  expect(cookie).toMatchObject({ value: first?.anonymousId, sameSite: 'Lax', path: '/', secure: false });
  expect(cookie?.expires).toBeGreaterThan(Date.now() / 1000 + YEAR_SECONDS);
  expect(await page.evaluate(() => localStorage.tgp_id)).toBe(first?.anonymousId);

  await context.clearCookies();
  const [second] = await expectBeacons(page, visit);
  expect(second?.anonymousId).toBe(first?.anonymousId);
  expect((await cookiesOf(context)).tgp_id?.value).toBe(first?.anonymousId);

  await page.evaluate(() => localStorage.clear());
  const [third] = await expectBeacons(page, visit);
  expect(third?.anonymousId).toBe(first?.anonymousId);
  expect(await page.evaluate(() => localStorage.tgp_id)).toBe(first?.anonymousId);
});

test('subdomains share one visitor and one session', async ({
  page,
  context,
  site,
  expectBeacons,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'no other engine can be told the addresses of subdomains');
  const { port } = new URL(serve(site, { autoPage: true }));
  const [first, second] = await expectBeacons(page, {
    action: async () => {
      await page.goto(`http://www.shop.example:${port}/private.html?utm_source=news`);
      await page.waitForFunction(() => localStorage.tgp_session);
      await page.goto(`http://pay.shop.example:${port}/private.html`);
    },
    expected: [
      { context: { sessionStart: true, campaign: { source: 'news' } } },
      { context: { sessionStart: undefined, campaign: { source: 'news' } } },
    ],
    exact: true,
  });
  expect(second?.anonymousId).toBe(first?.anonymousId);
  expect(second?.context.sessionId).toBe(first?.context.sessionId);
  expect((await cookiesOf(context)).tgp_id?.domain).toBe('.shop.example');
});

test('with cookies and localStorage blocked an id in memory serves the page', async ({
  page,
  site,
  expectBeacons,
}) => {
  await page.addInitScript(() => {
    const blocked = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    Object.defineProperty(document, 'cookie', { get: blocked, set: blocked });
    Object.defineProperty(window, 'localStorage', { get: blocked });
  });
  const [view, event] = await expectBeacons(page, {
    action: async () => {
      await page.goto(`${site.origin}/plain.html`);
      await page.evaluate(() => window.tgp('track', 'again'));
    },
    expected: [{ type: 'page', anonymousId: UUID }, { event: 'again' }],
    exact: true,
  });
  expect(event?.anonymousId).toBe(view?.anonymousId);
  expect(event?.context.sessionId).toBe(view?.context.sessionId);
});

test('what one tab forgets, another that was open before does not bring back', async ({
  page,
  context,
  site,
  expectBeacons,
}) => {
  const other = await context.newPage();
  const [first, ...later] = await expectBeacons(page, {
    action: async () => {
      await page.goto(`${site.origin}/plain.html`);
      await page.evaluate(() => {
        window.tgp('identify', 'u1', { plan: 'pro' });
        window.tgp('track', 'signed in');
      });
      await other.goto(`${site.origin}/plain.html`);
      await other.evaluate(() => window.tgp('reset'));
      await page.evaluate(() => window.tgp('track', 'older tab'));
      await other.evaluate(() => window.tgp('track', 'signed out'));
    },
    expected: [{ event: 'signed in', userId: 'u1' }, { event: 'older tab' }, { event: 'signed out' }],
  });
  for (const { userId, anonymousId, context } of later) {
    expect(userId).toBeUndefined();
    expect(context.traits).toBeUndefined();
    expect(anonymousId).not.toBe(first?.anonymousId);
  }
});

test('a sandboxed frame of no origin is counted', async ({ page, site, expectBeacons }) => {
  const url = serve(site, { autoPage: true });
  site.pages.set('/frame.html', `<!doctype html><iframe sandbox="allow-scripts" src="${url}"></iframe>`);
  await expectBeacons(page, {
    action: () => page.goto(`${site.origin}/frame.html`),
    expected: [{ type: 'page', anonymousId: UUID, context: { page: { url } } }],
    exact: true,
  });
});

test('a session ends after half an hour without an event', async ({ page, site, expectBeacons }) => {
  await page.clock.install({ time: Date.UTC(2026, 0, 5, 10) });
  const at = async (minutes: number, name: string) => {
    await page.clock.fastForward(minutes * 60_000);
    await page.evaluate(event => window.tgp('track', event), name);
  };
  const [first, second, third] = await expectBeacons(page, {
    action: async () => {
      await page.goto(`${site.origin}/plain.html`);
      await page.waitForFunction(() => window.tgp?.run);
      await at(29, 'same');
      await at(31, 'other');
      await page.clock.resume();
    },
    expected: [
      { type: 'page', context: { sessionStart: true } },
      { event: 'same', context: { sessionStart: undefined } },
      { event: 'other', context: { sessionStart: true } },
    ],
    exact: true,
  });
  expect(second?.context.sessionId).toBe(first?.context.sessionId);
  expect(Number(third?.context.sessionId) - Number(first?.context.sessionId)).toBeGreaterThanOrEqual(
    3_600_000,
  );
});

test('nothing is stored or sent while consent is pending; granted, it goes with its own time', async ({
  page,
  site,
  expectBeacons,
}) => {
  const url = `${serve(site, { autoPage: true, consent: 'pending' })}?utm_source=news&gclid=abc`;
  await page.clock.install({ time: Date.UTC(2026, 0, 5, 10) });
  await expectBeacons(page, {
    action: async () => {
      await page.goto(url);
      await page.waitForFunction(() => window.tgp?.run);
      await page.evaluate(() => {
        window.tgp('identify', 'u1', { plan: 'pro' });
        window.tgp('track', 'early');
      });
      await page.clock.fastForward(60_000);
      await page.clock.resume();
    },
    expected: [],
    refuted: [{}],
  });
  expect(await storedBy(page)).toBe('');
  const events = await expectBeacons(page, {
    action: () => page.evaluate(() => window.tgp('consent', { analytics: 'granted', ads: 'denied' })),
    expected: [
      {
        type: 'page',
        userId: undefined,
        context: {
          campaign: { source: 'news', gclid: undefined },
          consentManagement: { allowedConsentIds: ['analytics'], deniedConsentIds: ['ads'] },
        },
      },
      { event: 'early', userId: 'u1', context: { traits: { plan: 'pro' } } },
    ],
    exact: true,
  });
  for (const { originalTimestamp, sentAt } of events)
    expect(Date.parse(sentAt) - Date.parse(originalTimestamp)).toBeGreaterThanOrEqual(60_000);
  expect(await storedBy(page)).toContain('tgp_id');
  expect(await page.evaluate(() => document.cookie + JSON.stringify(localStorage))).not.toContain('abc');
});

test('denied, nothing is sent and what was stored is forgotten', async ({ page, site, expectBeacons }) => {
  const url = serve(site, { autoPage: true });
  await expectBeacons(page, {
    action: () => page.goto(`${url}?gclid=abc`),
    expected: [{ context: { campaign: { gclid: 'abc' } } }],
  });
  expect(await storedBy(page)).toContain('tgp_id');
  const outcome = await page.evaluate(
    () =>
      new Promise(resolve => {
        window.tgp('consent', 'denied');
        window.tgp('track', 'never', {}, { callback: resolve });
      }),
  );
  expect(outcome).toMatchObject({ status: 'skip', reason: 'consent denied' });
  expect(await storedBy(page)).toBe('');
  await expectBeacons(page, {
    action: async () => {
      serve(site, { autoPage: true, consent: 'denied' });
      await page.goto(url);
      await page.waitForFunction(() => window.tgp?.run);
      await page.evaluate(() => window.tgp('track', 'never'));
    },
    expected: [],
    refuted: [{}],
  });
  expect(await storedBy(page)).toBe('');
});

for (const said of [
  { analytics_storage: 'denied', ad_storage: 'denied' },
  { statistics: 'denied' },
  { Analytics: false },
  ['denied'],
  false,
]) {
  test(`${JSON.stringify(said)} is a refusal`, async ({ page, context, site, expectBeacons }) => {
    const url = serve(site, { autoPage: true });
    await expectBeacons(page, { action: () => page.goto(url), expected: [{ type: 'page' }] });
    await expectBeacons(page, {
      action: () =>
        page.evaluate(consent => {
          window.tgp('consent', consent as never);
          window.tgp('track', 'never');
        }, said),
      expected: [],
      refuted: [{ event: 'never' }],
    });
    expect(await storedBy(page)).toBe('');
    expect(await context.cookies()).toEqual([]);
  });
}

test('with ads denied a click id leaves in no parameter and is kept nowhere', async ({
  page,
  site,
  expectBeacons,
}) => {
  const url = serve(site, { autoPage: true, consent: { ads: 'denied' } });
  const events = await expectBeacons(page, {
    action: async () => {
      await page.goto(`${url}?gclid=CLICK123&a=b`);
      await page.evaluate(() => window.tgp('track', 'link', { href: document.URL }));
      expect(await page.evaluate(() => document.cookie + JSON.stringify(localStorage))).not.toContain(
        'CLICK123',
      );
      await page.evaluate(next => location.assign(next), `${url}?c=d`);
      await page.waitForURL('**?c=d');
    },
    expected: [
      {
        type: 'page',
        context: { page: { url: `${url}?a=b`, search: '?a=b' } },
        properties: { search: '?a=b' },
      },
      { event: 'link', properties: { href: `${url}?a=b` } },
      { type: 'page', context: { page: { referrer: `${url}?a=b` } }, properties: { referrer: `${url}?a=b` } },
    ],
    exact: true,
  });
  expect(JSON.stringify(events)).not.toContain('CLICK123');
});

test('a denial takes away the cookies of every scope', async ({ page, context, site, expectBeacons }) => {
  serve(site, { autoPage: true });
  site.pages.set('/folder/page.html', site.pages.get('/private.html')!);
  await expectBeacons(page, {
    action: async () => {
      await page.goto(`${site.origin}/folder/page.html`);
      await page.evaluate(() => {
        for (const name of ['tgp_id', 'tgp_session'])
          for (const path of ['/', '/folder'])
            Object.assign(document, { cookie: `${name}=old;path=${path};max-age=9999` });
      });
    },
    expected: [{ type: 'page' }],
  });
  expect((await context.cookies()).length).toBeGreaterThan(2);
  await page.evaluate(() => window.tgp('consent', 'denied'));
  expect(await context.cookies()).toEqual([]);
});
