import type { Page } from 'playwright/test';
import { type Beacons, expectBeacons } from './expectBeacons.ts';
import { reportBefore } from './reportBefore.ts';
import { settled } from './settled.ts';
import { siteTest } from './siteTest.ts';
import type { StoredEvent } from './storedEvent.ts';

interface TestFixtures {
  /** Runs an action and asserts on what the collector stored of it for the test's tag. */
  expectBeacons: (page: Page, beacons: Beacons) => Promise<StoredEvent[]>;
  /** Whether pages may throw. Default: false, for the tag must never throw into a page. */
  mayThrow: boolean;
  unharmed: undefined;
}

/** Playwright's `test` with a page, and what the collector has of it. */
export const test = siteTest.extend<TestFixtures>({
  expectBeacons: async ({ collector, tag }, use, info) => {
    const deadline = reportBefore(info);
    await use((page, beacons) =>
      expectBeacons(settled(page, collector.url), beacons, { collector, writeKey: tag.write_key, deadline }),
    );
  },

  mayThrow: [false, { option: true }],

  unharmed: [
    async ({ context, collector, mayThrow }, use, info) => {
      const errors: Error[] = [];
      context.on('weberror', thrown => errors.push(thrown.error()));
      const from = collector.log.length;
      await use(undefined);
      if (info.status !== info.expectedStatus)
        await info.attach('collector.log', { body: collector.log.slice(from), contentType: 'text/plain' });
      if (!mayThrow && errors.length)
        throw new Error(`the page threw:\n${errors.map(e => e.stack).join('\n')}`);
    },
    { auto: true },
  ],
});

export { expect } from 'playwright/test';
