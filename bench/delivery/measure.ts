import type { Found } from '../../e2e/engines/engine.ts';
import { makeCertificate } from '../../e2e/support/certificate.ts';
import { Collector } from '../../e2e/support/collector.ts';
import { Arrivals } from './arrivals.ts';
import { type Fate, Lane, type Place } from './lane.ts';
import type { Moment } from './moments.ts';
import type { Visit } from './page.ts';
import type { Result } from './results.ts';
import { GROUPS, isTag, type Transport } from './transports.ts';
import { within } from './within.ts';

/** Into how many parts a cell's events are cut, so that no mood of the machine has one cell to itself. */
const PARTS = 8;

/** How many crashes a browser is put through: Firefox gives up after some more. */
const CRASHES = 4;

/** How often a part is begun again when its browser fails. */
const ATTEMPTS = 4;

/** After how many parts to say so. */
const LOG_EVERY = 24;

/** After so long, and so long for each visit, a browser is taken to have failed. */
const PART_MS = 60_000;
const VISIT_MS = 30_000;

export interface Plan {
  moments: Moment[];
  /** Events of each transport at each moment. */
  events: number;
  /** Browsers side by side. */
  lanes: number;
  delayMs: number;
  stayMs: number;
  log: (line: string) => void;
}

interface Part {
  visit: Visit;
  count: number;
  attempt: number;
}

/** Measures all transports in one engine; gives its version and what arrived. */
export async function measure(found: Found, plan: Plan): Promise<{ version: string; results: Result[] }> {
  const collector = await Collector.start('--no-demo');
  try {
    const { write_key: writeKey } = await collector.createTag(found.engine);
    const arrivals = await Arrivals.watch(collector, writeKey);
    const certificate = makeCertificate();
    const { delayMs, stayMs } = plan;
    const place = { collector: collector.url, writeKey, arrivals, certificate, delayMs, stayMs };
    const { version, fates } = await drive(found, place, plan);
    arrivals.close();
    const stored = new Map<string, number>();
    for (const { messageId } of await collector.events(writeKey))
      stored.set(messageId, (stored.get(messageId) ?? 0) + 1);
    const results = plan.moments.flatMap(moment =>
      GROUPS.flat().map(transport => {
        const own = fates.filter(fate => fate.moment === moment && fate.transport === transport);
        return { engine: found.engine, moment, transport, ...sum(transport, own, stored) };
      }),
    );
    return { version, results };
  } finally {
    await collector.discard();
  }
}

type Placed = Fate & { moment: Moment };

async function drive(found: Found, place: Place, { moments, events, lanes, log }: Plan) {
  const visits = moments.flatMap(moment => GROUPS.map(transports => ({ moment, transports })));
  const waiting = partsOf(visits, events);
  const total = waiting.length;
  const fates: Placed[] = [];
  let version = '';
  let done = 0;

  const work = async () => {
    let lane: Lane | undefined;
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const { moment, transports } = part.visit;
      try {
        // WebKitGTK's driver ends its session with the first renderer, and what the visitor had stored with it.
        const isUndriven = moment === 'crash' && found.by === 'webdriver';
        if (lane && lane.isUndriven !== isUndriven) lane = await discard(lane);
        lane ??= await Lane.open(found, place, isUndriven);
        version = lane.engine.version;
        const run = lane.run(part.visit, part.count);
        if (!(await within(PART_MS + part.count * VISIT_MS, run))) throw new Error('the browser hangs');
        for (const fate of await run) fates.push({ ...fate, moment });
        if (++done % LOG_EVERY === 0) log(`${found.engine}: ${done} of ${total} parts`);
        if (moment !== 'crash') continue;
      } catch (error) {
        log(
          `${found.engine}, ${moment}, ${transports.join(' ')}: ${(error as Error).message.split('\n')[0]}`,
        );
        if (part.attempt === ATTEMPTS) throw error;
        waiting.push({ ...part, attempt: part.attempt + 1 });
      }
      lane = await discard(lane);
    }
    await discard(lane);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, total) }, work));
  return { version, fates };
}

function partsOf(visits: Visit[], events: number): Part[] {
  const parts: Part[] = [];
  for (let rest = events, size = Math.ceil(events / PARTS); rest > 0; rest -= size)
    for (const visit of visits) {
      const most = visit.moment === 'crash' ? CRASHES : size;
      for (let left = Math.min(size, rest); left > 0; left -= most)
        parts.push({ visit, count: Math.min(most, left), attempt: 1 });
    }
  return parts;
}

// One that hangs may not close either.
async function discard(lane: Lane | undefined): Promise<undefined> {
  if (lane) await within(PART_MS, lane.close()).catch(() => {});
}

function sum(transport: Transport, fates: Fate[], stored: Map<string, number>) {
  const count = (test: (fate: Fate) => boolean | undefined) => fates.filter(test).length;
  const isStored = ({ messageId }: Fate) => stored.has(messageId);
  // What nobody sends again has its whole chance in its own page, however late it is.
  const [before, after] = isTag(transport)
    ? [count(fate => fate.before), count(fate => fate.after)]
    : [count(isStored), count(isStored)];
  const storedTwice = count(({ messageId }) => (stored.get(messageId) ?? 0) > 1);
  return { sent: fates.length, before, after, storedTwice };
}
