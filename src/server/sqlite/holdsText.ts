import { type RawBuilder, type SqlBool, sql } from 'kysely';

/**
 * Most rows that one statement looks for a text in. A function of JavaScript's keeps what it was given until its statement ends: of
 * a million rows that is more than a thread may hold.
 */
export const ROWS_AT_ONCE = 10_000;

/**
 * True where one of the values has a text in it, in whatever letters. SQLite's own functions know those of ASCII, and are twenty
 * times as fast: JavaScript looks at the other values alone.
 * @param text in small letters
 */
export function holdsText(values: RawBuilder<unknown>[], text: string): RawBuilder<SqlBool> {
  const tests = values.map(value => {
    const each = sql`coalesce(${value}, '')`;
    return sql`instr(iif(${each} glob ${OTHER_LETTERS}, small_letters(${each}), lower(${each})), ${text}) > 0`;
  });
  return sql<SqlBool>`(${sql.join(tests, sql` or `)})`;
}

/** Anything that is not of ASCII. */
const OTHER_LETTERS = '*[^\u0001-\u007f]*';
