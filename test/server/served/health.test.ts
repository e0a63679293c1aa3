import { expect, it } from 'vitest';
import { createApp } from '../../../src/server/app.ts';
import { MemoryStore } from '../../../src/server/memory/memoryStore.ts';
import { collector, ON_DISK, openStore, tempDir } from '../../support/collector.ts';

const READY = ['/health', '/health/ready', '/ready'];

it.each(['/status', '/health/live', ...READY])('%s says that all is well, by GET and by HEAD', async url => {
  const { app } = await collector({}, ON_DISK);
  for (const method of ['GET', 'HEAD'] as const) {
    const { statusCode, body, headers } = await app.inject({ method, url });
    expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(body).toBe(method === 'GET' ? '{"status":"ok"}' : '');
  }
});

it('is asked under any name, as what watches a collector knows its address alone', async () => {
  const { app } = await collector({ ownHosts: [] });
  for (const url of ['/health/live', ...READY])
    expect((await app.inject({ url, headers: { host: 'other.example' } })).statusCode).toBe(200);
});

it.each(READY)('%s says no where nothing would be stored, and yes again', async url => {
  const store = new MemoryStore();
  const { app, clock } = await collector({ store });
  store.away = 'the disk is gone';
  const no = await app.inject(url);
  expect([no.statusCode, no.headers['retry-after']]).toEqual([503, '5']);
  expect(no.json()).toEqual({ status: 'unavailable', reason: 'the disk is gone' });
  expect((await app.inject('/health/live')).statusCode).toBe(200);
  store.away = undefined;
  clock.now += 1000;
  expect((await app.inject(url)).statusCode).toBe(200);
});

it('a full store is not ready, nor one that is closed', async () => {
  const store = openStore(tempDir(), { maxBytes: 1 });
  const app = await createApp({ store });
  expect((await app.inject('/ready')).json().reason).toMatch(/full.*--max-store/);
  const closed = openStore();
  await closed.close();
  expect((await (await createApp({ store: closed })).inject('/ready')).statusCode).toBe(503);
});

it('tries no more often than once a second, whoever asks', async () => {
  const store = new MemoryStore();
  const { app, clock } = await collector({ store });
  let tries = 0;
  store.ready = async () => void tries++;
  for (let at = 0; at < 5; at++) await app.inject('/ready');
  expect(tries).toBe(1);
  clock.now -= 3_600_000;
  await app.inject('/ready');
  expect(tries).toBe(2);
});
