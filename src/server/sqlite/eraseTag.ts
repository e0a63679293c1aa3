import { VISITOR_IDS } from '../attribution/visitor.ts';
import { fittingPlaces, STEP_BYTES } from '../store/fittingPlaces.ts';
import type { ConversionRow, TagRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { countedBefore } from './countedBefore.ts';
import { forgetIdentities } from './forgetIdentities.ts';
import { NEXT_SEQ } from './husks.ts';

/** Most rows of a table that go in one transaction: it must not keep beacons waiting. */
const STEP = 200;

/** What is kept of a tag beside its events, each with its key. */
const TABLES: Record<string, string[]> = {
  husks: ['seq'],
  counts: ['write_key', 'type', 'event', 'hour'],
  last_seen: ['write_key', 'type', 'event'],
  hour_names: ['write_key', 'hour'],
  kind_counts: ['write_key', 'kind', 'hour'],
  kind_seen: ['write_key', 'kind', 'source'],
  visits: ['seq'],
  visits_due: ['write_key', 'visitor', 'session'],
  visit_columns: ['rowid'],
  visit_days: ['write_key', 'day'],
};

/** What a row says, where that may be much. */
const SIZES: Record<string, string> = {
  visits: 'octet_length(pages) + octet_length(names)',
  visit_columns: 'octet_length(content)',
};

/** Removes some rows of a table, one at least, as many as say so much. */
function removal(table: string, key: string): string {
  const { [table]: size } = SIZES;
  const some = `FROM ${table} WHERE write_key = ? LIMIT ${STEP}`;
  const keys = size
    ? `SELECT ${key} FROM (
         SELECT ${key}, sum(${size}) OVER (ROWS UNBOUNDED PRECEDING) - (${size}) AS before ${some})
       WHERE before < ${STEP_BYTES}`
    : `SELECT ${key} ${some}`;
  return `DELETE FROM ${table} WHERE (${key}) IN (${keys})`;
}

type Numbered = ConversionRow & { rowid: number };
type Touched = { rowid: number; seq: number; time: number };

/**
 * Removes a tag with all that hangs on it, a few rows in each transaction: its beacons are refused from the first on. Yields how many
 * of them were events. Killed, it goes on another time. One that is kept is refused by the store alone, so that a kill leaves none
 * that is off. The orders and visitors of its conversions keep others from counting as before.
 */
export function eraseTag(
  db: Connection,
): (tag: Pick<TagRow, 'write_key' | 'account_id'>, isKept?: boolean) => Generator<number> {
  const disable = db.prepare('UPDATE tags SET disabled = 1 WHERE write_key = ?');
  // What it has of the newest numbers must not be given again.
  const keepNumber = db.prepare(
    `INSERT INTO husks (seq, write_key, mark, type, event, received_at, time, kind, source, is_repeat)
     VALUES (${NEXT_SEQ}, '', randomblob(16), '', '', 0, 0, '', '', 0)`,
  );
  const events = db.prepare<{ seq: number; size: number }>(
    `SELECT seq, octet_length(fields) AS size FROM events WHERE write_key = ? LIMIT ${STEP}`,
  );
  const ofEvents = [
    "DELETE FROM happenings WHERE seq IN (SELECT value FROM json_each(?1)) AND ?2 <> ''",
    'DELETE FROM refunds WHERE seq IN (SELECT value FROM json_each(?1)) AND account_id = ?2',
    "DELETE FROM events WHERE seq IN (SELECT value FROM json_each(?1)) AND ?2 <> ''",
  ].map(sql => db.prepare(sql));
  // Of events that are gone.
  const orders = db.prepare(
    `DELETE FROM happenings WHERE seq IN (SELECT seq FROM happenings INDEXED BY happenings_by_order
       WHERE write_key = ? AND order_id <> '' AND first_seq IS NULL LIMIT ${STEP})`,
  );
  const removals = Object.entries(TABLES).map(([table, key]) => db.prepare(removal(table, key.join(', '))));
  const touches = db.prepare<Touched>(
    `SELECT rowid, seq, time FROM touches WHERE account_id = ? AND (time, rowid) > (?, ?)
     ORDER BY time, rowid LIMIT ${STEP}`,
  );
  const event = db.prepare('SELECT 1 FROM events WHERE seq = ?');
  const removeTouch = db.prepare('DELETE FROM touches WHERE rowid = ?');
  const conversions = db.prepare<Numbered>(
    `SELECT rowid, * FROM conversions WHERE account_id = ? AND (time, seq) >= (?, ?) AND NOT (
       (time, seq) = (?, ?) AND pixel_id >= ?) ORDER BY time, seq, pixel_id DESC LIMIT ${STEP}`,
  );
  const touch = db.prepare('SELECT 1 FROM touches WHERE account_id = ? AND id = ?');
  const loseTouch = db.prepare('UPDATE conversions SET touch_id = NULL WHERE rowid = ?');
  const removeConversion = db.prepare('DELETE FROM conversions WHERE rowid = ?');
  const before = countedBefore(db);
  const identities = forgetIdentities(db);
  const endRetention = db.prepare('DELETE FROM retention WHERE write_key = ?');
  const removeTag = db.prepare('DELETE FROM tags WHERE write_key = ?');
  const enable = db.prepare('UPDATE tags SET disabled = 0 WHERE write_key = ?');

  function take(row: Numbered, writeKey: string): void {
    if (row.write_key === writeKey) {
      before.keep(row, VISITOR_IDS);
      removeConversion.run(row.rowid);
    } else if (row.touch_id !== null && !touch.get(row.account_id, row.touch_id)) loseTouch.run(row.rowid);
  }

  return function* ({ write_key, account_id }, isKept = false) {
    db.transaction(() => {
      if (!isKept) disable.run(write_key);
      keepNumber.run();
    });
    // What is made of events can be made no more without them: they go first.
    for (let left = 1; left; yield left) {
      left = db.transaction(() => {
        const rows = fittingPlaces(events.all(write_key), STEP_BYTES).map(({ seq }) => seq);
        for (const each of rows.length ? ofEvents : []) each.run(JSON.stringify(rows), account_id);
        return rows.length;
      });
    }
    for (const removal of [orders, ...removals]) {
      for (let left = 1; left; yield 0) {
        left = db.transaction(() => removal.run(write_key).changes);
      }
    }
    for (let last: Touched | undefined = { rowid: 0, seq: 0, time: Number.MIN_SAFE_INTEGER }; last; yield 0) {
      const { time, rowid }: Touched = last;
      last = db.transaction(() => {
        const rows = touches.all(account_id, time, rowid);
        for (const row of rows) if (!event.get(row.seq)) removeTouch.run(row.rowid);
        return rows.length === STEP ? rows.at(-1) : undefined;
      });
    }
    const start = { time: Number.MIN_SAFE_INTEGER, seq: 0, pixel_id: Number.MAX_SAFE_INTEGER };
    for (let last: typeof start | undefined = start; last; yield 0) {
      const { time, seq, pixel_id }: typeof start = last;
      last = db.transaction(() => {
        const rows = conversions.all(account_id, time, seq, time, seq, pixel_id);
        for (const row of rows) take(row, write_key);
        return rows.length === STEP ? rows.at(-1) : undefined;
      });
    }
    yield* identities(account_id);
    db.transaction(() => {
      endRetention.run(write_key);
      (isKept ? enable : removeTag).run(write_key);
    });
  };
}
