import { kindNamed, VOCABULARY } from '../../../protocol/kinds.ts';
import { TWICE } from '../../attribution/happening.ts';
import { REFUND } from '../../attribution/refund.ts';
import { isPixelEvent, isSavedPixel } from '../../attribution/said.ts';
import type { Visitor } from '../../attribution/visitor.ts';
import type { StoredEvent } from '../../store/event.ts';
import { eventOf } from '../../store/eventOf.ts';
import { isTest } from '../../store/isTest.ts';
import { hourOf, quarterOf } from '../../store/quarters.ts';
import { RULES } from '../../visits/rules.ts';
import type { Connection } from '../connection.ts';
import { countKinds } from '../countKinds.ts';
import { creditAgain } from '../creditAgain.ts';
import { type First, HAS_TAKEN, type Heard, happenings } from '../happenings.ts';
import { countNames } from '../names.ts';
import type { EventRow, HuskRow } from '../schema.ts';
import { visitsAgain } from '../visits/visitsAgain.ts';
import { writeConversions } from '../writeConversions.ts';
import { isIncomplete } from './isIncomplete.ts';

/** Where the tables are that are made again, and the store's own. Names without a schema are the former's, if it has them. */
export interface Schemas {
  fresh: string;
  live: string;
}

/** What is made of events. */
const TABLES = [
  ...['counts', 'hour_names', 'last_seen', 'touches', 'conversions', 'credits_due'],
  ...['happenings', 'kind_counts', 'kind_seen', 'identities', 'refunds', 'visits'],
];

/** Those that keep what was made of events that are gone. */
const KEPT = ['touches', 'identities', 'refunds', 'conversions', 'happenings'];

/** By which words and rules it is made. */
export const FORM = `${VOCABULARY} ${RULES} ${TWICE}`;

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
  const convert = writeConversions(db, again, wasJoined(db, schemas));
  const count = countNames(db);
  const kinds = countKinds(db);
  const wasRepeat = db.prepare<First>(
    `SELECT first_seq AS seq, first_id AS id FROM ${schemas.live}.happenings AS own WHERE seq = ? AND first_seq IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM events WHERE events.seq = own.first_seq)`,
  );
  const hasTaken = db.prepare(
    `SELECT 1 FROM ${schemas.live}.happenings WHERE seq = ? AND first_seq IS NULL AND first_id = '${HAS_TAKEN}'`,
  );
  const isTakenBy = db.prepare(`SELECT 1 FROM ${schemas.live}.happenings WHERE seq = ? AND first_seq = ?`);
  const hear = happenings(db, {
    // Of what is gone it stays a repeat.
    first: seq => wasRepeat.get(seq),
    hasTaken: seq => hasTaken.get(seq) !== undefined,
    isTakenBy: (...seqs) => isTakenBy.get(...seqs) !== undefined,
  });
  const see = db.prepare(
    `INSERT INTO last_seen (write_key, type, event, time) VALUES (?, ?, ?, ?)
     ON CONFLICT (write_key, type, event) DO UPDATE SET time = max(time, excluded.time)`,
  );
  const next = db.prepare<EventRow>(`SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ${STEP}`);
  const nextHusks = db.prepare<HuskRow>(
    `SELECT * FROM husks WHERE seq > ? AND seq <= ? AND type <> '' ORDER BY seq LIMIT ${STEP}`,
  );
  const retention = db.prepare<{ until: number }>('SELECT until FROM retention WHERE write_key = ?');
  const place = db.prepare<{ seq: number }>('SELECT seq FROM replayed');
  const goOn = db.prepare('UPDATE replayed SET seq = ?');

  const visits = visitsAgain(db, schemas);

  const hearRow = (row: EventRow, told: StoredEvent): Heard | undefined => {
    const isPlain = isPlainView(row);
    if (isPlain || !mayTell(row)) {
      // It may tell who a device's visitor is.
      if (row.anonymous_id && row.user_id) convert(row.seq, told, undefined);
      return isPlain ? PLAIN_VIEW : undefined;
    }
    const heard = hear(row.seq, told);
    convert(row.seq, told, heard);
    return heard;
  };

  const countName = (
    { write_key, type, event, time, received_at, seq }: EventRow | HuskRow,
    until: number,
  ) => {
    if (type === '' || time < until) return;
    see.run(write_key, type, count(write_key, type, event, hourOf(time), quarterOf(time), seq), received_at);
  };

  const read = (row: EventRow | HuskRow, until: number) => {
    const { write_key, time } = row;
    if (!('fields' in row)) {
      countName(row, until);
      if (row.kind === '' || time < until) return;
      if (!row.is_repeat) kinds.count(write_key, row.kind, hourOf(time), 1);
      kinds.see(write_key, row.kind, row.source, row.received_at);
      return;
    }
    const told = eventOf(row);
    if (!isTest(told)) countName(row, until);
    const heard = hearRow(row, told);
    visits.add(row.seq, told, heard);
    const { replaced } = heard ?? {};
    if (replaced && replaced.event.time >= until) {
      kinds.uncount(write_key, replaced.said.kind.kind, hourOf(replaced.event.time));
    }
    if (!heard || time < until) return;
    const { kind } = heard.said.kind;
    if (!heard.first) kinds.count(write_key, kind, hourOf(time), 1);
    kinds.see(write_key, kind, heard.said.source, row.received_at);
  };

  const seq = () => place.get()!.seq;

  /** The next events and husks, in their order. */
  const readNext = (after: number): (EventRow | HuskRow)[] => {
    const rows = next.all(after);
    const end = rows.length === STEP ? rows.at(-1)!.seq : Number.MAX_SAFE_INTEGER;
    const gone = nextHusks.all(after, end);
    const until = gone.length === STEP ? gone.at(-1)!.seq : end;
    return [...rows, ...gone].filter(row => row.seq <= until).sort((a, b) => a.seq - b.seq);
  };

  return {
    seq,
    step() {
      const rows = readNext(seq());
      const untils = new Map<string, number>();
      for (const row of rows) {
        const { write_key } = row;
        const until = untils.get(write_key) ?? retention.get(write_key)?.until ?? 0;
        untils.set(write_key, until);
        read(row, until);
      }
      visits.write();
      const last = rows.at(-1);
      if (last) goOn.run(last.seq);
      return rows.length >= STEP;
    },
    settle() {
      while (again.isDue()) again.step();
    },
    drop() {
      for (const table of [...TABLES, 'replayed']) db.exec(`DROP TABLE ${schemas.fresh}.${table}`);
    },
  };
}

