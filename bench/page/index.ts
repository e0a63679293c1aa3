import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { Collector } from '../../e2e/support/collector.ts';
import { findEngines } from '../../scripts/engines.mjs';
import { type Peer, peers } from './peers.ts';
import { type Results, type Row, table } from './table.ts';

const FILE = join(import.meta.dirname, 'results.json');

/** Events at once; then their answers are waited for. */
const BURST = 10;

/** Bursts of each tag, one tag's after another's, so that no mood of the machine has one of them to itself. */
const ROUNDS = 100;

/** The first rounds are compiled code's warm-up. */
const WARM_UP = 20;

/** Loads of each script. */
const LOADS = 20;

/** Events of each tag whose memory is looked at, in a page of their own. */
const GROWTH_OF = 10_000;

/** What the peers' collector, which is no page of the site's either, answers. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-max-age': '600',
};

const EVENT = { order_id: 'A-1001', revenue: 59.9, currency: 'EUR', sku: 'SKU-1' };

/**
 * npm run bench:page [-- --umami FILE]: what an event costs a page by the tag, by its peers, and by a bare fetch; gives the
 * exit code. Umami's tracker is in no package: FILE is `src/tracker/index.js` of its repository.
 */
export async function bench(args: string[]): Promise<number> {
  const umami = args[0] === '--umami' ? args[1] : undefined;
  if (args.length && !umami)
    throw new Error('bench:page takes --umami and the file of its tracker, nothing else');
  const { found, missing } = await findEngines(['chromium']);
  if (!found[0]) throw new Error(missing[0]?.problem);
  const collector = await Collector.start('--no-demo');
  const { write_key: writeKey } = await collector.createTag('page');
  let all: { [tag: string]: Peer } = {};
  const site = createServer((request, response) => {
    if (request.method === 'OPTIONS' || request.method === 'POST')
      return response.writeHead(202, { ...CORS, 'content-type': 'application/json' }).end('{}');
    const {
      script = '',
      attributes = '',
      setUp,
    }: Peer = all[decodeURIComponent(request.url!.slice(1))] ?? {
      setUp: '',
    };
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>Bench</title>
<script>started = performance.now()</script><script${attributes}>${script}</script><script>ran = performance.now() - started</script>
<script>${setUp}</script>`);
  });
  await new Promise<void>(listening => site.listen(0, '127.0.0.1', listening));
  const { port } = site.address() as AddressInfo;
  const url = (name: string) => `http://127.0.0.1:${port}/${encodeURIComponent(name)}`;
  const browser = await chromium.launch({ executablePath: found[0].path });
  try {
    const other = `http://localhost:${port}`;
    all = await peers(collector.url, writeKey, other, 0);
    all = await peers(collector.url, writeKey, other, await beaconLength(browser, url('tgp')), umami);
    const names = Object.keys(all);
    const costs = new Map<string, { call: number[]; task: number[]; run: number[]; growth: number }>();
    const pages = new Map<string, Burst>();
    for (const name of names) {
      costs.set(name, { call: [], task: [], run: [], growth: 0 });
      pages.set(name, await open(browser, url(name)));
    }
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      for (let n = 0; n < names.length; n++) {
        const name = names[(round + n) % names.length]!;
        const { call, task } = await pages.get(name)!(BURST);
        if (round < WARM_UP) continue;
        costs.get(name)!.call.push(call);
        costs.get(name)!.task.push(task);
      }
    }
    for (let load = 0; load < LOADS; load++)
      for (const name of names) costs.get(name)!.run.push(await runMs(browser, url(name)));
    for (const name of names) costs.get(name)!.growth = await growth(found[0].path!, url(name));
    const rows: { [tag: string]: Row } = {};
    for (const [name, { call, task, run, growth }] of costs)
      rows[name] = {
        call: median(call),
        task: median(task),
        ...(all[name]!.script && { run: median(run) }),
        growth,
      };
    const results: Results = {
      version: browser.version(),
      date: new Date().toISOString().slice(0, 10),
      rounds: ROUNDS,
      burst: BURST,
      growthOf: GROWTH_OF,
      rows,
    };
    console.log(table(results));
    writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
    console.error('tgp: saved; npm run readme writes the table');
    return 0;
  } finally {
    await browser.close();
    site.close();
    await collector.discard();
  }
}

/** Characters of a beacon of the tag's. */
async function beaconLength(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  await page.goto(url);
  const beacon = page.waitForRequest(request => request.url().includes('/pixel/v1/'));
  await send(page, 1);
  await page.close();
  return (await beacon).url().length;
}

type Burst = (events: number) => Promise<{ call: number; task: number }>;

/** Opens a page; gives what has it send events at once and counts what one of them cost. */
async function open(browser: Browser, url: string): Promise<Burst> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taskMs = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
  return async events => {
    const before = await taskMs();
    const call = await send(page, events);
    return { call, task: ((await taskMs()) - before) / events };
  };
}

/** Sends events and waits for their answers; gives the ms that a call took. */
const send = (page: Page, events: number): Promise<number> =>
  page.evaluate(
    async ({ events, properties }) => {
      type Send = (name: string, properties: object, done: () => void) => void;
      const { send } = window as unknown as { send: Send };
      const answered: Promise<unknown>[] = [];
      const started = performance.now();
      for (let n = 0; n < events; n++)
        answered.push(new Promise<void>(done => send('purchase', properties, done)));
      const ms = performance.now() - started;
      await Promise.all(answered);
      return ms / events;
    },
    { events, properties: EVENT },
  );

/** Ms that a page's script ran for, in a page that has just come. */
async function runMs(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  const ms = await page.evaluate<number>('ran');
  await context.close();
  return ms;
}

/** MB that a browser of its own has grown by when it has sent many events, and given back what it needs no longer. */
async function growth(executablePath: string, url: string): Promise<number> {
  const browser = await chromium.launch({ executablePath });
  try {
    const devtools = await browser.newBrowserCDPSession();
    const page = await browser.newPage();
    const heap = await page.context().newCDPSession(page);
    await page.goto(url);
    const bursts = async (events: number) => {
      for (let n = 0; n < events; n += 20) await send(page, 20);
    };
    const measure = async () => {
      const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
      // The second number of statm is what is in memory, in pages of 4 KiB (proc(5)).
      const pages = processInfo.map(({ id }) =>
        Number(readFileSync(`/proc/${id}/statm`, 'utf8').split(' ')[1]),
      );
      return (pages.reduce((sum, each) => sum + each, 0) * 4096) / 1e6;
    };
    // Until nothing more is given back: collected memory goes back to the system after a while.
    const size = async () => {
      await heap.send('HeapProfiler.collectGarbage');
      let last = await measure();
      for (let calm = 0; calm < 10; ) {
        await new Promise(later => setTimeout(later, 200));
        const now = await measure();
        calm = now < last - 0.1 ? 0 : calm + 1;
        last = now;
      }
      return last;
    };
    await bursts(1000);
    const before = await size();
    await bursts(GROWTH_OF);
    return (await size()) - before;
  } finally {
    await browser.close();
  }
}

const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!;
