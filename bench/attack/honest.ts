import { Agent, get } from 'node:http';
import type { Target } from './attack.ts';

/** Beacons a second. */
const RATE = 200;

/** The visitor of all of them. */
export const HONEST = 'honest';

/** What a page says of itself, some 1 kB as the tag sends it. */
const PAGE = new URLSearchParams({
  'context.page.url': `https://shop.example/garden/chairs/a-red-one?size=${'x'.repeat(200)}`,
  'context.page.title': 'A red chair for the garden, and what goes with it',
  'context.page.referrer': `https://search.example/?q=${'y'.repeat(200)}`,
  'context.userAgent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0',
  'properties.category': 'garden',
});

export interface Outcome {
  /** How many got each status; 0 for none. */
  statuses: Map<number, number>;
  /** The ids of those that were acknowledged. */
  acknowledged: string[];
  /** Each one's time from when it was due to its answer, in ms, the shortest first. */
  latencies: number[];
}

/** Sends beacons as visitors do, each when it is due, whatever became of those before. */
export async function sendHonest({ origin, writeKey }: Target, seconds: number): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const outcome: Outcome = { statuses: new Map(), acknowledged: [], latencies: [] };
  const { hostname, port } = new URL(origin);
  const send = (id: string, due: number) =>
    new Promise<void>(resolve => {
      const settle = (status: number) => {
        outcome.statuses.set(status, (outcome.statuses.get(status) ?? 0) + 1);
        outcome.latencies.push(performance.now() - due);
        if (status === 200) outcome.acknowledged.push(id);
        resolve();
      };
      const path = `/pixel/v1/track?writeKey=${writeKey}&anonymousId=${HONEST}&event=Seen&messageId=${id}&${PAGE}`;
      get({ agent, hostname, port, path }, response => {
        response.resume().once('end', () => settle(response.statusCode!));
      }).once('error', () => settle(0));
    });
  const start = performance.now();
  const sent: Promise<void>[] = [];
  while (sent.length < seconds * RATE) {
    const due = start + (sent.length * 1000) / RATE;
    const wait = due - performance.now();
    if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait));
    else await new Promise(setImmediate);
    sent.push(send(`${HONEST}-${sent.length}`, due));
  }
  await Promise.all(sent);
  agent.destroy();
  outcome.latencies.sort((a, b) => a - b);
  return outcome;
}
