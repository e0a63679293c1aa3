import { openPostgres } from '../../src/server/postgres/postgresStore.ts';
import { readServers } from '../../src/server/postgres/readServers.ts';
import type { StoredEvent } from '../../src/server/store/event.ts';
import { startPostgres } from '../../test/support/postgres/startPostgres.ts';
import { cpuOf } from '../cpuOf.ts';
import { postmaster } from './postmaster.ts';

// Durable page views a second of one collector on one server, without HTTP: `node bench/postgres/appends.ts [seconds] [in flight]`.

const TAGS = 20;

const [seconds = '8', inFlight = '64'] = process.argv.slice(2);

const view = (at: number): StoredEvent => {
  const now = Date.now();
  const visitor = `visitor-${Math.floor(at / 6) % 50_000}-${Math.floor(at / 300_000)}`;
  const path = `/articles/${at % 997}`;
  return {
    writeKey: `key${at % TAGS}`,
    messageId: `${at}-0b54c1f1-1a3e-4f0e-9e4f-0a5d6c8c8f0e`,
    type: 'page',
    event: '',
    anonymousId: visitor,
    userId: '',
    receivedAt: now,
    time: now,
    clamped: false,
    fields: {
      context: {
        page: {
          path,
          url: `https://shop.example${path}`,
          title: 'An article of the shop',
          referrer: 'https://search.example/',
        },
        sessionId: `${Math.floor(at / 6)}`,
        locale: 'de-AT',
        screen: { width: '1920', height: '1080' },
        library: { name: 'tgp', version: '0.2.0' },
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
      },
      properties: { path },
    },
  };
};

const server = await startPostgres({ isDurable: true });
const store = await openPostgres(readServers(server.url('postgres')));
await store.accounts.add({
  ...{ id: 'acme', name: 'Acme', advertiser_id: 1, business_id: 'b', created_at: 0, redirect_hosts: '[]' },
  orders_across_tags: 0,
} as never);
for (let at = 0; at < TAGS; at++) {
  await store.tags.add({
    ...{ write_key: `key${at}`, account_id: 'acme', name: 'n', domain: 'd', disabled: 0, created_at: 0 },
    ...{ integration_id: `i${at}`, dataset_id: null, retention_days: null, path: null, images_only: 0 },
    ...{ hosts: '[]', secret: null, secret_made_at: null, cut_parameters: '[]', keep_parameters: '[]' },
  } as never);
}

let next = 0;
let done = 0;
const latencies: number[] = [];
async function send(until: number): Promise<void> {
  while (performance.now() < until) {
    const startedAt = performance.now();
    await store.append(view(next++), 800);
    latencies.push(performance.now() - startedAt);
    done++;
  }
}
async function run(ms: number): Promise<void> {
  const until = performance.now() + ms;
  await Promise.all(Array.from({ length: Number(inFlight) }, () => send(until)));
}

await run(2000);
done = 0;
latencies.length = 0;
const before = {
  own: process.cpuUsage(),
  server: cpuOf(postmaster(server)),
  at: performance.now(),
  commits: store.status().commits.count,
};
await run(Number(seconds) * 1000);
const own = process.cpuUsage(before.own);
const elapsed = performance.now() - before.at;
const commits = store.status().commits.count - before.commits;
latencies.sort((a, b) => a - b);
const at = (part: number) => latencies[Math.floor(part * (latencies.length - 1))]!.toFixed(1);
const us = (ms: number) => `${((ms * 1000) / done).toFixed(0)} µs`;
console.log(
  `${((done * 1000) / elapsed).toFixed(0)} events/s, ${(done / commits).toFixed(0)} a commit; CPU of the collector ${us((own.user + own.system) / 1000)}, of the server ${us((cpuOf(postmaster(server)) - before.server) * 1000)} an event; p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
);
await store.close();
await server.stop();
