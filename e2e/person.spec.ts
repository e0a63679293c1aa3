import type { Locator, Page } from 'playwright/test';
import { expect as quick, PASSWORD, test } from './support/consoleTest.ts';

/** Each step opens a page, and some check a password: a busy machine takes its time. */
const expect = quick.configure({ timeout: 20_000 });

/** Most steps from one field of a page to any other. */
const MOST_STEPS = 120;

/** Goes to something by the keyboard alone, as far as it takes. */
async function reach(page: Page, to: Locator): Promise<void> {
  await expect(to).toBeVisible();
  for (let step = 0; step < MOST_STEPS; step++) {
    if (await to.evaluate(element => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no way by the keyboard to ${to}`);
}

async function press(page: Page, to: Locator, key = 'Enter'): Promise<void> {
  await reach(page, to);
  await page.keyboard.press(key);
}

async function type(page: Page, into: Locator, text: string): Promise<void> {
  await reach(page, into);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

test('from the first start to an own sale that is credited, by the keyboard alone', async ({
  page,
  own,
  site,
}) => {
  test.slow();
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const link = (name: string) => page.getByRole('link', { name, exact: true });

  // Who he is.
  await page.goto(own.firstUser);
  await type(page, page.getByLabel('Name', { exact: true }), 'ann');
  await type(page, page.getByLabel('Password'), PASSWORD);
  await page.keyboard.press('Enter');

  // What he has: an account, a tag, and what counts his sales.
  await press(page, link('Accounts'));
  await press(page, link('New account'));
  await type(page, page.getByLabel('Name', { exact: true }), 'My roastery');
  await type(page, page.getByLabel('Id'), 'roastery');
  await press(page, button('Make it'));
  await expect(page.getByRole('heading', { name: 'My roastery' })).toBeVisible();
  await page.goto(`${own.console}/#/manage/tags?account=roastery`);
  await press(page, link('New tag'));
  await type(page, page.getByLabel('Name', { exact: true }), 'Roastery');
  await type(page, page.getByLabel('Site'), 'roastery.example');
  await press(page, button('Make it'));
  await expect(page.getByRole('heading', { name: 'Roastery' })).toBeVisible();
  await press(page, link('Conversion pixels'));
  await press(page, link('New conversion pixel').first());
  await type(page, page.getByLabel('Name', { exact: true }), 'Sales');
  await press(page, button('Make it'));
  await expect(page.getByRole('heading', { name: 'Sales' })).toBeVisible();

  // The pixel that says that something was sold, tried before it is anywhere.
  await press(page, link('Pixels'));
  await press(page, button('New pixel'));
  await type(page, page.getByLabel('Name', { exact: true }), 'Sold');
  await reach(page, page.getByLabel('Revenue is'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await type(page, page.getByLabel('Revenue', { exact: true }), 'order.total');
  await press(page, button('Save'));
  await expect(page.getByText('Saved.')).toBeVisible();
  await press(page, button('Send a test'));
  await expect(page.getByText('counted as purchase, and by the conversion pixels: Sales.')).toBeVisible();

  // Its code, in his own pages.
  const base = await page.getByRole('textbox', { name: 'Base code, once on every page' }).inputValue();
  const event = await page.getByRole('textbox', { name: 'Code of this pixel' }).inputValue();
  site.pages.set(
    '/roastery.html',
    `<!doctype html><title>Roastery</title>${base}<a href="sold.html">Buy</a>`,
  );
  const order = '<script>var order = {total: 12.5};</script>';
  site.pages.set('/sold.html', `<!doctype html><title>Sold</title>${base}${order}${event}`);

  // Somebody comes by a newsletter, and buys.
  const visitor = await page.context().browser()!.newContext({
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
  });
  const shop = await visitor.newPage();
  await shop.goto(`${site.origin}/roastery.html?utm_source=newsletter&utm_medium=email&utm_campaign=spring`);
  await press(shop, shop.getByRole('link', { name: 'Buy' }));
  await shop.waitForURL('**/sold.html');
  const conversions = async () =>
    (await own.call<{ conversions: object[] }>('GET', '/conversions?account_id=roastery')).conversions;
  await expect.poll(conversions).toMatchObject([{ value: 12.5, attribution: 'click' }]);
  await visitor.close();

  // Where it is seen, and what it is credited to. The test is none of it.
  await press(page, link('Conversions'));
  const sale = page.getByRole('row').filter({ hasText: 'Sales' }).filter({ hasText: 'spring' });
  await expect(sale).toHaveCount(1);
  await press(page, sale.getByRole('link').first());
  await expect(page.getByText(/newsletter/).first()).toBeVisible();
});
