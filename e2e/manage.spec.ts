import { readFileSync } from 'node:fs';
import type { Page } from 'playwright/test';
import type { Collector } from './support/collector.ts';
import { expect, makeFirstUser, signIn, test } from './support/consoleTest.ts';
import { expectAccessible } from './support/expectAccessible.ts';
import { neverErased } from './support/neverErased.ts';

/** A name that is a script to whoever reads it as one. */
const HOSTILE = `<img src=x onerror="globalThis.hit=1">'"\${1}`;

const ownTag = async (own: Collector): Promise<string> =>
  (await own.call<{ tags: [{ write_key: string }] }>('GET', '/accounts/demo/tags')).tags[0].write_key;

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const make = (page: Page) => page.getByRole('button', { name: 'Make it' }).click();
const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click();

async function open(page: Page, own: Collector, kind: string): Promise<void> {
  await page.goto(`${own.console}/#/manage/${kind}`);
  await expect(page.getByRole('heading', { level: 2 })).toBeVisible();
}

/** Opens the record of a row, and waits until it stands in the list's place. */
async function openRow(page: Page, name: string): Promise<void> {
  await row(page, name).getByRole('link').click();
  await expect(page.getByRole('link', { name: /^←/ })).toBeVisible();
}

/** Back to the list that a record is in. */
const back = (page: Page) => page.getByRole('link', { name: /^←/ }).click();

/** Deletes the record that is open, and answers the question. */
async function remove(page: Page, { typed, button = 'Delete' }: { typed?: string; button?: string } = {}) {
  await page.getByRole('button', { name: new RegExp(`^${button}: `) }).click();
  const question = page.getByRole('dialog');
  if (typed !== undefined) {
    await expect(question.getByRole('button', { name: button })).toBeDisabled();
    await question.getByRole('textbox').fill(typed);
  }
  await question.getByRole('button', { name: button }).click();
  await expect(question).toBeHidden();
}

/** A search that finds the one, and one that finds none. */
async function expectSearch(page: Page, name: string, part: string): Promise<void> {
  await page.getByLabel('Search', { exact: true }).fill(part);
  await expect(row(page, name)).toBeVisible();
  await page.getByLabel('Search', { exact: true }).fill('no such name');
  await expect(page.getByText('Nothing like that is here.')).toBeVisible();
  await page.getByLabel('Search', { exact: true }).fill('');
  await expect(row(page, name)).toBeVisible();
}

async function expectUnhit(page: Page): Promise<void> {
  expect(await page.evaluate('globalThis.hit')).toBeUndefined();
}

test('a long deletion says how far it is, and is stopped', async ({ page, own }) => {
  await makeFirstUser(page, own);
  await own.call('PATCH', `/accounts/demo/tags/${await ownTag(own)}`, { name: 'Large' });
  await page.addInitScript(neverErased);
  await page.reload();
  await open(page, own, 'tags');
  await page.getByRole('button', { name: 'Delete: Large' }).click();
  const question = page.getByRole('dialog');
  await question.getByRole('textbox').fill('Large');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(question.getByRole('progressbar', { name: 'Deleting' })).toHaveAttribute('value', '1200');
  await expect(question.getByText('1,200 of 5,000 events are gone.')).toBeVisible();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Stop' }).click();
  await expect(question.getByText('Delete it again to go on.')).toBeVisible();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
});

