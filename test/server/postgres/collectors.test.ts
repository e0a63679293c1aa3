import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { tempDir } from '../../support/collector.ts';
import {
  getJson,
  type RunningCollector,
  runCommand,
  startCollector,
  untilItListens,
} from '../../support/command.ts';
import { emptyDatabase } from '../../support/postgres/openPostgres.ts';
import { type StartedPostgres, startPostgres } from '../../support/postgres/startPostgres.ts';
import { until } from '../../support/postgres/until.ts';

/** Each command is a process, which a busy machine takes seconds to start. */
vi.setConfig({ testTimeout: 300_000 });

const TOKEN = 'tgp_admin-of-collectors';
const PASSWORD = 'pw-of-nobody-else';

/** The address of a database with a password in it, which the tests' server does not ask for. */
const withPassword = (url: string) => url.replace('tgp@', `tgp:${PASSWORD}@`);

const env = (store: string) => ({ TGP_STORE: store, TGP_ADMIN_TOKEN: TOKEN, TGP_DEMO: 'off' });

async function post({ origin }: RunningCollector, path: string, body: object) {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const answer = await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status, path).toBeLessThan(300);
  return answer.json();
}

async function newTag(collector: RunningCollector): Promise<string> {
  await post(collector, '/accounts', { id: 'acme', name: 'Acme' });
  return (await post(collector, '/accounts/acme/tags', { name: 'T', domain: 'a.example' })).write_key;
}

const beacon = ({ origin }: RunningCollector, writeKey: string, id: string) =>
  fetch(
    `${origin}/pixel/v1/track?${new URLSearchParams({ writeKey, anonymousId: 'a', event: 'E', messageId: id })}`,
  );

it('shares one store among collectors, and shows its password to nobody', async () => {
  const url = withPassword(await emptyDatabase());
  const folder = tempDir();
  const one = await startCollector(folder, ['--store', url], { ...env(''), TGP_STORE: '', TGP_DATA: folder });
  const name = url.replace(/^.*@/, '');
  expect(one.out).toContain(`Data       ${name}\n`);
  const processes = spawnSync('ps', ['-o', 'args=', '-p', String(one.process.pid)], { encoding: 'utf8' });
  expect(processes.stdout.trim()).toBe('tgp');
  const two = await startCollector(folder, [], env(url));
  expect(readdirSync(folder)).toEqual([]);

  const writeKey = await newTag(one);
  // Whoever listens at one hears of what the other one took.
  const gone = new AbortController();
  const headers = { authorization: `Bearer ${TOKEN}` };
  const stream = await fetch(`${two.origin}/events/stream`, { headers, signal: gone.signal });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await beacon(one, writeKey, 'first')).status).toBe(200);
  expect((await beacon(two, writeKey, 'second')).status).toBe(200);
  let heard = '';
  while (!(heard.includes('id: first') && heard.includes('id: second'))) heard += (await reader.read()).value;
  expect(heard.match(/^id: /gm)).toHaveLength(2);
  gone.abort();

  // It is stored once, whoever takes it.
  expect((await beacon(two, writeKey, 'first')).status).toBe(200);
  const { events } = await getJson(`${two.origin}/events`, TOKEN);
  expect(events).toHaveLength(2);

  // A secret that one made is read by the other.
  for (const { process, exit } of [one, two]) {
    process.kill('SIGTERM');
    expect(await exit).toBe(0);
  }
  expect(one.out + one.err + two.out + two.err).not.toContain(PASSWORD);
});

it('is worked on by commands, or they say what does it', async () => {
  const url = withPassword(await emptyDatabase());
  const collector = await startCollector(tempDir(), [], env(url));
  const writeKey = await newTag(collector);
  await beacon(collector, writeKey, 'first');
  const run = async (...args: string[]) => {
    const command = runCommand(args, { TGP_STORE: url });
    const exit = await command.exit;
    expect(command.out + command.err).not.toContain(PASSWORD);
    return { exit, out: command.out, err: command.err };
  };
  const lines = await run('export');
  expect(lines.exit).toBe(0);
  const file = join(tempDir(), 'events.ndjson');
  writeFileSync(file, lines.out);
  expect((await run('import', file)).out).toBe('0 events are new, 1 were there already\n');
  expect((await run('rebuild', '--dry-run')).out).toMatch(/^1 events\n/);
  expect((await run('retention')).exit).toBe(0);
  expect((await run('doctor', '--port', new URL(collector.origin).port)).out).toContain('can be written to');
  for (const name of ['backup', 'restore']) {
    expect(await run(name, file)).toMatchObject({ exit: 2, err: expect.stringContaining('pg_dump') });
  }
  const other = { TGP_STORE: `${url}?sslmode=verify-full` };
  expect(await runCommand(['export'], other).exit).toBe(1);
});

it('has one key of secrets for all', async () => {
  const url = await emptyDatabase();
  const file = join(tempDir(), 'key');
  writeFileSync(file, `${'0a'.repeat(32)}\n`);
  const one = await startCollector(tempDir(), ['--secret-key-file', file], env(url));
  one.process.kill('SIGTERM');
  await one.exit;
  const none = runCommand(['--port', '0'], env(url));
  expect(await none.exit).toBe(1);
  expect(none.err).toContain('it is in a file: name that with --secret-key-file');
  writeFileSync(file, '0b'.repeat(32));
  const other = runCommand(['--port', '0', '--secret-key-file', file], env(url));
  expect(await other.exit).toBe(1);
  expect(other.err).toContain('--secret-key-file has another one');
});

let postgres: StartedPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

it('waits for its server, refuses while that is away, and goes on by itself', async () => {
  const url = postgres.url('postgres');
  await postgres.kill('SIGQUIT');
  const starting = runCommand(['--port', '0'], env(url));
  await until(() => starting.err.includes('\n'));
  await postgres.start();
  const collector = await untilItListens(starting);
  expect(collector.err).toMatch(
    /^tgp: waiting for the store, 60 s at most: no host of 127\.0\.0\.1:\d+\/postgres /,
  );
  const writeKey = await newTag(collector);
  expect((await beacon(collector, writeKey, 'first')).status).toBe(200);
  const ready = async () => (await fetch(`${collector.origin}/ready`)).status;
  expect(await ready()).toBe(200);

  await postgres.kill('SIGQUIT');
  await until(async () => (await ready()) === 503);
  const refused = await beacon(collector, writeKey, 'second');
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  // Of the collector itself is known what it is.
  expect(await getJson(`${collector.origin}/status`, TOKEN)).toMatchObject({
    status: 'ok',
    events_stored: 1,
  });
  const metrics = await fetch(`${collector.origin}/metrics`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect(metrics.status).toBe(200);

  await postgres.start();
  await until(async () => (await beacon(collector, writeKey, 'second')).status === 200);
  await until(async () => (await ready()) === 200);
  expect((await getJson(`${collector.origin}/events`, TOKEN)).events).toHaveLength(2);
});
