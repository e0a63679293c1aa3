import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../../test/support/postgres/startPostgres.ts';
import { cpuOf } from '../cpuOf.ts';
import { postmaster } from '../postgres/postmaster.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Something that answers beacons. */
export interface Server {
  name: string;
  version: string;
  port: number;
  writeKey: string;
  /** What it has used so far, with all that it needs to answer, in seconds. */
  cpu(): number;
  end(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function ended(child: ChildProcess, folder: string): () => Promise<void> {
  return async () => {
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
    rmSync(folder, { recursive: true, force: true });
  };
}

async function saidBy(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let said = '';
  for await (const part of child.stdout!) {
    said += part;
    const found = pattern.exec(said);
    if (found) return found;
  }
  throw new Error(`it did not start: ${said}`);
}

const folderOf = (name: string): string => mkdtempSync(join(tmpdir(), `tgp-bench-${name}-`));

const ADMIN = 'tgp_admin-of-the-benchmark';

const { version: VERSION } = JSON.parse(readFileSync(here('../../package.json'), 'utf8'));

/** A collector of ours, and the means to ask it. */
export interface Collector {
  origin: string;
  call<Result>(method: string, path: string, body?: object): Promise<Result>;
  cpu(): number;
  end(): Promise<void>;
}

/** @param args where it keeps its events; default: in a folder that goes with it */
export async function startCollector(args: string[] = []): Promise<Collector> {
  const folder = folderOf('tgp');
  const place = args.length ? args : ['--data', folder];
  const child = spawn(
    process.execPath,
    [here('../../src/server/bin.mjs'), '--port', '0', '--rate-limit', 'off', ...place],
    { env: { ...process.env, TGP_ADMIN_TOKEN: ADMIN }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const port = Number((await saidBy(child, /^Console +http:\S+:(\d+)\/\n[\s\S]*^Data/m))[1]);
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    async call(method, path, body) {
      const answer = await fetch(origin + path, {
        method,
        headers: {
          authorization: `Bearer ${ADMIN}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    cpu: () => cpuOf(child.pid!),
    end: ended(child, folder),
  };
}

async function serverOf(name: string, collector: Collector): Promise<Server> {
  const { tags } = await collector.call<{ tags: { write_key: string }[] }>('GET', '/accounts/demo/tags');
  const { origin, cpu, end } = collector;
  return {
    name,
    version: VERSION,
    port: Number(new URL(origin).port),
    writeKey: tags[0]!.write_key,
    cpu,
    end,
  };
}

export const tgp = async (): Promise<Server> => serverOf('tgp', await startCollector());

/** The same with its events in PostgreSQL, on the same disk: what its server uses is counted too. */
export async function overPostgres(): Promise<Server> {
  const postgres = await startPostgres({ isDurable: true });
  try {
    const collector = await startCollector(['--store', postgres.url('postgres')]);
    const { cpu, end, ...server } = await serverOf('tgp, PostgreSQL', collector);
    return {
      ...server,
      cpu: () => cpu() + cpuOf(postmaster(postgres)),
      async end() {
        await end();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** The same route without anything behind it. */
export async function fastify(): Promise<Server> {
  const child = spawn(process.execPath, [here('bareFastify.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [, port, version] = await saidBy(child, /^(\d+) (\S+)\n/m);
  return {
    name: 'fastify',
    version: version!,
    port: Number(port),
    writeKey: 'none',
    cpu: () => cpuOf(child.pid!),
    end: ended(child, folderOf('fastify')),
  };
}

/** Undefined where there is no nginx. Debian: `apt-get install nginx-light`. */
export async function nginx(): Promise<Server | undefined> {
  const { stderr, error } = spawnSync('nginx', ['-v'], { encoding: 'utf8' });
  if (error) return undefined;
  const folder = folderOf('nginx');
  const port = await freePort();
  for (const name of ['logs', 'tmp']) mkdirSync(join(folder, name));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map(name => `${name}_temp_path ${folder}/tmp/${name};`)
    .join(' ');
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/logs/error.log;
events { worker_connections 4096; }
http { ${temporary} access_log ${folder}/logs/access.log; keepalive_requests 100000000;
  server { listen 127.0.0.1:${port} backlog=4096; location / { empty_gif; } } }\n`,
  );
  const child = spawn('nginx', ['-p', folder, '-c', 'nginx.conf'], { stdio: 'inherit' });
  while (!readdirSync(folder).includes('pid')) {
    if (child.exitCode !== null) throw new Error('nginx did not start');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  const version = /nginx\/(\S+)/.exec(stderr)?.[1] ?? '';
  return {
    name: 'nginx',
    version,
    port,
    writeKey: 'none',
    cpu: () => cpuOf(child.pid!),
    end: ended(child, folder),
  };
}
