import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Project, withNode } from './project.ts';

export interface Installed {
  origin: string;
  token: string;
  /** Ends it as Ctrl-C would. */
  stop(): Promise<{ code: number | null; err: string }>;
}

/** Starts the `tgp` that a project has installed, as its scripts would. */
export async function startInstalled(node: string, { folder }: Project): Promise<Installed> {
  const command = join(folder, 'node_modules', '.bin', 'tgp');
  const data = join(folder, `data-${process.hrtime.bigint()}`);
  const child = spawn(command, ['--port', '0', '--data', data], { cwd: folder, env: withNode(node) });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stderr.setEncoding('utf8').on('data', chunk => {
    err += chunk;
  });
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    out += chunk;
    if (out.includes('keep it')) break;
  }
  const [, origin] = /Console\s+(http:\/\/[^\s/]+)/.exec(out) ?? [];
  const [, token] = /API token\s+(\S+)/.exec(out) ?? [];
  if (!origin || !token) throw new Error(`the collector did not start:\n${out}${err}`);
  return {
    origin,
    token,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const [code] = await ended;
      return { code, err };
    },
  };
}
