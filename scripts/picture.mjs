import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './run.mjs';
import { setup } from './setup.mjs';

// The README's picture of the console: what a visit to the demo shop and a purchase look like there.
await setup();
const { chromium } = await import('playwright');
const { browser } = await import('./browser.mjs');

const { path, problem } = await browser({ fetch: true });
if (problem) throw new Error(problem);
const folder = mkdtempSync(join(tmpdir(), 'tgp-picture-'));
const server = join(ROOT, 'src', 'server', 'index.ts');
const collector = spawn(process.execPath, [server, '--port', '0', '--data', folder]);
const opened = await chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
try {
  const origin = await startOf(collector);
  const context = await opened.newContext({
    viewport: { width: 1200, height: 760 },
    colorScheme: 'light',
    locale: 'en-GB',
  });
  const live = await context.newPage();
  await live.goto(`${origin}/#/live`);
  await live
    .getByRole('status')
    .filter({ hasText: /^Live$/ })
    .waitFor();
  // The shop has a host of its own.
  await buy(await context.newPage(), origin.replace('//localhost:', '//127.0.0.1:'));
  await live.locator('li', { hasText: '€' }).first().waitFor();
  await live.locator('#counts tr', { hasText: 'purchase' }).waitFor();
  await live.bringToFront();
  await live.screenshot({ path: join(ROOT, 'docs', 'console.png') });
} finally {
  await opened.close();
  collector.kill('SIGTERM');
  await new Promise(resolve => collector.once('exit', resolve));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function startOf({ stdout }) {
  let printed = '';
  for await (const chunk of stdout) {
    printed += chunk;
    const origin = /^Console +(http:\S+)\/$/m.exec(printed)?.[1];
    if (origin) return origin;
  }
  throw new Error('the collector did not start');
}

async function buy(page, origin) {
  await page.goto(`${origin}/shop/?utm_source=newsletter&utm_medium=email&utm_campaign=autumn`);
  await page.getByRole('link', { name: /^Hand grinder/ }).click();
  await page.waitForURL(/product/);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('link', { name: 'Go to the cart' }).click();
  await page.getByRole('link', { name: 'Check out' }).click();
  await page.getByRole('button', { name: /^Pay/ }).click();
  await page.waitForURL(/thank-you/);
}
