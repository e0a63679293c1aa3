import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { systemPrograms } from '../../test/support/postgres/programs.ts';
import { type StartedPostgres, startPostgres } from '../../test/support/postgres/startPostgres.ts';
import { SYNCHRONOUS, startStandby } from '../../test/support/postgres/startStandby.ts';
import { busy } from '../busy.ts';
import { type Load, load } from '../collector/load.ts';
import { type Collector, startCollector } from '../collector/servers.ts';
import { cpuOf } from '../cpuOf.ts';
import { postmaster } from '../postgres/postmaster.ts';
import { readTimed } from '../readTimed.ts';
import { type Results, type Row, table } from './table.ts';

const FILE = join(import.meta.dirname, '..', 'results', 'scale.json');

/** Of all senders, whatever they send to. */
const CONNECTIONS = 192;

/** Accounts on each server: the events of one are stored one commit after the other. */
const ACCOUNTS = 4;

/** Compiled, and with its connections, by then. */
const WARM_UP_SECONDS = 3;

interface Setup {
  collectors: number;
  servers: number;
  /** Each server has a synchronous standby on the same disk. */
  hasStandby: boolean;
}

const SETUPS: readonly Setup[] = [
  ...[1, 2, 3].map(collectors => ({ collectors, servers: 1, hasStandby: false })),
  ...[1, 2, 3].map(collectors => ({ collectors, servers: 2, hasStandby: false })),
  { collectors: 1, servers: 1, hasStandby: true },
  { collectors: 2, servers: 1, hasStandby: true },
];

const HELP = `Usage: npm run bench:scale -- [options]    durable events a second with more collectors and more PostgreSQL servers

  --seconds <number>   how long each is asked; default 8
  --save               writes bench/results/scale.json, which the docs' table is made of
`;

/** npm run bench:scale; gives the exit code. */
export async function bench(args: string[]): Promise<number> {
  const timed = readTimed(args, HELP);
  if (!timed) return 0;
  const { seconds, isSaved } = timed;
  const before = busy();
  const rows: Row[] = [];
  for (const setup of SETUPS) {
    if (setup.hasStandby && !systemPrograms()) {
      console.error('there is no pg_basebackup here, so no standby: apt-get install postgresql');
      continue;
    }
    const row = await measure(setup, seconds);
    rows.push(row);
    console.error(
      `${row.collectors} collectors, ${row.servers} servers${row.hasStandby ? ' with standbys' : ''}: ${row.perSecond.toFixed(0)} events/s; CPU of an event ${row.collectorUs.toFixed(0)} + ${row.serverUs.toFixed(0)} + ${row.standbyUs.toFixed(0)} µs; p50 ${row.p50.toFixed(0)} ms, p99 ${row.p99.toFixed(0)} ms; at half of it p99 ${row.halfP99.toFixed(0)} ms`,
    );
  }
  const date = new Date().toISOString().slice(0, 10);
  const results: Results = { node: process.versions.node, date, seconds, busy: before, rows };
  if (isSaved) writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
  console.log(table(results));
  return 0;
}

async function measure({ collectors, servers, hasStandby }: Setup, seconds: number): Promise<Row> {
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const primaries: StartedPostgres[] = [];
    const standbys: StartedPostgres[] = [];
    for (let at = 0; at < servers; at++) {
      const primary = await startPostgres({ isDurable: true, ...(hasStandby && SYNCHRONOUS) });
      ends.push(primary.stop);
      primaries.push(primary);
      if (!hasStandby) continue;
      const standby = await startStandby(primary, true);
      ends.push(standby.stop);
      standbys.push(standby);
    }
    const store = primaries.map(each => each.url('postgres')).join(' ');
    const started: Collector[] = [];
    for (let at = 0; at < collectors; at++) {
      const collector = await startCollector(['--store', store, '--no-demo']);
      ends.push(collector.end);
      started.push(collector);
    }
    const writeKeys = await accounts(started[0]!, primaries);
    const all = (time: number, rate?: number) => loadAll(started, writeKeys, time, rate);
    await all(WARM_UP_SECONDS);
    const used = () => ({
      collectors: sum(started.map(each => each.cpu())),
      servers: sum(primaries.map(each => cpuOf(postmaster(each)))),
      standbys: sum(standbys.map(each => cpuOf(postmaster(each)))),
    });
    const before = used();
    const { sent, latencies } = await all(seconds);
    const after = used();
    const us = (part: keyof typeof before) => ((after[part] - before[part]) * 1e6) / sent;
    const perSecond = sent / seconds;
    const half = await all(seconds, perSecond / 2);
    return {
      ...{ collectors, servers, hasStandby, perSecond },
      ...{ collectorUs: us('collectors'), serverUs: us('servers'), standbyUs: us('standbys') },
      ...{
        p50: quantile(latencies, 0.5),
        p99: quantile(latencies, 0.99),
        halfP99: quantile(half.latencies, 0.99),
      },
    };
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** Makes accounts until each server has as many as it is to have; gives a write key of each. */
async function accounts(collector: Collector, servers: StartedPostgres[]): Promise<string[]> {
  const writeKeys: string[] = [];
  const on = new Map<number, number>();
  for (let at = 0; writeKeys.length < ACCOUNTS * servers.length; at++) {
    const id = `scale-${at}`;
    await collector.call('POST', '/accounts', { id, name: id });
    const { port } = servers[(await Promise.all(servers.map(each => has(each, id)))).indexOf(true)]!;
    if ((on.get(port) ?? 0) >= ACCOUNTS) continue;
    on.set(port, (on.get(port) ?? 0) + 1);
    const tag = { name: id, domain: 'shop.example' };
    writeKeys.push(
      (await collector.call<{ write_key: string }>('POST', `/accounts/${id}/tags`, tag)).write_key,
    );
  }
  return writeKeys;
}

async function has({ url }: StartedPostgres, accountId: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url('postgres') });
  await client.connect();
  try {
    const asked = 'SELECT 1 FROM account_state WHERE account_id = $1';
    return (await client.query(asked, [accountId])).rowCount === 1;
  } finally {
    await client.end();
  }
}

/** Each account's events come to each collector. */
async function loadAll(
  collectors: Collector[],
  writeKeys: string[],
  seconds: number,
  rate?: number,
): Promise<Load> {
  const ways = collectors.length * writeKeys.length;
  const loads = await Promise.all(
    collectors.flatMap(({ origin }) =>
      writeKeys.map(writeKey =>
        load(Number(new URL(origin).port), writeKey, CONNECTIONS / ways, seconds, rate && rate / ways),
      ),
    ),
  );
  return {
    sent: sum(loads.map(each => each.sent)),
    latencies: loads.flatMap(each => each.latencies).sort((a, b) => a - b),
  };
}

const sum = (numbers: number[]): number => numbers.reduce((all, each) => all + each, 0);

const quantile = (sorted: number[], part: number): number => sorted[Math.floor(part * (sorted.length - 1))]!;
