import { once } from 'node:events';
import { expect, makeFirstUser, PASSWORD, signIn, test } from './support/consoleTest.ts';
import { expectAccessible } from './support/expectAccessible.ts';

test('from the first start to an event of an own site, without a token', async ({ page, own, site }) => {
  await page.goto(own.firstUser);
  await expectAccessible(page);
  await page.getByLabel('Name').fill('ann');
  await page.getByLabel('Password').fill('short');
  await page.keyboard.press('Enter');
  await expect(page.getByText('must be a text of 8 to 200 characters')).toBeVisible();
  await expect(page.getByLabel('Password')).toBeFocused();
  await page.keyboard.type(' but longer');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Tags' })).toBeVisible();
  expect(page.url()).not.toContain('first');

  await page.getByRole('link', { name: 'Accounts' }).click();
  await page.getByRole('link', { name: 'New account' }).first().click();
  await page.getByLabel('Name').fill('My <b>shop</b>');
  await page.getByLabel('Id').fill('My shop');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByText('must be 1 to 50 lower case letters')).toBeVisible();
  await page.getByLabel('Id').fill('my-shop');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('heading', { name: 'My <b>shop</b>' })).toBeVisible();

  // Every account has a tag from its making; the first one that is made takes it over.
  await page.getByRole('link', { name: 'Tags' }).click();
  await expect(page.getByRole('row', { name: /^First tag/ })).toBeVisible();
  await page.getByRole('link', { name: 'New tag' }).click();
  await page.getByLabel('Name').fill('Main');
  await page.getByLabel('Site').fill('shop.example');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('heading', { name: 'Main' })).toBeVisible();
  await page.getByRole('link', { name: '← Tags' }).click();
  await expect(page.getByRole('row', { name: /^Main shop.example [0-9a-f]{32} on/ })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Live' }).click();
  // The page before has one of that name too, until this one is loaded.
  await expect(page.getByRole('heading', { name: 'Events' })).toBeVisible();
  await page.getByLabel('Account', { exact: true }).selectOption({ label: 'My <b>shop</b>' });
  await expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();
  await expectAccessible(page);
  const snippet = page.getByRole('textbox', { name: 'Snippet' });
  await expect(snippet).toHaveValue(/\/[\w-]+\/[0-9a-f]{32}\.js/);
  site.pages.set('/mine.html', `<!doctype html><title>Mine</title>${await snippet.inputValue()}`);
  const visitor = await page.context().newPage();
  await visitor.goto(`${site.origin}/mine.html`);
  await expect(page.locator('#events > li [data-field="page"]')).toHaveText('/mine.html');
  await visitor.close();
});

