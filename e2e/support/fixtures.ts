import { test as base, type Page } from 'playwright/test';
import { javascript } from '../../src/install/javascript.ts';
import { Collector, type Tag } from './collector.ts';
import { type Beacons, expectBeacons } from './expectBeacons.ts';
import { Site } from './site.ts';
import type { StoredEvent } from './storedEvent.ts';

// Time to write a readable report before the runner cuts the test off.
const REPORT_MS = 1000;

interface TestFixtures {
  /** A tag of the test's own. */
  tag: Tag;
  /** A web site with `snippet`, `writeKey`, `collector`, `origin` and `crossOrigin` as values of its pages. */
  site: Site;
  /** Runs an action and asserts on what the collector stored of it for the test's tag. */
  expectBeacons: (page: Page, beacons: Beacons) => Promise<StoredEvent[]>;
  /** Whether pages may throw. Default: false, for the tag must never throw into a page. */
  mayThrow: boolean;
  unharmed: undefined;
}

/** Playwright's `test` with a collector for each worker, and a tag and a web site for each test. */
export const test = base.extend<TestFixtures, { collector: Collector }>({
  collector: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names here.
    async ({}, use) => {
      const collector = await Collector.start();
      await use(collector);
      await collector.discard();
    },
    { scope: 'worker' },
  ],

  tag: async ({ collector }, use, { title }) => use(await collector.createTag(title)),

  site: async ({ collector, tag }, use) => {
    const site = await Site.start();
    site.values = {
      snippet: javascript({ writeKey: tag.write_key, scriptUrl: `${collector.url}/tgp.js` }),
      writeKey: tag.write_key,
      collector: collector.url,
      origin: site.origin,
      crossOrigin: site.crossOrigin,
    };
    await use(site);
    await site.stop();
  },

  expectBeacons: async ({ collector, tag }, use, info) => {
    const startedAt = Date.now();
    const deadline = () => startedAt + info.timeout - REPORT_MS;
    await use((page, beacons) =>
      expectBeacons(page, beacons, { collector, writeKey: tag.write_key, deadline }),
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
