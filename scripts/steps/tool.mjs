import { join } from 'node:path';
import { ROOT, run } from '../run.mjs';

export const BINARIES = {
  attw: '@arethetypeswrong/cli/dist/index.js',
  biome: '@biomejs/biome/bin/biome',
  playwright: 'playwright/cli.js',
  publint: 'publint/src/cli.js',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
};

// The tools write into a pipe; whether colours are wanted depends on where this process writes.
const { FORCE_COLOR, NO_COLOR } = process.env;
const isPlain = !process.stdout.isTTY;
const COLOR = FORCE_COLOR || NO_COLOR ? {} : isPlain ? { NO_COLOR: '1' } : { FORCE_COLOR: '1' };

// Playwright sets FORCE_COLOR for its workers, and Node complains of the two together.
const TOOL_COLOR = { playwright: COLOR.NO_COLOR ? { FORCE_COLOR: '0' } : COLOR };

/** Runs an installed tool with this Node; a failure is a failed step. */
export async function tool(name, args, env) {
  const { code, output } = await run(
    process.execPath,
    [join(ROOT, 'node_modules', BINARIES[name]), ...args],
    { env: { ...(TOOL_COLOR[name] || COLOR), ...env } },
  );
  return { failed: code === 0 ? 0 : 1, output };
}
