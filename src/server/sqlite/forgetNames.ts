import { OTHER_NAMES, WORDS } from '../store/names.ts';
import type { CountRow, LastSeenRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import type { RetentionRow } from './schema.ts';

/** Most rows that are looked at in one transaction. */
const STEP = 500;

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Whether all accounts know a name, as `isWord` has it. */
const IS_WORD = `CASE WHEN type IN ('page', 'screen') THEN event IN ('', ${text(OTHER_NAMES)})
  WHEN type = 'track' THEN event IN (${[...WORDS].map(text).join(', ')}) ELSE true END`;

/** Whether nobody knows the name of a row of a tag. */
const IS_UNKNOWN = `NOT (${IS_WORD}) AND NOT (type = 'track' AND EXISTS (
  SELECT 1 FROM known_names AS known WHERE known.event = counted.event
    AND known.account_id = (SELECT account_id FROM tags WHERE tags.write_key = counted.write_key)))`;

/** Removes what a tag counted, and when it was seen last, under names that nobody knows, where its events are gone. */
export function forgetNames(db: Connection): (writeKey: string) => Generator<0> {
  const retention = db.prepare<RetentionRow>(
    'SELECT * FROM retention WHERE write_key = ? AND names_until < until',
  );
  const done = db.prepare('UPDATE retention SET names_until = ? WHERE write_key = ?');
  const hours = db.prepare('DELETE FROM hour_names WHERE write_key = ? AND hour < ?');
  const counted = db.prepare<CountRow>(
    `SELECT * FROM counts AS counted WHERE write_key = ?1 AND type = ?2 AND hour < ?3 AND hour >= ?4
       AND ${IS_UNKNOWN} ORDER BY hour DESC, event LIMIT ${STEP}`,
  );
  const removeCount = db.prepare(
    'DELETE FROM counts WHERE write_key = ? AND type = ? AND event = ? AND hour = ?',
  );
  const seen = db.prepare<LastSeenRow>(
    `SELECT * FROM last_seen AS counted WHERE write_key = ?1 AND type = ?2 AND time < ?3
       AND ${IS_UNKNOWN} ORDER BY time DESC, event LIMIT ${STEP}`,
  );
  const removeSeen = db.prepare('DELETE FROM last_seen WHERE write_key = ? AND type = ? AND event = ?');

  return function* (writeKey) {
    const row = retention.get(writeKey);
    if (!row) return;
    const { until, names_until } = row;
    // Nobody else makes names up.
    for (const type of ['page', 'screen', 'track'] as const) {
      for (let end: number | undefined = until; end !== undefined; ) {
        const before: number = end;
        end = db.transaction(() => {
          const rows = counted.all(writeKey, type, before, names_until);
          for (const { event, hour } of rows) removeCount.run(writeKey, type, event, hour);
          return rows.length === STEP ? rows.at(-1)!.hour + 1 : undefined;
        });
        yield 0;
      }
      for (let left = STEP; left === STEP; ) {
        left = db.transaction(() => {
          const rows = seen.all(writeKey, type, until);
          for (const { event } of rows) removeSeen.run(writeKey, type, event);
          return rows.length;
        });
        yield 0;
      }
    }
    db.transaction(() => {
      hours.run(writeKey, until);
      done.run(until, writeKey);
    });
    yield 0;
  };
}
