import type { SQLInputValue } from 'node:sqlite';
import { type Compilable, type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { Connection } from './connection.ts';
import { written } from './kysely.ts';
import type { pages } from './pages.ts';
import type { Schema } from './schema.ts';

/** Most rows that one page looks at: one that finds few among others' must not keep beacons waiting. */
export const MAX_SEEN = 5_000;

interface Walk<Row, Table extends keyof Schema> {
  table: Table;
  /** What is read of them. Default: all. */
  columns?: (keyof Row & string)[];
  /** What the first value of `rows` stands for, one after the other. */
  keys: readonly string[];
  /** The rows of a key, as one of the indexes has them in order. */
  rows: SelectQueryBuilder<Schema, Table, object>;
  /** What else is asked of the rows. */
  filters: Expression<SqlBool>[];
  order: ReturnType<typeof pages<Row>>;
  limit: number;
  cursor: string | undefined;
}

/**
 * A page of rows of several keys. One walk of an index for each, then merged: a single statement over many keys would
 * sort all of their rows to return fifty. A page that has looked at enough ends there, be it empty, and reads on.
 */
export function walk<Row, Table extends keyof Schema>(
  db: Connection,
  { table, columns, keys, rows, filters, order, limit, cursor }: Walk<Row, Table>,
): { rows: Row[]; next: string | null } {
  const many = Math.max(limit + 1, Math.ceil(MAX_SEEN / Math.max(1, keys.length)));
  const inOrder = order.from(rows, cursor);
  const what = sql.join(columns?.map(each => sql.ref(`${table}.${each}`)) ?? [sql`${sql.table(table)}.*`]);
  const found = filters.length
    ? written(sql<Row>`select ${what} from (${inOrder.select(sql`rowid`.as('row')).limit(many)}) as seen
        cross join ${sql.table(table)} on ${sql.table(table)}.rowid = seen.row
        where ${sql.join(filters, sql` and `)} limit ${limit + 1}`)
    : (columns ? inOrder.select(columns.map(each => sql.ref(each).as(each))) : inOrder.selectAll()).limit(
        limit + 1,
      );
  const statement = prepare<Row>(db, found as Compilable<Row>);
  const last = filters.length
    ? prepare<Row>(
        db,
        inOrder
          .select(order.columns.map(column => sql.ref(column).as(column)))
          .limit(1)
          .offset(many - 1),
      )
    : undefined;
  const all: Row[] = [];
  let end: Row | undefined;
  for (const key of keys) {
    const some = statement(key);
    for (const row of some) all.push(row);
    const [until] = last && some.length <= limit ? last(key) : [];
    if (until && (!end || order.compare(until, end) < 0)) end = until;
  }
  // Beyond that place rows of one key may be missing.
  const until = end;
  const sure = until ? all.filter(row => order.compare(row, until) <= 0) : all;
  const page = order.of(sure.sort(order.compare), limit);
  return until && page.next === null ? { ...page, next: order.cursorAt(until) } : page;
}

/** Runs a query with another first value. */
function prepare<Row>(db: Connection, query: Compilable<Row>) {
  const { sql: text, parameters } = query.compile();
  const [, ...values] = parameters as SQLInputValue[];
  const statement = db.prepare<Row>(text);
  return (key: string) => statement.all(key, ...values);
}
