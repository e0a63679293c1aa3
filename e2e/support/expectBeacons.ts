import { setTimeout } from 'node:timers/promises';
import type { Collector } from './collector.ts';
import { describeBeacons } from './describeBeacons.ts';
import { mismatches } from './mismatches.ts';
import { pair } from './pair.ts';
import type { StoredEvent } from './storedEvent.ts';

export interface Beacons {
  /** What makes the page send. */
  action: () => unknown;
  /** Partial events that must be stored, each a different one, in any order. */
  expected: object[];
  /** Partial events of which none may be stored. Default: none. */
  refuted?: object[];
  /** Whether nothing but the expected may be stored. Default: false. */
  exact?: boolean;
}

export interface Where {
  collector: Collector;
  writeKey: string;
  /** When the test ends, in ms since the epoch: the report must come before. */
  deadline: () => number;
}

/**
 * Runs the action and waits until the collector has stored what is expected of it; gives those events.
 * @param quiet resolves when all that the page has sent so far is answered
 */
export async function expectBeacons(
  quiet: () => Promise<void>,
  { action, expected, refuted = [], exact = false }: Beacons,
  { collector, writeKey, deadline }: Where,
): Promise<StoredEvent[]> {
  const stream = await collector.stream(writeKey);
  const stored: StoredEvent[] = [];
  const fail = (problem: string): never => {
    throw new Error(describeBeacons(problem, { expected, refuted, stored }));
  };
  const next = async (): Promise<StoredEvent> => {
    const event = await before(deadline(), stream.next());
    return event ?? fail('an expected beacon did not come');
  };
  const check = (event: StoredEvent) => {
    stored.push(event);
    if (refuted.some(partial => !mismatches(partial, event).length)) fail('a refuted beacon came');
  };

  try {
    await action();
    while (pair(expected, stored).includes(undefined)) check(await next());
    if (exact || refuted.length) {
      await quiet();
      const isFence = await collector.fence(writeKey);
      for (let event = await next(); !isFence(event); event = await next()) check(event);
    }
    const found = pair(expected, stored).filter(event => event !== undefined);
    if (exact && stored.length > found.length) fail('more beacons came than were expected');
    await checkStored(collector, writeKey, stored);
    return found;
  } finally {
    stream.close();
  }
}

// The stream only tells; the store is what counts.
async function checkStored(collector: Collector, writeKey: string, told: StoredEvent[]): Promise<void> {
  const ids = (await collector.events(writeKey)).map(event => event.messageId);
  for (const { messageId } of told) {
    const times = ids.filter(id => id === messageId).length;
    if (times !== 1)
      throw new Error(`messageId ${messageId} was in the stream, but is stored ${times} times`);
  }
}

async function before<Value>(deadline: number, value: Promise<Value>): Promise<Value | undefined> {
  const done = new AbortController();
  const late = setTimeout(Math.max(0, deadline - Date.now()), undefined, { signal: done.signal });
  try {
    return await Promise.race([value, late]);
  } finally {
    late.catch(() => {});
    done.abort();
  }
}
