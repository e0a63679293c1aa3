import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright/test';
import { expect } from './support/fixtures.ts';
import type { Arrival } from './support/gate.ts';
import { entries, kill, leaveUnsent, named, numbered, test, track } from './support/outboxTest.ts';

/** Pairs of tries of one event of which one was not over when the other began. */
const overlaps = (arrivals: Arrival[]) =>
  arrivals.filter((one, n) =>
    arrivals.some(
      (other, m) =>
        m < n &&
        other.messageId === one.messageId &&
        other.at <= one.at &&
        one.at < (other.until ?? Infinity),
    ),
  );

test('two tabs that open at once never send the same at the same time', async ({
  page,
  context,
  gate,
  serve,
  expectBeacons,
}) => {
  const url = serve();
  await leaveUnsent(context, url, numbered(5));
  gate.rule = () => setTimeout(500, 'pass');
  const other = await context.newPage();
  await expectBeacons(page, {
    action: () => Promise.all([page.goto(url), other.goto(url)]),
    expected: named(numbered(5)),
    exact: true,
  });
  await expect.poll(() => entries(page)).toEqual([]);
  expect(overlaps(gate.arrivals)).toEqual([]);
});

for (const [way, end] of [
  ['closed', (tab: Page) => tab.close()],
  ['killed', kill],
] as const) {
  test(`what a tab was sending when it was ${way} is sent by another`, async ({
    page,
    context,
    gate,
    serve,
    expectBeacons,
  }) => {
    const url = serve();
    await leaveUnsent(context, url, ['left']);
    gate.rule = () => (gate.arrivals.length > 1 ? 'pass' : 'hold');
    const dying = await context.newPage();
    await dying.goto(url);
    await expect.poll(() => gate.arrivals).toHaveLength(1);
    await page.goto(url);
    await page.waitForFunction(async () => {
      const { pending = [] } = await navigator.locks.query();
      return pending.some(({ name }) => name?.startsWith('tgp_out'));
    });
    expect(gate.arrivals).toHaveLength(1);
    await expectBeacons(page, {
      action: () => end(dying),
      expected: [{ event: 'left', context: { tgp: { retried: 1 } } }],
      exact: true,
    });
    const [first, second, ...more] = gate.arrivals;
    expect(second?.messageId).toBe(first?.messageId);
    expect(more).toEqual([]);
    expect(await entries(page)).toEqual([]);
  });
}

test('what a page was sending when it was left is sent by the next one', async ({
  page,
  site,
  gate,
  serve,
  expectBeacons,
}) => {
  gate.rule = () => (gate.arrivals.length > 1 ? 'pass' : 'hold');
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve());
      await page.evaluate(() => window.tgp('track', 'leaving'));
      await expect.poll(() => gate.arrivals).toHaveLength(1);
      await page.goto(`${site.origin}/second`);
    },
    expected: [{ event: 'leaving', context: { tgp: { retried: 1 } } }],
    exact: true,
  });
  expect(gate.arrivals).toHaveLength(2);
});

test('a page that is frozen while it waits for an answer goes on when it is resumed', async ({
  page,
  gate,
  serve,
  expectBeacons,
}) => {
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  gate.rule = () => (gate.arrivals.length > 1 ? 'pass' : 'hold');
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve());
      await page.evaluate(() => {
        const heard: string[] = [];
        for (const type of ['freeze', 'resume']) document.addEventListener(type, () => heard.push(type));
        addEventListener('pageshow', ({ persisted }) => persisted && heard.push('persisted'));
        Object.assign(window, { heard });
        window.tgp('track', 'in flight');
      });
      await expect.poll(() => gate.arrivals).toHaveLength(1);
      // Into the back/forward cache, where pages are frozen.
      await page.click('a');
      await page.waitForURL('**/second');
      await page.waitForFunction(() => window.tgp?.run);
      await expect.poll(() => entries(page)).toEqual([]);
      await page.goBack({ waitUntil: 'commit' });
      await expect.poll(heard).toEqual(['freeze', 'resume', 'persisted']);
      expect(await track(page, 'resumed')).toMatchObject([{ status: 'sent' }]);
    },
    expected: named(['in flight', 'resumed']),
    exact: true,
  });
  expect(await entries(page)).toEqual([]);
  expect(gate.arrivals).toHaveLength(3);
});

for (const transport of ['fetch', 'image'] as const)
  test(`a page that sends as it is left, by ${transport}, comes back from the back/forward cache`, async ({
    page,
    serve,
    expectBeacons,
  }) => {
    // Before the tag's own listener.
    await page.addInitScript(() => {
      if (document.URL.endsWith('/second')) return;
      addEventListener('pagehide', () => window.tgp('track', 'leaving'));
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
    });
    await expectBeacons(page, {
      action: async () => {
        await page.goto(serve({ transport }));
        await page.waitForFunction(() => window.tgp?.run);
        await page.click('a');
        await page.waitForURL('**/second');
        await page.waitForFunction(() => window.tgp?.run);
        await page.goBack({ waitUntil: 'commit' });
      },
      expected: [{ event: 'leaving' }],
    });
    expect(await page.evaluate(() => 'persisted' in window && window.persisted)).toBe(true);
  });

test('thirty events of a page that is being left arrive by the next view at the latest', async ({
  page,
  site,
  serve,
  expectBeacons,
}) => {
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve());
      await page.waitForFunction(() => window.tgp?.run);
      await page.evaluate(names => {
        addEventListener('pagehide', () => {
          for (const name of names) window.tgp('track', name);
        });
      }, numbered(30));
      await page.goto(`${site.origin}/second`);
    },
    expected: named(numbered(30)),
    exact: true,
  });
  await expect.poll(() => entries(page)).toEqual([]);
});
