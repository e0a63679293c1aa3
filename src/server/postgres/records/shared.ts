import { definedOf } from '../../store/definedOf.ts';
import type { Records } from '../../store/records.ts';
import type { Context } from '../context.ts';
import { buildAny } from '../kysely.ts';
import type { Schema } from '../schema.ts';
import type { Session } from '../session.ts';
import type { Value } from '../texts.ts';
import { smallColumn, writeSmall } from './smallLetters.ts';

/** How records that are of no account, or of many, are kept. */
export interface SharedTable<Row, New, Change> {
  table: keyof Schema;
  columns: readonly (keyof Row & string)[];
  key: keyof Row & string;
  order: readonly (keyof Row & string)[];
  /** The columns of a new record. Default: what is given. */
  toAdd?: (session: Session, given: New) => Promise<object>;
  /** True where one can be added when the store holds as much as it may. */
  isAlwaysAdded?: boolean;
  /** The columns of a change. Default: what is given. */
  toChange?: (change: Change) => object;
  /** What else goes with a record. */
  removed?: (session: Session, row: Row) => Promise<void>;
}

/** The records of one of the first server's tables. */
export function shared<Row extends object, New extends object = Row, Change extends object = Partial<Row>>(
  { servers: { first }, ensureRoom }: Context,
  description: SharedTable<Row, New, Change>,
): Records<Row, [key: string], [], New, Change> {
  const { table, columns, key, order, toAdd, isAlwaysAdded, toChange, removed } = description;
  const all: string[] = [...columns];
  const select = `SELECT ${all.join(', ')} FROM ${table}`;
  const get = (value: Value) => first.first<Row>(`${select} WHERE ${key} = $1`, [value]);

  return {
    async add(given) {
      if (!isAlwaysAdded) ensureRoom();
      return first.transaction(async session => {
        const row = definedOf(toAdd ? await toAdd(session, given) : given);
        return (await session.first(
          buildAny
            .insertInto(table)
            .values({ ...row, ...smallColumn(table, row) })
            .returning(all),
        )) as Row;
      });
    },

    get,

    list: () => first.all<Row>(`${select} ORDER BY ${order.join(', ')}`),

    async change(read, change) {
      const columnsOf = definedOf(toChange ? toChange(change) : change);
      const value = read[key] as Value;
      if (!Object.keys(columnsOf).length) return (await get(value)) !== undefined;
      return first.transaction(async session => {
        const query = buildAny
          .updateTable(table)
          .set(columnsOf)
          .where(key as string, '=', value as string);
        const row = (await session.first(query.returning(all))) as Row | undefined;
        if (row) await writeSmall(session, table, [key], row, columnsOf);
        return row !== undefined;
      });
    },

    async remove(value) {
      return first.transaction(async session => {
        const query = buildAny
          .deleteFrom(table)
          .where(key as string, '=', value)
          .returning(all);
        const row = (await session.first(query)) as Row | undefined;
        if (row) await removed?.(session, row);
        return row !== undefined;
      });
    },
  };
}
