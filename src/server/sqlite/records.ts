import type { SQLInputValue } from 'node:sqlite';
import { definedOf } from '../store/definedOf.ts';
import { InUse, NoSuchRecord } from '../store/errors.ts';
import type { Records } from '../store/records.ts';
import type { Connection } from './connection.ts';
import { among, buildAny } from './kysely.ts';
import type { Schema } from './schema.ts';

/** How records of a kind are kept. */
export interface RecordTable<Row, New, Change> {
  table: keyof Schema;
  /** The columns that `get` and `remove` take. */
  key: (keyof Row & string)[];
  /** The columns that `list` takes: of each a list, a value, or all of them (`*` or nothing). */
  filter: (keyof Row & string)[];
  order: (keyof Row & string)[];
  /** True where `revision` counts the changes. */
  isRevised?: boolean;
  /** The columns of a new record. Default: what is given. */
  toAdd?: (row: New) => object;
  /** True where one can be added when the store holds as much as it may. */
  isAlwaysAdded?: boolean;
  /** The columns of a change. Default: what is given. */
  toChange?: (change: Change) => object;
  /** What else a change makes, in its transaction. */
  written?: (row: Row, given: New | Change) => void;
  /** What else a removal makes, in its transaction. */
  removed?: (row: Row) => void;
}

/** The records of one table. A change is one transaction, over before anything else runs. */
export function records<
  Row extends object,
  Key extends SQLInputValue[],
  Filter extends unknown[],
  New = Row,
  Change extends object = Partial<Row>,
>(db: Connection, description: RecordTable<Row, New, Change>): Records<Row, Key, Filter, New, Change> {
  const { table, key, filter, order, isRevised, isAlwaysAdded, toAdd, toChange, written, removed } =
    description;
  const read = [...key, ...(isRevised ? ['revision'] : [])];
  const atKey = <Query extends { where(column: string, is: '=', value: unknown): Query }>(
    query: Query,
    columns: string[],
    values: unknown[],
  ) => columns.reduce((rest, column, at) => rest.where(column, '=', values[at]), query);

  const get = db.prepare<Row>(atKey(buildAny.selectFrom(table).selectAll(), key, key).compile().sql);

  return {
    async add(given) {
      if (!isAlwaysAdded) db.room.ensure();
      return db.transaction(() => {
        const columns = { ...(toAdd ? toAdd(given) : given) };
        const row = db.first(buildAny.insertInto(table).values(columns).returningAll()) as Row;
        written?.(row, given);
        return row;
      });
    },

    async get(...values) {
      return get.get(...values);
    },

    async list(...asked) {
      let query = buildAny.selectFrom(table).selectAll();
      for (const [at, column] of filter.entries()) {
        const values = asked[at] as string | string[] | undefined;
        if (values !== undefined && values !== '*') query = query.where(among(column, [values].flat()));
      }
      for (const column of order) query = query.orderBy(column);
      return db.all(query) as Row[];
    },

    async change(stored, change) {
      const values = read.map(column => stored[column as keyof Row]);
      return db.transaction(() => {
        const columns = definedOf(toChange ? toChange(change) : change);
        if (isRevised) columns.revision = Number(values.at(-1)) + 1;
        if (!Object.keys(columns).length) return get.get(...(values as SQLInputValue[])) !== undefined;
        const query = atKey(buildAny.updateTable(table).set(columns).returningAll(), read, values);
        const row = db.first(query) as Row | undefined;
        if (row) written?.(row, change);
        return row !== undefined;
      });
    },

    async remove(...values) {
      try {
        return db.transaction(() => {
          const query = atKey(buildAny.deleteFrom(table).returningAll(), key, values);
          const row = db.first(query) as Row | undefined;
          if (row) removed?.(row);
          return row !== undefined;
        });
      } catch (error) {
        // What refers to the record would refer to nothing.
        if (error instanceof NoSuchRecord) throw new InUse(error.message, { cause: error });
        throw error;
      }
    },
  };
}
