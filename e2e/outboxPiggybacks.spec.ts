import { setTimeout } from 'node:timers/promises';
import { expect } from './support/fixtures.ts';
import { Gate } from './support/gate.ts';
import { test as base, entries, numbered, track } from './support/outboxTest.ts';
import { Partner } from './support/partner.ts';
import { settled } from './support/settled.ts';

/** With a gate before another party's server. */
const test = base.extend<{ partner: Partner; pixels: Gate }>({
  ignoreHTTPSErrors: true,

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names here.
  partner: async ({}, use) => {
    const partner = await Partner.start();
    await use(partner);
    await partner.stop();
  },

  pixels: async ({ partner }, use) => {
    const pixels = await Gate.before(partner.origin.replace(/\/\/[^:]+/, '//127.0.0.1'));
    await use(pixels);
    await pixels.stop();
  },
});

/** Leaves requests without an answer until the function it gives cuts them off. */
function hang(gate: Gate): () => void {
  let cut = () => {};
  const isCut = new Promise<void>(resolve => {
    cut = resolve;
  });
  gate.rule = () => isCut.then(() => 'reset');
  return cut;
}

for (const [ads, paths] of [
  ['granted', ['/pixel']],
  ['denied', []],
] as const) {
  test(`a pixel that had no answer when its page was left: ads ${ads}, ${paths.length} more`, async ({
    page,
    site,
    serve,
    partner,
    pixels,
  }) => {
    const cut = hang(pixels);
    await page.goto(serve({ piggyback: { url: `${pixels.origin}/pixel?a=1`, on: 'bought' } }));
    expect(await track(page, 'bought')).toMatchObject([{ status: 'sent' }]);
    await expect.poll(() => pixels.arrivals).toHaveLength(1);
    expect(await entries(page)).toHaveLength(1);
    pixels.rule = () => 'pass';
    const quiet = settled(page, pixels.origin);
    serve({ consent: { ads } });
    await page.goto(`${site.origin}/second`);
    // Until then Chromium holds back another request of the same address.
    cut();
    await expect.poll(() => entries(page)).toEqual([]);
    await track(page, 'other');
    await quiet();
    expect(partner.fires.map(({ path }) => path)).toEqual(paths);
    expect(partner.fires.map(({ query }) => query)).toEqual(paths.map(() => 'a=1'));
    expect(pixels.arrivals).toHaveLength(1 + paths.length);
    await page.goto(`${site.origin}/second?again`);
    await track(page, 'other');
    await quiet();
    expect(pixels.arrivals).toHaveLength(1 + paths.length);
  });
}

const heldLocks = () => navigator.locks.query().then(({ held = [] }) => held.map(({ name }) => name));

const noLocks = () =>
  navigator.locks.query().then(({ held = [], pending = [] }) => !held.length && !pending.length);

// Whoever waits for the lock may be in a process that sees what was written only later.
test('a tab holds the lock of what it sends again from the start', async ({ page, site, serve, pixels }) => {
  const cut = hang(pixels);
  await page.goto(serve({ piggyback: { url: `${pixels.origin}/pixel?n=[CACHEBUSTER]` } }));
  await track(page, 'bought');
  await expect.poll(() => pixels.arrivals).toHaveLength(1);
  serve();
  await page.goto('about:blank');
  cut();
  hang(pixels);
  await page.goto(`${site.origin}/second`);
  await expect.poll(() => pixels.arrivals).toHaveLength(2);
  const [entry] = await entries(page);
  expect(await page.evaluate(heldLocks)).toEqual([entry]);
});

// A lock that is free at once is free before every process sees the entry gone.
test('two tabs that open at once fire what is owed once', async ({
  page,
  context,
  serve,
  partner,
  pixels,
}) => {
  const cut = hang(pixels);
  const first = await context.newPage();
  await first.goto(serve({ piggyback: { url: `${pixels.origin}/pixel?n=[CACHEBUSTER]` } }));
  // As many as Chromium asks one server for at once.
  await track(first, ...numbered(6));
  await expect.poll(() => pixels.arrivals).toHaveLength(6);
  await first.goto('about:blank');
  await first.close();
  cut();
  pixels.rule = () => setTimeout(300, 'pass');
  const url = serve();
  const other = await context.newPage();
  await Promise.all([page.goto(url), other.goto(url)]);
  await expect.poll(() => entries(page)).toEqual([]);
  await expect.poll(() => entries(other)).toEqual([]);
  for (const tab of [page, other]) await tab.waitForFunction(noLocks);
  const queries = partner.fires.map(({ query }) => query);
  expect(new Set(queries).size).toBe(6);
  expect(queries).toHaveLength(6);
});
