import type { DatabaseSync } from 'node:sqlite';
import { eventOf } from './readEvents.ts';
import type { EventRow } from './schema.ts';
import { writeConversions } from './writeConversions.ts';

/** What is made from the events, and can be made again. */
const PROJECTIONS = ['counts', 'last_seen', 'touches', 'conversions'] as const;

/** How many rows a rebuild made, and how many of them differ from those that were there. */
export interface Rebuilt {
  events: number;
  tables: { name: (typeof PROJECTIONS)[number]; rows: number; changed: number }[];
}

/** Makes counts, last-seen times, touches and conversions from the stored events again, in one transaction. */
export function rebuild(db: DatabaseSync): Rebuilt {
  const count = (sql: string) => Number(db.prepare(`SELECT count(*) AS n FROM (${sql})`).get()!.n);
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const name of PROJECTIONS) {
      db.exec(`CREATE TEMP TABLE old_${name} AS SELECT * FROM main.${name}; DELETE FROM main.${name}`);
    }
    db.exec(`
      INSERT INTO counts (write_key, type, event, hour, count)
        SELECT write_key, type, event, time - time % 3600000 AS hour, count(*) FROM events
        GROUP BY write_key, type, event, hour;
      INSERT INTO last_seen (write_key, type, event, time)
        SELECT write_key, type, event, max(received_at) FROM events GROUP BY write_key, type, event`);
    const convert = writeConversions(db);
    let events = 0;
    for (const row of db.prepare('SELECT * FROM events ORDER BY seq').iterate()) {
      const stored = row as unknown as EventRow;
      convert(stored.seq, eventOf(stored));
      events++;
    }
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
