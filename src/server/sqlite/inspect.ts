import { readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { IS_UNFINISHED } from './openWhole.ts';

/** What a store's file tells without being opened as one: nothing is changed, a newer version's is read too. */
export interface Inspected {
  events: number;
  /** When the newest event arrived by the collector's clock, in ms; null where there is none. */
  newestAt: number | null;
  /** A migration that this version doesn't know: a newer one wrote it. */
  unknown: string | undefined;
  /** Whether `tgp migrate` has not made it a whole store yet. */
  isUnfinished: boolean;
}

const MIGRATIONS = new URL('./migrations/', import.meta.url);

export function inspect(file: string): Inspected {
  return reading(file, db => {
    const known = new Set(readdirSync(MIGRATIONS));
    const names = db.prepare('SELECT name FROM migrations').all() as { name: string }[];
    const unknown = names.find(({ name }) => !known.has(name))?.name;
    const number = db.prepare(`SELECT number FROM last_numbers WHERE kind = 'event'`).get();
    const newest = db.prepare('SELECT received_at FROM events ORDER BY seq DESC LIMIT 1').get();
    return {
      events: (number as { number: number } | undefined)?.number ?? 0,
      newestAt: (newest as { received_at: number } | undefined)?.received_at ?? null,
      unknown,
      isUnfinished: db.prepare(IS_UNFINISHED).get() !== undefined,
    };
  });
}

/** Whether a tag's event of that id is stored. */
export const isStored = (file: string, writeKey: string, messageId: string): boolean =>
  reading(
    file,
    db =>
      db.prepare('SELECT 1 FROM events WHERE write_key = ? AND message_id = ?').get(writeKey, messageId) !==
      undefined,
  );

function reading<Result>(file: string, read: (db: DatabaseSync) => Result): Result {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    return read(db);
  } finally {
    db.close();
  }
}
