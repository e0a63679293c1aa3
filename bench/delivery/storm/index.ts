import { setTimeout } from 'node:timers/promises';
import type { Tab } from '../../../e2e/engines/engine.ts';
import { openEngine } from '../../../e2e/engines/openEngine.ts';
import { makeCertificate } from '../../../e2e/support/certificate.ts';
import { Collector } from '../../../e2e/support/collector.ts';
import { findEngines } from '../../../scripts/engines.mjs';
import { startPostgres } from '../../../test/support/postgres/startPostgres.ts';
import { forward } from '../forward.ts';
import { Front } from '../front.ts';
import { makeChance } from './chance.ts';
import { Killing } from './killing.ts';
import { HELP, readOptions, type StormOptions } from './options.ts';
import { stormPage } from './stormPage.ts';

/** How often the pages are asked how far they are. */
const LOOK_MS = 1000;

/** How far each way is: near enough that the storm is of faults, not of waiting. */
const DELAY_MS = 5;

/** The event of each page before the storm. */
const CALM = 'calm';

interface Progress {
  fired: number;
  sent: number;
}

/** npm run bench:storm; gives the exit code: 0 where the store holds every event once. */
export async function bench(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options === 'help') {
    console.log(HELP);
    return 0;
  }
  const { found, missing } = await findEngines(['chromium']);
  if (!found[0]) throw new Error(missing[0]?.problem);
  const postgres = options.collectors && (await startPostgres({ isDurable: true }));
  const place = postgres ? ['--store', postgres.url('postgres')] : [];
  const collectors: Collector[] = [];
  const certificate = makeCertificate();
  const engine = await openEngine(found[0], [certificate.keyHash]);
  const chance = makeChance(options.seed);
  const counts = { resets: 0, lost: 0 };
  const draw = (what: keyof typeof counts) => {
    const isDrawn = chance(options[what]);
    if (isDrawn) counts[what]++;
    return isDrawn;
  };
  let isStormy = false;
  try {
    for (let at = 0; at < (options.collectors ?? 1); at++) {
      collectors.push(await Collector.start('--no-demo', ...place));
    }
    const [collector] = collectors as [Collector];
    const { write_key: writeKey } = await collector.createTag('storm');
    const beacons = await Front.start(
      forward(
        collectors.map(({ url }) => url),
        { losesAnswer: () => isStormy && draw('lost') },
      ),
      { certificate, delayMs: DELAY_MS, isCold: true, resets: () => isStormy && draw('resets') },
    );
    const page = stormPage({ writeKey, collector: `https://127.0.0.1:${beacons.port}` });
    const site = await Front.start(
      (_, response) => response.setHeader('content-type', 'text/html').end(page),
      {
        certificate,
        delayMs: DELAY_MS,
        isCold: false,
      },
    );
    const tabs = await Promise.all(
      Array.from({ length: options.contexts }, async () => {
        const tab = await (await engine.visitor()).open();
        await tab.goto(`https://localhost:${site.port}/`);
        // A page that never had an answer takes a storm for a blocker, and rests.
        await tab.run(`await new Promise(callback => tgp('track', '${CALM}', {}, { callback }))`);
        return tab;
      }),
    );
    isStormy = true;
    const started = Date.now();
    const killings = collectors.map(
      (each, at) => new Killing(each, options.upMs, (options.upMs * (at + 1)) / collectors.length),
    );
    const { sent } = await send(tabs, options);
    const seconds = (Date.now() - started) / 1000;
    await Promise.all(killings.map(each => each.stop()));
    for (const front of [beacons, site]) front.stop();

    const stored = (await collector.events(writeKey))
      .filter(({ event }) => event !== CALM)
      .map(({ messageId }) => messageId);
    const distinct = new Set(stored).size;
    console.log(`
| | |
|---|--:|
| events sent by ${options.contexts} contexts | ${options.events} |
| stored | ${distinct} |
| missing | ${options.events - distinct} |
| stored more than once | ${stored.length - distinct} |
| told to the page as sent | ${sent} |
| times a collector was killed | ${killings.reduce((sum, { kills }) => sum + kills, 0)} |
| connections reset | ${counts.resets} |
| answers lost after the commit | ${counts.lost} |
| seconds | ${seconds.toFixed(0)} |
`);
    return distinct === options.events && stored.length === distinct ? 0 : 1;
  } finally {
    await engine.close();
    await Promise.all(collectors.map(each => each.discard()));
    if (postgres) await postgres.stop();
  }
}

/** Has the pages send; they stay open until each event is said to be sent, or nothing moves any more. */
async function send(tabs: Tab[], { events, patienceMs }: StormOptions): Promise<Progress> {
  const share = (index: number) =>
    Math.floor((events * (index + 1)) / tabs.length) - Math.floor((events * index) / tabs.length);
  await Promise.all(tabs.map((tab, index) => tab.run(`storm('storm-${index}', ${share(index)})`)));
  let last: Progress = { fired: 0, sent: 0 };
  let movedAt = Date.now();
  for (;;) {
    await setTimeout(LOOK_MS);
    const each = await Promise.all(tabs.map(tab => tab.run<Progress>('return progress()')));
    const now = {
      fired: each.reduce((total, { fired }) => total + fired, 0),
      sent: each.reduce((total, { sent }) => total + sent, 0),
    };
    if (now.fired !== last.fired || now.sent !== last.sent) movedAt = Date.now();
    last = now;
    if (now.sent === events) return now;
    if (Date.now() - movedAt > patienceMs) {
      console.error(
        `tgp: no page heard of an event for ${patienceMs / 1000} s; ${events - now.sent} are open`,
      );
      return now;
    }
  }
}
