import { join } from 'node:path';
import { ROOT, run } from '../run.mjs';

const BINARIES = {
  biome: '@biomejs/biome/bin/biome',
  playwright: 'playwright/cli.js',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
};

// The tools write into a pipe; whether colours are wanted depends on where this process writes.
const { FORCE_COLOR, NO_COLOR } = process.env;
const COLOR = FORCE_COLOR || NO_COLOR ? {} : { FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };

/** Runs an installed tool with this Node; a failure is a failed step. */
export async function tool(name, args, env) {
  const { code, output } = await run(
    process.execPath,
    [join(ROOT, 'node_modules', BINARIES[name]), ...args],
    { env: { ...COLOR, ...env } },
  );
  return { failed: code === 0 ? 0 : 1, output };
}
