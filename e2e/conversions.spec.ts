import type { Page } from 'playwright/test';
import type { Collector, Tag } from './support/collector.ts';
import { expect } from './support/fixtures.ts';
import { firesOf, test } from './support/partnerTest.ts';

interface Made {
  response: { id: number };
}

const make = async (collector: Collector, tag: Tag, path: string, fields: object): Promise<number> => {
  const body = { [path]: { name: path, ...fields } };
  return (await collector.call<Made>('POST', `/${path}?advertiser_code=${tag.account_id}`, body)).response.id;
};

const conversionsOf = async (collector: Collector, tag: Tag) =>
  (await collector.call<{ conversions: object[] }>('GET', `/conversions?account_id=${tag.account_id}`))
    .conversions;

/** Opens a page that holds nothing but this, and waits for what it loads. */
async function show(page: Page, html: string): Promise<void> {
  await page.setContent(`<!doctype html><script>'page'</script>${html}`, { waitUntil: 'load' });
}

for (const [name, policy, isFired] of [
  ['no policy', '', true],
  ['a nonce', "script-src 'nonce-abc'; img-src *", true],
  ['Trusted Types that allow its policy', "require-trusted-types-for 'script'; trusted-types tgp-px", true],
  ['Trusted Types that do not', "require-trusted-types-for 'script'; trusted-types none", false],
] as const) {
  test(`a pixel's script fires its piggybacks under ${name}, beside another one's`, async ({
    page,
    site,
    tag,
    collector,
    partner,
  }) => {
    const pixels = [];
    for (const path of ['a', 'b']) {
      const urls = [`${partner.origin}/${path}1.js?o=[ORDER_ID]`, `${partner.origin}/${path}2.js`];
      const piggyback_pixels = urls.map(url => ({ pixel_type: 'js', url }));
      pixels.push(await make(collector, tag, 'pixel', { piggyback_pixels, min_minutes_per_conv: 0 }));
    }
    const scripts = pixels.map(
      id => `<script async nonce="abc" src="${collector.url}/px?id=${id}&t=1&order_id=A1"></script>`,
    );
    site.headers = policy ? { 'content-security-policy': policy } : {};
    site.rawPages.set('/thanks', `<!doctype html><title>Thanks</title>${scripts.join('')}`);
    const fires = await firesOf(page, partner, async () => {
      await page.goto(`${site.origin}/thanks`);
    });
    expect(fires.sort()).toEqual(isFired ? ['/a1.js?o=A1', '/a2.js?', '/b1.js?o=A1', '/b2.js?'] : []);
    expect(await conversionsOf(collector, tag)).toHaveLength(2);
  });
}

test("an image fires and goes on to the partner's, without saying where it came from", async ({
  page,
  tag,
  collector,
  partner,
}) => {
  const piggyback_pixels = [{ pixel_type: 'img', url: `${partner.origin}/image?v=[REVENUE]` }];
  const id = await make(collector, tag, 'pixel', { piggyback_pixels });
  const fires = await firesOf(page, partner, () =>
    show(page, `<img src="${collector.url}/px?id=${id}&value=9.5" width="1" height="1" alt="">`),
  );
  expect(fires).toEqual(['/image?v=9.5']);
  expect(partner.fires.map(({ referer }) => referer)).toEqual([undefined]);
  expect(await page.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  expect(await conversionsOf(collector, tag)).toMatchObject([{ value: 9.5, attribution: 'unattributed' }]);
});

test('a click on an ad is credited with the order of the same visitor, two pages later', async ({
  page,
  site,
  tag,
  collector,
  expectBeacons,
}) => {
  const fields = { pixel_conversion_event_id: 7, trigger_type: 'hybrid' };
  const pixel = await make(collector, tag, 'pixel', fields);
  const ad = await make(collector, tag, 'line-item', {});
  await collector.call('PATCH', `/accounts/${tag.account_id}`, { redirect_hosts: ['shop.example'] });
  const redir = encodeURIComponent('https://shop.example/plain.html?x=1');
  const clicked = await fetch(`${collector.url}/click?line_item_id=${ad}&redir=${redir}`, {
    redirect: 'manual',
  });
  const landing = clicked.headers.get('location')!;
  expect(landing).toMatch(/^https:\/\/shop\.example\/plain\.html\?x=1&tgpclid=[0-9a-f-]{36}$/);

  // The shop is on this machine.
  await expectBeacons(page, {
    action: async () => {
      await page.goto(landing.replace('https://shop.example', site.origin));
      await page.goto(`${site.origin}/plain.html?page=2`);
      await page.evaluate(() =>
        window.tgp('conversion', 'purchase', { revenue: 30, currency: 'EUR', order_id: 'A-1' }),
      );
    },
    expected: [{ name: undefined }, { name: undefined }, { event: 'purchase' }],
  });
  expect(await conversionsOf(collector, tag)).toMatchObject([
    { pixel_id: pixel, attribution: 'click', line_item_id: ad, value: 30, currency: 'EUR', order_id: 'A-1' },
  ]);
});
