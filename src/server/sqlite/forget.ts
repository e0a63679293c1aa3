import { DAY_MS, HOUR_MS } from '../../protocol/durations.ts';
import { VISITOR_IDS } from '../attribution/visitor.ts';
import { fittingPlaces, STEP_BYTES } from '../store/fittingPlaces.ts';
import type { ConversionRow } from '../store/rows.ts';
import type { Connection, Statement } from './connection.ts';
import { forgetIdentities } from './forgetIdentities.ts';
import { forgetNames } from './forgetNames.ts';
import { husks, type Left, NEXT_SEQ } from './husks.ts';
import { unname } from './unname.ts';
import { unrefunds, unsays } from './unsay.ts';
import { forgetVisits } from './visits/forgetVisits.ts';

/** Most events that go in one transaction: it must not keep beacons waiting, and each is in many places of the file. */
const MAX_BATCH = 100;

/** Most tags, touches or conversions that are looked at in one. */
const STEP = 500;

/**
 * Removes the events that are older than their tag allows, and the touches made of them. Husks stay, conversions that name
 * nobody, and what is counted under known names. The newest event of all stays, or the next ones would
 * get the numbers of those that are gone.
 * @param defaultDays for tags that say nothing; null: for ever
 * @returns how many events went, after each transaction; what runs between two may commit beacons
 */
export function* forget(db: Connection, now: number, defaultDays: number | null): Generator<number> {
  const some = db.prepare<Tag>(
    `SELECT write_key, account_id, coalesce(retention_days, ?) AS days FROM tags
     WHERE write_key > ? ORDER BY write_key LIMIT ${STEP}`,
  );
  const old = db.prepare<Left & { size: number }>(
    `SELECT seq, write_key, message_id, type, event, received_at, time, octet_length(fields) AS size FROM events
     WHERE write_key = ? AND received_at < ? AND seq < ${NEXT_SEQ} - 1
     ORDER BY received_at LIMIT ${MAX_BATCH}`,
  );
  const gone = husks(db);
  // Until there nothing is counted again, and a name may be a person's.
  const named = db.prepare(
    `UPDATE husks SET (type, event, kind, source) = ('', '', '', '') WHERE seq IN (
       SELECT seq FROM husks WHERE write_key = ? AND received_at < ? AND type <> '' LIMIT ${MAX_BATCH})`,
  );
  const unsay = unsays(db);
  const unrefund = unrefunds(db);
  const mark = db.prepare(
    `INSERT INTO retention (write_key, until) VALUES (?, ?)
     ON CONFLICT (write_key) DO UPDATE SET until = max(until, excluded.until)`,
  );
  const isGone = (table: string) => `NOT EXISTS (SELECT 1 FROM events WHERE events.seq = ${table}.seq)`;
  const touches = {
    old: db.prepare<Place>(
      `SELECT rowid AS row, time FROM touches
       WHERE account_id = ? AND time < ? AND (time, rowid) > (?, ?) ORDER BY time, rowid LIMIT ${STEP}`,
    ),
    change: db.prepare(`DELETE FROM touches WHERE rowid IN (${LISTED}) AND ${isGone('touches')}`),
  };
  const lose = unname(db);
  const sold = db.prepare<ConversionRow>(
    `SELECT * FROM conversions WHERE rowid IN (${LISTED}) AND ${isGone('conversions')}`,
  );
  const conversions = {
    old: db.prepare<Place>(
      `SELECT rowid AS row, time FROM conversions WHERE write_key = ? AND message_id <> ''
         AND time < ? AND (time, rowid) > (?, ?) ORDER BY time, rowid LIMIT ${STEP}`,
    ),
    change: {
      run(rows: string) {
        for (const row of sold.all(rows)) lose(row, VISITOR_IDS);
      },
    },
  };
  const names = forgetNames(db);
  const identities = forgetIdentities(db);
  const visits = forgetVisits(db);
  function* ofTag({ write_key, account_id, days }: Tag): Generator<number> {
    if (days === null) return;
    const until = Math.floor((now - days * DAY_MS) / HOUR_MS) * HOUR_MS;
    for (let isMore = true; isMore; ) {
      yield db.transaction(() => {
        const found = old.all(write_key, until);
        const rows = fittingPlaces(found, STEP_BYTES);
        isMore = rows.length < found.length || found.length === MAX_BATCH;
        for (const row of rows) {
          unsay(row.seq);
          unrefund(account_id, row.seq);
          gone.leave({ ...row, type: '', event: '' });
        }
        if (rows.length) mark.run(write_key, until);
        return rows.length;
      });
    }
    for (let left = MAX_BATCH; left === MAX_BATCH; yield 0) {
      left = db.transaction(() => {
        const { changes } = named.run(write_key, until);
        if (changes) mark.run(write_key, until);
        return changes;
      });
    }
    yield* inSteps(db, touches, account_id, until);
    yield* identities(account_id);
    yield* names(write_key);
    yield* visits(write_key);
    yield* inSteps(db, conversions, write_key, until);
  }

  // A few at a time: however many tags there are, beacons come in between.
  for (let last: Tag | undefined; ; yield 0) {
    const tags = some.all(defaultDays, last?.write_key ?? '');
    for (const tag of tags) yield* ofTag(tag);
    last = tags.at(-1);
    if (!last) return;
  }
}

interface Tag {
  write_key: string;
  account_id: string;
  /** Null: for ever. */
  days: number | null;
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
  { old, change }: { old: Statement<Place>; change: { run(rows: string): unknown } },
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
