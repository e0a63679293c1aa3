import { DAY_MS, HOUR_MS } from '../../protocol/durations.ts';
import type { Connection } from './connection.ts';

/** Most events that go in one transaction: it must not keep beacons waiting. */
const MAX_BATCH = 1000;

/**
 * Removes the events that are older than their tag allows, and the touches made of them. Counts and conversions stay,
 * conversions without their visitor. The newest event of all stays, or the next ones would get the numbers of those
 * that are gone.
 * @param defaultDays for tags that say nothing; null: for ever
 * @returns how many events went, after each transaction; what runs between two may commit beacons
 */
export function* forget(db: Connection, now: number, defaultDays: number | null): Generator<number> {
  const tags = db
    .prepare<{ write_key: string; account_id: string; days: number | null }>(
      'SELECT write_key, account_id, coalesce(retention_days, ?) AS days FROM tags',
    )
    .all(defaultDays);
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
  for (const { write_key, account_id, days } of tags) {
    if (days === null) continue;
    const until = Math.floor((now - days * DAY_MS) / HOUR_MS) * HOUR_MS;
    for (let removed = MAX_BATCH; removed === MAX_BATCH; ) {
      removed = db.transaction(() => {
        const changes = remove.run(write_key, until).changes;
        if (changes) mark.run(write_key, until);
        return changes;
      });
      yield removed;
    }
    yield db.transaction(() => {
      removeTouches.run(account_id, until);
      anonymize.run(write_key, until);
      return 0;
    });
  }
}
