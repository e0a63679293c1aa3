import { expect, signInFirst, test } from './support/consoleTest.ts';
import { expectAccessible } from './support/expectAccessible.ts';

test('a pixel is tried as it is written, and what arrived is shown', async ({ page, own }) => {
  const pixel = { name: 'All <b>sales', pixel_conversion_event_id: 7 };
  await own.call('POST', '/pixel?advertiser_code=demo', { pixel });
  await signInFirst(page, own);
  await page.getByRole('link', { name: 'Pixels', exact: true }).click();
  await page.getByRole('button', { name: 'New pixel' }).click();
  await page.getByLabel('What happened').fill('Order Completed');
  await page.getByLabel('Revenue is').selectOption({ label: 'from the variable' });
  await page.getByLabel('Revenue', { exact: true }).fill('shop.total');
  await page.getByLabel('“shop.total” holds').fill('<img src=x onerror=alert(1)>');
  await page.getByRole('button', { name: 'Send a test' }).press('Enter');
  await expect(page.getByText('It arrived, and this is stored:')).toBeVisible();
  await expect(
    page.getByText('counted as purchase, and by the conversion pixels: All <b>sales.'),
  ).toBeVisible();
  await expect(
    page.getByRole('row', { name: 'properties.revenue <img src=x onerror=alert(1)>' }),
  ).toBeVisible();
  await expect(page.getByRole('row', { name: 'context.test true' })).toBeVisible();
  await expectAccessible(page);

  // As a page of its own would: refused where its tag is off.
  const { tags } = await own.call<{ tags: [{ write_key: string }] }>('GET', '/accounts/demo/tags');
  await own.call('PATCH', `/accounts/demo/tags/${tags[0].write_key}`, { disabled: true });
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText(/The collector refused: .*disabled/)).toBeVisible();
});
