import type { Page } from 'playwright/test';
import type { Collector } from './support/collector.ts';
import { expect, PASSWORD, signInFirst, test } from './support/consoleTest.ts';
import { expectAccessible } from './support/expectAccessible.ts';

async function usersPage(page: Page, own: Collector): Promise<void> {
  await signInFirst(page, own);
  await page.getByRole('link', { name: 'Users' }).click();
  await expect(page.getByRole('row', { name: /^ann owner, persons all you/ })).toBeVisible();
}

/** A link for whoever comes, by the form. */
async function invite(page: Page, role: string, more: () => Promise<void> = async () => {}): Promise<string> {
  const form = page.getByRole('region', { name: 'Invite somebody' });
  await form.getByLabel('Role').selectOption(role);
  await more();
  await form.getByRole('button', { name: 'Make the link' }).click();
  const link = form.getByLabel('Link', { exact: true });
  await expect(link).toHaveValue(/#\/join\/tgp_[\w-]{43}$/);
  return link.inputValue();
}

/** Somebody else's browser. */
async function elsewhere(page: Page): Promise<Page> {
  const context = await page.context().browser()!.newContext();
  return context.newPage();
}

test('users are searched, and there as a file', async ({ page, own }) => {
  await usersPage(page, own);
  for (const name of ['bob', 'rob']) {
    await own.call('POST', '/users', { name, password: PASSWORD, role: 'viewer', accounts: ['demo'] });
  }
  await page.reload();
  const rows = page.getByRole('region', { name: 'Users' }).getByRole('row');
  await expect(rows).toHaveCount(4);
  await expectAccessible(page);
  await page.getByLabel('Search').fill('RO');
  await expect(rows).toHaveCount(2);
  await expect(page.getByRole('row', { name: /^rob viewer/ })).toBeVisible();
  await page.getByLabel('Search').fill('nobody');
  await expect(page.getByText('Nothing like that is here.')).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV: Users' }).click();
  expect((await saved).suggestedFilename()).toBe('users.csv');
});

test('somebody is invited by a link, joins by the keyboard alone, and the link is over', async ({
  page,
  own,
}) => {
  // Three pages are tried in all schemes and sizes.
  test.slow();
  await own.call('POST', '/accounts', { id: 'acme', name: 'Acme <b>' });
  await usersPage(page, own);
  const form = page.getByRole('region', { name: 'Invite somebody' });
  const link = await invite(page, 'owner', async () => {
    await form.getByRole('checkbox', { name: /^Acme/ }).check();
  });
  await expect(page.getByRole('row', { name: /^whoever has the link owner acme/ })).toBeVisible();
  await expectAccessible(page);

  const guest = await elsewhere(page);
  await guest.goto(link);
  await expect(guest.getByText('As: Owner, of acme.')).toBeVisible();
  await expectAccessible(guest);
  await expect(guest.getByLabel('Name')).toBeFocused();
  await guest.keyboard.type('ANN');
  await guest.keyboard.press('Tab');
  await guest.keyboard.type(PASSWORD);
  await guest.keyboard.press('Enter');
  await expect(guest.getByText('there is a user "ann" already')).toBeVisible();
  await expect(guest.getByLabel('Name')).toBeFocused();
  await guest.keyboard.press('ControlOrMeta+A');
  await guest.keyboard.type('olga');
  await guest.keyboard.press('Enter');
  await expect(guest.getByRole('link', { name: 'Users' })).toBeVisible();
  expect(guest.url()).not.toContain('join');
  await guest.getByRole('link', { name: 'Users' }).click();
  // Of the accounts she has, she sees hers alone.
  await expect(guest.getByRole('row', { name: /^olga owner acme you/ })).toBeVisible();
  await expect(guest.getByRole('row', { name: /^ann owner, persons all$/ })).toBeVisible();
  await expect(guest.getByRole('checkbox', { name: /^All/ })).toHaveCount(0);
  await expect(guest.getByLabel('May show and erase')).toHaveCount(0);
  await guest.context().close();

  const late = await elsewhere(page);
  await late.goto(link);
  await expect(late.getByText('this link holds no more')).toBeVisible();
  await expectAccessible(late);
  await late.context().close();
});

test('an invitation is taken back, and a user changed and removed with what hangs on him', async ({
  page,
  own,
}) => {
  await own.call('POST', '/accounts', { id: 'acme', name: 'Acme' });
  await usersPage(page, own);
  const link = await invite(page, 'viewer', async () => {
    await page.getByLabel('Name of the user').fill('bob');
    await page
      .getByRole('region', { name: 'Invite somebody' })
      .getByRole('checkbox', { name: /^All/ })
      .check();
  });
  await page.getByRole('button', { name: 'Take back: bob' }).click();
  await expect(page.getByRole('button', { name: /Take back/ })).toHaveCount(0);
  const guest = await elsewhere(page);
  await guest.goto(link);
  await expect(guest.getByText('this link holds no more')).toBeVisible();
  await guest.context().close();

  const made = page.getByRole('region', { name: 'New user with a password' });
  await made.getByLabel('Name').fill('ann');
  await made.getByLabel('Password').fill(PASSWORD);
  await made.getByRole('button').click();
  await expect(made.getByText('must be a list of account ids')).toBeVisible();
  await made.getByRole('checkbox', { name: /^All/ }).check();
  await made.getByRole('button').click();
  await expect(made.getByText('there is a user "ann" already')).toBeVisible();
  await expect(made.getByLabel('Name')).toBeFocused();
  await made.getByLabel('Name').fill('ben');
  await made.getByLabel('Role').selectOption('owner');
  await made.getByRole('button').click();
  await expect(page.getByRole('row', { name: /^ben owner all/ })).toBeVisible();
  const auth = await own.call<{ response: { token: string } }>('POST', '/auth', {
    auth: { username: 'ben', password: PASSWORD },
  });
  const byBen = new Headers({
    authorization: `Bearer ${auth.response.token}`,
    'content-type': 'application/json',
  });
  const body = JSON.stringify({ name: 'of Ben', scope: 'read', accounts: ['acme'] });
  expect((await fetch(`${own.url}/tokens`, { method: 'POST', headers: byBen, body })).status).toBe(201);

  await page.getByRole('button', { name: 'Change: ben' }).click();
  const changed = page.getByRole('region', { name: 'Change “ben”' });
  await changed.getByLabel('Role').selectOption('editor');
  await changed.getByRole('checkbox', { name: /^All/ }).uncheck();
  await changed.getByRole('button', { name: 'Save' }).click();
  await expect(changed.getByText('must leave him one')).toBeVisible();
  await changed.getByRole('checkbox', { name: /^Acme/ }).check();
  await expectAccessible(page);
  await changed.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /^ben editor acme/ })).toBeVisible();

  page.on('dialog', dialog => {
    expect(dialog.message()).toContain('the API tokens that hang on him (of Ben)');
    void dialog.accept();
  });
  await page.getByRole('button', { name: 'Remove: ben' }).click();
  await expect(page.getByText('“ben” is removed, and these tokens are revoked: of Ben.')).toBeVisible();
  await expect(page.getByRole('row', { name: /^ben/ })).toHaveCount(0);
});

test('all other log-ins are ended at once', async ({ page, own }) => {
  await usersPage(page, own);
  for (let at = 0; at < 2; at++)
    await own.call('POST', '/auth', { auth: { username: 'ann', password: PASSWORD } });
  await page.getByRole('link', { name: 'You' }).click();
  await expect(page.getByRole('row')).toHaveCount(4);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'End all others' }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'End all others' })).toHaveCount(0);
});
