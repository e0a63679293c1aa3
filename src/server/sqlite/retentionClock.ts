import type { RetentionClock, RetentionClocks } from '../store/retentionClock.ts';
import type { Connection } from './connection.ts';

/** Most tags that are looked at at once. */
const STEP = 1000;

/** What some tags say, and the last one of them: null where there is none. */
interface Longest {
  days: number | null;
  last: string | null;
}

/** The time by which old events are removed. */
export function retentionClock(db: Connection): RetentionClocks {
  const read = db.prepare<RetentionClock>('SELECT time, ahead, since FROM retention_clock WHERE id = 1');
  const write = db.prepare(
    `INSERT INTO retention_clock (id, time, ahead, since) VALUES (1, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET time = excluded.time, ahead = excluded.ahead, since = excluded.since`,
  );
  const newest = db.prepare<{ received_at: number }>(
    'SELECT received_at FROM events WHERE seq = (SELECT max(seq) FROM events)',
  );
  const longest = db.prepare<Longest>(
    `SELECT max(days) AS days, max(write_key) AS last FROM (
       SELECT write_key, retention_days AS days FROM tags WHERE write_key > ? ORDER BY write_key LIMIT ${STEP})`,
  );
  return {
    async get() {
      const row = read.get();
      return row && { ...row };
    },
    async set({ time, ahead, since }) {
      write.run(time, ahead, since);
    },
    async longestDays() {
      let days = 0;
      for (let after: string | null = ''; after !== null && db.isOpen; ) {
        const found: Longest = longest.get(after)!;
        days = Math.max(days, found.days ?? 0);
        after = found.last;
        // Beacons come in between.
        await new Promise(setImmediate);
      }
      return days;
    },
    async newest() {
      return newest.get()?.received_at ?? null;
    },
  };
}
