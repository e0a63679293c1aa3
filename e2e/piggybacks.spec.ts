import { expect } from './support/fixtures.ts';
import { messagesOf } from './support/messagesOf.ts';
import { advertise, buy, FIRED, firesOf, serve, test } from './support/partnerTest.ts';

test('a conversion fires each pixel once, after its beacon, although the page calls and inits twice', async ({
  page,
  site,
  tag,
  collector,
  partner,
  expectBeacons,
}) => {
  await advertise(collector, tag, partner);
  const order: string[] = [];
  page.on('request', request => order.push(new URL(request.url()).pathname));
  const again = `<script nonce="abc">tgp('init', '${tag.write_key}', { piggyback: { url: '${partner.origin}/own?e=\${event}', on: 'purchase' } })</script>`;
  const fires = await firesOf(page, partner, () =>
    expectBeacons(page, {
      action: async () => {
        await page.goto(
          serve(site, { piggyback: { url: `${partner.origin}/own?e=\${event}`, on: 'purchase' } }, again),
        );
        await buy(page);
        await buy(page);
        await page.evaluate(() => window.tgp('track', 'other', { revenue: 1 }));
      },
      expected: [{ event: 'purchase' }, { event: 'purchase' }, { event: 'other' }],
      exact: true,
    }),
  );
  expect(fires).toEqual([FIRED[0], FIRED[1], '/own?e=purchase', FIRED[2]]);
  expect(await page.evaluate('partner')).toEqual(expect.arrayContaining(['/one.js', '/two.js']));
  expect(partner.fires.map(({ referer }) => referer)).toEqual([undefined, undefined, undefined, undefined]);
  const beacon = order.indexOf(`/${tag.path}/e`);
  expect(beacon).toBeGreaterThan(-1);
  expect(order.indexOf('/image')).toBeGreaterThan(beacon);
});

for (const [name, options, later, fired] of [
  ['denied', { consent: { ads: 'denied' } }, 'granted', []],
  ['pending, then granted', { consent: { ads: 'pending' } }, 'granted', FIRED],
  ['pending, then denied', { consent: { ads: 'pending' } }, 'denied', []],
] as const) {
  test(`with ads ${name}: ${fired.length} fires`, async ({
    page,
    site,
    tag,
    collector,
    partner,
    expectBeacons,
  }) => {
    await advertise(collector, tag, partner);
    const before = await firesOf(page, partner, () =>
      expectBeacons(page, {
        action: async () => {
          await page.goto(serve(site, options));
          await buy(page);
        },
        expected: [{ event: 'purchase' }],
        exact: true,
      }),
    );
    expect(before).toEqual([]);
    const fires = await firesOf(page, partner, async () => {
      await page.evaluate(ads => window.tgp('consent', { ads, GDPR_CONSENT: 'CPx' }), later);
      await page.evaluate(ads => window.tgp('consent', { ads }), later);
    });
    expect(fires).toEqual(fired.map(each => each.replace(/tc=$/, 'tc=CPx')));
  });
}

test('while analytics is pending nothing leaves; granted, the beacon and then the pixels', async ({
  page,
  site,
  tag,
  collector,
  partner,
  expectBeacons,
}) => {
  await advertise(collector, tag, partner);
  await page.goto(serve(site, { consent: 'pending' }));
  expect(await firesOf(page, partner, () => buy(page))).toEqual([]);
  const fires = await firesOf(page, partner, () =>
    expectBeacons(page, {
      action: () => page.evaluate(() => window.tgp('consent', 'granted')),
      expected: [{ event: 'purchase' }],
      exact: true,
    }),
  );
  expect(fires).toEqual(FIRED);
});

const NONCE = "default-src 'none'; script-src 'nonce-abc'; connect-src C; img-src P";
const TYPED = `${NONCE}; require-trusted-types-for 'script'`;

for (const [name, policy, fired] of [
  ['a nonce', NONCE, FIRED],
  ['a nonce and strict-dynamic', NONCE.replace("'nonce-abc'", "'nonce-abc' 'strict-dynamic'"), FIRED],
  ['Trusted Types that allow its policies', `${TYPED}; trusted-types tgp tgp-js`, FIRED],
  ['Trusted Types that allow no scripts of others', `${TYPED}; trusted-types tgp`, [FIRED[0]]],
] as const) {
  test(`under ${name}: ${fired.length} fires, and the page is unharmed`, async ({
    page,
    site,
    tag,
    collector,
    partner,
    expectBeacons,
  }) => {
    await advertise(collector, tag, partner);
    site.headers = {
      'content-security-policy': policy.replace('C', collector.url).replace('P', partner.origin),
    };
    const messages = messagesOf(page);
    const fires = await firesOf(page, partner, () =>
      expectBeacons(page, {
        action: async () => {
          await page.goto(serve(site));
          await buy(page);
          await page.evaluate(() => window.tgp('track', 'later'));
        },
        expected: [{ event: 'purchase' }, { event: 'later' }],
        exact: true,
      }),
    );
    expect(fires).toEqual(fired);
    const scripts = fired.length - 1;
    expect(await page.evaluate('(window.partner || []).length')).toBe(scripts);
    expect(messages.filter(text => /^tgp .*TrustedScriptURL/.test(text))).toHaveLength(scripts ? 0 : 1);
    await expect(page.locator('h1')).toHaveText('Shop');
  });
}
test('Global Privacy Control: no pixel is fired until the page grants ads', async ({
  page,
  site,
  tag,
  collector,
  partner,
}) => {
  await advertise(collector, tag, partner);
  await page.addInitScript('Object.defineProperty(navigator, "globalPrivacyControl", { value: true })');
  await page.goto(serve(site, { consent: 'granted' }));
  expect(await firesOf(page, partner, () => buy(page))).toEqual([]);
  const fires = await firesOf(page, partner, async () => {
    await page.evaluate(() => window.tgp('consent', { ads: 'granted' }));
    await buy(page);
  });
  expect(fires).toEqual(FIRED);
});
