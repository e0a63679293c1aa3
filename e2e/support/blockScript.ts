import type { Page } from 'playwright/test';

/** Blocks the tag's script, as an ad blocker does. */
export function blockScript(page: Page): Promise<unknown> {
  return page.route(/\/tgp[\w./]*\.js$/, route => route.abort('blockedbyclient'));
}
