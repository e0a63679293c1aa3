import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { Collector } from '../../e2e/support/collector.ts';
import { findEngines } from '../../scripts/engines.mjs';
import type { Tgp } from '../../src/tag/types.ts';
import { type Results, type Row, table } from './table.ts';
import { tagWithout } from './tagWithout.ts';

const FILE = join(import.meta.dirname, 'results.json');

/** As Chromium's own tools throttle for a phone of the middle range. */
const THROTTLE = 6;

/** Events at once; then their answers are waited for. */
const BURST = 10;

/** Bursts of each tag, one tag's after another's, so that no mood of the machine has one of them to itself. */
const ROUNDS = 400;

/** The first rounds are compiled code's warm-up. */
const WARM_UP = 40;

/** The tags of the page by their globals: the one to compare with runs between the two others. */
const TAGS = { tgp: 'with', tgpWithout: 'without', tgpAgain: 'with' };
const GLOBALS = Object.keys(TAGS) as (keyof typeof TAGS)[];

const EVENT = {
  order_id: 'A-1001',
  revenue: 59.9,
  currency: 'EUR',
  products: [{ sku: 'SKU-1', quantity: 2 }],
};

/** Characters of an entry of that event. */
const ENTRY = 1100;

interface Cost {
  /** Ms that `tgp('track', …)` takes before it returns. */
  call: number;
  /** Ms that the page's thread works for an event, with what its answer brings. */
  task: number;
  /** Ms that the browser takes to store a text as long as an entry and to remove it. */
  bare: number;
}

/** npm run bench:outbox: what an event costs a page with the outbox and without; gives the exit code. */
export async function bench(): Promise<number> {
  const { found, missing } = await findEngines(['chromium']);
  if (!found[0]) throw new Error(missing[0]?.problem);
  const collector = await Collector.start('--no-demo');
  const { write_key: writeKey } = await collector.createTag('outbox');
  const scripts: { [kind: string]: string } = {
    with: readFileSync(new URL('../../dist/tgp.js', import.meta.url), 'utf8'),
    without: await tagWithout(),
  };
  const site = createServer((request, response) => {
    const kind = /^\/(with|without)\.js$/.exec(request.url!)?.[1];
    if (kind) return response.setHeader('content-type', 'text/javascript').end(scripts[kind]);
    const tags = Object.entries(TAGS).map(
      ([name, kind]) => `<script src="/${kind}.js" data-tgp="${name}"></script>
<script>${name}('init', '${writeKey}', { endpoint: '${collector.url}' })</script>`,
    );
    response
      .setHeader('content-type', 'text/html')
      .end(`<!doctype html><title>Bench</title>${tags.join('')}`);
  });
  await new Promise<void>(listening => site.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  const engine = await chromium.launch({ executablePath: found[0].path });
  try {
    const page = await (await engine.newContext()).newPage();
    await page.goto(url);
    const burst = await measured(page);
    const costs: Cost[][] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const some: Cost[] = [];
      for (let n = 0; n < GLOBALS.length; n++) {
        const at = (round + n) % GLOBALS.length;
        some[at] = await burst(GLOBALS[at]!);
      }
      if (round >= WARM_UP) costs.push(some);
    }
    const row = (what: keyof Cost): Row => {
      const both = costs.map(some => (some[0]![what] + some[2]![what]) / 2);
      const without = costs.map(some => some[1]![what]);
      const more = both.map((ms, round) => ms - without[round]!);
      // 95 of 100 times the median lies between the values this far from the middle of so many
      // (binomial distribution, its standard deviation half the root of their number).
      const aside = Math.sqrt(more.length) / more.length;
      const noise = (quantile(more, 0.5 + aside) - quantile(more, 0.5 - aside)) / 2;
      return { with: median(both), without: median(without), cost: median(more), noise };
    };
    const results: Results = {
      version: engine.version(),
      date: new Date().toISOString().slice(0, 10),
      throttle: THROTTLE,
      rounds: ROUNDS,
      burst: BURST,
      call: row('call'),
      task: row('task'),
      bare: median(costs.map(some => some[1]!.bare)),
    };
    console.log(table(results));
    writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
    console.error('tgp: saved; npm run readme writes the table');
    return 0;
  } finally {
    await engine.close();
    site.close();
    await collector.discard();
  }
}

type Measured = (name: string) => Promise<Cost>;

/** Gives what has a tag of the page send a burst, and counts what an event of it cost. */
async function measured(page: Page): Promise<Measured> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  // Each page that is throttled keeps a processor busy.
  const throttle = (rate: number) => devtools.send('Emulation.setCPUThrottlingRate', { rate });
  const taskMs = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
  return async name => {
    await throttle(THROTTLE);
    const before = await taskMs();
    const call = await page.evaluate(
      async ({ name, burst, event }) => {
        const answered: Promise<unknown>[] = [];
        const tgp = (window as unknown as { [name: string]: Tgp })[name]!;
        const started = performance.now();
        for (let n = 0; n < burst; n++)
          answered.push(new Promise(callback => tgp('track', 'purchase', event, { callback })));
        const ms = performance.now() - started;
        await Promise.all(answered);
        return ms / burst;
      },
      { name, burst: BURST, event: EVENT },
    );
    const task = ((await taskMs()) - before) / BURST;
    const bare = await page.evaluate(
      ({ burst, text }) => {
        const started = performance.now();
        for (let n = 0; n < burst; n++) localStorage[`bare${n}`] = text;
        for (let n = 0; n < burst; n++) delete localStorage[`bare${n}`];
        return (performance.now() - started) / burst;
      },
      { burst: BURST, text: 'x'.repeat(ENTRY) },
    );
    await throttle(1);
    return { call, task, bare };
  };
}

const quantile = (list: number[], part: number) =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length * part)]!;

const median = (list: number[]) => quantile(list, 0.5);
