import type { Page } from 'playwright/test';
import { test as base, expect, signInFirst } from './support/consoleTest.ts';
import { expectAccessible } from './support/expectAccessible.ts';
import { snippetOf } from './support/snippetOf.ts';

/** A user who is signed in and looks at the check's page. */
const test = base.extend<{ check: Page }>({
  check: async ({ page, own }, use) => {
    await signInFirst(page, own);
    await page.goto(`${own.console}/#/check`);
    await use(page);
  },
});

const html = (code: string) => `<!doctype html><html lang="en"><title>Shop</title><body><h1>Shop</h1>${code}`;
const verdict = (page: Page, what: string) =>
  page.locator('.verdict').filter({ hasText: new RegExp(`^${what}`) });

/** Gives the address, and opens the page by its link. */
async function openBy(check: Page, url: string): Promise<Page> {
  await check.getByLabel('Address of the page').fill(url);
  await check.getByRole('button', { name: 'Make the link' }).press('Enter');
  const link = check.getByRole('link', { name: 'Open the page' });
  // The link of the check before is there until then.
  await expect
    .poll(async () => (await link.getAttribute('href'))?.replace(/[?&]tgp_debug=[0-9a-f]{32}$/, ''))
    .toBe(url);
  const [opened] = await Promise.all([check.context().waitForEvent('page'), link.press('Enter')]);
  return opened;
}

test('says that the tag came, once, with which consent, each event, and what is missing', async ({
  check,
  own,
  shop,
  site,
}) => {
  const value = { source: 'variable', value: 'shop.x' };
  await own.call('POST', '/saved-pixels?account_id=demo', {
    name: 'Orders <b>',
    config: {
      type: 'conversion',
      conversion_type: 'purchase',
      revenue: value,
      properties: [{ key: 'order_id', ...value }],
    },
  });
  const evil = '<img src=x onerror="pwned = 1">';
  const code = `<script>tgp('conversion', 'purchase', {revenue: 5, [${JSON.stringify(evil)}]: 1}); tgp('consent', {ads: 'denied'}); tgp('track', ${JSON.stringify(evil)})</script>`;
  site.pages.set('/paid.html', html(snippetOf(own, shop.tag) + code));
  const opened = await openBy(check, `${site.origin}/paid.html?order=1`);
  await expect(verdict(check, 'The tag')).toContainText('It is on the page, and tells of itself.');
  await expect(verdict(check, 'The tag')).toHaveClass(/good/);
  await expect(verdict(check, 'Version')).toContainText(
    /tgp\.js \d+\.\d+\.\d+ From .*\.js\. Loaded by the snippet\./,
  );
  await expect(verdict(check, 'Write key')).toHaveClass(/good/);
  await expect(verdict(check, 'Once')).toHaveClass(/good/);
  await expect(verdict(check, 'Consent')).toContainText('ads denied');
  await expect(check.getByRole('row', { name: /^purchase .* \/paid\.html revenue/ })).toBeVisible();
  await expect(check.getByRole('row', { name: /^page view/ })).toBeVisible();
  await expect(
    check.getByRole('row', { name: /^Orders <b> 1 No purchase on this page had order_id\./ }),
  ).toBeVisible();
  await expect(check.getByRole('row', { name: /^warning/ })).toHaveCount(0);
  // The next page of the tab tells too.
  site.pages.set('/next.html', html(snippetOf(own, shop.tag)));
  await opened.goto(`${site.origin}/next.html`);
  await expect(check.getByRole('row', { name: /\/next\.html/ }).first()).toBeVisible();
  await opened.close();
  await expectAccessible(check);
  expect(
    await check.evaluate(() => ['pwned' in window, document.querySelectorAll('main img').length]),
  ).toEqual([false, 0]);
});

test('says what is wrong: another tag, two of them, views that come twice', async ({
  check,
  own,
  shop,
  site,
}) => {
  const other = await own.createTag('Other');
  site.pages.set('/other.html', html(snippetOf(own, other)));
  await openBy(check, `${site.origin}/other.html`);
  await expect(verdict(check, 'Write key')).toContainText(
    `The page has another one: tgp: ${other.write_key}.`,
  );

  const second = snippetOf(own, shop.tag).replaceAll('"tgp"', '"tgp2"');
  site.pages.set('/twice.html', html(snippetOf(own, shop.tag) + second));
  await openBy(check, `${site.origin}/twice.html`);
  await expect(verdict(check, 'Once')).toContainText(/2 tags are on the page: tgp.*, tgp/);
  await expect(verdict(check, 'Once')).toHaveClass(/bad/);

  site.pages.set('/again.html', html(`${snippetOf(own, shop.tag)}<script>tgp('page')</script>`));
  await openBy(check, `${site.origin}/again.html`);
  await expect(verdict(check, 'Once')).toContainText('1 page view came twice.');
});

test('says what the page’s policy stopped', async ({ check, own, shop, site }) => {
  const nonce = 'abc';
  site.headers = {
    'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; img-src ${own.url}`,
  };
  site.pages.set(
    '/policy.html',
    html(snippetOf(own, shop.tag).replaceAll('<script', `<script nonce="${nonce}"`)),
  );
  await openBy(check, `${site.origin}/policy.html`);
  await expect(verdict(check, 'Stopped')).toContainText(`connect-src stopped ${own.url}.`);
  await expect(check.getByRole('row', { name: /^page view/ })).toBeVisible();
});

test('says what it may mean where nothing comes, and what is wrong with an address', async ({
  check,
  site,
}) => {
  await check.clock.install();
  site.pages.set('/none.html', html('No tag'));
  await check.getByLabel('Address of the page').fill('javascript:alert(1)');
  await check.getByRole('button', { name: 'Make the link' }).click();
  await expect(check.getByText('must be the address of a page')).toBeVisible();
  await openBy(check, `${site.origin}/none.html`);
  await expect(verdict(check, 'The tag')).toContainText('Nothing came yet.');
  await check.clock.fastForward(20_000);
  await expect(verdict(check, 'The tag')).toContainText('The snippet is not on this page');
  await expectAccessible(check);
});
