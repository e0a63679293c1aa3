import type { Projection, Rebuilt } from '../store/store.ts';
import type { Connection } from './connection.ts';
import { creditAgain } from './creditAgain.ts';
import { eventOf } from './events.ts';
import { recount } from './recount.ts';
import type { EventRow } from './schema.ts';
import { writeConversions } from './writeConversions.ts';

const PROJECTIONS: Projection[] = ['counts', 'last_seen', 'touches', 'conversions'];

const UNTIL = (table: string) =>
  `coalesce((SELECT until FROM retention WHERE retention.write_key = ${table}.write_key), 0)`;

/** What was made of events that are gone stays: hours before the end of a tag's retention, touches and conversions. */
const AGAIN = `
  ${recount(UNTIL)}
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
export function rebuild(db: Connection): Rebuilt {
  const count = (sql: string) => db.prepare<{ n: number }>(`SELECT count(*) AS n FROM (${sql})`).get()!.n;
  return db.transaction(() => {
    const again = creditAgain(db, Infinity);
    const creditAll = () => {
      while (again.isDue()) again.step();
    };
    creditAll();
    for (const name of PROJECTIONS) {
      db.exec(`CREATE TEMP TABLE old_${name} AS SELECT * FROM main.${name}`);
    }
    db.exec(AGAIN);
    const convert = writeConversions(db, again);
    let events = 0;
    for (const row of db.prepare<EventRow>('SELECT * FROM events ORDER BY seq').iterate()) {
      convert(row.seq, eventOf(row));
      events++;
    }
    creditAll();
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
    return { events, tables };
  });
}
