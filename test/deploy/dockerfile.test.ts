import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { tempDir } from '../support/collector.ts';
import { buildByHand, contextOf } from '../support/dockerfile.ts';
import { freePort } from '../support/proxy.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILE = join(ROOT, 'deploy/Dockerfile');

/** With this Node first, as in the image. */
const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);

it('the Dockerfile’s steps make a collector that runs, tells that it is well, and stops', async () => {
  const folder = tempDir();
  process.env.PATH = PATH;
  const built = buildByHand(FILE, ROOT, folder, contextOf(join(ROOT, 'deploy/Dockerfile.dockerignore')));
  expect(built).toMatchObject({ user: 'node', volumes: ['/data'], entrypoint: ['tgp'] });
  expect(statSync(join(built.root, 'data')).mode & 0o777).toBe(0o700);

  const port = await freePort();
  // Nobody but this machine is to reach what a test starts.
  const env = { PATH, HOME: folder, ...built.env, TGP_HOST: '127.0.0.1', TGP_PORT: String(port) };
  expect(built.env.TGP_HOST).toBe('0.0.0.0');
  const isWell = () => spawnSync(built.health[0]!, built.health.slice(1), { env }).status;
  expect(isWell()).toBe(1);

  const child = spawn(join(built.root, 'usr/local/bin', built.entrypoint[0]!), [], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  let out = '';
  let err = '';
  child.stderr.on('data', text => {
    err += text;
  });
  for await (const text of child.stdout) {
    out += text;
    if (/^API token.*\n/m.test(out)) break;
  }
  expect(out).toContain(`Data       ${join(built.root, 'data')}`);
  expect([isWell(), err]).toEqual([0, '']);
  const origin = `http://127.0.0.1:${port}`;
  for (const path of ['/', '/tgp.js', '/main.js', '/openapi.json', '/health/ready'])
    expect([path, (await fetch(origin + path)).status]).toEqual([path, 200]);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(isWell()).toBe(1);
}, 180_000);

const yaml = (file: string) =>
  spawnSync('python3', ['-c', 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)'], {
    input: readFileSync(file),
    encoding: 'utf8',
  });
const COMPOSE = join(ROOT, 'deploy/compose.yaml');
const compose = yaml(COMPOSE);
if (compose.status !== 0)
  process.stderr.write(
    '\nSKIPPED: nothing reads YAML on this machine; Debian has it: apt-get install python3-yaml\n',
  );

it.skipIf(compose.status !== 0)(
  'the compose file has one volume, writes nowhere else, and opens no port to others',
  () => {
    const { services, volumes } = JSON.parse(compose.stdout);
    expect(services.tgp).toMatchObject({
      build: { context: '..', dockerfile: 'deploy/Dockerfile' },
      read_only: true,
      cap_drop: ['ALL'],
      ports: ['127.0.0.1:4242:4242'],
      volumes: ['tgp-data:/data'],
    });
    expect(Object.keys(volumes)).toEqual(['tgp-data']);
  },
);

const docker = spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0;
if (!docker)
  process.stderr.write('\nSKIPPED: there is no Docker daemon on this machine: no image is built\n');

it.skipIf(!docker)(
  'the Dockerfile makes an image',
  () => {
    const { status, stderr } = spawnSync('docker', ['build', '--file', FILE, '--tag', 'tgp-test', ROOT], {
      encoding: 'utf8',
    });
    expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  },
  600_000,
);
