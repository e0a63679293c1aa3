import type { Page } from 'playwright/test';
import { Collector, type Tag } from './collector.ts';
import { test as base, expect } from './fixtures.ts';

export { expect };

export const PASSWORD = 'correct horse battery';

/** What a person's browser says that it is: the one of the tests says that it is a machine. */
export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0';
export const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';
export const ROBOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

/** A collector with a demo and nothing in it, and what its console complains of, which is nothing. */
export const test = base.extend<{ own: Collector; complaints: string[]; shop: Shop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture asks for from its first argument
  own: async ({}, use) => {
    const own = await Collector.start();
    await use(own);
    await own.discard();
  },
  shop: async ({ own }, use) => {
    const { tags } = await own.call<{ tags: [Tag] }>('GET', '/accounts/demo/tags');
    await use(new Shop(own, tags[0]));
  },
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', error => complaints.push(error.message));
      page.on('console', message => {
        // What was refused or stopped on purpose is an error of the network's, to the browser.
        if (message.type() === 'error' && !/status of [45]\d\d|ERR_/.test(message.text()))
          complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** A site whose visitors send beacons, each with what his browser says. */
export class Shop {
  readonly #collector: Collector;
  readonly tag: Tag;

  constructor(collector: Collector, tag: Tag) {
    this.#collector = collector;
    this.tag = tag;
  }

  view(
    visitor: string,
    path: string,
    fields: Record<string, string> = {},
    userAgent = FIREFOX,
  ): Promise<void> {
    return this.#send('page', visitor, { 'context.page.path': path, ...fields }, userAgent);
  }

  buy(
    visitor: string,
    order: string,
    fields: Record<string, string> = {},
    userAgent = FIREFOX,
  ): Promise<void> {
    const purchase = { event: 'purchase', 'properties.order_id': order, messageId: order };
    return this.#send('track', visitor, { ...purchase, ...fields }, userAgent);
  }

  async #send(
    route: string,
    visitor: string,
    fields: Record<string, string>,
    userAgent: string,
  ): Promise<void> {
    const common = {
      writeKey: this.tag.write_key,
      anonymousId: visitor,
      'context.sessionId': '1790000000000',
      'context.page.url': 'https://shop.example/',
    };
    const url = `${this.#collector.url}/pixel/v1/${route}?${new URLSearchParams({ ...common, ...fields })}`;
    const headers = { 'user-agent': userAgent, 'sec-fetch-site': 'cross-site' };
    expect((await fetch(url, { headers })).status).toBe(200);
  }
}

/** Makes the first user, by the link of the first start, and is signed in then. */
export async function signInFirst(page: Page, own: Collector): Promise<void> {
  await page.goto(own.firstUser);
  await page.getByLabel('Name').fill('ann');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

/** The same, and leaves him where that leads: in the part that manages. */
export async function makeFirstUser(page: Page, own: Collector): Promise<void> {
  await signInFirst(page, own);
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
