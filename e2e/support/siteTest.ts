import { test as base } from 'playwright/test';
import { javascript } from '../../src/install/javascript.ts';
import { Collector, type Tag } from './collector.ts';
import { Site } from './site.ts';

interface TestFixtures {
  /** A tag of the test's own. */
  tag: Tag;
  /** A web site with `snippet`, `writeKey`, `collector`, `origin` and `crossOrigin` as values of its pages. */
  site: Site;
}

/** Playwright's `test` with a collector for each worker, and a tag and a web site for each test. */
export const siteTest = base.extend<TestFixtures, { collector: Collector }>({
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
});
