import type { Page } from 'playwright/test';
import { expectAccessible } from './support/expectAccessible.ts';
import { expect, test } from './support/fixtures.ts';
import { snippetOf } from './support/snippetOf.ts';

/** What is in a closed shadow tree is reached by what the test has the page keep of it, before any script runs. */
async function openable(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      if (init.mode !== 'closed') throw new Error('it is not closed');
      return attach.call(this, { ...init, mode: 'open' });
    };
  });
}

const panel = (page: Page) => page.getByRole('region', { name: 'tgp debug' });
const entries = (page: Page, kind: string) => panel(page).locator(`li.${kind}`);

const page1 = (snippet: string, more = '') =>
  `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Looked into</title><body><main><h1>A page</h1></main>${snippet}${more}`;

test('is loaded for who asks for it alone, and shows what happens', async ({
  page,
  site,
  tag,
  collector,
}) => {
  await openable(page);
  const asked: string[] = [];
  page.on('request', request => asked.push(new URL(request.url()).pathname));
  const snippet = snippetOf(collector, tag);
  site.pages.set(
    '/looked.html',
    page1(
      snippet,
      `<script>tgp('track', 'Opened', {sku: 'A1'}); tgp('trak', 'x'); tgp('track', ''); tgp('consent', {ads: 'denied'})</script>`,
    ),
  );
  await page.goto(`${site.origin}/looked.html`);
  await collector.events(tag.write_key);
  expect(asked.filter(path => path.includes('debug'))).toEqual([]);
  await expect(panel(page)).toHaveCount(0);

  await page.goto(`${site.origin}/looked.html?tgp_debug=1`);
  await expect(panel(page)).toBeVisible();
  await expect(entries(page, 'command').filter({ hasText: 'tgp("track", "Opened")' })).toHaveCount(1);
  await expect(entries(page, 'beacon').filter({ hasText: 'Event: Opened' })).toContainText(
    /\d+ of the 8000 characters/,
  );
  await expect(entries(page, 'sent').first()).toBeVisible();
  await expect(entries(page, 'warning').filter({ hasText: 'trak' })).toContainText(
    'There is no command of this name',
  );
  await expect(entries(page, 'refused')).toContainText('Not sent: no event name');
  await expect(panel(page)).toContainText('ads denied; tgp("consent", …) said so. No piggyback fires.');
  const opened = entries(page, 'beacon').filter({ hasText: 'Event: Opened' });
  await opened.locator('summary').click();
  await expect(opened.locator('pre')).toContainText('sku: A1');
});

test('stays in the tab from page to page, until it is closed there', async ({
  page,
  site,
  tag,
  collector,
}) => {
  await openable(page);
  site.pages.set('/looked.html', page1(snippetOf(collector, tag), '<a href="/other.html">On</a>'));
  site.pages.set('/other.html', page1(snippetOf(collector, tag)));
  await page.goto(`${site.origin}/looked.html?tgp_debug=1`);
  await expect(panel(page)).toBeVisible();
  await page.goto(`${site.origin}/other.html`);
  await expect(panel(page)).toBeVisible();
  // By the keyboard.
  await panel(page).getByRole('button', { name: 'Fold' }).press('Enter');
  await expect(panel(page).getByText('Consent')).toBeHidden();
  await panel(page).getByRole('button', { name: 'Close' }).press('Enter');
  await expect(panel(page)).toHaveCount(0);
  const again = page.waitForResponse(/\.debug\.js/);
  await page.goto(`${site.origin}/looked.html?tgp_debug=1`);
  await (await again).finished();
  await page.evaluate('0');
  await expect(panel(page)).toHaveCount(0);
  // Another tab is another matter.
  const other = await page.context().newPage();
  await openable(other);
  await other.goto(`${site.origin}/looked.html?tgp_debug=1`);
  await expect(panel(other)).toBeVisible();
});

