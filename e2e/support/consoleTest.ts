import type { Page } from 'playwright/test';
import { Collector } from './collector.ts';
import { test as base, expect } from './fixtures.ts';

export { expect };

export const PASSWORD = 'correct horse battery';

/** A collector that nobody has signed in to, and what its console says on the browser's console that it should not. */
export const test = base.extend<{ own: Collector; complaints: string[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture asks for from its first argument
  own: async ({}, use) => {
    const own = await Collector.start();
    await use(own);
    await own.discard();
  },
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', error => complaints.push(error.message));
      page.on('console', message => {
        // What was refused or stopped on purpose is an error of the network's, to the browser.
        if (message.type() === 'error' && !/status of 4\d\d|ERR_CONNECTION_/.test(message.text()))
          complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Makes the first user, who may do everything, and leaves him where that leads: in the part that manages. */
export async function makeFirstUser(page: Page, own: Collector): Promise<void> {
  await page.goto(own.firstUser);
  await page.getByLabel('Name').fill('ann');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByRole('heading', { name: 'Tags' })).toBeVisible();
}

/** Signs somebody in on the page of signing in. */
export async function signIn(page: Page, name: string, password: string = PASSWORD): Promise<void> {
  // The page before has such fields too, until this one is loaded.
  const form = page.getByRole('region', { name: 'Sign in' });
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('Password').fill(password);
  await form.getByRole('button', { name: 'Sign in' }).click();
}
