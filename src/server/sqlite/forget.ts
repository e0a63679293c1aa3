import { DAY_MS, HOUR_MS } from '../../protocol/durations.ts';
import type { Connection, Statement } from './connection.ts';
import { forgetIdentities } from './forgetIdentities.ts';
import { forgetNames } from './forgetNames.ts';

/** Most events that go in one transaction: it must not keep beacons waiting, and each is in many places of the file. */
const MAX_BATCH = 100;

/** Most touches or conversions that are looked at in one. */
const STEP = 500;

/**
 * Removes the events that are older than their tag allows, and the touches made of them. Conversions stay
 * without their visitor, and what is counted under known names. The newest event of all stays, or the next ones would
 * get the numbers of those that are gone.
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
  const touches = {
    old: db.prepare<Place>(
      `SELECT rowid AS row, time FROM touches
       WHERE account_id = ? AND time < ? AND (time, rowid) > (?, ?) ORDER BY time, rowid LIMIT ${STEP}`,
    ),
    change: db.prepare(`DELETE FROM touches WHERE rowid IN (${LISTED}) AND ${gone('touches')}`),
  };
  const conversions = {
    old: db.prepare<Place>(
      `SELECT rowid AS row, time FROM conversions WHERE write_key = ? AND (anonymous_id <> '' OR user_id <> '')
         AND time < ? AND (time, rowid) > (?, ?) ORDER BY time, rowid LIMIT ${STEP}`,
    ),
    change: db.prepare(
      `UPDATE conversions SET anonymous_id = '', user_id = ''
       WHERE rowid IN (${LISTED}) AND ${gone('conversions')}`,
    ),
  };
  const names = forgetNames(db);
  const identities = forgetIdentities(db);
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
    yield* inSteps(db, touches, account_id, until);
    yield* identities(account_id);
    yield* names(write_key);
    yield* inSteps(db, conversions, write_key, until);
  }
}

/** Where a row is among others of its owner, by time. */
interface Place {
  row: number;
  time: number;
}

const LISTED = 'SELECT value FROM json_each(?)';

/** Changes the rows of an owner that are older than a time, a few in each transaction. */
function* inSteps(
  db: Connection,
  { old, change }: { old: Statement<Place>; change: Statement<unknown> },
  owner: string,
  until: number,
): Generator<0> {
  let last: Place | undefined = { row: 0, time: Number.MIN_SAFE_INTEGER };
  while (last) {
    const { row, time }: Place = last;
    last = db.transaction(() => {
      const rows = old.all(owner, until, time, row);
      if (rows.length) change.run(JSON.stringify(rows.map(each => each.row)));
      return rows.length === STEP ? rows.at(-1) : undefined;
    });
    yield 0;
  }
}
