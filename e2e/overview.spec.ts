import type { Page } from 'playwright/test';
import { expect, FIREFOX, IPHONE, ROBOT, type Shop, signInFirst, test } from './support/consoleTest.ts';
import { expectAccessible } from './support/expectAccessible.ts';

// A page is tried four times by many rules.
test.describe.configure({ timeout: 120_000 });

const NEWS = {
  'context.campaign.source': 'newsletter',
  'context.campaign.medium': 'email',
  'context.campaign.name': 'autumn',
};

/** Three people, one of whom buys, and a robot. */
async function visits(shop: Shop): Promise<void> {
  await shop.view('a', '/', NEWS);
  await shop.view('a', '/grinder', NEWS);
  await shop.buy('a', 'A1', { ...NEWS, 'properties.revenue': '59.90', 'properties.currency': 'EUR' });
  await shop.view('b', '/', {}, IPHONE);
  await shop.buy('b', 'B1', { 'properties.revenue': '10', 'properties.currency': 'USD' }, IPHONE);
  await shop.view('c', '/', { 'context.page.referrer': 'https://www.google.com/' });
  await shop.view('r', '/', {}, ROBOT);
}

const card = (page: Page, name: string) =>
  page.getByRole('group', { name: 'What there was' }).getByRole('button', { name: new RegExp(`^${name}`) });
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const filters = (page: Page) => page.getByRole('group', { name: 'Filters' });
const summary = (page: Page, text: string) =>
  expect(page.getByRole('status').filter({ hasText: text })).toBeVisible();

test('shows what there was to whoever opens the demo, of people', async ({ page, own, shop }) => {
  await visits(shop);
  await page.goto(`${own.console}/`);
  await summary(page, '3 visits of people.');
  await expect(card(page, 'Visitors')).toContainText('3');
  await expect(card(page, 'Page views')).toContainText('4');
  await expect(card(page, 'Revenue EUR')).toContainText('€59.90');
  await expect(card(page, 'Revenue USD')).toContainText('$10.00');
  const sources = panel(page, 'Sources');
  await expect(sources.getByRole('row', { name: /^newsletter 1 1 1 €59\.90$/ })).toBeVisible();
  await expect(sources.getByRole('row', { name: /^google 1 1 0/ })).toBeVisible();
  await expect(panel(page, 'Pages').getByRole('row', { name: /^\/ 3 3/ })).toBeVisible();
  await expect(panel(page, 'How it arrives')).toContainText('came at the first try');
  await expect(page.getByRole('link', { name: 'Overview' })).toHaveAttribute('aria-current', 'page');
  await expect(page).toHaveTitle('Overview – tgp');
  await expectAccessible(page);
});

test('each row filters, and what is chosen is in the address', async ({ page, own, shop, context }) => {
  await visits(shop);
  await page.goto(`${own.console}/#/?compare=none`);
  // By the keyboard alone.
  await panel(page, 'Sources').getByRole('button', { name: 'newsletter' }).press('Enter');
  await summary(page, '1 visit of people.');
  await expect(page).toHaveURL(/where=source%3Anewsletter/);
  await expect(panel(page, 'Pages').getByRole('row', { name: /^\/grinder/ })).toBeVisible();

  await filters(page).getByRole('button', { name: 'Source is newsletter: turn round' }).press('Enter');
  await summary(page, '2 visits of people.');
  await expect(filters(page)).toBeFocused();
  await expect(panel(page, 'Sources').getByRole('row', { name: /^newsletter/ })).toHaveCount(0);
  await panel(page, 'Devices').getByRole('button', { name: 'Phone' }).click();
  await summary(page, '1 visit of people.');
  await expectAccessible(page);

  // Sent to somebody else it is the same.
  const other = await context.newPage();
  await other.goto(page.url());
  await summary(other, '1 visit of people.');
  await expect(filters(other).getByText('Source is not newsletter')).toBeVisible();
  await expect(filters(other).getByText('Device is Phone')).toBeVisible();
  await other.close();

  await page.goBack();
  await summary(page, '2 visits of people.');
  await page.goBack();
  await page.goBack();
  await summary(page, '3 visits of people.');
  await page.goForward();
  await filters(page)
    .getByRole('button', { name: /^Remove the filter/ })
    .click();
  await summary(page, '3 visits of people.');
});

