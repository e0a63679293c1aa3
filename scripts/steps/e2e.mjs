import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { browser } from '../browser.mjs';
import { build } from '../buildAll.mjs';
import { findEngines, wantedEngines } from '../engines.mjs';
import { flakyTests } from '../flakyTests.mjs';
import { ROOT } from '../run.mjs';
import { tool } from './tool.mjs';

/**
 * Runs the tests in what TGP_ENGINES names, else on CI in every engine that is installed, else in Chromium. Counts them by
 * Playwright's own report.
 */
export async function e2e() {
  await build();
  const found = await browser({ fetch: true });
  if (!found.path) return { failed: 1, output: found.problem };
  const { names, must } = wantedEngines();
  const { found: engines, missing } =
    must || process.env.CI ? await findEngines(names, { fetch: must }) : { found: [], missing: [] };
  if (must && missing[0]) return { failed: 1, output: missing[0].problem };
  if (engines[0]) console.log(`tgp: browser tests in ${engines.map(({ engine }) => engine).join(', ')}`);
  for (const { problem } of missing) console.log(`tgp: left out: ${problem}`);
  const report = join(ROOT, 'build', '.reports', 'e2e.json');
  rmSync(report, { force: true });
  const ran = await tool('playwright', ['test', '--reporter=list,json'], {
    TGP_CHROMIUM: found.path,
    ...(engines[0] && { TGP_FOUND: JSON.stringify(engines) }),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  if (!existsSync(report)) return { ...ran, failed: 1 };
  const results = JSON.parse(readFileSync(report, 'utf8'));
  const { stats } = results;
  return {
    passed: stats.expected + stats.flaky,
    // A worker that dies, or a file that cannot be loaded, shows in the exit code only.
    failed: stats.unexpected || ran.failed,
    skipped: stats.skipped,
    flaky: flakyTests(results),
    output: ran.output,
  };
}
