import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const SERVER = fileURLToPath(new URL('../../src/server/index.ts', import.meta.url));

/** Where Node keeps what it compiled: a third of a start is that. A collector that is killed leaves nothing there. */
const COMPILED = fileURLToPath(new URL('../../build/.compiled/', import.meta.url));

export interface Command {
  process: ChildProcess;
  /** What it has written so far. */
  out: string;
  err: string;
  /** Its exit code, once everything it wrote is read; null where a signal ended it. */
  exit: Promise<number | null>;
}

/** Runs `tgp` with these arguments; killed when the test ends. `before` is shell that its limits are set by. */
export function runCommand(args: string[], env: NodeJS.ProcessEnv = {}, before = ''): Command {
  // The environment of whoever runs the tests must not decide them.
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TGP_')));
  const started = spawn('/bin/sh', ['-c', `${before} exec "$0" "$@"`, process.execPath, SERVER, ...args], {
    env: { NODE_COMPILE_CACHE: COMPILED, ...clean, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void started.kill('SIGKILL'));
  const command: Command = {
    process: started,
    out: '',
    err: '',
    exit: once(started, 'close').then(([code]) => code as number | null),
  };
  started.stdout.on('data', text => {
    command.out += text;
  });
  started.stderr.on('data', text => {
    command.err += text;
  });
  return command;
}

export interface RunningCollector extends Command {
  origin: string;
  /** Where its console is: on another host than the demo shop, with the same port. */
  console: string;
  /** The API token it printed, or ''. */
  token: string;
}

/** Starts a collector on a free port and waits until it says where it is. `TGP_STORE` is in the place of the folder. */
export async function startCollector(
  data: string,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
  before = '',
): Promise<RunningCollector> {
  const folder = env.TGP_STORE || args.includes('--store') ? [] : ['--data', data];
  return untilItListens(runCommand(['--port', '0', ...folder, ...args], env, before));
}

/** Waits until a collector that was started says where it is. */
export async function untilItListens(command: Command): Promise<RunningCollector> {
  while (!/^Data .*\n/m.test(command.out)) {
    const ended = await Promise.race([
      once(command.process.stdout!, 'data').then(() => false),
      command.exit.then(() => true),
    ]);
    if (ended) throw new Error(`the collector ended: ${command.err}`);
  }
  const printed = /^Console +(http:\S+?)\/$/m.exec(command.out)![1]!;
  return Object.assign(command, {
    origin: printed.replace('//localhost:', '//127.0.0.1:'),
    console: printed,
    token: /^API token +(tgp_\S+)/m.exec(command.out)?.[1] ?? '',
  });
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects, and fails where it isn't
type Json = any;

/** Reads a JSON answer. */
export async function getJson(url: string, token = ''): Promise<Json> {
  const answer = await fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
