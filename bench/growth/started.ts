import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../src/server/bin.mjs', import.meta.url));

export const ADMIN = 'tgp_admin-of-the-benchmark';

/** The real collector, over a store that is there. */
export async function started(args: string[]): Promise<{ origin: string; end(): Promise<void> }> {
  const child = spawn(
    process.execPath,
    [PROGRAM, '--port', '0', '--rate-limit', 'off', '--no-demo', ...args],
    { env: { ...process.env, TGP_ADMIN_TOKEN: ADMIN }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  for await (const part of child.stdout) {
    said += part;
    if (/^Data .*\n/m.test(said)) break;
  }
  const port = /^Console +http:\S+:(\d+)\/$/m.exec(said)?.[1];
  if (!port) throw new Error(`the collector did not start: ${said}`);
  return {
    origin: `http://127.0.0.1:${port}`,
    async end() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

/** Runs a command of the collector's, to its end. */
export async function command(args: string[]): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`tgp ${args[0]} ended with ${code}`);
}
