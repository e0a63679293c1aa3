import type { Servers } from '../servers.ts';

/** How many events there were, and what the servers hold: read now and then, in between what this collector knows of it. */
export interface Holding {
  events(): number;
  bytes(): number;
  /** Each of these accounts has had so many. */
  told(events: ReadonlyMap<string, number>): void;
  /** That much came in. */
  grew(bytes: number): void;
  /** Reads what there is. */
  measure(): Promise<void>;
}

const EVENTS = 'SELECT account_id, events FROM account_state';
const BYTES = 'SELECT pg_database_size(current_database()) - empty_bytes AS bytes FROM this_server';

export function holding(servers: Servers): Holding {
  let counts = new Map<string, number>();
  let sum = 0;
  let size = 0;
  let since = 0;

  const set = (accountId: string, events: number) => {
    const before = counts.get(accountId) ?? 0;
    // What was read may be older than what was told.
    if (events <= before) return;
    counts.set(accountId, events);
    sum += events - before;
  };

  return {
    events: () => sum,
    bytes: () => size + since,
    told: events => {
      for (const [accountId, count] of events) set(accountId, count);
    },
    grew: bytes => {
      since += bytes;
    },
    async measure() {
      const before = since;
      let bytes = 0;
      const rows: { account_id: string; events: number }[] = [];
      for (const server of servers.all) {
        const reads = server.within();
        for (const row of await reads.all<{ account_id: string; events: number }>(EVENTS)) rows.push(row);
        bytes += Math.max(0, (await reads.first<{ bytes: number }>(BYTES))!.bytes);
      }
      size = bytes;
      since -= before;
      const known = counts;
      counts = new Map();
      sum = 0;
      for (const { account_id, events } of rows)
        set(account_id, Math.max(events, known.get(account_id) ?? 0));
    },
  };
}
