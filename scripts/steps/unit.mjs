import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { php } from '../php.mjs';
import { ROOT } from '../run.mjs';
import { tool } from './tool.mjs';

/** Runs the unit tests and counts them by vitest's own report. */
export async function unit() {
  const report = join(ROOT, 'build', '.reports', 'unit.json');
  rmSync(report, { force: true });
  await php();
  const ran = await tool('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  if (!existsSync(report)) return { ...ran, failed: 1 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  // A file that cannot be loaded has no tests to fail.
  const broken = testResults.filter(file => file.status === 'failed' && !file.assertionResults.length).length;
  return {
    passed: numPassedTests,
    // An error outside of any test shows in the exit code only.
    failed: numFailedTests + broken || ran.failed,
    skipped: numPendingTests + numTodoTests,
    output: ran.output,
  };
}
