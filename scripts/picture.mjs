import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './run.mjs';
import { setup } from './setup.mjs';

// The README's picture of the console: what its overview says of the demo shop's visits.
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
    viewport: { width: 1200, height: 1120 },
    colorScheme: 'light',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  // The made-up visits of the last two weeks come while the collector runs: all are there once there are no more.
  for (let shown = '', before = ' '; shown !== before; before = shown, shown = await sources(page))
    await page.reload();
  await page.screenshot({ path: join(ROOT, 'docs', 'console.png') });
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

async function sources(page) {
  const row = page.getByRole('row', { name: /^google/ });
  await row.waitFor();
  return page.locator('main').textContent();
}
