import type { Connection } from './connection.ts';

export interface CountKinds {
  count(writeKey: string, kind: string, hour: number, count: number): void;
  /** Counts one less: another counts in its place. */
  uncount(writeKey: string, kind: string, hour: number): void;
  /** Notes when an event was received, if no later one was. */
  see(writeKey: string, kind: string, source: string, time: number): void;
}

/** Counts events by their kind. */
export function countKinds(db: Connection): CountKinds {
  const count = db.prepare(
    `INSERT INTO kind_counts (write_key, kind, hour, count) VALUES (?, ?, ?, ?)
     ON CONFLICT (write_key, kind, hour) DO UPDATE SET count = count + excluded.count`,
  );
  const less = db.prepare(
    'UPDATE kind_counts SET count = count - 1 WHERE write_key = ? AND kind = ? AND hour = ?',
  );
  const none = db.prepare(
    'DELETE FROM kind_counts WHERE write_key = ? AND kind = ? AND hour = ? AND count <= 0',
  );
  const see = db.prepare(
    `INSERT INTO kind_seen (write_key, kind, source, time) VALUES (?, ?, ?, ?)
     ON CONFLICT (write_key, kind, source) DO UPDATE SET time = max(time, excluded.time)`,
  );
  return {
    count: (...row) => void count.run(...row),
    uncount(...row) {
      less.run(...row);
      none.run(...row);
    },
    see: (...row) => void see.run(...row),
  };
}
