import { defineConfig } from 'playwright/test';
import type { Found } from './e2e/engines/engine.ts';
import { launchOptions } from './e2e/engines/launchOptions.ts';
import { browser } from './scripts/browser.mjs';

/** Chromium alone, unless `npm run test:browsers` says what else there is. */
async function find(): Promise<Found[]> {
  if (process.env.TGP_FOUND) return JSON.parse(process.env.TGP_FOUND);
  const { path, problem } = await browser();
  if (!path) throw new Error(problem);
  process.env.TGP_CHROMIUM = path;
  return [{ engine: 'chromium', by: 'playwright', path, isWhole: true }];
}

const engines = await find();
// For the workers, which read this file again.
process.env.TGP_FOUND = JSON.stringify(engines);

export default defineConfig<object, { found: Found }>({
  testDir: 'e2e',
  outputDir: 'build/.reports/e2e',
  workers: '150%',
  fullyParallel: true,
  // One red test must not stop a change that has nothing to do with it; the summary names each that needed this.
  retries: process.env.CI ? 1 : 0,
  // Bounds on what hangs, not on what is slow: a busy machine takes its time.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  projects: engines.map(found => ({
    name: found.engine,
    // What Playwright can't drive as its own runs what any driver can.
    ...(!found.isWhole && { testMatch: /\/engine\w*\.spec\.ts$/ }),
    use: { found, browserName: found.engine, launchOptions: launchOptions(found) },
  })),
});
