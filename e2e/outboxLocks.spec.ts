import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright/test';
import { expect } from './support/fixtures.ts';
import { entries, kill, test, track } from './support/outboxTest.ts';

declare global {
  interface Window {
    /** Names of the locks that the page asked for. */
    asked: string[];
  }
}

/** Notes the locks that a page asks for. */
const noteLocks = (page: Page) =>
  page.addInitScript(() => {
    window.asked = [];
    const request = navigator.locks.request.bind(navigator.locks) as LockManager['request'];
    Object.assign(navigator.locks, {
      request: (name: string, run: LockGrantedCallback<unknown>) => {
        window.asked.push(name);
        return request(name, run);
      },
    });
  });

const asked = (page: Page) => page.evaluate(() => window.asked);

const heldLocks = (page: Page) =>
  page.evaluate(async () => (await navigator.locks.query()).held!.map(({ name }) => name!));

test('an answer that comes at once costs no lock, one that takes long has one', async ({
  page,
  gate,
  serve,
}) => {
  await noteLocks(page);
  await page.goto(serve());
  expect(await track(page, 'quick')).toMatchObject([{ status: 'sent' }]);
  gate.rule = () => 'hold';
  await page.evaluate(() => window.tgp('track', 'slow'));
  await expect.poll(() => heldLocks(page)).toHaveLength(1);
  expect(await asked(page)).toEqual(await heldLocks(page));
  expect(await asked(page)).toEqual(await entries(page));
});

test('a tab leaves alone what another has just sent, and finds it done', async ({
  page,
  context,
  gate,
  serve,
  expectBeacons,
}) => {
  const url = serve();
  const other = await context.newPage();
  await noteLocks(other);
  await expectBeacons(page, {
    action: async () => {
      await page.goto(url);
      gate.rule = () => setTimeout(700, 'pass');
      await page.evaluate(() => window.tgp('track', 'a'));
      const [name = ''] = await entries(page);
      await other.goto(url);
      await expect.poll(() => asked(other)).toContain(name);
      await other.waitForFunction(async () => !(await navigator.locks.query()).held!.length);
    },
    expected: [{ event: 'a' }],
    exact: true,
  });
  expect(gate.arrivals).toHaveLength(1);
});

test('what a tab was sending that is killed before it has a lock is sent by another', async ({
  page,
  context,
  gate,
  serve,
  expectBeacons,
}) => {
  const url = serve();
  gate.rule = () => (gate.arrivals.length > 1 ? 'pass' : 'hold');
  const dying = await context.newPage();
  await dying.goto(url);
  await dying.evaluate(() => window.tgp('track', 'left'));
  await expect.poll(() => gate.arrivals).toHaveLength(1);
  await kill(dying);
  await expectBeacons(page, {
    action: () => page.goto(url),
    expected: [{ event: 'left', context: { tgp: { retried: 1 } } }],
    exact: true,
  });
  expect(await entries(page)).toEqual([]);
});
