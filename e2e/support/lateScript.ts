import type { Page } from 'playwright/test';

/** Holds the tag's script back until the function it gives is called. */
export async function lateScript(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  await page.route(/\/tgp[\w./]*\.js$/, async route => {
    await released;
    await route.continue();
  });
  return release;
}
