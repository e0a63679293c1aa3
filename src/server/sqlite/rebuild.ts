import type { DatabaseSync } from 'node:sqlite';
import type { EventRow } from '../store/schema.ts';
import { eventOf } from './readEvents.ts';
import { writeConversions } from './writeConversions.ts';

/** What is made from the events, and can be made again. */
const PROJECTIONS = ['counts', 'last_seen', 'touches', 'conversions'] as const;

/** How many rows a rebuild made, and how many of them differ from those that were there. */
export interface Rebuilt {
  events: number;
  tables: { name: (typeof PROJECTIONS)[number]; rows: number; changed: number }[];
}

const UNTIL = (table: string) =>
  `coalesce((SELECT until FROM retention WHERE retention.write_key = ${table}.write_key), 0)`;

/** What was made of events that are gone stays: hours before the end of a tag's retention, touches and conversions. */
const AGAIN = `
  DELETE FROM counts WHERE hour >= ${UNTIL('counts')};
  INSERT INTO counts (write_key, type, event, hour, count)
    SELECT write_key, type, event, time - time % 3600000 AS hour, count(*) FROM events
    WHERE time >= ${UNTIL('events')} GROUP BY write_key, type, event, hour;
  DELETE FROM last_seen WHERE ${UNTIL('last_seen')} = 0;
  INSERT INTO last_seen (write_key, type, event, time)
    SELECT write_key, type, event, max(received_at) FROM events WHERE true GROUP BY write_key, type, event
    ON CONFLICT (write_key, type, event) DO UPDATE SET time = max(time, excluded.time);
  DELETE FROM touches WHERE EXISTS (SELECT 1 FROM events WHERE events.seq = touches.seq);
  DELETE FROM conversions WHERE EXISTS (SELECT 1 FROM events WHERE events.seq = conversions.seq)`;

/** A conversion stays credited to a touch that is gone. */
const CREDIT = 'attribution, credited_value, touch_id, touch_time, line_item_id, campaign_id, campaign';
const KEEP_CREDIT = `
  UPDATE main.conversions SET (${CREDIT}) = (
    SELECT ${CREDIT} FROM old_conversions AS old
    WHERE (old.account_id, old.pixel_id, old.seq) = (conversions.account_id, conversions.pixel_id, conversions.seq))
  WHERE EXISTS (
    SELECT 1 FROM old_conversions AS old
    WHERE (old.account_id, old.pixel_id, old.seq) = (conversions.account_id, conversions.pixel_id, conversions.seq)
      AND old.touch_time < ${UNTIL('conversions')})`;

/** Makes counts, last-seen times, touches and conversions from the stored events again, in one transaction. */
export function rebuild(db: DatabaseSync): Rebuilt {
  const count = (sql: string) => Number(db.prepare(`SELECT count(*) AS n FROM (${sql})`).get()!.n);
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const name of PROJECTIONS) {
      db.exec(`CREATE TEMP TABLE old_${name} AS SELECT * FROM main.${name}`);
    }
    db.exec(AGAIN);
    const convert = writeConversions(db);
    let events = 0;
    for (const row of db.prepare('SELECT * FROM events ORDER BY seq').iterate()) {
      const stored = row as unknown as EventRow;
      convert(stored.seq, eventOf(stored));
      events++;
    }
    db.exec(KEEP_CREDIT);
    const tables = PROJECTIONS.map(name => ({
      name,
      rows: count(`SELECT * FROM main.${name}`),
      changed: Math.max(
        count(`SELECT * FROM main.${name} EXCEPT SELECT * FROM old_${name}`),
        count(`SELECT * FROM old_${name} EXCEPT SELECT * FROM main.${name}`),
      ),
    }));
    for (const name of PROJECTIONS) db.exec(`DROP TABLE old_${name}`);
    db.exec('COMMIT');
    return { events, tables };
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
