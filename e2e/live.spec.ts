import type { Page } from 'playwright/test';
import { Collector, type Tag } from './support/collector.ts';
import type { EventStream } from './support/eventStream.ts';
import { expectAccessible } from './support/expectAccessible.ts';
import { test as base, expect } from './support/fixtures.ts';
import type { StoredEvent } from './support/storedEvent.ts';

/** What the README promises, from the store to the page. */
const WITHIN = { timeout: 1000 };

// The live page shows the demo's tag by itself.
const test = base.extend<{ live: Page }>({
  tag: async ({ collector }, use) => {
    const { tags } = await collector.call<{ tags: [Tag] }>('GET', '/accounts/demo/tags');
    await use(tags[0]);
  },
  live: async ({ context, collector }, use) => {
    const live = await context.newPage();
    await live.goto(`${collector.console}/#/live`);
    await expect(live.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();
    await use(live);
  },
});

async function send(collector: Collector, fields: Record<string, string>): Promise<void> {
  const answer = await fetch(`${collector.url}/pixel/v1/track?${new URLSearchParams(fields)}`);
  expect(answer.status).toBe(200);
}

async function next(stream: EventStream, name: string): Promise<StoredEvent> {
  const event = await stream.next();
  return event.event === name ? event : next(stream, name);
}

const row = (live: Page, messageId: string) => live.locator(`li[data-message-id="${messageId}"]`);
const field = (live: Page, messageId: string, name: string) =>
  row(live, messageId).locator(`[data-field="${name}"]`);

test('a large event is there by its head, and all of it once it is opened', async ({
  live,
  collector,
  tag,
}) => {
  const query = new URLSearchParams({
    writeKey: tag.write_key,
    anonymousId: 'a1',
    event: 'Big',
    messageId: 'big & 1',
  });
  const text = `${'x'.repeat(150_000)}end of it`;
  const answer = await fetch(`${collector.url}/pixel/v1/track?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: `properties.text=${encodeURIComponent(text)}`,
  });
  expect(answer.status).toBe(200);
  await expect(field(live, 'big & 1', 'name')).toHaveText('Big', WITHIN);
  await row(live, 'big & 1').locator('summary').click();
  await expect(row(live, 'big & 1').locator('.tree').first()).toContainText('end of it');
});

test('the shop’s purchase is on the live page within a second', async ({ live, page, collector, tag }) => {
  const stream = await collector.stream(tag.write_key);
  const stored = next(stream, 'purchase');
  await page.goto(`${collector.url}/shop/?utm_source=newsletter&utm_medium=email&utm_campaign=autumn`);
  await page.getByRole('link', { name: /^Hand grinder/ }).click();
  // Until the tag is there too: a robot is quicker.
  await page.waitForURL(/product/);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('link', { name: 'Go to the cart' }).click();
  await page.getByRole('link', { name: 'Check out' }).click();
  await page.getByRole('button', { name: /^Pay/ }).click();
  const purchase = await stored;
  stream.close();

  const of = (name: string) => field(live, purchase.messageId, name);
  await expect(of('name')).toHaveText('purchase', WITHIN);
  await expect(of('kind')).toHaveText('conversion');
  await expect(of('revenue')).toHaveText('€89.00');
  await expect(of('campaign')).toHaveText('autumn (newsletter / email)');
  await expect(of('page')).toHaveText(/^\/shop\/thank-you\?order=K-\w+$/);
  await expect(of('visitor')).toHaveText(purchase.anonymousId.slice(0, 8));
  await expect(of('session')).toHaveAttribute('title', purchase.context.sessionId);
  await expect(live.getByRole('row', { name: /^purchase \d/ })).toBeVisible();

  await row(live, purchase.messageId).locator('summary').click();
  await expect(row(live, purchase.messageId).locator('.tree').first()).toContainText('sku GR-40');
});

test('what was stored before is there, newest first, and nothing twice', async ({ live, collector, tag }) => {
  const visit = { writeKey: tag.write_key, anonymousId: 'early bird' };
  for (const event of ['first', 'second', 'second'])
    await send(collector, { ...visit, event, messageId: event });
  await expect(row(live, 'second')).toHaveCount(1);
  await live.reload();
  await expect(row(live, 'first')).toBeVisible();
  const ids = await live
    .locator('#events > li')
    .evaluateAll(rows => rows.map(each => (each as HTMLElement).dataset.messageId));
  // All of them: another test may have left a fence for the demo's tag, which `collector.events` leaves out.
  const { events } = await collector.call<{ events: StoredEvent[] }>(
    'GET',
    `/events?writeKey=${tag.write_key}&limit=200`,
  );
  expect(ids).toEqual(events.map(event => event.messageId));
});

test('the console’s host leads to the shop’s, where there is no console', async ({
  live,
  page,
  collector,
}) => {
  const [shop] = await Promise.all([
    live.context().waitForEvent('page'),
    live.getByRole('link', { name: 'Open the demo shop' }).click(),
  ]);
  await shop.waitForURL(`${collector.url}/shop/`);
  await page.goto(`${collector.url}/`);
  expect(page.url()).toBe(`${collector.console}/`);
});

test('the console runs no pixel of others, though that is on its own host', async ({ live, collector }) => {
  const piggyback_pixels = [{ pixel_type: 'js', url: `https://partner.example/own.js` }];
  const { response } = await collector.call<{ response: { id: number } }>(
    'POST',
    '/pixel?advertiser_code=demo',
    { pixel: { name: 'Somebody’s', piggyback_pixels } },
  );
  const wasStopped = await live.evaluate(
    url =>
      new Promise<string>(resolve => {
        document.addEventListener('securitypolicyviolation', ({ blockedURI }) => resolve(blockedURI));
        import(url).then(
          () => resolve('it ran'),
          () => {},
        );
      }),
    `/px?id=${response.id}&t=1`,
  );
  expect(wasStopped).toBe(`${collector.console}/px?id=${response.id}&t=1`);
});

test('text from an event is text, whatever it says', async ({ live, collector, tag }) => {
  const evil = '</script><script>pwned = 1</script><img src=x onerror="pwned = 1">';
  await send(collector, {
    writeKey: tag.write_key,
    anonymousId: evil,
    messageId: 'evil',
    event: evil,
    'context.page.path': evil,
    'context.page.url': 'javascript:pwned = 1',
    'context.campaign.name': evil,
    'context.sessionId': evil,
    'context.pixel.type': evil,
    'properties.revenue': evil,
    'properties.currency': evil,
    'properties.constructor.prototype.<b>': evil,
  });
  await expect(field(live, 'evil', 'name')).toHaveText(evil, WITHIN);
  await expect(field(live, 'evil', 'page')).toHaveText(evil);
  await row(live, 'evil').locator('summary').click();
  await expect(row(live, 'evil').locator('.tree').first()).toContainText('<b>');
  await expect(live.locator('#counts')).toContainText(evil);
  expect(await live.evaluate(() => document.querySelectorAll('main img, main script, main a').length)).toBe(
    0,
  );
  expect(await live.evaluate(() => 'pwned' in window)).toBe(false);
});

test('the snippet is copied, or selected where the browser forbids that', async ({
  live,
  context,
  tag,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'no other engine lets tests read the clipboard');
  const snippet = live.getByRole('textbox', { name: 'Snippet' });
  await expect(snippet).toHaveValue(new RegExp(`"init","${tag.write_key}",\\{"autoPage":true\\}`));
  await expect(snippet).toHaveValue(new RegExp(`/${tag.path}/${tag.write_key}\\.js"`));
  await live.getByLabel('for a single-page app').check();
  await expect(snippet).toHaveValue(/"autoPage":"spa"/);

  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await live.getByRole('button', { name: 'Copy' }).click();
  await expect(live.getByText('Copied.')).toBeVisible();
  expect(await live.evaluate(() => navigator.clipboard.readText())).toBe(await snippet.inputValue());

  await live.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await live.getByRole('button', { name: 'Copy' }).click();
  await expect(live.getByText('The snippet is selected')).toBeVisible();
  expect(await live.evaluate(() => String(getSelection()))).toContain('<script>');
});

test('a token opens the tags of its accounts; a wrong one says so and changes nothing', async ({
  live,
  collector,
}) => {
  const own = await collector.createTag('A shop of mine');
  await live.getByText('Your own tags').click();
  const token = live.getByLabel('API token');
  await token.fill('tgp_wrong');
  await token.press('Enter');
  await expect(live.getByText(/does not take this token: .*unknown or revoked/)).toBeVisible();
  await expect(live.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();

  await token.fill(collector.token);
  await live.getByRole('button', { name: 'Show tags' }).click();
  await live.getByLabel('Account', { exact: true }).selectOption({ label: 'A shop of mine' });
  await expect(live.getByRole('textbox', { name: 'Snippet' })).toHaveValue(
    new RegExp(`/${own.path}/${own.write_key}\\.js"`),
  );
  await expect(live.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();
  await send(collector, { writeKey: own.write_key, anonymousId: 'a', event: 'mine', messageId: 'mine' });
  await expect(row(live, 'mine')).toBeVisible(WITHIN);
  await expect(live.locator('#events > li')).toHaveCount(1);

  expect(live.url()).toBe(`${collector.console}/#/live`);
  expect(await live.evaluate(() => [sessionStorage.length, localStorage['tgp-token']])).toEqual([
    1,
    undefined,
  ]);
  await live.getByRole('button', { name: 'Forget the token' }).click();
  await expect(live.getByText('The demo shop’s.')).toBeVisible();
  expect(await live.evaluate(() => sessionStorage.length)).toBe(0);
});

test.describe('a collector of its own', () => {
  test('comes back: the page says that it was gone, misses nothing and shows nothing twice', async ({
    page,
  }) => {
    const collector = await Collector.start('--no-demo');
    try {
      const tag = await collector.createTag('Own');
      const visit = { writeKey: tag.write_key, anonymousId: 'a' };
      await page.goto(`${collector.console}/`);
      await expect(page.getByText('Not connected')).toBeVisible();
      await expect(page.getByRole('link', { name: 'Open the demo shop' })).toBeHidden();
      await page.getByLabel('API token').fill(collector.token);
      await page.getByRole('button', { name: 'Show tags' }).click();
      await expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();
      await send(collector, { ...visit, event: 'before', messageId: 'before' });
      await expect(row(page, 'before')).toBeVisible(WITHIN);

      await collector.kill();
      await expect(page.getByText('Disconnected')).toBeVisible();
      await collector.restart();
      await send(collector, { ...visit, event: 'between', messageId: 'between' });
      await expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();
      await expect(row(page, 'between')).toBeVisible();
      await send(collector, { ...visit, event: 'after', messageId: 'after' });
      await expect(row(page, 'after')).toBeVisible(WITHIN);
      const names = page.locator('#events [data-field="name"]');
      await expect(names).toHaveText(['after', 'between', 'before']);
    } finally {
      await collector.discard();
    }
  });

  test('says that its tag is no more, and offers those that are left', async ({ page }) => {
    const collector = await Collector.start('--no-demo');
    try {
      const tag = await collector.createTag('Gone');
      const path = `/accounts/${tag.account_id}/tags`;
      await collector.call('POST', path, { name: 'Left', domain: '127.0.0.1' });
      await page.goto(`${collector.console}/`);
      await page.getByLabel('API token').fill(collector.token);
      await page.getByRole('button', { name: 'Show tags' }).click();
      const isLive = page.getByRole('status').filter({ hasText: /^Live$/ });
      await page.locator('#account').selectOption(tag.account_id);
      await page.locator('#tag').selectOption(tag.write_key);
      await expect(isLive).toBeVisible();
      await send(collector, { writeKey: tag.write_key, anonymousId: 'a', event: 'last', messageId: 'last' });
      await expect(row(page, 'last')).toBeVisible(WITHIN);
      const gone = page.getByText('The tag “Gone” is no more: choose another one.');

      const headers = { authorization: `Bearer ${collector.token}` };
      expect(
        (await fetch(`${collector.url}${path}/${tag.write_key}`, { method: 'DELETE', headers })).status,
      ).toBe(204);
      // The stream has 15 s to notice it.
      await expect(gone).toBeVisible({ timeout: 20_000 });
      await expect(row(page, 'last')).toBeVisible();
      await expect(page.locator('#tag option')).toHaveText(['Left (127.0.0.1)']);
      await page.locator('#tag').selectOption({ label: 'Left (127.0.0.1)' });
      await expect(isLive).toBeVisible();
      await expect(gone).toBeHidden();
      await expect(row(page, 'last')).toBeHidden();
    } finally {
      await collector.discard();
    }
  });

  test('starts anew with another demo token: the page fetches it for itself', async ({ page }) => {
    const collector = await Collector.start();
    try {
      await page.clock.install();
      await page.goto(`${collector.console}/#/live`);
      await expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();
      const token = () =>
        page.evaluate(() => JSON.parse(document.getElementById('tgp-demo')!.textContent).token);
      const before = await token();
      // A page is not loaded again while it is young.
      await page.clock.fastForward(11_000);
      await collector.stop();
      await collector.restart();
      await expect.poll(() => token().catch(() => before)).not.toBe(before);
      await expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();
    } finally {
      await collector.discard();
    }
  });
});

test('is paused by a key, and goes on with what waited', async ({ live, collector, tag }) => {
  const visit = { writeKey: tag.write_key, anonymousId: 'a pause' };
  await send(collector, { ...visit, event: 'before the pause', messageId: 'pause 1' });
  await expect(row(live, 'pause 1')).toBeVisible(WITHIN);
  await live.locator('body').press('p');
  const button = live.getByRole('button', { name: /^Go on/ });
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await send(collector, { ...visit, event: 'after the pause', messageId: 'pause 2' });
  await expect(button).toHaveText(/^Go on \([1-9]\d* waits?\)$/, WITHIN);
  await expect(row(live, 'pause 2')).toHaveCount(0);
  // In a field they are letters, and on a button the space bar is the button's.
  await live.getByLabel('Only with this text').press('p');
  await live.getByLabel('Only with this text').press('Space');
  await expect(live.getByLabel('Only with this text')).toHaveValue('p ');
  await live.getByLabel('Only with this text').fill('');
  await expect(button).toBeVisible();
  await button.press('Space');
  await expect(row(live, 'pause 2')).toBeVisible(WITHIN);
  await live.getByLabel('Only with this text').blur();
  await live.locator('body').press('Space');
  await expect(button).toBeVisible();
  await live.locator('body').press('Space');
  await expect(live.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('is filtered by text, and by one visitor', async ({ live, collector, tag }) => {
  const own = { writeKey: tag.write_key, anonymousId: 'visitor <one>' };
  await send(collector, { ...own, event: 'looked', messageId: 'of one', 'properties.sku': 'ZX-81' });
  await send(collector, { ...own, anonymousId: 'two', event: 'looked', messageId: 'of two' });
  await expect(row(live, 'of two')).toBeVisible(WITHIN);
  await live.getByLabel('Only with this text').fill('zx-81');
  await expect(row(live, 'of two')).toBeHidden();
  await expect(row(live, 'of one')).toBeVisible();
  await expect(live.getByText(/^1 of \d+ have it\.$/)).toBeVisible();
  await live.getByLabel('Only with this text').fill('');

  await field(live, 'of one', 'visitor').click();
  await expect(live.getByText('Only visitor visitor <one>')).toBeVisible();
  await expect(row(live, 'of two')).toHaveCount(0);
  await expect(row(live, 'of one').locator('details[open]')).toHaveCount(0);
  await send(collector, { ...own, event: 'again', messageId: 'of one 2' });
  await send(collector, { ...own, anonymousId: 'two', event: 'again', messageId: 'of two 2' });
  await expect(row(live, 'of one 2')).toBeVisible(WITHIN);
  await expect(row(live, 'of two 2')).toHaveCount(0);
  await live.getByRole('button', { name: 'Everybody' }).press('Enter');
  await expect(row(live, 'of two 2')).toBeVisible();

  // By the keyboard alone.
  await row(live, 'of two').locator('summary').press('Enter');
  await row(live, 'of two').getByRole('button', { name: 'Only this visitor' }).press('Enter');
  await expect(live.getByText('Only visitor two')).toBeVisible();
  await expect(row(live, 'of one')).toHaveCount(0);
});

test('beacons that are refused are there with what helps, and no value of theirs', async ({
  live,
  collector,
  tag,
}) => {
  const evil = '<img src=x onerror="pwned = 1">';
  const query = new URLSearchParams({ writeKey: tag.write_key, event: evil, [evil]: 'ann@example.com' });
  for (let at = 0; at < 2; at++) {
    const headers = { origin: 'https://shop.example' };
    const answer = await fetch(`${collector.url}/pixel/v1/track?${query}`, { headers });
    expect(answer.status).toBe(400);
  }
  const sum = live.locator('#refused-sum');
  await expect(sum).toContainText('refused', WITHIN);
  await sum.press('Enter');
  const refused = live.locator('#refused > li').filter({ hasText: 'neither has anonymousId' });
  await expect(refused).toContainText('Send anonymousId or userId');
  await expect(refused).toContainText(/times, last .* from a page of shop\.example/);
  await expect(refused).toContainText('It sent: writeKey, event');
  await expect(refused).not.toContainText('ann@example.com');
  expect(await live.evaluate(() => 'pwned' in window)).toBe(false);
});

test('an event that is opened says what became of it, and to what it is credited', async ({
  live,
  collector,
  tag,
}) => {
  await collector.call('POST', '/pixel?advertiser_code=demo', {
    pixel: { name: 'Leads <b>', pixel_conversion_event_id: 8, post_click_expire_mins: 120 },
  });
  const visit = { writeKey: tag.write_key, anonymousId: 'way', 'context.sessionId': '1764000000000' };
  const query = new URLSearchParams({
    ...visit,
    messageId: 'landing',
    'context.campaign.name': 'autumn <b>',
  });
  expect((await fetch(`${collector.url}/pixel/v1/page?${query}`)).status).toBe(200);
  await send(collector, { ...visit, event: 'generate_lead', messageId: 'lead', 'properties.value': '5' });
  await expect(row(live, 'lead')).toBeVisible(WITHIN);
  await row(live, 'lead').locator('summary').click();
  const way = row(live, 'lead').locator('.way');
  await expect(way).toContainText('As lead: its name (generate_lead) says so.');
  await expect(way).toContainText(
    /Leads <b>, 5: to the click of autumn <b> at .* within 2 hours that counts\./,
  );
  await row(live, 'landing').locator('summary').click();
  await expect(row(live, 'landing').locator('.way')).toContainText('As page_view: that it is a page view');
});

test('is accessible with all of it open', async ({ live, collector, tag }) => {
  await send(collector, { writeKey: tag.write_key, anonymousId: 'axe', event: 'purchase', messageId: 'axe' });
  await fetch(`${collector.url}/pixel/v1/track?writeKey=${tag.write_key}&event=E`);
  await row(live, 'axe').locator('summary').click();
  await expect(row(live, 'axe').locator('.way')).toBeVisible();
  await live.locator('#refused-sum').click();
  await field(live, 'axe', 'visitor').click();
  await expect(live.locator('#visitor-box')).toBeVisible();
  // The list is made anew, with the row closed: a click before that is one on the row that goes.
  await expect(async () => {
    const way = row(live, 'axe').locator('.way');
    if (!(await way.isVisible())) await row(live, 'axe').locator('summary').click();
    await expect(way).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expectAccessible(live);
});
