import type { Page } from 'playwright/test';
import type { Collector } from './support/collector.ts';
import { expect, type Shop, signInFirst, test } from './support/consoleTest.ts';
import { expectAccessible } from './support/expectAccessible.ts';

// A page is tried four times by many rules.
test.describe.configure({ timeout: 120_000 });

const EVIL = '"><img src=x onerror="pwned=1"><script>pwned=1</script>';
const NEWS = { 'context.campaign.source': 'newsletter', 'context.campaign.name': 'autumn' };

/** A pixel that counts purchases, and a line item; names of people are text. */
async function records(own: Collector): Promise<{ pixel: number; lineItem: number }> {
  const make = async (kind: string, fields: object) => {
    const answer = await own.call<{ response: { id: number } }>('POST', `/${kind}?advertiser_code=demo`, {
      [kind]: fields,
    });
    return answer.response.id;
  };
  const rule = { trigger_type: 'hybrid', post_click_expire_mins: 43_200, min_minutes_per_conv: 0 };
  return {
    pixel: await make('pixel', { name: 'Order <b>1</b>', pixel_conversion_event_id: 7, ...rule }),
    lineItem: await make('line-item', { name: 'Autumn <i>ads</i>' }),
  };
}

/** One credited to a click on the line item, one to a visit, one to nothing. */
async function sales(own: Collector, shop: Shop, lineItem: number): Promise<void> {
  for (const kind of ['imp', 'click'])
    await fetch(`${own.url}/${kind}?line_item_id=${lineItem}&anonymousId=a`, { redirect: 'manual' });
  await shop.buy('a', 'A1', { 'properties.revenue': '59.90', 'properties.currency': 'EUR' });
  await shop.view('b', '/', NEWS);
  await shop.buy('b', 'B1', { ...NEWS, 'properties.revenue': '10', 'properties.currency': 'USD' });
  await shop.buy('c', 'C1', { 'properties.revenue': 'free', 'properties.currency': 'EUR' });
}

const list = (page: Page) => page.getByRole('region', { name: 'Newest first' });
const totals = (page: Page) => page.getByRole('region', { name: 'Totals' });

test('lists conversions, totals them as one chooses, and filters them', async ({ page, own, shop }) => {
  const { lineItem } = await records(own);
  await sales(own, shop, lineItem);
  await page.goto(`${own.console}/#/conversions`);
  await expect(list(page).getByRole('row')).toHaveCount(4);
  await expect(
    list(page).getByRole('row', { name: /€59\.90 click: line item “Autumn <i>ads<\/i>”/ }),
  ).toBeVisible();
  await expect(list(page).getByRole('row', { name: /C1 value unreadable/ })).toBeVisible();
  await expect(totals(page).getByRole('row', { name: 'Order <b>1</b> a click 1 €59.90' })).toBeVisible();
  await expect(totals(page).getByRole('row', { name: /a click 1 (US)?\$10\.00/ })).toBeVisible();
  await expectAccessible(page);

  await totals(page).getByLabel('attribution').uncheck();
  await totals(page).getByLabel('pixel', { exact: true }).uncheck();
  await expect(totals(page).getByRole('row', { name: '2 €59.90' })).toBeVisible();
  await page.getByLabel('Credited to').selectOption({ label: 'a click' });
  await expect(list(page).getByRole('row')).toHaveCount(3);
  await page.getByLabel('Line item', { exact: true }).selectOption({ label: 'Autumn <i>ads</i>' });
  await expect(list(page).getByRole('row')).toHaveCount(2);
  await expect(page).toHaveURL(/attribution=click.*by=|by=.*attribution=click/);
  await page.reload();
  await expect(list(page).getByRole('row')).toHaveCount(2);
  await expect(page.getByLabel('Credited to')).toHaveValue('click');
  await page.goBack();
  await expect(list(page).getByRole('row')).toHaveCount(3);
  await page.getByLabel('Time').selectOption({ label: 'Yesterday' });
  await expect(page.getByText('No conversion in this time fits.').first()).toBeVisible();
});

test('tells of one what it is credited to, and what became of the rest', async ({ page, own, shop }) => {
  const { lineItem } = await records(own);
  await sales(own, shop, lineItem);
  await page.goto(`${own.console}/#/conversions`);
  await list(page).getByRole('row', { name: /A1/ }).getByRole('link').press('Enter');
  await expect(
    page.getByText(
      /^Credited to the click on line item “Autumn <i>ads<\/i>” \(\d+\) on .*, within the pixel’s 30 days after a click\.$/,
    ),
  ).toBeVisible();
  const touches = page.getByRole('region', { name: 'What its visitor saw and clicked before' });
  await expect(touches.getByRole('row', { name: /click .*The conversion is credited to it/ })).toBeVisible();
  await expect(touches.getByRole('row', { name: /view .*A click goes before every view/ })).toBeVisible();
  await expect(page.getByText('The latest click of the 30 days before, and without one')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'All conversions' }).click();
  // The list moves down when the totals come: a key finds it all the same.
  await list(page).getByRole('row', { name: /C1/ }).getByRole('link').press('Enter');
  await expect(
    page.getByText('Credited to nothing: its visitor saw and clicked no ad before.'),
  ).toBeVisible();
  await expect(page.getByText('What came as its value is no number')).toBeVisible();
  await expect(page.getByText('free', { exact: true })).toBeVisible();
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(list(page)).toBeVisible();
});

test('text that strangers send is text', async ({ page, own, shop }) => {
  await records(own);
  await shop.view(EVIL, '/', { 'context.campaign.source': EVIL, 'context.campaign.name': EVIL });
  await shop.buy(EVIL, EVIL, {
    userId: EVIL,
    'properties.revenue': EVIL,
    'properties.currency': EVIL,
    'context.campaign.source': EVIL,
    'context.campaign.name': EVIL,
  });
  await page.goto(`${own.console}/#/conversions`);
  await expect(list(page).getByRole('row', { name: /onerror/ })).toBeVisible();
  await expectAccessible(page);
  await list(page).getByRole('link').first().click();
  await expect(page.getByText(/^Credited to the visit from ".*onerror/)).toBeVisible();
  await expectAccessible(page);
  expect(await page.evaluate('typeof pwned')).toBe('undefined');
  expect(await page.locator('main img, main script').count()).toBe(0);
});

test('says what to do where there is nothing, and goes on where there is more', async ({
  page,
  own,
  shop,
}) => {
  await page.goto(`${own.console}/#/conversions`);
  await expect(page.getByText('No conversion pixel yet.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${own.console}/#/conversions/12/nothing`);
  await expect(page.getByText('There is no such conversion')).toBeVisible();
  await page.goto(`${own.console}/#/conversions/12/${shop.tag.write_key}/nothing`);
  await expect(page.getByText('no conversion of the pixel 12')).toBeVisible();

  await records(own);
  for (let order = 0; order < 52; order++) await shop.buy(`v${order}`, `O${order}`);
  await signInFirst(page, own);
  await page.getByRole('link', { name: 'Conversions' }).click();
  await expect(list(page).getByRole('row')).toHaveCount(51);
  await list(page).getByRole('button', { name: 'More' }).click();
  await expect(list(page).getByRole('row')).toHaveCount(53);
  await expect(list(page).getByRole('button', { name: 'More' })).toHaveCount(0);
  const download = page.waitForEvent('download');
  await list(page).getByRole('link', { name: 'CSV: Conversions' }).click();
  const text = Buffer.concat(await (await (await download).createReadStream()).toArray()).toString();
  expect(text.trim().split('\r\n')).toHaveLength(53);
});