test('machines are shown apart, with the reasons', async ({ page, own, shop }) => {
  await visits(shop);
  await page.goto(`${own.console}/`);
  await page.getByLabel('Visits of').selectOption({ label: 'machines' });
  await summary(page, '1 visit of machines.');
  const why = panel(page, 'Why they are taken for machines');
  await expect(why.getByRole('row', { name: /its browser says that it is a machine 1 1/ })).toBeVisible();
  await page.getByLabel('Visits of').selectOption({ label: 'all' });
  await summary(page, '4 visits of people and machines.');
  await expectAccessible(page);
});

test('the chart is read by the keyboard, and as a table', async ({ page, own, shop }) => {
  await visits(shop);
  await page.goto(`${own.console}/#/?range=today&tz=UTC`);
  await card(page, 'Page views').click();
  const chart = page.getByRole('slider', { name: 'Page views over time' });
  await expect(chart).toHaveAttribute('aria-valuetext', /yet to come|: \d/);
  await chart.focus();
  await page.keyboard.press('Home');
  await expect(chart).toHaveAttribute('aria-valuetext', /00:00|12:00.AM/);
  const first = await chart.getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowRight');
  await expect(chart).not.toHaveAttribute('aria-valuetext', first!);
  await expect(page.locator('.reading')).toHaveText((await chart.getAttribute('aria-valuetext'))!);

  await page.getByText('As a table').click();
  const over = panel(page, 'Page views over time');
  await expect(over.getByRole('row')).toHaveCount(25);
  const counts = await over
    .getByRole('row')
    .evaluateAll(rows => rows.slice(1).map(row => Number(row.querySelectorAll('td')[0]!.textContent) || 0));
  expect(counts.reduce((a, b) => a + b, 0)).toBe(4);
  await expectAccessible(page);
  // Drawn, and not only told.
  const drawn = await page.locator('.u-wrap canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return data.some(value => value > 0);
  });
  expect(drawn).toBe(true);
});

test('properties of the event that is filtered by', async ({ page, own, shop }) => {
  await visits(shop);
  await page.goto(`${own.console}/`);
  await panel(page, 'Events').getByRole('button', { name: 'purchase' }).click();
  const properties = panel(page, 'Properties of “purchase”');
  await properties.getByRole('button', { name: 'currency' }).click();
  await expect(properties.getByRole('row', { name: 'EUR 1 1' })).toBeVisible();
  await expect(page).toHaveURL(/property=currency/);
  await expectAccessible(page);
  await page.goBack();
  await expect(properties.getByRole('button', { name: 'order_id' })).toBeVisible();
});

