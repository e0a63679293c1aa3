import type { RetentionClock, RetentionClocks } from '../store/retentionClock.ts';
import type { Connection } from './connection.ts';

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
  return {
    async get() {
      const row = read.get();
      return row && { ...row };
    },
    async set({ time, ahead, since }) {
      write.run(time, ahead, since);
    },
    async newest() {
      return newest.get()?.received_at ?? null;
    },
  };
}
