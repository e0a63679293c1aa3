import { expect } from './support/fixtures.ts';
import { test } from './support/partnerTest.ts';

test('a link that a browser only prefetches is no click, and one that is followed is', async ({
  page,
  browserName,
  tag,
  collector,
  site,
}) => {
  test.skip(browserName !== 'chromium', 'which engine prefetches a link, and when, is its own affair');
  const made = await collector.call<{ response: { id: number } }>(
    'POST',
    `/line-item?advertiser_code=${tag.account_id}`,
    { 'line-item': { name: 'Ad' } },
  );
  const click = `${collector.url}/click?line_item_id=${made.response.id}`;
  const eventsOf = async () =>
    (await collector.call<{ events: object[] }>('GET', `/events?writeKey=${tag.write_key}&type=click`))
      .events;

  site.rawPages.set('/ad', `<!doctype html><link rel="prefetch" href="${click}"><a href="${click}">ad</a>`);
  const prefetched = page.waitForResponse(response => response.url() === click);
  await page.goto(`${site.origin}/ad`);
  const request = (await prefetched).request();
  expect((await request.allHeaders())['sec-purpose'] ?? (await request.allHeaders()).purpose).toMatch(
    /prefetch/,
  );
  expect((await prefetched).status()).toBe(200);
  expect(await eventsOf()).toEqual([]);

  await page.click('a');
  await expect.poll(async () => (await eventsOf()).length).toBe(1);
});