test('text that a beacon brings is text, whatever it says', async ({ page, own, shop }) => {
  const evil = `"><img src=x onerror="pwned=1"><script>pwned=1</script>${'x'.repeat(90)}`;
  const long = 'L'.repeat(200);
  await own.call('PATCH', `/accounts/demo/tags/${shop.tag.write_key}`, { name: long });
  await shop.view('x', `/${evil}`, {
    'context.campaign.source': evil,
    'context.campaign.medium': evil,
    'context.campaign.name': evil,
    'context.page.referrer': `https://evil.example/${evil}`,
    'context.page.title': evil,
    'context.locale': evil,
    name: evil,
  });
  await shop.buy('x', evil, {
    'properties.currency': '<b>EUR</b>',
    'properties.revenue': '5',
    [`properties.${evil.replaceAll('.', '\\.')}`]: evil,
  });
  const event = { event: evil, messageId: 'evil' };
  await shop.buy('x', 'E2', event);
  await page.goto(
    `${own.console}/#/?where=page:${encodeURIComponent(`/${evil}`)}&property=${encodeURIComponent(evil)}`,
  );
  await expect(filters(page)).toContainText(`Page is /${evil}`);
  for (const tab of ['Medium', 'Campaign', 'Referrer', 'Source'])
    await panel(page, 'Sources').getByRole('button', { name: tab, exact: true }).click();
  await expect(panel(page, 'Sources').getByRole('button', { name: evil })).toBeVisible();
  await panel(page, 'Places').getByRole('button', { name: 'Language' }).click();
  await panel(page, 'Events').getByRole('button', { name: evil }).click();
  await expect(page.getByRole('heading', { name: `Properties of “${evil}”` })).toBeVisible();
  await expect(page.getByRole('heading', { name: long })).toBeVisible();
  await expectAccessible(page);
  expect(await page.evaluate('typeof pwned')).toBe('undefined');
  expect(await page.locator('main img, main script').count()).toBe(0);
});

test('says what to do where there is nothing, and where there is no answer', async ({ page, own, shop }) => {
  await page.goto(`${own.console}/#/?range=2020-01-01..2020-01-05`);
  await expect(page.getByText('No visits in this time.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${own.console}/#/?where=source:nobody`);
  await page.getByRole('button', { name: 'Remove all filters' }).click();
  await expect(page).toHaveURL(`${own.console}/#/`);

  await visits(shop);
  await page.getByLabel('Visits of').selectOption({ label: 'all' });
  await summary(page, '4 visits');
  await page.route('**/reports/**', route => route.abort());
  await page.getByLabel('Visits of').selectOption({ label: 'people' });
  // What was answered before stays.
  await expect(page.getByText('The collector does not answer.').first()).toBeVisible();
  await expect(card(page, 'Visits')).toContainText('4');
  await page.unroute('**/reports/**');
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect(card(page, 'Visits')).toContainText('3');

  await page.goto(`${own.console}/#/?account=nobody`);
  await expect(page.getByText('You see no account “nobody”.')).toBeVisible();
});

test('asks again when it is seen after a minute', async ({ page, own, shop }) => {
  await page.clock.install();
  await shop.view('a', '/');
  await page.goto(`${own.console}/`);
  await summary(page, '1 visit of people.');
  await shop.view('b', '/');
  const see = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await see();
  await page.clock.fastForward(61_000);
  await expect(card(page, 'Visits')).toContainText('1');
  await see();
  await summary(page, '2 visits of people.');
});

test('whoever is signed in sees his accounts, and has each table as a file', async ({ page, own, shop }) => {
  await visits(shop);
  await own.call('POST', '/accounts', { id: 'zoo', name: 'Zoo & <b>more</b>' });
  await signInFirst(page, own);
  await page.getByRole('link', { name: 'Overview' }).click();
  await summary(page, '3 visits of people.');
  // The address says whose numbers they are.
  await expect(page).toHaveURL(/account=demo/);
  const download = page.waitForEvent('download');
  await panel(page, 'Sources').getByRole('link', { name: 'CSV: Source' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  await page.getByLabel('Account', { exact: true }).selectOption({ label: 'Zoo & <b>more</b>' });
  await summary(page, '0 visits of people.');
  await expect(page).toHaveURL(/account=zoo/);
  await page.goBack();
  await summary(page, '3 visits of people.');
  await expectAccessible(page);
});

test('the demo’s tables are files too', async ({ page, own, shop }) => {
  await shop.view('a', '/', NEWS, FIREFOX);
  await page.goto(`${own.console}/`);
  const download = page.waitForEvent('download');
  await panel(page, 'Sources').getByRole('button', { name: 'CSV: Source' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('source.csv');
  const text = Buffer.concat(await (await file.createReadStream()).toArray()).toString();
  expect(text).toContain('"newsletter"');
});
