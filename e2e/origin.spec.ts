import type { Page } from 'playwright/test';
import type { Collector } from './support/collector.ts';
import { expect, test } from './support/fixtures.ts';

const PASSWORD = 'correct horse';

/** A user of an account of his own, and one pixel of it. */
async function makeUser(collector: Collector, account: string) {
  const name = `ed@${account}`;
  await collector.call('POST', '/users', { name, password: PASSWORD, role: 'editor', accounts: [account] });
  const url = `/pixel?advertiser_code=${account}`;
  const made = await collector.call<{ response: { id: number } }>('POST', url, { pixel: { name: 'Mine' } });
  const pixelName = async () => {
    const { response } = await collector.call<{ response: { pixels: { name: string }[] } }>(
      'GET',
      `/pixel?id=${made.response.id}`,
    );
    return response.pixels[0]!.name;
  };
  return { name, id: made.response.id, pixelName };
}

/** Logs in to the console, as its own page does. */
async function logIn(page: Page, collector: Collector, name: string): Promise<void> {
  await page.goto(`${collector.console}/`);
  const status = await page.evaluate(
    async body =>
      (
        await fetch('/session', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status,
    { name, password: PASSWORD },
  );
  expect(status).toBe(204);
}

const cookieNames = async (page: Page, url: string) =>
  (await page.context().cookies(url)).map(({ name }) => name);

// Other ports of the console's host are the same site to a browser, and get its cookies.
test('a page on another port acts for nobody who is logged in', async ({ page, site, collector, tag }) => {
  const user = await makeUser(collector, tag.account_id);
  await logIn(page, collector, user.name);
  expect(await cookieNames(page, collector.console)).toEqual(['tgp_console']);

  const change = `${collector.console}/pixel?id=${user.id}`;
  site.pages.set(
    '/attack.html',
    `<form method="post" enctype="text/plain" action="${change}"><input name='{"pixel":{"name":"Stolen","code":"' value='"}}'></form>`,
  );
  const neighbour = `${site.crossOrigin}/attack.html`;
  expect(new URL(neighbour).hostname).toBe(new URL(collector.console).hostname);
  await page.goto(neighbour);
  const answers = await page.evaluate(
    async ([url, body]) => {
      const statuses: string[] = [];
      for (const method of ['POST', 'PUT', 'DELETE']) {
        const options = { method, credentials: 'include', ...(method !== 'DELETE' && { body }) } as const;
        const sent = await fetch(url!, options).then(
          () => 'read',
          () => 'kept',
        );
        statuses.push(sent);
        if (method === 'POST') await fetch(url!, { ...options, mode: 'no-cors' }).catch(() => {});
      }
      return statuses;
    },
    [change, '{"pixel":{"name":"Stolen"}}'],
  );
  expect(answers).toEqual(['kept', 'kept', 'kept']);
  const answer = page.waitForResponse(response => response.url() === change);
  // The answer is the next page.
  await Promise.all([page.waitForURL(change), page.evaluate(() => document.forms[0]!.submit())]);
  expect((await answer).status()).toBe(403);
  expect(await user.pixelName()).toBe('Mine');

  await page.goto(`${collector.console}/`);
  const own = await page.evaluate(
    async url =>
      (
        await fetch(url, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: '{"pixel":{"name":"Renamed"}}',
        })
      ).status,
    `/pixel?id=${user.id}`,
  );
  expect([own, await user.pixelName()]).toEqual([200, 'Renamed']);
});

test('a page on another port puts nobody into its own account', async ({ page, site, collector, tag }) => {
  const user = await makeUser(collector, tag.account_id);
  const auth = JSON.stringify({ auth: { username: user.name, password: PASSWORD, more: '' } });
  const [before, after] = auth.split('"more":"');
  site.pages.set(
    '/log-in.html',
    `<form method="post" enctype="text/plain" action="${collector.console}/auth"><input name='${before}"more":"' value='${after}'></form>`,
  );
  await page.goto(`${site.crossOrigin}/log-in.html`);
  const answer = page.waitForResponse(response => response.url().endsWith('/auth'));
  await page.evaluate(() => document.forms[0]!.submit());
  expect((await answer).status()).toBe(200);
  expect(await cookieNames(page, collector.console)).toEqual([]);
});
