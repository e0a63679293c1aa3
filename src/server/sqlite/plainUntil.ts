import type { Connection } from './connection.ts';

/** The last event whose value was a plain number or none, and whose ids joined nobody: what it came to stays. */
export const plainUntil = (db: Connection): number =>
  db.prepare<{ number: number }>(`SELECT number FROM last_numbers WHERE kind = 'plain_event'`).get()
    ?.number ?? 0;
