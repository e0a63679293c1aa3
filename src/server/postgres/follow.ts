import { setTimeout as sleep } from 'node:timers/promises';
import { type EventColumns, eventOf } from '../store/eventOf.ts';
import type { Follow } from '../store/store.ts';
import type { Server } from './server.ts';
import type { Servers } from './servers.ts';

/** How often a server is asked what is new. */
const PAUSE_MS = 500;

/** Most events of an account that are told of at a time: a stream is to look at, not to count by. */
const MAX_EVENTS = 500;

const COUNTERS = `SELECT account_id, next_seq FROM account_state WHERE moving = ''`;
const COUNTERS_OF = `${COUNTERS} AND account_id = ANY($1)`;

/** In which partitions the events of these numbers are. */
const TIMES = `SELECT min(received_at) AS first, max(received_at) AS last FROM seen
  WHERE account_id = $1 AND seq >= $2 AND seq < $3`;

const EVENTS = `SELECT write_key, message_id, type, event, anonymous_id, user_id, received_at, time, clamped, fields, signs
  FROM events WHERE account_id = $1 AND seq >= $2 AND seq < $3 AND received_at BETWEEN $4 AND $5 ORDER BY seq`;

interface Counter {
  account_id: string;
  next_seq: number;
}

/**
 * Asks by each account's counter, which is committed with its events: whoever stores them does nothing for it, and a notification would
 * have all commits of a server wait for each other.
 */
export const follow =
  (servers: Servers): Follow =>
  async (accounts, told) => {
    const ending = new AbortController();
    const { signal } = ending;
    // An account may move to another server: its numbers go on there.
    const next = new Map<string, number>();
    const rounds = servers.all.map(server => rounder(server, next, accounts, told));
    const isAt = async (round: () => Promise<void>) => round().catch(() => {});
    await Promise.all(rounds.map(isAt));
    for (const round of rounds) {
      void (async () => {
        for (;;) {
          await sleep(PAUSE_MS, undefined, { signal });
          await isAt(round);
        }
      })().catch(() => {});
    }
    return () => ending.abort();
  };

/** What asks a server: the first time how far it is, from then on what is new. */
function rounder(
  server: Server,
  next: Map<string, number>,
  ...[accounts, told]: Parameters<Follow>
): () => Promise<void> {
  const session = server.within();
  let begun: ReturnType<typeof accounts> = [];
  return async () => {
    const asked = accounts();
    const counters = await (asked === '*'
      ? session.all<Counter>(COUNTERS)
      : session.all<Counter>(COUNTERS_OF, [asked]));
    const isKnown = (id: string) => begun === '*' || begun.includes(id);
    for (const { account_id, next_seq } of counters) {
      const from = next.get(account_id);
      // An account that was not there the time before is new, with all it has.
      const isTold = from !== undefined || isKnown(account_id);
      // Before it is asked for: another server may have the account just then.
      next.set(account_id, next_seq);
      if (!isTold) continue;
      try {
        for (const row of await newest(account_id, from ?? 0, next_seq)) told(eventOf(row), account_id);
      } catch (error) {
        next.set(account_id, from ?? 0);
        throw error;
      }
    }
    begun = asked;
  };

  async function newest(accountId: string, from: number, to: number): Promise<EventColumns[]> {
    if (from >= to) return [];
    const seqs = [accountId, Math.max(from, to - MAX_EVENTS), to];
    const times = await session.first<{ first: number | null; last: number }>(TIMES, seqs);
    if (!times || times.first === null) return [];
    return session.all<EventColumns>(EVENTS, [...seqs, times.first, times.last]);
  }
}
