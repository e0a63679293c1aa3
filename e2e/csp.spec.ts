import { expect, test } from './support/fixtures.ts';
import type { Site } from './support/site.ts';

/** Serves the install code, nonced, under a policy; `C` stands for the collector. */
function serve(site: Site, policy: string): string {
  const snippet = site.values.snippet?.replace('<script>', '<script nonce="abc">');
  site.pages.set('/strict.html', `<!doctype html><title>Strict</title>${snippet}<h1>Strict</h1>`);
  site.headers = {
    'content-security-policy': `default-src 'none'; ${policy.replaceAll('C', site.values.collector ?? '')}`,
  };
  return `${site.origin}/strict.html`;
}

const NONCE = "script-src 'nonce-abc'";
const CALL = "tgp('track','later')";

for (const [name, policy] of [
  ['a nonce', `${NONCE}; connect-src C; img-src C`],
  ['a nonce and strict-dynamic', `${NONCE} 'strict-dynamic'; connect-src C; img-src C`],
  ['a nonce and no connect-src: images go instead', `${NONCE}; img-src C`],
  ['a nonce and no img-src', `${NONCE}; connect-src C`],
  [
    'Trusted Types that allow its policy',
    `${NONCE}; connect-src C; img-src C; require-trusted-types-for 'script'; trusted-types tgp`,
  ],
  [
    'Trusted Types, strict-dynamic and no connect-src',
    `${NONCE} 'strict-dynamic'; img-src C; require-trusted-types-for 'script'; trusted-types tgp`,
  ],
] as const) {
  test(`under ${name} every event arrives`, async ({ page, site, expectBeacons }) => {
    const images: string[] = [];
    page.on('request', request => {
      if (request.resourceType() === 'image') images.push(request.url());
    });
    await expectBeacons(page, {
      action: async () => {
        await page.goto(serve(site, policy));
        await page.evaluate(CALL);
      },
      expected: [{ type: 'page' }, { event: 'later' }],
      exact: true,
    });
    expect(images.length > 0).toBe(!policy.includes('connect-src'));
  });
}

test('images that got out are remembered: no fourth violation', async ({ page, site, expectBeacons }) => {
  let violations = 0;
  page.on('console', message => {
    if (/connect-src|Refused to connect|violates/.test(message.text())) violations++;
  });
  await expectBeacons(page, {
    action: () => page.goto(serve(site, `${NONCE}; img-src C`)),
    expected: [{ type: 'page' }],
    exact: true,
  });
  const perEvent = violations;
  expect(perEvent).toBeGreaterThan(0);
  // Then it is known that an image got out.
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).filter(name => name.startsWith('tgp_out'))))
    .toEqual([]);
  const later = { event: 'later' };
  await expectBeacons(page, {
    action: () =>
      page.evaluate(async () => {
        for (let sent = 0; sent < 4; sent++)
          await new Promise(callback => window.tgp('track', 'later', {}, { callback }));
      }),
    expected: [later, later, later, later],
    exact: true,
  });
  expect(violations).toBe(3 * perEvent);
});

for (const [name, policy] of [
  [
    'Trusted Types that forbid its policy',
    `${NONCE}; require-trusted-types-for 'script'; trusted-types 'none'`,
  ],
  ['no word for its script', "script-src 'nonce-other'"],
] as const) {
  test(`under ${name} the page is unharmed`, async ({ page, site, expectBeacons }) => {
    await expectBeacons(page, {
      action: async () => {
        await page.goto(serve(site, policy));
        await page.evaluate('window.tgp && tgp("track", "never")');
      },
      expected: [],
      refuted: [{}],
    });
    await expect(page.locator('h1')).toHaveText('Strict');
  });
}

test('both fetch and images forbidden: each event fails with a reason', async ({ page, site }) => {
  await page.goto(serve(site, `${NONCE} C`));
  const outcome = await page.evaluate(
    () => new Promise(resolve => window.tgp('track', 'x', {}, { callback: resolve })),
  );
  expect(outcome).toMatchObject({ status: 'fail', reason: expect.any(String) });
});

test('a page whose fetch throws still sends', async ({ page, site, expectBeacons }) => {
  await page.addInitScript('window.fetch = function () { throw new Error("not here") }');
  await expectBeacons(page, {
    action: () => page.goto(`${site.origin}/plain.html`),
    expected: [{ type: 'page' }],
    exact: true,
  });
});
