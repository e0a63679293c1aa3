import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MemoryStore } from '../../../src/server/memory/memoryStore.ts';
import { metricsServer } from '../../../src/server/served/metricsServer.ts';
import { ADMIN, collector, ON_DISK, tempDir } from '../../support/collector.ts';
import { startCollector } from '../../support/command.ts';
import { openServer } from '../../support/openServer.ts';
import { openStream } from '../../support/openStream.ts';
import { freePort, hasProgram } from '../../support/proxy.ts';

const OWN = 'tgp_of-the-metrics-alone';

/** The names that docs/metrics.md promises. */
const NAMES = [
  'tgp_build_info',
  'tgp_beacons_accepted_total',
  'tgp_beacons_refused_total',
  'tgp_events_stored_total',
  'tgp_store_up',
  'tgp_store_events',
  'tgp_store_size_bytes',
  'tgp_store_limit_bytes',
  'tgp_queue_length',
  'tgp_commit_duration_seconds',
  'tgp_commit_failures_total',
  'tgp_streams',
  'tgp_connections',
  'tgp_attribution_lag_seconds',
  'process_start_time_seconds',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
];

const sample = (text: string, name: string): number | undefined => {
  const line = text.split('\n').find(each => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
};

async function measured(parts = {}) {
  const it = await collector(
    { metricsToken: OWN, version: '1.2"3', ...parts },
    { ...ON_DISK, maxBytes: 1e9 },
  );
  const read = async (token = OWN) => {
    const answer = await it.app.inject({ url: '/metrics', headers: { authorization: `Bearer ${token}` } });
    expect(answer.statusCode).toBe(200);
    return answer.body;
  };
  return { ...it, read };
}

it('counts what came, what was stored, and why the rest was not', async () => {
  const { beacon, app, read, writeKey } = await measured();
  await beacon('event=e&messageId=m1');
  await beacon('event=e&messageId=m1');
  await beacon('event=e&messageId=m2');
  await app.inject('/pixel/v1/track?writeKey=nobody&anonymousId=a&event=e');
  await app.inject(`/pixel/v1/track?writeKey=${writeKey}`);
  await app.inject({ method: 'PUT', url: '/pixel/v1/track' });
  await app.inject('/px?id=x');
  const text = await read();
  expect(sample(text, 'tgp_beacons_accepted_total')).toBe(3);
  expect(sample(text, 'tgp_events_stored_total')).toBe(2);
  expect(sample(text, 'tgp_store_events')).toBe(2);
  expect(sample(text, 'tgp_store_up')).toBe(1);
  expect(sample(text, 'tgp_queue_length')).toBe(0);
  expect(sample(text, 'tgp_commit_duration_seconds_count')).toBe(3);
  expect(sample(text, 'tgp_commit_duration_seconds_bucket{le="+Inf"}')).toBe(3);
  expect(sample(text, 'tgp_commit_duration_seconds_sum')).toBeGreaterThan(0);
  expect(sample(text, 'tgp_commit_failures_total')).toBe(0);
  expect(sample(text, 'tgp_attribution_lag_seconds')).toBe(0);
  expect(sample(text, 'tgp_build_info{version="1.2\\"3"}')).toBe(1);
  const refused = { unknown_tag: 1, invalid: 2, method: 1, too_large: 0, rate_limit: 0, unavailable: 0 };
  for (const [reason, count] of Object.entries(refused))
    expect([reason, sample(text, `tgp_beacons_refused_total{reason="${reason}"}`)]).toEqual([reason, count]);
});

it('goes on where the store does not, and says so', async () => {
  const store = new MemoryStore();
  const { beacon, read } = await measured({ store });
  store.away = 'gone';
  expect((await beacon('event=e')).statusCode).toBe(503);
  const text = await read();
  expect(sample(text, 'tgp_store_up')).toBe(0);
  expect(sample(text, 'tgp_beacons_refused_total{reason="unavailable"}')).toBe(1);
  expect(text).not.toContain('tgp_queue_length');
});

it('knows the streams that are open', async () => {
  const { read, listen } = await measured();
  const origin = await listen();
  const { until, response } = await openStream(origin);
  await until(': open');
  expect(sample(await read(), 'tgp_streams')).toBe(1);
  response.destroy();
  await expect.poll(async () => sample(await read(), 'tgp_streams')).toBe(0);
});

it('has the names that are promised, and no others', async () => {
  const page = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
  for (const name of NAMES) expect(page).toContain(`\`${name}\``);
  const { read } = await measured();
  const names = [...(await read()).matchAll(/^# TYPE (\S+)/gm)].map(found => found[1]!);
  expect(names.sort()).toEqual([...NAMES].sort());
});

describe('opens', () => {
  it.each([
    ['the owner’s token', ADMIN, 200],
    ['its own', OWN, 200],
    ['no token', '', 401],
    ['a wrong one', 'tgp_wrong-one-of-somebody', 401],
  ])('to %s: %#', async (_, token, status) => {
    const { app } = await measured();
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    expect((await app.inject({ url: '/metrics', headers })).statusCode).toBe(status);
    expect((await app.inject({ method: 'HEAD', url: '/metrics', headers })).statusCode).toBe(status);
  });

  it('to a token of all accounts that only reads, and to none of some', async () => {
    const { app, token } = await measured();
    const ask = async (accounts: string[] | '*') => {
      const headers = { authorization: `Bearer ${await token('read', accounts)}` };
      return (await app.inject({ url: '/metrics', headers })).statusCode;
    };
    expect([await ask('*'), await ask(['acme'])]).toEqual([200, 403]);
  });

  it('nothing else to its own token', async () => {
    const { call } = await measured();
    expect((await call('GET', '/accounts', undefined, OWN)).statusCode).toBe(401);
  });
});

it('is on a port of its own without a token, and nothing else is', async () => {
  const { app } = await measured();
  const { port, close } = await openServer(metricsServer(app.measure));
  onTestFinished(close);
  const ask = async (path: string, method = 'GET') =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { method })).status;
  expect([await ask('/metrics'), await ask('/metrics?a', 'HEAD'), await ask('/metrics', 'POST')]).toEqual([
    200, 200, 405,
  ]);
  expect([await ask('/accounts'), await ask('/')]).toEqual([404, 404]);
});

it('is there by the option, until the collector ends', async () => {
  const port = await freePort();
  const it = await startCollector(tempDir(), ['--metrics-port', String(port), '--no-demo']);
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(sample(text, 'tgp_store_up')).toBe(1);
  it.process.kill('SIGTERM');
  expect(await it.exit).toBe(0);
});

it.skipIf(!hasProgram('promtool', 'prometheus'))('is as promtool wants it', async () => {
  const { read, beacon } = await measured();
  await beacon();
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: await read() });
  expect([String(stdout), String(stderr), status]).toEqual(['', '', 0]);
});
