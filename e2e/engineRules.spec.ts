import { expect, test } from './support/engineTest.ts';
import { servePages } from './support/servePages.ts';

// What pages, policies and visitors forbid, in whatever engine: as engines.spec.ts.

/** What the page keeps in this browser. */
const KEPT = 'return [document.cookie, ...Object.keys(localStorage)].join()';

const OUTCOME = "return new Promise(callback => tgp('track', 'x', {}, { callback }))";

test('nothing is stored or sent while consent is pending; granted, it goes with its own time', async ({
  tab,
  site,
  expectBeacons,
}) => {
  const url = `${servePages(site, { options: { autoPage: true, consent: 'pending' } })}?utm_source=news&gclid=abc`;
  await expectBeacons({
    action: async () => {
      await tab.goto(url);
      await tab.run("tgp('identify', 'u1'); tgp('track', 'early')");
    },
    expected: [],
    refuted: [{}],
  });
  expect(await tab.run(KEPT)).toBe('');
  const answered = Date.now();
  const events = await expectBeacons({
    action: () => tab.run("tgp('consent', { analytics: 'granted', ads: 'denied' })"),
    expected: [
      {
        type: 'page',
        userId: undefined,
        context: {
          campaign: { source: 'news', gclid: undefined },
          consentManagement: { allowedConsentIds: ['analytics'], deniedConsentIds: ['ads'] },
        },
      },
      { event: 'early', userId: 'u1' },
    ],
    exact: true,
  });
  for (const { originalTimestamp, sentAt } of events) {
    expect(Date.parse(originalTimestamp)).toBeLessThan(answered);
    expect(Date.parse(sentAt)).toBeGreaterThanOrEqual(answered);
  }
  expect(await tab.run(KEPT)).toContain('tgp_id');
});

test('denied, nothing is sent and what was stored is forgotten', async ({ tab, site, expectBeacons }) => {
  const url = servePages(site);
  await expectBeacons({ action: () => tab.goto(url), expected: [{ type: 'page' }] });
  expect(await tab.run(KEPT)).toContain('tgp_id');
  expect(await tab.run(`tgp('consent', 'denied'); ${OUTCOME}`)).toMatchObject({
    status: 'skip',
    reason: 'consent denied',
  });
  expect(await tab.run(KEPT)).toBe('');
  servePages(site, { options: { autoPage: true, consent: 'denied' } });
  await expectBeacons({ action: () => tab.goto(url), expected: [], refuted: [{}] });
});

for (const [name, head, options] of [
  ['asked to', '', { autoPage: true, transport: 'image' }],
  ['whose fetch throws', "<script>window.fetch = () => { throw new Error('not here'); }</script>", undefined],
  ['that has no fetch', '<script>window.fetch = undefined</script>', undefined],
] as const) {
  test(`a page ${name} sends images`, async ({ tab, site, expectBeacons }) => {
    const note = `<script>window.images = []; new PerformanceObserver(list => images.push(
...list.getEntries().filter(({ initiatorType }) => initiatorType === 'img'))).observe({ entryTypes: ['resource'] })</script>`;
    const url = servePages(site, { head: head + note, ...(options && { options }) });
    await expectBeacons({ action: () => tab.goto(url), expected: [{ type: 'page' }], exact: true });
    await expect.poll(() => tab.run('return images.length')).toBeGreaterThan(0);
  });
}

const NONCE = "default-src 'none'; script-src 'nonce-abc'";

for (const [name, policy] of [
  ['a nonce', `${NONCE}; connect-src C; img-src C`],
  ['a nonce, strict-dynamic and no img-src', `${NONCE} 'strict-dynamic'; connect-src C`],
  [
    'Trusted Types that allow its policy',
    `${NONCE}; connect-src C; require-trusted-types-for 'script'; trusted-types tgp`,
  ],
] as const) {
  test(`under ${name} every event arrives`, async ({ tab, site, expectBeacons }) => {
    await expectBeacons({
      action: async () => {
        await tab.goto(servePages(site, { policy }));
        await tab.run("tgp('track', 'later')");
      },
      expected: [{ type: 'page' }, { event: 'later' }],
      exact: true,
    });
  });
}

test('without connect-src images go instead, and no policy is broken twice', async ({
  tab,
  site,
  expectBeacons,
}) => {
  const head = `<script nonce="abc">window.violations = 0;
addEventListener('securitypolicyviolation', event => { if (/connect/.test(event.violatedDirective)) violations++; })</script>`;
  await expectBeacons({
    action: async () => {
      await tab.goto(servePages(site, { head, policy: `${NONCE}; img-src C` }));
      await tab.run(OUTCOME);
      await tab.run(OUTCOME);
    },
    expected: [{ type: 'page' }, { event: 'x' }, { event: 'x' }],
  });
  // The page view and the first event may be tried before the first image has come back.
  expect(await tab.run<number>('return violations')).toBeGreaterThan(0);
  const before = await tab.run<number>('return violations');
  expect(await tab.run(OUTCOME)).toMatchObject({ status: 'sent' });
  expect(await tab.run<number>('return violations')).toBe(before);
});

test('both fetch and images forbidden: each event fails with a reason', async ({ tab, site }) => {
  await tab.goto(servePages(site, { policy: `${NONCE} C` }));
  expect(await tab.run(OUTCOME)).toMatchObject({ status: 'fail', reason: /./ });
});

test('under a policy without a word for its script the page is unharmed', async ({
  tab,
  site,
  expectBeacons,
}) => {
  await expectBeacons({
    action: async () => {
      await tab.goto(servePages(site, { policy: NONCE }));
      await tab.run("tgp('track', 'never')");
    },
    expected: [],
    refuted: [{}],
  });
  expect(await tab.run("return document.querySelector('a').textContent")).toBe('second');
});
