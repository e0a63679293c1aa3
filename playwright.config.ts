import { defineConfig } from 'playwright/test';
import { browser } from './scripts/browser.mjs';

const { path, problem } = await browser();
if (!path) throw new Error(problem);
// For the workers, which read this file again.
process.env.TGP_CHROMIUM = path;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'build/.reports/e2e',
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 40_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: path,
      // Chromium's sandbox refuses to run as root.
      chromiumSandbox: process.getuid?.() !== 0,
      args: [
        '--no-first-run',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Subdomains of one site, without a name server.
        '--host-resolver-rules=MAP *.shop.example 127.0.0.1',
      ],
      // The back/forward cache is on in every visitor's browser.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    },
  },
});
