import { installCode } from '../src/install/installCode.ts';
import { expect, test } from './support/engineTest.ts';
import { servePages } from './support/servePages.ts';

// What the tag does in whatever engine: written for what every driver can do, so that all of them run it.

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const YEAR_SECONDS = 365 * 24 * 3600;

const outcomeOf = (call: string) => `return new Promise(callback => tgp(${call}, {}, { callback }))`;

test('every kind of event arrives as it was meant', async ({ tab, site, expectBeacons }) => {
  const hostile = { 'a.b': '1', '*': 's', '0': 'zero', 'x|y#@': '?', text: 'Größe “L” 🎉 %41 a+b' };
  await expectBeacons({
    action: async () => {
      await tab.goto(servePages(site));
      await tab.run(`tgp('track', 'hostile', ${JSON.stringify(hostile)});
        tgp('conversion', 'purchase', { revenue: 59.9, products: [{ sku: 'A-1' }] }, { pixel: 'pix_1' });
        tgp('microconversion', 'add_to_cart', { sku: 'A-1' });
        tgp('event', 'aGnVh4yo-12345678');
        tgp('identify', 'u1', { plan: 'pro' });
        tgp('page', 'Named', { step: 2 });`);
    },
    expected: [
      { type: 'page', messageId: UUID, context: { page: { url: `${site.origin}/first` } } },
      { event: 'hostile', properties: hostile },
      {
        event: 'purchase',
        properties: { revenue: 59.9, products: [{ sku: 'A-1' }] },
        context: { pixel: { id: 'pix_1', type: 'conversion' } },
      },
      { event: 'add_to_cart', context: { pixel: { type: 'microconversion' } } },
      { event: 'aGnVh4yo-12345678' },
      { type: 'page', name: 'Named', userId: 'u1', context: { traits: { plan: 'pro' } } },
    ],
    exact: true,
  });
});

test('the callback learns what became of each event', async ({ tab, site }) => {
  await tab.goto(servePages(site));
  expect(await tab.run(outcomeOf("'track', 'good'"))).toMatchObject({ status: 'sent' });
  expect(await tab.run(outcomeOf("'track', ''"))).toMatchObject({ status: 'skip', reason: 'no event name' });
  site.values.writeKey = 'f'.repeat(32);
  await tab.goto(servePages(site));
  expect(await tab.run(outcomeOf("'track', 'x'"))).toMatchObject({ status: 'skip', reason: /401/ });
});

test('an event of a clicked link arrives, and the next page is the same visit', async ({
  tab,
  site,
  expectBeacons,
}) => {
  const body = "<script>document.querySelector('a').onclick = () => tgp('track', 'clicked')</script>";
  const events = await expectBeacons({
    action: async () => {
      await tab.goto(`${servePages(site, { body })}?utm_source=news`);
      await tab.click('a');
    },
    expected: [
      { context: { page: { path: '/first', referrer: '' }, sessionStart: true } },
      { event: 'clicked', context: { page: { path: '/first' } } },
      { context: { page: { path: '/second', referrer: `${site.origin}/first?utm_source=news` } } },
    ],
    exact: true,
  });
  for (const { anonymousId, context } of events) {
    expect(anonymousId).toBe(events[0]?.anonymousId);
    expect(context).toMatchObject({ sessionId: events[0]?.context.sessionId, campaign: { source: 'news' } });
  }
});

test('the id lives in a cookie and in localStorage, and each heals the other', async ({
  tab,
  site,
  expectBeacons,
}) => {
  const url = servePages(site);
  const visit = { action: () => tab.goto(url), expected: [{ anonymousId: UUID }], exact: true };
  const [first] = await expectBeacons(visit);
  const cookie = (await tab.cookies()).find(({ name }) => name === 'tgp_id');
  expect(cookie).toMatchObject({ value: first?.anonymousId, sameSite: 'Lax', path: '/', secure: false });
  expect(cookie?.expires).toBeGreaterThan(Date.now() / 1000 + YEAR_SECONDS);

  for (const forget of ["document.cookie = 'tgp_id=;path=/;max-age=0'", 'localStorage.clear()']) {
    await tab.run(forget);
    const [next] = await expectBeacons(visit);
    expect(next?.anonymousId).toBe(first?.anonymousId);
    expect(await tab.run('return [localStorage.tgp_id, document.cookie].join()')).toMatch(
      new RegExp(`^${first?.anonymousId},.*tgp_id=${first?.anonymousId}`),
    );
  }
});