/** Whether the store joined a visitor, where it may be that events are gone that were in the way of it. */
function wasJoined(db: Connection, { live }: Schemas): (visitor: Visitor) => boolean {
  const joined = db.prepare(
    `SELECT 1 FROM ${live}.identities WHERE account_id = ? AND user_id = ? AND anonymous_id = ?`,
  );
  const gone = (table: string) =>
    db.prepare(`SELECT 1 FROM tags JOIN ${table} USING (write_key) WHERE account_id = ? LIMIT 1`);
  const [erased, forgotten] = [gone('husks'), gone('retention')];
  return ({ account_id, user_id, anonymous_id }) =>
    joined.get(account_id, user_id, anonymous_id) !== undefined ||
    (!erased.get(account_id) && !forgotten.get(account_id));
}

/** Most page views are no touch: their text is not read for it. */
const isPlainView = (row: EventRow): boolean =>
  row.type === 'page' && !row.fields.includes('campaign') && !mayBeTest(row);

const PLAIN_VIEW: Heard = { said: { kind: kindNamed('page_view')!, source: 'name' }, first: undefined };

/** A test tells nothing. */
const mayBeTest = (row: EventRow): boolean => /\btest\b/.test(row.fields) || row.signs.includes('"test"');

/** Most track events are of no kind and no touch, either. */
const mayTell = (row: EventRow): boolean =>
  row.type !== 'track' ||
  row.event === REFUND ||
  kindNamed(row.event) !== undefined ||
  isPixelEvent(row.event) ||
  isSavedPixel(row.event) ||
  row.fields.includes('campaign') ||
  row.fields.includes('pixel');

/** Makes the tables, with what is no longer made of any event; once, in a transaction of the caller's. */
function begin(db: Connection, { fresh, live }: Schemas): void {
  const [made] = db.prepare(`SELECT 1 FROM ${fresh}.sqlite_schema WHERE name = 'replayed'`).all();
  if (made) return;
  const texts = db
    .prepare<{ type: string; sql: string }>(
      `SELECT type, sql FROM ${live}.sqlite_schema WHERE sql IS NOT NULL AND type <> 'trigger'
       AND tbl_name IN (${TABLES.map(name => `'${name}'`).join(', ')}) ORDER BY type = 'index'`,
    )
    .all();
  for (const { sql } of texts) {
    db.exec(sql.replace(/^CREATE (TABLE|UNIQUE INDEX|INDEX) /, `CREATE $1 ${fresh}.`));
  }
  db.exec(`INSERT INTO ${fresh}.conversions SELECT * FROM ${live}.conversions AS old
           WHERE completed_by <> '[]' AND EXISTS (SELECT 1 FROM events WHERE events.seq = old.seq) AND ${isIncomplete('old')}`);
  for (const table of KEPT) {
    db.exec(`INSERT INTO ${fresh}.${table} SELECT * FROM ${live}.${table} AS old
             WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.seq = old.seq)`);
  }
  // What began before events went is kept as it is: see `visitsAgain`.
  db.exec(`INSERT INTO ${fresh}.visits SELECT old.* FROM ${live}.visits AS old
           JOIN retention USING (write_key) WHERE started_at < retention.until`);
  db.exec(`CREATE TABLE ${fresh}.replayed (seq INTEGER NOT NULL, version TEXT NOT NULL) STRICT;
    INSERT INTO ${fresh}.replayed SELECT 0, max(name) || ' ${FORM}' FROM ${live}.migrations`);
}
