import { build } from '../buildAll.mjs';
import { readmeTable } from '../readmeTable.mjs';
import { sizes } from '../sizes.mjs';

/** The published files keep their budgets and their ECMAScript, and the README says the truth of them. */
export async function size() {
  await build();
  const { table, problems } = sizes();
  problems.push(...readmeTable(table, { write: false }));
  return { failed: problems.length ? 1 : 0, output: [table, ...problems].join('\n') };
}
