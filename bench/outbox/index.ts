import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from 'playwright';
import { Collector } from '../../e2e/support/collector.ts';
import { findEngines } from '../../scripts/engines.mjs';
import { javascript } from '../../src/install/javascript.ts';
import type { Tgp } from '../../src/tag/types.ts';

/** As Chromium's own tools throttle for a phone of the middle range. */
const THROTTLE = 6;

/** Events at once, and how often: a round ends with its last answer. */
const BURST = 10;
const ROUNDS = 60;

/** The first rounds are compiled code's warm-up. */
const WARM_UP = 10;

/** Takes the tag what an outbox is made of. */
const NO_STORAGE = `
Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } });
Object.defineProperty(navigator, 'locks', { value: undefined });`;

const EVENT = {
  order_id: 'A-1001',
  revenue: 59.9,
  currency: 'EUR',
  products: [{ sku: 'SKU-1', quantity: 2 }],
};

interface Cost {
  /** Ms that `tgp('track', …)` takes before it returns. */
  call: number;
  /** Ms that the page's thread works for an event, with what its answer brings. */
  task: number;
}

/** npm run bench:outbox: what an event costs a page with the outbox and without; gives the exit code. */
export async function bench(): Promise<number> {
  const { found, missing } = await findEngines(['chromium']);
  if (!found[0]) throw new Error(missing[0]?.problem);
  const collector = await Collector.start('--no-demo');
  const { write_key: writeKey } = await collector.createTag('outbox');
  const snippet = javascript({ writeKey, scriptUrl: `${collector.url}/tgp.js`, options: {} });
  const site = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>Bench</title>${snippet}`);
  });
  await new Promise<void>(listening => site.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  const engine = await chromium.launch({ executablePath: found[0].path });
  try {
    const costs: Record<'with' | 'without', Cost[]> = { with: [], without: [] };
    // In turns, so that no mood of the machine has one of them to itself.
    for (let turn = 0; turn < 3; turn++)
      for (const kind of ['with', 'without'] as const) {
        const page = await (await engine.newContext()).newPage();
        if (kind === 'without') await page.addInitScript(NO_STORAGE);
        await page.goto(url);
        costs[kind].push(await measure(page));
        await page.context().close();
      }
    const best = (list: Cost[], what: keyof Cost) => Math.min(...list.map(cost => cost[what]));
    const row = (title: string, what: keyof Cost) => {
      const [more, less] = [best(costs.with, what), best(costs.without, what)];
      return `| ${title} | ${more.toFixed(3)} | ${less.toFixed(3)} | ${(more - less).toFixed(3)} |`;
    };
    console.log(`
| ms an event, CPU throttled ${THROTTLE} times | with storage | without | the outbox, at most |
|---|--:|--:|--:|
${row("`tgp('track', …)` until it returns", 'call')}
${row('all work of the thread, with the answer', 'task')}

Chromium ${engine.version()}; best of 3 turns of ${ROUNDS} bursts of ${BURST} events.`);
    return 0;
  } finally {
    await engine.close();
    site.close();
    await collector.discard();
  }
}

async function measure(page: Page): Promise<Cost> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  const taskMs = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
  const run = (rounds: number) =>
    page.evaluate(
      async ({ rounds, burst, event }) => {
        const calls: number[] = [];
        for (let round = 0; round < rounds; round++) {
          const answered: Promise<unknown>[] = [];
          const { tgp } = window as unknown as { tgp: Tgp };
          const started = performance.now();
          for (let n = 0; n < burst; n++)
            answered.push(new Promise(callback => tgp('track', 'purchase', event, { callback })));
          calls.push((performance.now() - started) / burst);
          await Promise.all(answered);
        }
        return calls.sort((a, b) => a - b)[Math.floor(rounds / 2)]!;
      },
      { rounds, burst: BURST, event: EVENT },
    );
  await run(WARM_UP);
  const before = await taskMs();
  const call = await run(ROUNDS);
  return { call, task: ((await taskMs()) - before) / (ROUNDS * BURST) };
}