test('the link of the first start is good for one user', async ({ page, own }) => {
  const { firstUser } = own;
  await makeFirstUser(page, own);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto('about:blank');
  await page.goto(firstUser);
  await expect(page.getByText('There is a user already.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, 'ann', 'a wrong password');
  await expect(page.getByText('no user with this name and password')).toBeVisible();
  await expectAccessible(page);
  await signIn(page, 'ann', PASSWORD);
  await expect(page.getByRole('link', { name: 'Users' })).toBeVisible();
  await own.stop();
  await own.restart();
  expect(own.firstUser).toBe('');
  await page.reload();
  await expect(page.getByRole('link', { name: 'Users' })).toBeVisible();
});

test('users: who may look sees what is his, and changes nothing', async ({ page, own }) => {
  await makeFirstUser(page, own);
  const form = page.getByRole('region', { name: 'New user' });
  let answer = () => {};
  const answered = new Promise<void>(resolve => {
    answer = resolve;
  });
  await page.route('**/accounts?*', async route => {
    await answered;
    await route.continue();
  });
  await page.getByRole('link', { name: 'Users' }).click();
  await expect(page.getByRole('row', { name: /^ann owner/ })).toBeVisible();
  // What is typed before the accounts are known would be lost when they come.
  await expect(form).toHaveCount(0);
  answer();
  await form.getByLabel('Name').fill('vi');
  await form.getByLabel('Password').fill(PASSWORD);
  // The only account there is.
  await expect(form.getByRole('checkbox', { name: /^Demo/ })).toBeChecked();
  await form.getByRole('button').click();
  await expect(page.getByRole('row', { name: /^vi viewer demo/ })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, 'vi', PASSWORD);
  await expect(page.getByText('Users are seen by owners')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Users' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Manage' }).click();
  await expect(page.getByRole('row', { name: /^Demo shop/ })).toBeVisible();
  await expect(page.getByText('You may look here, and change nothing.')).toBeVisible();
  await expect(page.getByRole('link', { name: /^New/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Delete' })).toHaveCount(0);
});

test('a tag is turned off and on, a password changed, a log-in ended', async ({ page, own }) => {
  await makeFirstUser(page, own);
  for (const [state, turn] of [
    ['off', 'check'],
    ['on', 'uncheck'],
  ] as const) {
    await page.getByRole('link', { name: 'Demo shop', exact: true }).click();
    await page.getByLabel('Turned off')[turn]();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await page.getByRole('link', { name: '← Tags' }).click();
    await expect(page.getByRole('row', { name: new RegExp(`^Demo shop .* ${state} `) })).toBeVisible();
  }

  const other = await page.context().browser()!.newContext();
  const elsewhere = await other.newPage();
  await elsewhere.goto(`${own.console}/#/sign-in`);
  await signIn(elsewhere, 'ann', PASSWORD);
  await expect(elsewhere.getByRole('link', { name: 'Users' })).toBeVisible();
  await page.getByRole('link', { name: 'You' }).click();
  await expect(page.getByRole('row')).toHaveCount(3);
  await expectAccessible(page);
  await page.getByRole('button', { name: /^End/ }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await elsewhere.getByRole('link', { name: 'Manage' }).click();
  await expect(elsewhere.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await other.close();

  await page.getByLabel('Password as it is').fill('not mine at all');
  await page.getByLabel('New password').fill('another horse');
  await page.getByRole('button', { name: 'Change it' }).click();
  await expect(page.getByText('this is not your password')).toBeVisible();
  await page.getByLabel('Password as it is').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change it' }).click();
  await expect(page.getByText('Changed.')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, 'ann', 'another horse');
  await expect(page.getByRole('link', { name: 'Users' })).toBeVisible();
});

test('a pixel is built with its code beside it, saved, changed and deleted', async ({ page, own, site }) => {
  await makeFirstUser(page, own);
  await page.getByRole('link', { name: 'Pixels', exact: true }).click();
  await expect(page.getByText('No saved pixel yet.')).toBeVisible();
  await page.getByRole('button', { name: 'New pixel' }).click();
  await page.getByLabel('Name').fill('Order & more');
  await page.getByLabel('Revenue is').selectOption({ label: 'from the variable' });
  await page.getByLabel('Revenue', { exact: true }).fill('order total');
  await expect(page.getByText('No code for this platform: order total is no path')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('"order total" is no path like')).toBeVisible();
  await expect(page.getByLabel('Revenue', { exact: true })).toBeFocused();

  // The code changes as one types.
  await page.getByLabel('Revenue', { exact: true }).fill('shop.total');
  await page.getByRole('button', { name: 'Add a property' }).click();
  await page.getByLabel('Key of property 1').fill('sku');
  await page.getByLabel('Property 1', { exact: true }).fill("K'1");

  // A zip is there before it is saved.
  await page.getByLabel('Revenue is').selectOption({ label: 'not sent' });
  await page.getByLabel('For').selectOption({ label: 'WordPress: plugin' });
  const early = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download .*\.zip$/ }).click();
  const zip = await (await early).createReadStream();
  const [start] = await once(zip, 'data');
  expect(String(start.subarray(0, 2))).toBe('PK');
  zip.destroy();
  await page.getByLabel('For').selectOption({ label: 'JavaScript' });
  await page.getByLabel('Revenue is').selectOption({ label: 'from the variable' });
  await page.getByLabel('Revenue', { exact: true }).fill('shop.total');
  const event = page.getByRole('textbox', { name: 'Code of this pixel' });
  await expect(event).toHaveValue(/"shop","total"/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('row', { name: /^Order & more Conversion purchase/ })).toBeVisible();

  // What is shown does what it says.
  const base = page.getByRole('textbox', { name: 'Base code, once on every page' });
  const code = `${await base.inputValue()}<script>var shop = {total: 12.5};</script>${await event.inputValue()}`;
  site.pages.set('/built.html', `<!doctype html><title>Built</title>${code}`);
  const { tags } = await own.call<{ tags: [{ write_key: string }] }>('GET', '/accounts/demo/tags');
  const visitor = await page.context().newPage();
  await visitor.goto(`${site.origin}/built.html`);
  await expect
    .poll(async () => (await own.events(tags[0].write_key)).find(each => each.event === 'purchase'))
    .toMatchObject({
      properties: { revenue: '12.5', sku: "K'1" },
      context: { pixel: { id: expect.stringMatching(/^pix_/) } },
    });
  await visitor.close();

  await page.getByLabel('For').selectOption({ label: 'WordPress: plugin' });
  await page.getByLabel('Revenue is').selectOption({ label: 'not sent' });
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /^Download .*\.zip$/ }).click();
  expect((await download).suggestedFilename()).toMatch(/\.zip$/);

  await page.getByLabel('Name').fill('Order');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /^Order Conversion/ })).toBeVisible();
  page.on('dialog', dialog => dialog.accept());
  await page.getByRole('button', { name: 'Delete: Order' }).click();
  await expect(page.getByText('No saved pixel yet.')).toBeVisible();
});

test('saved pixels are searched, read on, and there as a file', async ({ page, own }) => {
  await makeFirstUser(page, own);
  for (let at = 10; at < 65; at++)
    await own.call('POST', '/saved-pixels?account_id=demo', {
      name: `Pixel ${at}`,
      config: { type: 'pageview' },
    });
  await page.getByRole('link', { name: 'Pixels', exact: true }).click();
  await expect(page.getByRole('row')).toHaveCount(51);
  await page.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('row')).toHaveCount(56);
  await expect(page.getByRole('button', { name: 'More' })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByLabel('Search').fill('EL 63');
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByLabel('Search').fill('nothing');
  await expect(page.getByText('No pixel is called so.')).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByLabel('Search').fill('');
  await page.getByRole('link', { name: 'CSV: Saved pixels' }).click();
  expect((await saved).suggestedFilename()).toBe('saved-pixels.csv');
});

test('what is not there is said', async ({ page, own }) => {
  await page.goto(`${own.console}/#/nothing`);
  await expect(page.getByText('There is no such page.')).toBeVisible();
  await page.goto(`${own.console}/#/constructor`);
  await expect(page.getByText('There is no such page.')).toBeVisible();
});
