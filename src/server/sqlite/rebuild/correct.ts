import { DAY_MS } from '../../../protocol/durations.ts';
import { COMPARED, type Compared, CREDIT, type Made } from '../../store/projections.ts';
import type { Connection } from '../connection.ts';
import { isIncomplete } from './isIncomplete.ts';
import type { Schemas } from './replay.ts';

/** Most rows that one step compares. */
export const MOST = 1000;

/** Fewest rows of a step, and in how many ms it should be over: a collector's commit waits for it. */
const FEWEST = 50;
const STEP_MS = 40;

/** How many rows to compare after a step that took so long: where pages come from the disk, each may take a while. */
export const rowsAfter = (rows: number, tookMs: number): number =>
  Math.min(MOST, Math.max(FEWEST, Math.floor((rows * STEP_MS) / Math.max(tookMs, STEP_MS / 2))));

export const UNTIL = 'coalesce((SELECT until FROM retention WHERE retention.write_key = row.write_key), 0)';
const IS_THERE = 'EXISTS (SELECT 1 FROM events WHERE events.seq = row.seq)';

/** What is compared of a table, and how. */
interface Rules {
  /** Which rows are compared: of the others, the events are gone. */
  condition: string;
  /** Which of the store's own go where they are not made again. Default: those that are compared. */
  removed?: string;
  /** What stays of the store's own row, in SQL: `own` is that one, `row` the one that was made again. */
  kept?: Record<string, string>;
  /** Which rows are left to others. Default: none. */
  isPending?: string;
  /** Notes that rows between two changed, in SQL. Default: nobody is to know. */
  noted?: string;
  /** The index of the key; null where that is the number of the row. Default: the index of the PRIMARY KEY. */
  index?: string | null;
}

/** A conversion that is there and is to be credited again: that is done by whoever stores events. */
const IS_PENDING = `own.seq IS NOT NULL AND EXISTS (
  SELECT 1 FROM live_due AS due WHERE due.account_id = row.account_id
    AND ((row.anonymous_id <> '' AND due.anonymous_id = row.anonymous_id)
      OR (row.user_id <> '' AND due.user_id = row.user_id)))`;

/** Whether a touch is gone: with a person, of whom nothing says which it was, or by retention, of whichever tag of the account. */
const IS_TOUCH_GONE = `own.touch_time IS NOT NULL AND (own.touch_id IS NULL OR (
  EXISTS (SELECT 1 FROM tags JOIN retention USING (write_key)
    WHERE tags.account_id = row.account_id AND retention.until > own.touch_time)
  AND NOT EXISTS (SELECT 1 FROM fresh_touches AS made WHERE made.account_id = row.account_id AND made.id = own.touch_id)))`;

/**
 * Whether a touch is of another device, which a log-in led to that may be gone: where events of the account went, by retention
 * or with a person.
 */
const IS_LOG_IN_GONE = `EXISTS (SELECT 1 FROM fresh_touches AS touch
    WHERE touch.account_id = row.account_id AND touch.id = own.touch_id
      AND NOT (touch.anonymous_id <> '' AND touch.anonymous_id = own.anonymous_id)
      AND NOT (touch.user_id <> '' AND touch.user_id = own.user_id))
  AND (EXISTS (SELECT 1 FROM tags JOIN retention USING (write_key) WHERE tags.account_id = row.account_id)
    OR EXISTS (SELECT 1 FROM tags JOIN husks USING (write_key) WHERE tags.account_id = row.account_id))`;

/** A conversion stays credited to a touch that is gone, or that only what is gone led to. */
const keptCredit = (column: string): [string, string] => [
  column,
  `iif((${IS_TOUCH_GONE}) OR (${IS_LOG_IN_GONE}), own.${column}, row.${column})`,
];

/** Which hours are counted again: of the others the events are gone. */
export const COUNTED_AGAIN = `row.hour >= ${UNTIL}`;

/** When something was seen last stays where the events are gone. */
const SEEN = {
  condition: `(${UNTIL} = 0 OR row.time >= ${UNTIL})`,
  removed: `${UNTIL} = 0`,
  kept: { time: `iif(${UNTIL} = 0, row.time, max(row.time, coalesce(own.time, 0)))` },
};

const COUNTED: Rules = { condition: COUNTED_AGAIN };
const THERE: Rules = { condition: IS_THERE };

const RULES: Record<Made, Rules> = {
  counts: COUNTED,
  hour_names: COUNTED,
  kind_counts: COUNTED,
  last_seen: SEEN,
  kind_seen: SEEN,
  touches: THERE,
  identities: THERE,
  refunds: THERE,
  happenings: { ...THERE, index: null },
  conversions: {
    condition: `${IS_THERE} AND NOT ${isIncomplete('row')}`,
    kept: Object.fromEntries(CREDIT.map(keptCredit)),
    isPending: IS_PENDING,
  },
  visits: {
    condition: `row.started_at >= ${UNTIL}`,
    isPending: `own.seq IS NOT NULL AND own.started_at < ${UNTIL}`,
    noted: `INSERT INTO live_days (write_key, day, changes, made)
      SELECT DISTINCT write_key, started_at - started_at % ${DAY_MS}, 1, 0 FROM live_rows WHERE between_them
      ON CONFLICT (write_key, day) DO UPDATE SET changes = changes + 1`,
    index: 'visits_by_session',
  },
};

/** Puts the store's tables right, a few rows at a time, and counts what was wrong. */
export interface Correction {
  name: Made;
  changed: number;
  /**
   * Compares the next rows, in a transaction of the caller's in which all events have been read; false at the end.
   * @param rows how many at most. Default: `MOST`
   */
  step(rows?: number): boolean;
  /** Passes by the next rows where they are right, in such a transaction, which need not write to the store. */
  look(rows: number): { areRight: boolean; isMore: boolean };
}

