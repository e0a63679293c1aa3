import { test as base, expect } from 'playwright/test';
import { freePort, hasProgram, openProxy } from '../test/support/proxy.ts';
import { Collector } from './support/collector.ts';

const hasNginx = hasProgram('nginx', 'nginx-light');

/** A collector under `/data/` of a shop's host, by the file of `deploy/nginx`. */
const test = base.extend<{ site: string; collector: Collector }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the fixtures that this one has
  site: async ({}, use) => {
    const port = await freePort();
    await use(`http://shop.localhost:${port}`);
  },
  collector: async ({ site }, use) => {
    const collector = await Collector.start(
      '--public-url',
      `${site}/data/`,
      '--trust-proxy',
      'loopback',
      '--no-demo',
    );
    const ports: [number, number] = [Number(new URL(site).port), await freePort()];
    const to = Number(new URL(collector.url).port);
    const proxy = await openProxy('nginx', 'under-path', { to, ports, plain: true });
    await use(collector);
    await proxy.close();
    await collector.discard();
  },
});

test.skip(!hasNginx, 'SKIPPED: there is no nginx on this machine: apt-get install nginx-light');

test('the console under a path of a shop shows what its snippet sends, as it is stored', async ({
  context,
  site,
  collector,
}) => {
  const tag = await collector.createTag('Shop');
  const console = await context.newPage();
  await console.goto(`${site}/data`);
  expect(console.url()).toBe(`${site}/data/`);
  await console.getByLabel('API token').fill(collector.token);
  await console.getByRole('button', { name: 'Show tags' }).click();
  await expect(console.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible();

  const snippet = await console.locator('#snippet').inputValue();
  expect(snippet).toContain(`${site}/data/${tag.path}/${tag.write_key}.js`);
  const shop = await context.newPage();
  const asked: string[] = [];
  shop.on('request', request => asked.push(request.url()));
  await shop.route(`${site}/product`, route =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Kettle</title>${snippet}<script>tgp('track', 'Seen by path')</script>`,
    }),
  );
  await shop.goto(`${site}/product`);
  const events = console.locator('#events');
  await expect(events.getByText('Seen by path')).toBeVisible();
  await expect(console.locator('#counts').getByText('Seen by path')).toBeVisible();
  const strange = asked.filter(url => url !== `${site}/product` && !url.startsWith(`${site}/data/`));
  expect(strange).toEqual([]);
});
