import type { Engine, Found, Tab, Visitor } from '../engines/engine.ts';
import { openEngine } from '../engines/openEngine.ts';
import { answered } from './answered.ts';
import { type Beacons, expectBeacons } from './expectBeacons.ts';
import { reportBefore } from './reportBefore.ts';
import { siteTest } from './siteTest.ts';
import type { StoredEvent } from './storedEvent.ts';

interface TestFixtures {
  visitor: Visitor;
  tab: Tab;
  /** Runs an action in the tab and asserts on what the collector stored of it for the test's tag. */
  expectBeacons: (beacons: Beacons) => Promise<StoredEvent[]>;
}

interface WorkerFixtures {
  /** The browser of the project. */
  found: Found;
  engine: Engine;
}

/** Playwright's `test` with a tab in whatever engine, through the few things that every driver can do. */
export const test = siteTest.extend<TestFixtures, WorkerFixtures>({
  found: [
    { engine: 'chromium', by: 'playwright', isWhole: true },
    { option: true, scope: 'worker' },
  ],

  engine: [
    async ({ found }, use) => {
      const engine = await openEngine(found);
      await use(engine);
      await engine.close();
    },
    { scope: 'worker' },
  ],

  visitor: async ({ engine }, use) => {
    const visitor = await engine.visitor();
    await use(visitor);
    await visitor.close();
  },

  tab: async ({ visitor }, use) => {
    const tab = await visitor.open();
    await use(tab);
    const thrown = await tab.run<string[] | undefined>('return window.thrown');
    if (thrown?.length) throw new Error(`the page threw: ${thrown.join('\n')}`);
  },

  expectBeacons: async ({ collector, tag, tab }, use, info) => {
    const deadline = reportBefore(info);
    const where = { collector, writeKey: tag.write_key, deadline };
    await use(beacons => expectBeacons(() => answered(tab, collector.url), beacons, where));
  },
});

export { expect } from 'playwright/test';
