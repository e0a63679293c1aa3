import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import { BadCursor } from '../store/errors.ts';
import type { Schema } from './schema.ts';

/** Where a page ended, as text. */
export const writeCursor = (numbers: number[]): string => numbers.join('-');

/** Reads such a text; throws `BadCursor`. */
export function readCursor(cursor: string, length: number): number[] {
  const parts = cursor.split('-');
  if (parts.length !== length || !parts.every(part => /^\d{1,15}$/.test(part))) throw new BadCursor(cursor);
  return parts.map(Number);
}

/** What a page is asked by. */
interface Asked {
  limit: number;
  cursor?: string | undefined;
}

/**
 * Pages of rows, the newest first.
 * @param falling columns that the rows are ordered by, the greatest first
 * @param rising one more, the smallest first
 */
export function pages<Row>(falling: (keyof Row & string)[], rising: (keyof Row & string)[] = []) {
  const columns = [...falling, ...rising];
  const order = [...falling.map(each => sql.ref(each)), ...rising.map(each => sql`-${sql.ref(each)}`)];
  const numbersOf = (row: Row) => columns.map(column => row[column] as number);

  return {
    /** The rows of a page, and one more if there is one. */
    query<Table extends keyof Schema, Found>(
      query: SelectQueryBuilder<Schema, Table, Found>,
      { limit, cursor }: Asked,
    ): SelectQueryBuilder<Schema, Table, Found> {
      let asked = query;
      if (cursor !== undefined) {
        const numbers = readCursor(cursor, columns.length);
        const place = numbers.map((number, at) => (at < falling.length ? number : -number));
        asked = asked.where(sql<SqlBool>`(${sql.join(order)}) < (${sql.join(place)})`);
      }
      for (const each of order) asked = asked.orderBy(each, 'desc');
      return asked.limit(limit + 1);
    },

    /** The page that those rows are, and the cursor of the next one. */
    of(rows: Row[], limit: number): { rows: Row[]; next: string | null } {
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return { rows: page, next: last && rows.length > limit ? writeCursor(numbersOf(last)) : null };
    },
  };
}
