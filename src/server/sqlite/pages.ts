import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import { readCursor, writeCursor } from '../store/numberCursor.ts';
import type { Schema } from './schema.ts';

/**
 * Pages of rows, the newest first.
 * @param falling columns that the rows are ordered by, the greatest first
 * @param rising one more, the smallest first: of the few rows that are equal in all of the others
 */
export function pages<Row>(falling: (keyof Row & string)[], rising?: keyof Row & string) {
  const columns = rising === undefined ? falling : [...falling, rising];
  const numbersOf = (row: Row) => columns.map(column => row[column] as number);
  const refs = falling.map(each => sql.ref(each));

  /** True of what comes after a place. A comparison of rows is one that an index can begin at. */
  const after = (place: number[]) => {
    const end = sql.join(place.slice(0, falling.length));
    if (rising === undefined) return sql<SqlBool>`(${sql.join(refs)}) < (${end})`;
    const isBefore = sql`(${sql.join(refs)}) = (${end}) and ${sql.ref(rising)} <= ${place.at(-1)}`;
    return sql<SqlBool>`(${sql.join(refs)}) <= (${end}) and not (${isBefore})`;
  };

  return {
    columns,

    /** The rows from a cursor on, in order. */
    from<Table extends keyof Schema, Found>(
      query: SelectQueryBuilder<Schema, Table, Found>,
      cursor: string | undefined,
    ): SelectQueryBuilder<Schema, Table, Found> {
      let asked = cursor === undefined ? query : query.where(after(readCursor(cursor, columns.length)));
      for (const each of refs) asked = asked.orderBy(each, 'desc');
      return rising === undefined ? asked : asked.orderBy(sql.ref(rising));
    },

    /** Whether a row comes before another one: less than 0; after it: more. */
    compare(a: Row, b: Row): number {
      const [one, other] = [numbersOf(a), numbersOf(b)];
      const at = one.findIndex((number, place) => number !== other[place]);
      const difference = at < 0 ? 0 : other[at]! - one[at]!;
      return at < falling.length ? difference : -difference;
    },

    /** The page that those rows are, and the cursor of the next one. */
    of(rows: Row[], limit: number): { rows: Row[]; next: string | null } {
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return { rows: page, next: last && rows.length > limit ? this.cursorAt(last) : null };
    },

    /** Reads on after that row. */
    cursorAt: (row: Row): string => writeCursor(numbersOf(row)),
  };
}