/** @param isDry whether nothing is put right: what would be is counted alone */
export const corrections = (db: Connection, schemas: Schemas, isDry = false): Correction[] =>
  COMPARED.map(table => correction(db, schemas, table, isDry));

function correction(db: Connection, { fresh, live }: Schemas, table: Compared, isDry: boolean): Correction {
  const { name, columns, carried } = table;
  const { condition, removed = condition, kept = {}, isPending = 'false', noted } = RULES[name];
  const { index = `sqlite_autoindex_${name}_1` } = RULES[name];
  const key = table.isOfAccount ? ['account_id', ...table.key] : table.key;
  const all = [...columns, ...carried];
  const keys = key.join(', ');
  const places = key.map(() => '?').join(', ');
  const rowKeys = key.map(each => `row.${each}`).join(', ');
  const isSameKey = (other: string) => key.map(each => `${other}.${each} = row.${each}`).join(' AND ');
  const made = (column: string) =>
    (kept[column] ?? `row.${column}`).replaceAll('fresh_touches', `${fresh}.touches`);
  const after = `(${keys}) > (${places})`;
  // SQLite takes any two keys for as far from each other: by another index a step would read all of an account.
  const by = index === null ? 'NOT INDEXED' : `INDEXED BY ${index}`;
  const rows = (schema: string) => `${schema}.${name} AS row ${by}`;
  const end = (schema: string) =>
    db.prepare<Record<string, string | number>>(
      `SELECT ${keys} FROM ${rows(schema)} WHERE ${after} ORDER BY ${keys} LIMIT 1 OFFSET ?`,
    );
  const first = (schema: string) =>
    db.prepare<Record<string, string | number>>(
      `SELECT ${keys} FROM ${rows(schema)} ORDER BY ${keys} LIMIT 1 OFFSET ?`,
    );
  const ends = [fresh, live].map(schema => ({ first: first(schema), next: end(schema) }));
  const between = (isFirst: boolean, isLast: boolean) =>
    [
      ...(isFirst ? [] : [`(${rowKeys}) > (${places})`]),
      ...(isLast ? [] : [`(${rowKeys}) <= (${places})`]),
      'true',
    ].join(' AND ');
  const isSame = columns.map(each => `own.${each} IS ${made(each)}`).join(' AND ');
  const gone = (range: string) =>
    `FROM ${rows(live)} WHERE ${range} AND ${removed}
     AND NOT EXISTS (SELECT 1 FROM ${fresh}.${name} AS made WHERE ${isSameKey('made')})`;
  const other = (range: string) =>
    `FROM ${rows(fresh)} LEFT JOIN ${live}.${name} AS own ON ${isSameKey('own')}
     WHERE ${range} AND ${condition} AND NOT (${isPending.replace('live_due', `${live}.credits_due`)})
     AND NOT coalesce(own.${key[0]} IS NOT NULL AND ${isSame}, false)`;
  const remove = (range: string) => db.prepare(`DELETE ${gone(range)}`);
  const write = (range: string) =>
    db.prepare(
      `INSERT OR REPLACE INTO ${live}.${name} (${[...key, ...all].join(', ')})
       SELECT ${rowKeys}, ${all.map(made).join(', ')} ${other(range)}`,
    );
  const count = (found: string, ...values: (string | number)[]) =>
    db.prepare<{ n: number }>(`SELECT count(*) AS n ${found}`).get(...values)!.n;
  const wrong = (range: string, values: (string | number)[]): number =>
    count(gone(range), ...values) + count(other(range), ...values);
  const put = (range: string, values: (string | number)[]): number => {
    if (isDry) return wrong(range, values);
    const note = noted && db.prepare(notedIn(noted, live, rows(live), range));
    if (note && !wrong(range, values)) return 0;
    // Where they were, and where they are.
    if (note) note.run(...values);
    const changes = remove(range).run(...values).changes + write(range).run(...values).changes;
    if (note) note.run(...values);
    return changes;
  };

  let place: (string | number)[] | undefined;
  /** The next rows: from where it is, until which key. */
  const nextRows = (rows: number) => {
    const found = ends.flatMap(({ first, next }) => {
      const row = place ? next.get(...place, rows - 1) : first.get(rows - 1);
      return row ? [key.map(each => row[each]!)] : [];
    });
    const until = found.sort(compare)[0];
    const values = [...(place ?? []), ...(until ?? [])];
    return { until, range: between(!place, !until), values };
  };
  return {
    name,
    changed: 0,
    step(rows = MOST) {
      const { until, range, values } = nextRows(rows);
      this.changed += put(range, values);
      place = until;
      return until !== undefined;
    },
    look(rows) {
      const { until, range, values } = nextRows(rows);
      const areRight = wrong(range, values) === 0;
      if (areRight) place = until;
      return { areRight, isMore: until !== undefined };
    },
  };
}

const notedIn = (sql: string, live: string, rows: string, range: string): string =>
  sql.replace('live_days', `${live}.visit_days`).replace('live_rows', rows).replace('between_them', range);

/** Keys in SQLite's order. */
function compare(a: (string | number)[], b: (string | number)[]): number {
  for (const [at, value] of a.entries()) {
    const other = b[at]!;
    const order =
      typeof value === 'number'
        ? value - Number(other)
        : Buffer.compare(Buffer.from(value), Buffer.from(String(other)));
    if (order) return order;
  }
  return 0;
}
