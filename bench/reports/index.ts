import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DAY_MS } from '../../src/protocol/durations.ts';
import { progress } from '../../src/server/cli/progress.ts';
import { MIGRATIONS } from '../../src/server/sqlite/migrationNames.ts';
import { open } from '../../src/server/sqlite/open.ts';
import { readers } from '../../src/server/sqlite/reading/readers.ts';
import { columnMaker } from '../../src/server/sqlite/reports/columnMaker.ts';
import type { Condition, ReportFilter } from '../../src/server/store/reports.ts';
import { busy } from '../busy.ts';
import { whole } from '../delivery/options.ts';
import { DAYS, fill } from './fill.ts';
import { type Results, type Took, table } from './table.ts';

const FILE = join(import.meta.dirname, '..', 'results', 'reports.json');

/** How often each report is read; the first of all starts the thread. */
const TIMES = 5;

const KEY = 'a'.repeat(32);

const HELP = `Usage: npm run bench:reports -- [options]    how long reports of 90 days take

  --events <number>   what the visits are of; default 10,000,000
  --data <folder>     where they are made, and stay: those that are there are read; default: a folder that goes
  --save              writes bench/results/reports.json, which the docs' table is made of
`;

/** npm run bench:reports; gives the exit code. */
export async function bench(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      events: { type: 'string', default: '10000000' },
      data: { type: 'string' },
      save: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const events = whole('--events', values.events, 1000);
  const root = values.data ?? mkdtempSync(join(tmpdir(), 'tgp-reports-'));
  mkdirSync(root, { recursive: true });
  const file = join(root, 'tgp.db');
  const before = busy();
  try {
    const results = await measure(file, events);
    const date = new Date().toISOString().slice(0, 10);
    const all: Results = { node: process.versions.node, date, busy: before, ...results };
    if (values.save) writeFileSync(FILE, `${JSON.stringify(all, null, 2)}\n`);
    console.log(table(all));
  } finally {
    if (!values.data) rmSync(root, { recursive: true, force: true });
  }
  return 0;
}

async function measure(file: string, events: number): Promise<Omit<Results, 'node' | 'date' | 'busy'>> {
  const now = Date.now();
  const db = open(file, { busyMs: 10_000, migrations: MIGRATIONS, maxBytes: null });
  const bar = progress('visits');
  const count = db.prepare<{ n: number }>('SELECT count(*) AS n FROM visits');
  const visits = count.get()!.n || fill(db, KEY, events, now, bar.show);
  bar.end();
  const { reads, close } = readers(file, { threads: 1, busyMs: 10_000 });
  try {
    const cpu = process.cpuUsage();
    await columnMaker(db, reads.visitColumns).all();
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const { user, system } = process.cpuUsage(cpu);
    const columns = db.prepare<{ bytes: number }>('SELECT sum(length(content)) AS bytes FROM visit_columns');
    const columnMb = columns.get()!.bytes / 1e6;
    const filter: ReportFilter = {
      writeKeys: [KEY],
      from: now - DAYS * DAY_MS,
      to: now,
      who: 'people',
      where: [],
    };
    const where = (...conditions: Condition[]) => ({ ...filter, where: conditions });
    const one = where({ dimension: 'source', values: ['Google'] });
    const page = where({ dimension: 'page', values: ['/shop/7'] });
    const many = where(
      { dimension: 'country', values: ['AT', 'DE'] },
      { dimension: 'device', values: ['tablet'], not: true },
      { dimension: 'page', values: ['/shop/1', '/shop/2', '/shop/3'] },
      { dimension: 'event', values: ['Add To Cart'] },
      { dimension: 'browser', values: ['Chrome', 'Safari'] },
    );
    const starts = Array.from({ length: DAYS + 1 }, (_, day) => now - (DAYS - day) * DAY_MS);
    const asked: [string, () => Promise<unknown>][] = [];
    for (const [filters, given] of [
      ['none', filter],
      ['a source', one],
      ['a page', page],
      ['five', many],
    ] as const) {
      asked.push(
        [`totals, ${filters}`, () => reads.totals(given)],
        [`days, ${filters}`, () => reads.series({ ...given, starts })],
        [`sources, ${filters}`, () => reads.top({ ...given, dimension: 'source', limit: 10 })],
        [`pages, ${filters}`, () => reads.top({ ...given, dimension: 'page', limit: 10 })],
      );
    }
    await reads.totals(filter);
    const took: Results['took'] = {};
    for (const [name, read] of asked) {
      const times: Took[] = [];
      for (let time = 0; time < TIMES; time++) {
        const startedAt = performance.now();
        const before = process.cpuUsage();
        await read();
        const { user, system } = process.cpuUsage(before);
        times.push({ ms: performance.now() - startedAt, cpuMs: (user + system) / 1000 });
      }
      const median = (what: keyof Took) =>
        times.map(each => each[what]).sort((a, b) => a - b)[Math.floor(TIMES / 2)]!;
      took[name] = { ms: median('ms'), cpuMs: median('cpuMs') };
      console.error(`${name}: ${took[name].ms.toFixed(0)} ms, ${took[name].cpuMs.toFixed(0)} ms of CPU`);
    }
    return {
      events,
      visits,
      visitMb: statSync(file).size / 1e6 - columnMb,
      columnMb,
      makeMs: (user + system) / 1000,
      took,
    };
  } finally {
    await close();
    db.close();
  }
}
