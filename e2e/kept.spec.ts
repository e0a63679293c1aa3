import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptVersions, PARTNER, readKept, readPage, unpackStore } from '../test/kept/kept.ts';
import { Collector } from './support/collector.ts';
import { expectBeacons } from './support/expectBeacons.ts';
import { test as base, expect } from './support/fixtures.ts';
import { reportBefore } from './support/reportBefore.ts';
import { settled } from './support/settled.ts';

/** `test` with today's collector on the store that a version kept. */
const test = base.extend<object, { collectorOn: (version: string) => Promise<Collector> }>({
  collectorOn: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names here.
    async ({}, use) => {
      const started = new Map<string, Promise<Collector>>();
      const folders: string[] = [];
      const start = async (version: string) => {
        const folder = await mkdtemp(join(tmpdir(), 'tgp-kept-'));
        folders.push(folder);
        unpackStore(version, folder);
        // The last of two folders counts.
        return Collector.start('--data', folder);
      };
      await use(version => {
        if (!started.has(version)) started.set(version, start(version));
        return started.get(version)!;
      });
      for (const collector of started.values()) await (await collector).discard();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
});

for (const version of keptVersions()) {
  test.describe(`a page of ${version}`, () => {
    for (const [name, page] of Object.entries(readKept(version).pages)) {
      const { writeKey, expected, fires = [], scripts = true } = page;
      test(`${name} delivers what it did`, async ({ browser, site, collectorOn }, info) => {
        const deadline = reportBefore(info);
        const collector = await collectorOn(version);
        const context = await browser.newContext({ javaScriptEnabled: scripts });
        const tab = await context.newPage();
        const thrown: Error[] = [];
        context.on('weberror', each => thrown.push(each.error()));
        const fired: string[] = [];
        await context.route(`${PARTNER}/**`, route => {
          fired.push(route.request().url());
          return route.fulfill({ contentType: 'text/javascript', body: '' });
        });
        site.rawPages.set(`/${name}`, readPage(version, name, collector.url));
        await expectBeacons(
          // Without scripts there is nothing in a page to ask; its images are there when it has loaded.
          scripts ? settled(tab, collector.url) : async () => {},
          { action: () => tab.goto(`${site.origin}/${name}`), expected, exact: true },
          { collector, writeKey, deadline },
        );
        await expect.poll(() => fired.toSorted()).toEqual(fires.toSorted());
        expect(thrown).toEqual([]);
        await context.close();
      });
    }
  });
}
