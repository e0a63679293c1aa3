import type { DatabaseSync } from 'node:sqlite';
import type { EventRow } from '../store/schema.ts';
import type { StoredEvent } from '../store/store.ts';
import { eventOf } from './readEvents.ts';

/** Events that are read at once: a reader that takes long must not hold a snapshot of the store. */
const MAX_ROWS = 1000;

export interface HistoryFilter {
  writeKey?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

/** All events in the order of their arrival. */
export function* readHistory(
  db: DatabaseSync,
  { writeKey, from, to }: HistoryFilter,
): Generator<StoredEvent> {
  const page = db.prepare(
    `SELECT * FROM events WHERE seq > ?1 AND (?2 IS NULL OR write_key = ?2)
       AND received_at >= coalesce(?3, received_at) AND (?4 IS NULL OR received_at < ?4)
     ORDER BY seq LIMIT ${MAX_ROWS}`,
  );
  for (let last = 0; ; ) {
    const rows = page.all(last, writeKey ?? null, from ?? null, to ?? null) as unknown as EventRow[];
    for (const row of rows) yield eventOf(row);
    if (rows.length < MAX_ROWS) return;
    last = rows.at(-1)!.seq;
  }
}
