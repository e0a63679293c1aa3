import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect } from 'vitest';
import { tempDir } from '../../../support/collector.ts';
import { type RunningCollector, runCommand, startCollector } from '../../../support/command.ts';
import { until } from '../../../support/postgres/until.ts';
import type { Draws } from '../../operator/draws.ts';
import { type Senders, startSenders } from './senders.ts';

/** How often a collector is killed. */
const KILL_MS = 2000;

const COLLECTORS = 3;
const SENDERS = 20;

const TOKEN = 'tgp_admin-of-the-faults';

export interface Play {
  /** `TGP_STORE`. */
  store: string;
  draw: Draws;
  sendingMs: number;
  accounts: string[];
}

async function post({ origin }: RunningCollector, path: string, body: object) {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const answer = await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/**
 * Has senders send to collectors, of which one after the other is killed. Settles with the senders, once each event that one of
 * them began is acknowledged.
 * @param disturb what happens to the servers meanwhile
 */
export async function play(
  { store, draw, sendingMs, accounts }: Play,
  disturb: (senders: Senders) => Promise<void>,
): Promise<Senders> {
  const env = { TGP_STORE: store, TGP_ADMIN_TOKEN: TOKEN, TGP_RATE_LIMIT: 'off', TGP_DEMO: 'off' };
  const start = () => startCollector(tempDir(), [], env);
  const running = [await start()];
  const writeKeys: string[] = [];
  for (const id of accounts) {
    await post(running[0]!, '/accounts', { id, name: id });
    const tag = { name: 'T', domain: 'a.example' };
    writeKeys.push((await post(running[0]!, `/accounts/${id}/tags`, tag)).write_key);
  }
  while (running.length < COLLECTORS) running.push(await start());

  const senders = startSenders(SENDERS, () => running.map(({ origin }) => origin), writeKeys);
  await until(() => senders.acknowledged.size > 10);
  const end = Date.now() + sendingMs;
  const killing = async () => {
    while (Date.now() < end) {
      await sleep(KILL_MS);
      const at = draw.number(COLLECTORS);
      running[at]!.process.kill('SIGKILL');
      await running[at]!.exit;
      running[at] = await start();
    }
  };
  await Promise.all([killing(), disturb(senders)]);
  await senders.end();
  return senders;
}

/** All rows of a statement. */
export async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** That the servers have what was acknowledged, once and counted, and that a rebuild would make the same of it. */
export async function checkStored(urls: string[], store: string, { acknowledged }: Senders): Promise<void> {
  const all = async <Row>(sql: string) => (await Promise.all(urls.map(url => ask<Row>(url, sql)))).flat();
  const rows = await all<{ id: string }>("SELECT write_key || ' ' || message_id AS id FROM events");
  const there = new Set(rows.map(({ id }) => id));
  expect({
    missing: [...acknowledged].filter(id => !there.has(id)),
    unacknowledged: [...there].filter(id => !acknowledged.has(id)),
    twice: rows.length - there.size,
  }).toEqual({ missing: [], unacknowledged: [], twice: 0 });
  const sums = await all<{ counted: number; seen: number }>(
    'SELECT (SELECT coalesce(sum(count), 0) FROM counts)::int AS counted, (SELECT count(*) FROM seen)::int AS seen',
  );
  const sumOf = (name: 'counted' | 'seen') => sums.reduce((sum, row) => sum + row[name], 0);
  expect([sumOf('counted'), sumOf('seen')]).toEqual([there.size, there.size]);
  const rebuild = runCommand(['rebuild', '--dry-run'], { TGP_STORE: store });
  expect(await rebuild.exit, rebuild.err).toBe(0);
  expect(rebuild.out).toContain(`${there.size} events\n`);
  expect(rebuild.out).not.toContain('would change');
}
