import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright/test';
import { expect } from './fixtures.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** All that another colour scheme may break. */
const OF_COLOURS = { runOnly: ['color-contrast', 'link-in-text-block'] };

/** Tries a page by the rules of accessibility, in both colour schemes and on a phone. */
export async function expectAccessible(page: Page): Promise<void> {
  const size = page.viewportSize()!;
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      // What the page does for its new size is done before its next picture but one.
      await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))');
      // By the browser's own door: the page's policy lets no other script in. Once for each document.
      if (!(await page.evaluate('globalThis.axe !== undefined'))) await page.evaluate(AXE);
      const rules = colorScheme === 'light' ? {} : OF_COLOURS;
      const found = await page.evaluate<string[]>(
        `axe.run(${JSON.stringify(rules)}).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(node => node.html).join(' ')))`,
      );
      expect(found, `${colorScheme}, ${width} pixels`).toEqual([]);
      const isWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      expect(isWide, `wider than ${width} pixels`).toBe(false);
    }
  }
  await page.setViewportSize(size);
}
