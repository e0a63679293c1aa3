import type { DatabaseSync } from 'node:sqlite';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Most events that go in one transaction: it must not keep beacons waiting. */
const MAX_BATCH = 1000;

/**
 * Removes the events that are older than their tag allows, and the touches made of them. Counts and conversions stay,
 * conversions without their visitor. The newest event of all stays, or the next ones would get the numbers of those
 * that are gone.
 * @param defaultDays for tags that say nothing; null: for ever
 * @returns how many events went, after each transaction; what runs between two may commit beacons
 */
export function* forget(db: DatabaseSync, now: number, defaultDays: number | null): Generator<number> {
  const tags = db
    .prepare('SELECT write_key, account_id, coalesce(retention_days, ?) AS days FROM tags')
    .all(defaultDays) as { write_key: string; account_id: string; days: number | null }[];
  const remove = db.prepare(
    `DELETE FROM events WHERE seq IN (
       SELECT seq FROM events WHERE write_key = ? AND received_at < ? AND seq < (SELECT max(seq) FROM events)
       ORDER BY received_at LIMIT ${MAX_BATCH})`,
  );
  const mark = db.prepare(
    `INSERT INTO retention (write_key, until) VALUES (?, ?)
     ON CONFLICT (write_key) DO UPDATE SET until = max(until, excluded.until)`,
  );
  const gone = (table: string) => `NOT EXISTS (SELECT 1 FROM events WHERE events.seq = ${table}.seq)`;
  const removeTouches = db.prepare(
    `DELETE FROM touches WHERE account_id = ? AND time < ? AND ${gone('touches')}`,
  );
  const anonymize = db.prepare(
    `UPDATE conversions SET anonymous_id = '', user_id = ''
     WHERE write_key = ? AND time < ? AND anonymous_id || user_id <> '' AND ${gone('conversions')}`,
  );
  const inTransaction = (work: () => number): number => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const removed = work();
      db.exec('COMMIT');
      return removed;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };
  for (const { write_key, account_id, days } of tags) {
    if (days === null) continue;
    const until = Math.floor((now - days * DAY_MS) / HOUR_MS) * HOUR_MS;
    for (let removed = MAX_BATCH; removed === MAX_BATCH; ) {
      removed = inTransaction(() => {
        const changes = Number(remove.run(write_key, until).changes);
        if (changes) mark.run(write_key, until);
        return changes;
      });
      yield removed;
    }
    yield inTransaction(() => {
      removeTouches.run(account_id, until);
      anonymize.run(write_key, until);
      return 0;
    });
  }
}
