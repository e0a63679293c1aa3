import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { flakyTests, flakyWords } from './flakyTests.mjs';
import { ROOT } from './run.mjs';
import { setup } from './setup.mjs';

await setup();
const { build } = await import('./buildAll.mjs');
const { findEngines, wantedEngines } = await import('./engines.mjs');
const REPORT = join(ROOT, 'build', '.reports', 'browsers.json');

try {
  const { names, must } = wantedEngines();
  await build();
  const { found, missing } = await findEngines(names);
  const code = found.length ? await test(found) : 1;
  const report = found.length && existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, 'utf8')) : {};
  const counts = countByEngine(report);
  for (const { engine, isWhole } of found) {
    const { passed = 0, failed = 0, skipped = 0 } = counts[engine] ?? {};
    const suite = isWhole ? 'the whole suite' : 'the suite for all engines';
    console.log(
      `${engine}: ${suite}, ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`,
    );
  }
  for (const { engine, problem } of missing) console.log(`${engine}: not run: ${problem}`);
  const flaky = flakyWords(flakyTests(report));
  if (flaky) console.log(flaky);
  process.exit(must && missing.length ? 1 : code);
} catch (error) {
  console.error(`tgp: ${error.message}`);
  process.exit(1);
}

/** Runs Playwright in what was found; gives its exit code. */
function test(found) {
  rmSync(REPORT, { force: true });
  const cli = join(ROOT, 'node_modules', 'playwright', 'cli.js');
  const child = spawn(process.execPath, [cli, 'test', '--reporter=list,json', ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      TGP_FOUND: JSON.stringify(found),
      TGP_CHROMIUM: found.find(({ engine }) => engine === 'chromium')?.path ?? '',
      PLAYWRIGHT_JSON_OUTPUT_FILE: REPORT,
    },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', code => resolve(code ?? 1));
  });
}

function countByEngine(report) {
  const counts = {};
  const walk = ({ suites = [], specs = [] }) => {
    suites.forEach(walk);
    for (const { projectName, status } of specs.flatMap(({ tests }) => tests)) {
      counts[projectName] ??= { passed: 0, failed: 0, skipped: 0 };
      counts[projectName][{ expected: 'passed', flaky: 'passed', skipped: 'skipped' }[status] ?? 'failed']++;
    }
  };
  walk(report);
  return counts;
}
