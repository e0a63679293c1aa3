import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { browser } from '../browser.mjs';
import { build } from '../buildAll.mjs';
import { findEngines, wantedEngines } from '../engines.mjs';
import { ROOT } from '../run.mjs';
import { tool } from './tool.mjs';

/** Runs the tests in Chromium, or in what TGP_ENGINES names, and counts them by Playwright's own report. */
export async function e2e() {
  await build();
  const found = await browser({ fetch: true });
  if (!found.path) return { failed: 1, output: found.problem };
  const { names, must } = wantedEngines();
  const { found: engines, missing } = must ? await findEngines(names) : { found: [], missing: [] };
  if (missing[0]) return { failed: 1, output: missing[0].problem };
  const report = join(ROOT, 'build', '.reports', 'e2e.json');
  rmSync(report, { force: true });
  const ran = await tool('playwright', ['test', '--reporter=list,json'], {
    TGP_CHROMIUM: found.path,
    ...(engines[0] && { TGP_FOUND: JSON.stringify(engines) }),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  if (!existsSync(report)) return { ...ran, failed: 1 };
  const { stats } = JSON.parse(readFileSync(report, 'utf8'));
  return {
    passed: stats.expected,
    // A worker that dies, or a file that cannot be loaded, shows in the exit code only.
    failed: stats.unexpected + stats.flaky || ran.failed,
    skipped: stats.skipped,
    output: ran.output,
  };
}
