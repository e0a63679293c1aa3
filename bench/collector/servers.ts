import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Something that answers beacons. */
export interface Server {
  name: string;
  version: string;
  port: number;
  writeKey: string;
  /** The process and those that it started. */
  pids(): number[];
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

/** A process and its children, as Linux lists them. */
function family(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...children.split(' ').filter(Boolean).map(Number)];
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

export async function tgp(): Promise<Server> {
  const folder = folderOf('tgp');
  const args = [here('../../src/server/bin.mjs'), '--port', '0', '--data', folder, '--rate-limit', 'off'];
  const admin = 'tgp_admin-of-the-benchmark';
  const child = spawn(process.execPath, args, {
    env: { ...process.env, TGP_ADMIN_TOKEN: admin },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = Number((await saidBy(child, /^Console +http:\S+:(\d+)\/\n[\s\S]*^Data/m))[1]);
  const answer = await fetch(`http://127.0.0.1:${port}/accounts/demo/tags`, {
    headers: { authorization: `Bearer ${admin}` },
  });
  const { version } = JSON.parse(readFileSync(here('../../package.json'), 'utf8'));
  const writeKey = (await answer.json()).tags[0].write_key;
  return { name: 'tgp', version, port, writeKey, pids: () => family(child.pid!), end: ended(child, folder) };
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
    pids: () => family(child.pid!),
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
    pids: () => family(child.pid!),
    end: ended(child, folder),
  };
}
