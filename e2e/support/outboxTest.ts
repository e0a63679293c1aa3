import type { BrowserContext, Page } from 'playwright/test';
import type { InitOptions, Outcome } from '../../src/tag/types.ts';
import { type Beacons, expectBeacons } from './expectBeacons.ts';
import { test as base } from './fixtures.ts';
import { Gate, type Ruling } from './gate.ts';
import { reportBefore } from './reportBefore.ts';
import { type Served, servePages } from './servePages.ts';
import { settled } from './settled.ts';
import type { StoredEvent } from './storedEvent.ts';

interface TestFixtures {
  /** Stands before the collector. */
  gate: Gate;
  /** Serves the pages, whose beacons go through the gate; gives the address of the first. */
  serve: (options?: InitOptions, served?: Served) => string;
  expectBeacons: (page: Page, beacons: Beacons) => Promise<StoredEvent[]>;
}

/** `test` whose beacons pass a gate. */
export const test = base.extend<TestFixtures>({
  gate: async ({ collector }, use) => {
    const gate = await Gate.before(collector.url);
    await use(gate);
    await gate.stop();
  },

  serve: async ({ site, gate }, use) =>
    use((options, served) => servePages(site, { ...served, options: { endpoint: gate.origin, ...options } })),

  expectBeacons: async ({ collector, tag, gate }, use, info) => {
    const where = { collector, writeKey: tag.write_key, deadline: reportBefore(info) };
    await use((page, beacons) => expectBeacons(settled(page, gate.origin), beacons, where));
  },
});

/** Fires events and gives what became of each first try. */
export function track(page: Page, ...names: string[]): Promise<Outcome[]> {
  return page.evaluate(
    each =>
      Promise.all(
        each.map(name => new Promise<Outcome>(callback => window.tgp('track', name, {}, { callback }))),
      ),
    names,
  );
}

/** Names of what waits in the browser's storage. */
export const entries = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.keys(localStorage).filter(name => name.startsWith('tgp_out')));

/** Fires events in a page that has lost its network; it is gone when that is back. */
export async function leaveUnsent(
  context: BrowserContext,
  url: string,
  names: string[],
  edit: (page: Page) => unknown = () => {},
): Promise<void> {
  const page = await context.newPage();
  await noLongTimers(page);
  // Nor by the network's return: a page that is closed may live to see it.
  await page.addInitScript(() => addEventListener('online', event => event.stopImmediatePropagation()));
  await page.goto(url);
  await page.waitForFunction(() => window.tgp?.run);
  await context.setOffline(true);
  // Each in a millisecond of its own: that is what they are in order by.
  for (const name of names) await track(page, name);
  await edit(page);
  await page.close();
  await context.setOffline(false);
}

/** Keeps a page from trying again by the clock. */
export const noLongTimers = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const set = window.setTimeout;
    window.setTimeout = ((run: () => void, ms = 0) => (ms < 1000 ? set(run, ms) : -1)) as typeof setTimeout;
  });

/** Ends a tab's process, as the system does where memory is short. */
export async function kill(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {});
  await crashed;
}

/** Names of so many events. */
export const numbered = (count: number): string[] => Array.from({ length: count }, (_, n) => `event ${n}`);

/** Events of these names, as `expectBeacons` takes them. */
export const named = (names: readonly string[]): { event: string }[] => names.map(event => ({ event }));

/** Turns the next request away for a second, and lets all others pass. */
export const busyOnce = ({ arrivals }: Gate) => {
  const turned = arrivals.length + 1;
  return (): Ruling =>
    arrivals.length === turned ? { status: 503, headers: { 'retry-after': '1' } } : 'pass';
};