test('leaves nothing in the page: no global, no style, no class', async ({ page, site, tag, collector }) => {
  site.pages.set('/looked.html', page1(snippetOf(collector, tag)));
  const globals = () => page.evaluate(() => Object.getOwnPropertyNames(window).sort());
  await page.goto(`${site.origin}/looked.html`);
  await collector.events(tag.write_key);
  const before = await globals();
  await page.goto(`${site.origin}/looked.html?tgp_debug=1`);
  await page.waitForFunction(() => document.documentElement.lastElementChild?.tagName === 'DIV');
  expect(await globals()).toEqual(before);
  expect(
    await page.evaluate(() => {
      const host = document.documentElement.lastElementChild!;
      return {
        tree: host.shadowRoot,
        attributes: host.attributes.length,
        children: host.childNodes.length,
        sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      };
    }),
  ).toEqual({ tree: null, attributes: 0, children: 0, sheets: 0 });
});

test('works under a strict policy with Trusted Types, and breaks nothing where it is stopped', async ({
  page,
  site,
  tag,
  collector,
}) => {
  await openable(page);
  const nonce = 'abc123';
  const html = page1(snippetOf(collector, tag).replaceAll('<script', `<script nonce="${nonce}"`));
  const policy = (more: string) =>
    `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; connect-src ${collector.url}; require-trusted-types-for 'script'; trusted-types ${more}`;
  const open = async (path: string, more: string) => {
    site.pages.set(path, html);
    site.headers = { 'content-security-policy': policy(more) };
    await page.goto(`${site.origin}${path}?tgp_debug=1`);
  };
  await open('/strict.html', 'tgp tgp-js');
  await expect(panel(page)).toBeVisible();
  await expect(entries(page, 'sent').first()).toBeVisible();
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  await open('/stricter.html', 'tgp');
  await expect
    .poll(async () =>
      (await collector.events(tag.write_key)).some(each => /stricter/.test(JSON.stringify(each))),
    )
    .toBe(true);
  await expect(panel(page)).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('works in a page that has extended every prototype, and shows texts as texts', async ({
  page,
  site,
  tag,
  collector,
}) => {
  await openable(page);
  const hostile = `<script>
    Object.prototype.extra = function () {}; Array.prototype.extra = function () {};
    Array.prototype.toJSON = Object.prototype.toJSON = function () { return 'hijacked' };
    Object.defineProperty(window, 'trap', {get() { window.wasTrapped = true; return () => {} }, enumerable: true});
  </script><form name="createElement"><input name="append"></form>`;
  const evil = `<img src=x onerror="window.pwned = 1">`;
  site.pages.set(
    '/hostile.html',
    page1(
      hostile + snippetOf(collector, tag),
      `<script>tgp('track', ${JSON.stringify(evil)}, {[${JSON.stringify(evil)}]: ${JSON.stringify(evil)}}); tgp(${JSON.stringify(evil)})</script>`,
    ),
  );
  await page.goto(`${site.origin}/hostile.html?tgp_debug=1`);
  const sent = entries(page, 'beacon').filter({ hasText: 'Event: <img' });
  await expect(sent).toHaveCount(1);
  await sent.locator('summary').click();
  await expect(sent.locator('pre')).toContainText(evil);
  await expect(panel(page).locator('img')).toHaveCount(0);
  expect(await page.evaluate(() => ['pwned' in window, 'wasTrapped' in window])).toEqual([false, false]);
});

test('with two tags there is one panel, which shows both and says so', async ({
  page,
  site,
  tag,
  collector,
}) => {
  await openable(page);
  const second = snippetOf(collector, tag).replaceAll('"tgp"', '"other"');
  site.pages.set(
    '/both.html',
    page1(snippetOf(collector, tag) + second, `<script>other('track', 'Of the other')</script>`),
  );
  await page.goto(`${site.origin}/both.html?tgp_debug=1`);
  await expect(panel(page)).toContainText('2 tags are on this page');
  await expect(entries(page, 'beacon').filter({ hasText: 'Event: Of the other' })).toHaveCount(1);
  await expect(panel(page)).toHaveCount(1);
});

test('is accessible, and fits a phone', async ({ page, site, tag, collector }) => {
  await openable(page);
  site.pages.set(
    '/looked.html',
    page1(snippetOf(collector, tag), `<script>tgp('track', ''); tgp('track', 'E')</script>`),
  );
  await page.goto(`${site.origin}/looked.html?tgp_debug=1`);
  await expect(entries(page, 'sent').first()).toBeVisible();
  await entries(page, 'command').first().locator('summary').click();
  await expectAccessible(page);
});
