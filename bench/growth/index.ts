import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { progress } from '../../src/server/cli/progress.ts';
import { busy } from '../busy.ts';
import { whole } from '../delivery/options.ts';
import { type Beside, beside } from './beside.ts';
import { events } from './events.ts';
import { fill, filled, prepare } from './fill.ts';
import { embedded, type Place, postgres } from './place.ts';
import { ADMIN, command, started } from './started.ts';
import { type Results, type Step, table } from './table.ts';

const fileOf = (name: string): string => join(import.meta.dirname, '..', 'results', `${name}.json`);

/** Where the store is looked at, as far as it gets. */
const STEPS = [10_000, 100_000, 1_000_000, 5_000_000, 10_000_000];

/** What a store that is there gets before it is looked at. */
const MORE = 60_000;

/** How long beacons are sent beside nothing, and beside retention, which begins with the collector. */
const ALONE_MS = 5000;
const RETENTION_MS = 10_000;

/** How long a read is asked for again. */
const AGAIN_MS = 2000;

const HELP = `Usage: npm run bench:growth -- [options]    what events cost as a store grows, and what else keeps them waiting

  --events <number>   how large it gets; default 10,000,000, or 1,000,000 before a store that is there
  --postgres          in a PostgreSQL server of its own, whose CPU is counted too
  --data <folder>     where it is made, and stays; default: a folder that goes
  --from <folder>     the last step is of a store that an earlier run left there with --data: some events more than it had
  --save              writes bench/results/growth.json, or growthPostgres.json, which the docs' tables are made of

Ctrl-C ends it after the step that is under way.
`;

/** npm run bench:growth; gives the exit code. */
export async function bench(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      events: { type: 'string' },
      data: { type: 'string' },
      from: { type: 'string' },
      postgres: { type: 'boolean', default: false },
      save: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const last = values.from;
  const most = whole('--events', values.events ?? (last === undefined ? '10000000' : '1000000'), 10_000);
  if (last !== undefined && !existsSync(join(last, 'data', 'tgp.db')))
    throw new Error(`--from ${last}: has no data/tgp.db, name a folder that a run left with --data`);
  if (values.postgres && (values.data ?? last) !== undefined)
    throw new Error('--postgres makes a server that goes: leave --data and --from out');
  const root = values.data ?? mkdtempSync(join(tmpdir(), 'tgp-growth-'));
  mkdirSync(root, { recursive: true });
  const data = join(root, 'data');
  mkdirSync(data);
  let isStopped = false;
  process.once('SIGINT', () => {
    isStopped = true;
  });
  const before = busy();
  const steps: Step[] = [];
  const place = values.postgres ? await postgres() : embedded(data);
  try {
    const writeKeys = await prepare(place);
    const source = events(writeKeys, most, Date.now());
    let done = 0;
    for (const next of [...STEPS.filter(step => step < most), most]) {
      const bar = progress(`${next.toLocaleString('en')} events`);
      const insert = await fill(place, source, done, next, at => bar.show(at - done, next - done));
      bar.end();
      done = next;
      const step: Step = { events: done, mb: await place.mb(), insert, beside: {} };
      await lookAt(step, place, writeKeys[0]!);
      steps.push(step);
      if (isStopped) break;
    }
    if (last !== undefined && !isStopped) steps.push(await stepFrom(join(last, 'data')));
  } finally {
    await place.end();
    if (!values.data) rmSync(root, { recursive: true, force: true });
  }
  const date = new Date().toISOString().slice(0, 10);
  const results: Results = { node: process.versions.node, date, busy: before, steps };
  if (values.save)
    writeFileSync(
      fileOf(values.postgres ? 'growthPostgres' : 'growth'),
      `${JSON.stringify(results, null, 2)}\n`,
    );
  console.log(table(results));
  return 0;
}

/** A step of a store that is there. What is added warms its memory up first, as it is where a collector has run for a while. */
async function stepFrom(data: string): Promise<Step> {
  const place = embedded(data);
  const { writeKeys, events: done } = await filled(place);
  const next = done + MORE;
  const bar = progress(`${next.toLocaleString('en')} events`);
  const source = events(writeKeys, next, Date.now(), done);
  const insert = await fill(place, source, done, next, at => bar.show(at - done, MORE));
  bar.end();
  const step: Step = { events: next, mb: await place.mb(), insert, beside: {} };
  await lookAt(step, place, writeKeys[0]!);
  return step;
}

/** One that is over soon is begun again: few beacons would be sent beside it. */
async function again(work: () => Promise<unknown>): Promise<void> {
  for (const end = performance.now() + AGAIN_MS; performance.now() < end; ) await work();
}

/** What the collector is asked over a store of that size, and what else is done with it. */
async function lookAt(step: Step, { args, backup }: Place, writeKey: string): Promise<void> {
  const read = (origin: string, path: string) => async () => {
    const answer = await fetch(origin + path, { headers: { authorization: `Bearer ${ADMIN}` } });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  };
  const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
  const note = (name: string, found: Beside) => {
    step.beside[name] = found;
    const { took, longest, refused } = found;
    console.error(
      `${step.events} events, ${name}: ${took.toFixed(0)} ms, a beacon waited ${longest.toFixed(0)} ms at most${refused ? `, ${refused} refused` : ''}`,
    );
  };
  const collector = await started(args);
  const { origin } = collector;
  try {
    const measure = async (name: string, work: () => Promise<unknown>) =>
      note(name, await beside(origin, writeKey, work));
    // The first beacons and reads compile, and start the thread that reads.
    await beside(origin, writeKey, () => Promise.all([wait(1000), read(origin, '/counts')()]));
    await measure('nothing', () => wait(ALONE_MS));
    const account = await fetch(`${origin}/accounts/shops`, {
      headers: { authorization: `Bearer ${ADMIN}` },
    });
    const { business_id } = await account.json();
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const history = `include_events=true&include_historical_events=true&historical_events_start_date=${day(30)}&historical_events_end_date=${day(0)}`;
    for (const [name, path] of Object.entries({
      '`/events?userId=`': '/events?limit=500&userId=nobody',
      '`/events?type=&event=`': '/events?limit=500&type=click&event=Home',
      '`/counts`': '/counts',
      '`/conversions`': '/conversions?limit=500',
      '`/conversions/totals`': '/conversions/totals?by=pixel,attribution,hour',
      'CSV of conversions': '/conversions?format=csv',
      'business history': `/businesses/${business_id}/pixels?${history}`,
    })) {
      await measure(name, () => again(read(origin, path)));
    }
    if (backup) {
      await measure(backup.name, backup.work);
      backup.remove();
    }
    await measure('`tgp rebuild`', () => command(['rebuild', ...args]));
  } finally {
    await collector.end();
  }
  // It removes a ninth of the events.
  const forgetting = await started([...args, '--retention-days', '80']);
  try {
    note('retention', await beside(forgetting.origin, writeKey, () => wait(RETENTION_MS)));
  } finally {
    await forgetting.end();
  }
}