test('tags: made, changed, signed for, looked for and deleted', async ({ page, own }) => {
  await makeFirstUser(page, own);
  await page.getByRole('link', { name: 'New tag' }).click();
  await expect(page.getByRole('heading', { name: 'New tag' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Name').fill(HOSTILE);
  await page.getByLabel('Site').fill('not a host');
  await make(page);
  await expect(page.getByText('domain: must be a host name')).toBeVisible();
  await expect(page.getByLabel('Site')).toBeFocused();
  await page.getByLabel('Site').fill('shop.example');
  await make(page);
  await expect(page.getByRole('heading', { name: HOSTILE })).toBeVisible();
  await expectUnhit(page);

  await page.getByLabel('Own path').fill('accounts');
  await page.getByLabel('Hosts').fill('shop.example\nwww.shop.example');
  await page.getByLabel('Keep events for').fill('0');
  await save(page);
  await expect(page.getByText('retention_days: must be null or a whole number')).toBeVisible();
  await page.getByLabel('Keep events for').fill('30');
  await save(page);
  await expect(page.getByText('path: "accounts" is an address')).toBeVisible();
  await expect(page.getByLabel('Own path')).toBeFocused();
  await page.getByLabel('Own path').fill('garden-news');
  await page.getByLabel('Images only').check();
  await save(page);
  await expect(page.getByText('Saved.')).toBeVisible();
  await save(page);
  await expect(page.getByText('Nothing is changed.')).toBeVisible();

  await page.getByRole('button', { name: 'Make a secret' }).click();
  await expect(page.getByRole('textbox', { name: 'Secret' })).toHaveValue(/^tgps_/);
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText(/^Made .*\.$/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Secret' })).toHaveCount(0);
  await expect(page.getByLabel('Hosts')).toHaveValue('shop.example\nwww.shop.example');
  await page.getByRole('button', { name: 'Replace it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replace it' }).click();
  await expect(page.getByRole('textbox', { name: 'Secret' })).toHaveValue(/^tgps_/);
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText('There is none')).toBeVisible();

  await back(page);
  await expectSearch(page, HOSTILE, 'ONERROR');
  await expectAccessible(page);
  await openRow(page, HOSTILE);
  await remove(page, { typed: HOSTILE });
  await expect(page.getByText(/is deleted\.$/)).toBeVisible();
  await expect(row(page, HOSTILE)).toHaveCount(0);
  await expectUnhit(page);
});

test('a list is sorted, read on by pages, downloaded, and its address says what is asked', async ({
  page,
  own,
}) => {
  for (let n = 1; n <= 60; n++) {
    const name = `=tag ${String(n).padStart(2, '0')}`;
    await own.call('POST', '/accounts/demo/tags', { name, domain: 'shop.example' });
  }
  await makeFirstUser(page, own);
  const rows = page.locator('tbody tr');
  await expect(rows).toHaveCount(50);
  await page.getByRole('button', { name: 'Name' }).click();
  await expect(rows.first()).toContainText('=tag 01');
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
  await page.getByRole('button', { name: 'Name' }).click();
  await expect(rows.last()).toContainText('=tag 12');
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(rows).toHaveCount(11);
  await expect(page.getByRole('button', { name: 'Next page' })).toBeDisabled();
  await page.getByRole('button', { name: 'Previous page' }).click();
  await expect(rows).toHaveCount(50);

  await page.getByLabel('Search', { exact: true }).fill('tag 5');
  await expect(rows).toHaveCount(10);
  expect(page.url()).toContain('?sort=name.desc&search=tag+5');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('tags.csv');
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(11);
  // A spreadsheet runs none of it.
  expect(lines[1]).toContain(`"'=tag 50"`);

  await page.getByRole('link', { name: '=tag 59' }).click();
  await expect(page.getByRole('heading', { name: '=tag 59' })).toBeVisible();
  await page.goBack();
  await expect(rows).toHaveCount(10);
  await page.reload();
  await expect(rows.first()).toContainText('=tag 59');
});

test('accounts: made, changed, and deleted once their id is typed', async ({ page, own }) => {
  await makeFirstUser(page, own);
  await page.getByRole('link', { name: 'Accounts' }).click();
  await page.getByRole('link', { name: 'New account' }).click();
  await page.getByLabel('Name').fill(HOSTILE);
  const zone = page.getByLabel('Time zone');
  await expect(zone).toHaveValue(
    await page.evaluate(() => new Intl.DateTimeFormat().resolvedOptions().timeZone),
  );
  await zone.selectOption('Pacific/Kiritimati');
  await page.getByLabel('Id', { exact: true }).fill('demo');
  await make(page);
  await expect(page.getByText('id: there is an account "demo" already')).toBeVisible();
  await expect(page.getByLabel('Id', { exact: true })).toBeFocused();
  await page.getByLabel('Id', { exact: true }).fill('garden');
  await make(page);
  await page.getByLabel('Hosts to redirect to').fill('Shop.Example');
  await save(page);
  await expect(page.getByText(/redirect_hosts.*must be a host in lower case/)).toBeVisible();
  await page.getByLabel('Hosts to redirect to').fill('shop.example, other.example');
  await page.getByLabel('Orders are numbered').check();
  await save(page);
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByLabel('Hosts to redirect to')).toHaveValue('shop.example, other.example');
  await expectAccessible(page);

  // Its reports are of the days there, and its times are told so; without a zone, as the reader's own.
  await expect(zone).toHaveValue('Pacific/Kiritimati');
  await page.goto(`${own.console}/#/?account=garden`);
  const chosen = page.getByLabel('Time zone').locator('option:checked');
  await expect(chosen).toHaveText('the account’s: Pacific/Kiritimati');
  await page.goto(`${own.console}/#/manage/tags?account=garden`);
  const { tags } = await own.call<{ tags: [{ created_at: string }] }>('GET', '/accounts/garden/tags');
  const madeAt = await page.evaluate(
    time =>
      new Date(time).toLocaleString(undefined, {
        dateStyle: 'medium',
        timeStyle: 'short',
        timeZone: 'Pacific/Kiritimati',
      }),
    tags[0].created_at,
  );
  await expect(page.getByRole('cell', { name: madeAt })).toBeVisible();
  await page.goto(`${own.console}/#/manage/accounts/garden?account=garden`);
  await zone.selectOption({ label: 'that of whoever reads' });
  await save(page);
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.goto(`${own.console}/#/?account=garden`);
  await expect(chosen).toHaveText(/^yours: /);
  await page.goto(`${own.console}/#/manage/accounts/garden?account=garden`);
  await back(page);
  await expectSearch(page, HOSTILE, 'GARD');
  await expectAccessible(page);

  await page.getByRole('button', { name: `Delete: ${HOSTILE}` }).click();
  const question = page.getByRole('dialog');
  await expect(question.getByText('tags: 1')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await openRow(page, HOSTILE);
  await remove(page, { typed: 'garden' });
  await expect(page.getByText(/is deleted\.$/)).toBeVisible();
  await expect(row(page, HOSTILE)).toHaveCount(0);
  await page.getByRole('link', { name: 'Tags' }).click();
  await expect(page.getByLabel('Account', { exact: true })).toHaveValue('demo');
  await expectUnhit(page);
});

test('conversion pixels: with piggybacks, code that fires, and errors at their field', async ({
  page,
  own,
}) => {
  await makeFirstUser(page, own);
  await open(page, own, 'conversion-pixels');
  await expect(page.getByText('No conversion pixel yet.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'New conversion pixel' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill(HOSTILE);
  await page
    .getByLabel('Credited to')
    .selectOption({ label: 'the latest click; without one, the latest view' });
  await page.getByLabel('Window after a click').fill('999999999');
  await make(page);
  await expect(page.getByText(/post_click_expire_mins: must be null or a whole number/)).toBeVisible();
  await expect(page.getByLabel('Window after a click')).toBeFocused();
  await page.getByLabel('Window after a click').fill('1440');
  await page.getByLabel('Worth after a click').fill('1,5');
  await page.getByLabel('Piggybacks').selectOption({ label: 'scripts' });
  await page.getByLabel('Address 1', { exact: true }).fill('javascript:globalThis.hit=1');
  await make(page);
  await expect(page.getByText(/piggyback_pixels\.0\.url: must be a web address/)).toBeVisible();
  await page.getByLabel('Address 1', { exact: true }).fill('https://ads.example/t.js?o=[ORDER_ID]');
  await page.getByRole('button', { name: 'Add a script' }).click();
  await page.getByLabel('Address 2', { exact: true }).fill('https://other.example/t.js?"><b>');
  await page.getByText('Macros').click();
  await expect(page.getByText('the order’s number')).toBeVisible();
  await expectAccessible(page);
  await make(page);
  await expect(page.getByRole('heading', { name: HOSTILE })).toBeVisible();
  await expect(page.getByLabel('Address 2', { exact: true })).toHaveValue('https://other.example/t.js?"><b>');
  await expect(page.getByLabel('Worth after a click')).toHaveValue('1.5');
  await expectAccessible(page);

  // What is shown fires it.
  const code = await page.getByRole('textbox', { name: 'As an image' }).inputValue();
  const src = /src="([^"]+)"/.exec(code)![1]!.replaceAll('&amp;', '&');
  expect((await page.request.get(src)).status()).toBe(200);
  const { tags } = await own.call<{ tags: [{ write_key: string }] }>('GET', '/accounts/demo/tags');
  const fired = async () => (await own.events(tags[0].write_key)).map(({ type }) => String(type));
  await expect.poll(fired).toContain('fire');

  await page.getByLabel('Piggybacks').selectOption({ label: 'an image' });
  await save(page);
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByLabel('Address 2', { exact: true })).toHaveCount(0);
  await page.getByLabel('Piggybacks').selectOption({ label: 'none' });
  await page.getByLabel('State').selectOption({ label: 'inactive' });
  await save(page);
  await expect(page.getByText('Saved.')).toBeVisible();
  await back(page);
  await expectSearch(page, HOSTILE, 'img src');
  await page.getByLabel('State').selectOption('active');
  await expect(page.getByText('Nothing like that is here.')).toBeVisible();
  await page.getByLabel('State').selectOption({ label: 'inactive' });
  await expect(row(page, HOSTILE)).toBeVisible();
  await page.getByRole('button', { name: `Delete: ${HOSTILE}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText(/is deleted\.$/)).toBeVisible();
  await expectUnhit(page);
});

test('line items and campaigns use pixels; a pixel in use stays', async ({ page, own }) => {
  for (const name of ['Order', HOSTILE, 'Lead']) {
    await own.call('POST', '/pixel?advertiser_code=demo', { pixel: { name } });
  }
  await makeFirstUser(page, own);
  for (const [kind, what] of [
    ['line-items', 'line item'],
    ['campaigns', 'campaign'],
  ] as const) {
    await open(page, own, kind);
    await expect(page.getByText(`No ${what} yet.`)).toBeVisible();
    await page
      .getByRole('link', { name: `New ${what}` })
      .first()
      .click();
    await make(page);
    await expect(page.getByText(/name: /)).toBeVisible();
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
    await page.getByLabel('Name', { exact: true }).fill(`Spring ${HOSTILE}`);
    await page.getByRole('button', { name: 'Add Order' }).click();
    await page.getByLabel('Find a pixel to add').fill('onerror');
    await expect(page.getByRole('button', { name: 'Add Lead' })).toHaveCount(0);
    await page.getByRole('button', { name: `Add ${HOSTILE}` }).click();
    await expectAccessible(page);
    await make(page);
    // The form of a new one takes things out as well, until its record is there.
    await expect(page.getByText('Made.')).toBeVisible();
    await page.getByRole('button', { name: `Take out ${HOSTILE}` }).click();
    await save(page);
    await expect(page.getByText('Saved.')).toBeVisible();
    await page.reload();
    await expect(page.getByRole('button', { name: /^Take out/ })).toHaveCount(1);
    await back(page);
    await expect(row(page, 'Spring')).toContainText('1');
    await expectSearch(page, 'Spring', 'spring');
    await expectAccessible(page);
  }
  await open(page, own, 'conversion-pixels');
  await page.getByRole('link', { name: 'Order', exact: true }).click();
  await expect(page.getByText(`line items: Spring ${HOSTILE}`)).toBeVisible();
  await page.getByRole('button', { name: 'Delete: Order' }).click();
  const question = page.getByRole('dialog');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(question.getByText(/is used by the line items/)).toBeVisible();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await open(page, own, 'line-items');
  await row(page, 'Spring').getByRole('link').click();
  await remove(page);
  await expect(page.getByText('No line item yet.')).toBeVisible();
  await expectUnhit(page);
});

test('segments, with the code that puts a visitor into one', async ({ page, own }) => {
  await makeFirstUser(page, own);
  await open(page, own, 'segments');
  await page.getByRole('link', { name: 'New segment' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill(HOSTILE);
  await page.getByLabel('Own name for programs').fill('buyers');
  await make(page);
  const code = await page.getByRole('textbox', { name: 'Puts a visitor into it' }).inputValue();
  expect((await page.request.get(/src="([^"]+)"/.exec(code)![1]!)).status()).toBe(200);
  await expectAccessible(page);
  await page.getByLabel('Name', { exact: true }).fill('Buyers');
  await save(page);
  await expect(page.getByRole('heading', { name: 'Buyers' })).toBeVisible();
  await page.goto(`${own.console}/#/manage/segments/new`);
  await page.getByLabel('Name', { exact: true }).fill('Others');
  await page.getByLabel('Own name for programs').fill('buyers');
  await make(page);
  await expect(page.getByText(/^code: this advertiser has a segment of that code/)).toBeVisible();
  await back(page);
  await expect(row(page, 'Buyers')).toContainText('1');
  await expectSearch(page, 'Buyers', 'BUY');
  await expectAccessible(page);
  await row(page, 'Buyers').getByRole('link').click();
  await remove(page);
  await expect(page.getByText('No segment yet.')).toBeVisible();
  await expectUnhit(page);
});

test('pixel events, with their code', async ({ page, own }) => {
  await makeFirstUser(page, own);
  await open(page, own, 'pixel-events');
  await expect(page.getByText('No pixel event yet.')).toBeVisible();
  await page.getByRole('link', { name: 'New pixel event' }).first().click();
  await make(page);
  await expect(page.getByText(/^title: /)).toBeVisible();
  await expect(page.getByLabel('Title')).toBeFocused();
  await page.getByLabel('Title').fill(HOSTILE);
  await page.getByLabel('Type').selectOption({ label: 'Lead' });
  await make(page);
  await expect(page.getByRole('textbox', { name: 'Where it happens' })).toHaveValue(/tgp\('event', 'evt_/);
  await expect(page.getByRole('textbox', { name: 'Base code, once on every page' })).toHaveValue(/<script/);
  await expectAccessible(page);
  await page.getByLabel('Title').fill('Asked for a call');
  await save(page);
  await expect(page.getByRole('heading', { name: 'Asked for a call' })).toBeVisible();
  await back(page);
  await expect(row(page, 'Asked for a call')).toContainText('never');
  await expectSearch(page, 'Asked for a call', 'CALL');
  await expectAccessible(page);
  await row(page, 'Asked for a call').getByRole('link').click();
  await remove(page);
  await expect(page.getByText('No pixel event yet.')).toBeVisible();
  await expectUnhit(page);
});

test('business pixels, with what happened by the hour and the day', async ({ page, own }) => {
  await makeFirstUser(page, own);
  await open(page, own, 'business-pixels');
  await page.getByRole('link', { name: 'New business pixel' }).click();
  await page.getByLabel('Name').fill(HOSTILE);
  await page.getByLabel('Site').fill('shop.example');
  await make(page);
  await expect(page.getByText(/^domain: must be a web address/)).toBeVisible();
  await expect(page.getByLabel('Site')).toBeFocused();
  await page.getByLabel('Site').fill('https://shop.example');
  await make(page);
  await expect(page.getByText('Nothing in this time.')).toBeVisible();
  const key = /business-pixels\/([0-9a-f]{32})/.exec(page.url())![1]!;
  for (const id of ['1', '2', '3']) {
    const query = {
      writeKey: key,
      event: 'purchase',
      messageId: id,
      anonymousId: id,
      'properties.order_id': id,
    };
    await page.request.get(`${own.url}/pixel/v1/track?${new URLSearchParams(query)}`);
  }
  await page.getByLabel('Time').selectOption({ label: 'the last 24 hours, by hour' });
  await expect(page.getByRole('row', { name: /^Purchases.* 3/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Time').selectOption({ label: 'the last 30 days' });
  await expect(page.getByRole('row', { name: /^Purchases.* 3/ })).toBeVisible();
  await page.getByLabel('Dataset').fill('x');
  await save(page);
  await expect(page.getByText('dataset_id: must be a uuid')).toBeVisible();
  await page.getByLabel('Dataset').fill('A15E23D2-bc79-4ee0-8e51-8ffeb049689d');
  await save(page);
  await expect(page.getByText('Saved.')).toBeVisible();
  await back(page);
  await expectSearch(page, HOSTILE, 'onerror');
  await expect(page.getByText('2 in all')).toBeVisible();
  await expectAccessible(page);
  await expectUnhit(page);
});

test('a token is shown once, opens what it says, and is revoked', async ({ page, own }) => {
  await makeFirstUser(page, own);
  await open(page, own, 'tokens');
  await expect(page.getByText('No token yet.')).toBeVisible();
  await page.getByRole('link', { name: 'New token' }).first().click();
  await page.getByLabel('Name').fill(HOSTILE);
  await page.getByLabel('Accounts').fill('demo\nnobody');
  await page.getByLabel('Ends').fill('2020-01-01T10:00');
  await make(page);
  await expect(page.getByText(/expires_at: must be a time that is still to come/)).toBeVisible();
  await page.getByLabel('Ends').fill('');
  await make(page);
  await expect(page.getByText(/accounts: no account "nobody"/)).toBeVisible();
  await expect(page.getByLabel('Accounts')).toBeFocused();
  await page.getByLabel('Accounts').fill('demo');
  await expectAccessible(page);
  await make(page);
  const token = await page.getByRole('textbox', { name: 'The token' }).inputValue();
  expect(token).toMatch(/^tgp_/);
  await expectAccessible(page);
  const ask = async () =>
    (
      await page.request.get(`${own.url}/accounts/demo/tags`, {
        headers: { authorization: `Bearer ${token}` },
      })
    ).status();
  expect(await ask()).toBe(200);
  await back(page);
  await expectSearch(page, HOSTILE, 'img');
  await expectAccessible(page);
  await row(page, HOSTILE).getByRole('link').click();
  await expect(page.getByText('look', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await remove(page, { button: 'Revoke' });
  await expect(page.getByText(/is revoked\.$/)).toBeVisible();
  await expect(row(page, HOSTILE)).toContainText('revoked');
  expect(await ask()).toBe(401);
  await expectUnhit(page);
});

test('the audit log is asked by who, what and when', async ({ page, own }) => {
  await own.call('POST', '/accounts', { id: 'garden', name: HOSTILE });
  await makeFirstUser(page, own);
  await own.call('POST', '/accounts/garden/tags', { name: HOSTILE, domain: 'shop.example' });
  await open(page, own, 'audit');
  await expect(row(page, 'User: made')).toHaveCount(1);
  await expectAccessible(page);
  await page.getByLabel('By').fill('ann');
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await page.getByLabel('By').fill('admin');
  await page.getByLabel('Of').selectOption({ label: 'Tag' });
  await expect(row(page, 'Tag: made').first()).toBeVisible();
  await expect(row(page, 'Account: made')).toHaveCount(0);
  await page.getByLabel('Account', { exact: true }).fill('nobody');
  await expect(page.getByText(/no account "nobody"/)).toBeVisible();
  await page.getByLabel('Account', { exact: true }).fill('garden');
  await expect(row(page, 'Tag: made').first()).toBeVisible();
  await page.getByLabel('Until').fill('2020-01-01');
  await expect(page.getByText('Nothing like that is here.')).toBeVisible();
  await page.getByLabel('Until').fill('');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as CSV' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).toContain('"actor_name"');
  expect(text).toContain('"garden"');
  await expectUnhit(page);
});

test('who may only look sees no buttons; who may not publish sees why', async ({ page, own }) => {
  await own.call('POST', '/users', {
    name: 'vi',
    password: 'correct horse battery',
    role: 'viewer',
    accounts: ['demo'],
  });
  await own.call('POST', '/users', {
    name: 'ed',
    password: 'correct horse battery',
    role: 'editor',
    accounts: ['demo'],
  });
  await own.call('POST', '/pixel?advertiser_code=demo', {
    pixel: { name: 'Order', piggyback_pixels: [{ pixel_type: 'js', url: 'https://ads.example/t.js' }] },
  });
  await page.goto(`${own.console}/#/sign-in`);
  await signIn(page, 'vi');
  await page.getByRole('link', { name: 'Manage' }).click();
  for (const kind of [
    'Tags',
    'Accounts',
    'Conversion pixels',
    'Line items',
    'Segments',
    'Pixel events',
    'API tokens',
  ]) {
    await page.getByRole('link', { name: kind }).click();
    await expect(page.getByRole('heading', { name: kind })).toBeVisible();
    await expect(page.getByText('You may look here, and change nothing.')).toBeVisible();
    await expect(page.getByRole('link', { name: /^New/ })).toHaveCount(0);
    await expect(page.getByRole('button', { name: /Delete|Revoke|Make|Save/ })).toHaveCount(0);
  }
  await page.getByRole('link', { name: 'Conversion pixels' }).click();
  await page.getByRole('link', { name: 'Order', exact: true }).click();
  await expect(page.getByLabel('Name', { exact: true })).toBeDisabled();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, 'ed');
  await expect(page.getByText(/You may not publish them/)).toBeVisible();
  await expect(page.getByLabel('Address 1', { exact: true })).toBeDisabled();
  await page.getByLabel('Name', { exact: true }).fill('Orders');
  await save(page);
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.getByRole('link', { name: 'Tags' }).click();
  await page.getByRole('link', { name: 'Demo shop', exact: true }).click();
  await expect(page.getByText('To delete it takes the right')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete' })).toHaveCount(0);
});

test('by keyboard alone: a tag is made, found and its page left again', async ({ page, own }) => {
  await makeFirstUser(page, own);
  const focus = async (name: string) => {
    for (let steps = 0; steps < 60; steps++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate<string>(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent",
      );
      if (at.trim() === name) return;
    }
    throw new Error(`no ${name} to be reached by the keyboard`);
  };
  await focus('New tag');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'New tag' })).toBeVisible();
  await focus('Name');
  await page.keyboard.type('Keys');
  await page.keyboard.press('Tab');
  await page.keyboard.type('keys.example');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible();
  await focus('Delete: Keys');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Delete: Keys' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Keys');
  await page.keyboard.press('Enter');
  await expect(page.getByText('“Keys” is deleted.')).toBeVisible();
});

test('more accounts than a choice holds are searched for', async ({ page, own }) => {
  for (let n = 0; n < 101; n++)
    await own.call('POST', '/accounts', { id: `agency-${n}`, name: `Client ${n}` });
  await makeFirstUser(page, own);
  await expect(page.getByText('These are the first 100 accounts')).toBeVisible();
  await page.getByLabel('Find an account').fill('CLIENT 100');
  await expect(page.getByLabel('Account', { exact: true }).locator('option')).toHaveText([
    'Demo',
    'Client 100',
  ]);
  await page.getByLabel('Account', { exact: true }).selectOption({ label: 'Client 100' });
  await expect(page.getByRole('row', { name: /^First tag/ })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Account', { exact: true })).toHaveValue('agency-100');
  await expectAccessible(page);
});

test('what is not there is said', async ({ page, own }) => {
  await makeFirstUser(page, own);
  await page.goto(`${own.console}/#/manage/nothing`);
  await expect(page.getByText('There is no such page.')).toBeVisible();
  await page.goto(`${own.console}/#/manage/tags/nothing`);
  await expect(page.getByText(/no tag with write key "nothing"/)).toBeVisible();
  await page.goto(`${own.console}/#/manage/pixel-events/nothing`);
  await expect(page.getByText('There is no such record')).toBeVisible();
  await page.goto(`${own.console}/#/manage/tags?account=nobody`);
  await expect(page.getByText(/no account "nobody"/)).toBeVisible();
});