test('with cookies and localStorage blocked an id in memory serves the page', async ({
  tab,
  site,
  expectBeacons,
}) => {
  const head = `<script>{ const get = () => { throw new DOMException('blocked', 'SecurityError'); };
Object.defineProperty(document, 'cookie', { get, set: get }); Object.defineProperty(window, 'localStorage', { get }); }</script>`;
  const [view, event] = await expectBeacons({
    action: async () => {
      await tab.goto(servePages(site, { head }));
      await tab.run("tgp('track', 'again')");
    },
    expected: [{ type: 'page', anonymousId: UUID }, { event: 'again' }],
    exact: true,
  });
  expect(event?.anonymousId).toBe(view?.anonymousId);
  expect(event?.context.sessionId).toBe(view?.context.sessionId);
});

test('a single-page app’s views are counted, also when they come back', async ({
  tab,
  site,
  expectBeacons,
}) => {
  const url = servePages(site, { options: { autoPage: 'spa' } });
  const view = (path: string, referrer: string) => ({
    type: 'page',
    context: { page: { url: site.origin + path, referrer } },
  });
  await expectBeacons({
    action: async () => {
      await tab.goto(url);
      await tab.run(`const task = () => new Promise(resolve => setTimeout(resolve, 20));
        await task();
        history.pushState({}, '', '/app?a=1'); await task();
        history.replaceState({}, '', '/app?a=1#anchor'); await task();
        location.hash = '#/route'; await task();
        await new Promise(resolve => { addEventListener('popstate', resolve, { once: true }); history.back(); });`);
    },
    expected: [
      view('/first', ''),
      view('/app?a=1', url),
      view('/app?a=1#/route', `${site.origin}/app?a=1`),
      view('/app?a=1', `${site.origin}/app?a=1#/route`),
    ],
    exact: true,
  });
});

test('a page that comes back from the back/forward cache is a new view', async ({
  tab,
  site,
  expectBeacons,
}) => {
  // The answer to what the click sends is still awaited when the page is left.
  const note = `addEventListener('pageshow', event => { window.persisted = event.persisted; });
addEventListener('click', () => tgp('track', 'clicked'));`;
  const url = servePages(site, { body: `<script>${note}</script>` });
  const back = "addEventListener('pageshow', () => tgp('page', {}, { callback: () => history.back() }))";
  const { snippet = '' } = site.values;
  site.rawPages.set('/second', `<!doctype html><title>/second</title>${snippet}<script>${back}</script>`);
  const events = await expectBeacons({
    action: async () => {
      await tab.goto(url);
      await tab.click('a');
    },
    expected: [
      { type: 'page', context: { page: { path: '/first' } } },
      { event: 'clicked' },
      { type: 'page', context: { page: { path: '/second' } } },
      { type: 'page', context: { page: { path: '/second' } } },
      { type: 'page', context: { page: { path: '/first' } } },
    ],
  });
  // What is asked while the page changes is not answered.
  await expect.poll(() => tab.run('return window.persisted').catch(() => 'not yet')).toBe(true);
  expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(5);
});

test('a saved pixel reads the page and the data layer', async ({ tab, site, expectBeacons }) => {
  const { writeKey = '', collector } = site.values;
  const config = {
    type: 'conversion' as const,
    conversion_type: 'purchase' as const,
    revenue: { source: 'variable' as const, value: 'shop.order.total' },
    properties: [{ key: 'coupon', source: 'variable' as const, value: 'ecommerce.coupon' }],
  };
  const pixel = { id: 'pix_purchase', name: 'Purchase', config };
  const { event_code } = installCode('javascript', pixel, { writeKey, scriptUrl: `${collector}/tgp.js` });
  const shop = '<script>var shop={order:{total:"59.90"}};var dataLayer=[{ecommerce:{coupon:"NEW"}}]</script>';
  await expectBeacons({
    action: () => tab.goto(servePages(site, { body: shop + event_code })),
    expected: [
      { type: 'page' },
      {
        event: 'purchase',
        context: { pixel: { id: 'pix_purchase' } },
        properties: { revenue: '59.9', coupon: 'NEW' },
      },
    ],
    exact: true,
  });
});
