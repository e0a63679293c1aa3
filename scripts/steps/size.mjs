import { build } from '../buildAll.mjs';
import { sizes } from '../sizes.mjs';

/** The published files keep their budgets and their ECMAScript. */
export async function size() {
  await build();
  const { table, problems } = sizes();
  return { failed: problems.length ? 1 : 0, output: [table, ...problems].join('\n') };
}
