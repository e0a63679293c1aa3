import { expect, test } from './support/fixtures.ts';

test('a page with the snippet is counted', async ({ page, site, expectBeacons }) => {
  const url = `${site.origin}/plain.html?utm_source=news`;
  await expectBeacons(page, {
    action: () => page.goto(url),
    expected: [
      {
        type: 'page',
        anonymousId: /^[0-9a-f-]{36}$/,
        context: { page: { url, title: 'A plain page' }, campaign: { source: 'news' } },
      },
    ],
    refuted: [{ type: 'track' }],
    exact: true,
  });
  expect(await page.evaluate(() => Object.keys(window).filter(name => /tgp/i.test(name)))).toEqual(['tgp']);
});
