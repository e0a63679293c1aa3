import { join } from 'node:path';
import { ROOT, run } from '../run.mjs';

const BINARIES = {
  biome: '@biomejs/biome/bin/biome',
  playwright: 'playwright/cli.js',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
};

/** Runs an installed tool with this Node; a failure is a failed step. */
export async function tool(name, args, env) {
  const { code, output } = await run(
    process.execPath,
    [join(ROOT, 'node_modules', BINARIES[name]), ...args],
    { env },
  );
  return { failed: code === 0 ? 0 : 1, output };
}
