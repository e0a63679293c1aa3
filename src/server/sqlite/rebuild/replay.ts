import { HOUR_MS } from '../../../protocol/durations.ts';
import { fireOf } from '../../attribution/fire.ts';
import { REFUND } from '../../attribution/refund.ts';
import type { Connection } from '../connection.ts';
import { creditAgain } from '../creditAgain.ts';
import { eventOf } from '../events.ts';
import { countNames } from '../names.ts';
import type { EventRow } from '../schema.ts';
import { writeConversions } from '../writeConversions.ts';

/** Where the tables are that are made again, and the store's own. Names without a schema are the former's, if it has them. */
export interface Schemas {
  fresh: string;
  live: string;
}

/** What is made of events. */
const TABLES = [
  'counts',
  'hour_names',
  'last_seen',
  'touches',
  'identities',
  'refunds',
  'conversions',
  'credits_due',
];

export interface Replay {
  /** The last event that was read. */
  seq(): number;
  /** Reads the next events, in a transaction of the caller's; false where there are none. */
  step(): boolean;
  /** Credits what is to be credited again. */
  settle(): void;
  /** Removes the tables. */
  drop(): void;
}

/** Most events of one step. */
const STEP = 1000;

/**
 * Makes what is made of events again, from the event on at which it stopped before. What was made of events that are gone
 * is taken over. In a transaction of the caller's.
 */
export function replay(db: Connection, schemas: Schemas): Replay {
  begin(db, schemas);
  const again = creditAgain(db, Infinity);
  const convert = writeConversions(db, again);
  const count = countNames(db);
  const see = db.prepare(
    `INSERT INTO last_seen (write_key, type, event, time) VALUES (?, ?, ?, ?)
     ON CONFLICT (write_key, type, event) DO UPDATE SET time = max(time, excluded.time)`,
  );
  const next = db.prepare<EventRow>(`SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ${STEP}`);
  const retention = db.prepare<{ until: number }>('SELECT until FROM retention WHERE write_key = ?');
  const place = db.prepare<{ seq: number }>('SELECT seq FROM replayed');
  const goOn = db.prepare('UPDATE replayed SET seq = ?');

  const read = (row: EventRow, until: number) => {
    const { write_key, type, event, time } = row;
    if (time >= until) {
      see.run(
        write_key,
        type,
        count(write_key, type, event, time - (time % HOUR_MS), 1, row.seq),
        row.received_at,
      );
    }
    if (mayConvert(row)) convert(row.seq, eventOf(row));
    else if (row.anonymous_id && row.user_id) convert(row.seq, eventOf({ ...row, fields: '{}' }));
  };

  const seq = () => place.get()!.seq;

  return {
    seq,
    step() {
      const rows = next.all(seq());
      const untils = new Map<string, number>();
      for (const row of rows) {
        const { write_key } = row;
        const until = untils.get(write_key) ?? retention.get(write_key)?.until ?? 0;
        untils.set(write_key, until);
        read(row, until);
      }
      const last = rows.at(-1);
      if (last) goOn.run(last.seq);
      return rows.length === STEP;
    },
    settle() {
      while (again.isDue()) again.step();
    },
    drop() {
      for (const table of [...TABLES, 'replayed']) db.exec(`DROP TABLE ${schemas.fresh}.${table}`);
    },
  };
}

/** Most events are neither touch nor fire: their text is not read for it. */
const mayConvert = (row: EventRow): boolean =>
  (row.type !== 'page' && row.type !== 'track') ||
  row.fields.includes('"campaign"') ||
  row.event === REFUND ||
  fireOf({ type: row.type, event: row.event, fields: {} } as never, true) !== undefined;

/** Makes the tables, with what is no longer made of any event; once, in a transaction of the caller's. */
function begin(db: Connection, { fresh, live }: Schemas): void {
  const [made] = db.prepare(`SELECT 1 FROM ${fresh}.sqlite_schema WHERE name = 'replayed'`).all();
  if (made) return;
  const texts = db
    .prepare<{ type: string; sql: string }>(
      `SELECT type, sql FROM ${live}.sqlite_schema WHERE sql IS NOT NULL
       AND tbl_name IN (${TABLES.map(name => `'${name}'`).join(', ')}) ORDER BY type = 'index'`,
    )
    .all();
  for (const { sql } of texts) {
    db.exec(sql.replace(/^CREATE (TABLE|UNIQUE INDEX|INDEX) /, `CREATE $1 ${fresh}.`));
  }
  for (const table of ['touches', 'identities', 'refunds', 'conversions']) {
    db.exec(`INSERT INTO ${fresh}.${table} SELECT * FROM ${live}.${table} AS old
             WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.seq = old.seq)`);
  }
  db.exec(`CREATE TABLE ${fresh}.replayed (seq INTEGER NOT NULL, version TEXT NOT NULL) STRICT;
    INSERT INTO ${fresh}.replayed SELECT 0, max(name) FROM ${live}.migrations`);
}
