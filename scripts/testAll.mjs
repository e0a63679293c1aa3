import { flakyWords } from './flakyTests.mjs';
import { dist } from './steps/dist.mjs';
import { e2e } from './steps/e2e.mjs';
import { format } from './steps/format.mjs';
import { lint } from './steps/lint.mjs';
import { publishing } from './steps/publishing.mjs';
import { size } from './steps/size.mjs';
import { SIDES, types } from './steps/types.mjs';
import { unit } from './steps/unit.mjs';

// Each row waits for the row before it; what stands in one row runs side by side, two at a time.
const ROWS = [
  [['dist', dist]],
  [
    ...SIDES.map(side => [`types ${side}`, () => types(side)]),
    ['format', format],
    ['lint', lint],
    ['size', size],
    ['publishing', publishing],
  ],
  [['unit', unit]],
  [['e2e', e2e]],
];

/** Runs the steps named, or all; says how each went, in full where it failed; gives the exit code. */
export async function testAll(names) {
  const unknown = names.filter(name => !ROWS.flat().some(([step]) => step.split(' ')[0] === name));
  if (unknown.length) {
    console.error(
      `tgp: no step is called ${unknown.join(', ')}: ${ROWS.flat()
        .map(([step]) => step)
        .join(', ')}`,
    );
    return 1;
  }
  const total = { passed: 0, failed: 0, skipped: 0, flaky: [] };
  for (const row of ROWS) {
    const waiting = row.filter(([step]) => !names.length || names.includes(step.split(' ')[0]));
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) count(total, await report(...next));
    };
    await Promise.all([lane(), lane()]);
  }
  const skipped = total.skipped ? `, ${total.skipped} skipped` : '';
  const flaky = total.flaky.length ? `, ${total.flaky.length} flaky` : '';
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}${flaky}${flakyWords(total.flaky)}`);
  return total.failed ? 1 : 0;
}

async function report(name, step) {
  const start = Date.now();
  let result;
  try {
    result = await step();
  } catch (error) {
    result = { failed: 1, output: error.stack };
  }
  const { failed, passed = failed ? 0 : 1, skipped = 0, flaky = [], output = '', note } = result;
  const cases = [
    `${passed} passed`,
    failed && `${failed} failed`,
    skipped && `${skipped} skipped`,
    flaky.length && `${flaky.length} of them FLAKY`,
  ].filter(Boolean);
  const seconds = `${((Date.now() - start) / 1000).toFixed(1)} s`;
  console.log(
    [
      failed ? '✗' : flaky.length ? '!' : '✓',
      name.padEnd(18),
      seconds.padStart(7),
      passed + failed + skipped > 1 ? cases.join(', ') : note,
    ]
      .filter(Boolean)
      .join(' '),
  );
  if (failed) console.log(`\n${output.trimEnd()}\n`);
  return { passed, failed, skipped, flaky };
}

function count(total, { flaky, ...numbers }) {
  for (const [key, number] of Object.entries(numbers)) total[key] += number;
  total.flaky.push(...flaky);
}
