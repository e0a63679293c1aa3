import { type RawBuilder, type SqlBool, sql } from 'kysely';

/**
 * Most rows that one statement looks for a text in. A function of JavaScript's keeps what it was given until its statement ends: of
 * a million rows that is more than a thread may hold.
 */
export const ROWS_AT_ONCE = 10_000;

/**
 * True where one of the values has a text in it, in whatever letters. SQLite's own functions know those of ASCII, and are twenty
 * times as fast: JavaScript looks at values with others alone, which have more bytes than letters.
 * Where none has it, false or null: as a condition, not as a value, of which all parts would be computed.
 * @param text in small letters
 */
export function holdsText(values: RawBuilder<unknown>[], text: string): RawBuilder<SqlBool> {
  // Also what has no text has that one.
  if (!text) return sql<SqlBool>`true`;
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const has = (value: RawBuilder<unknown>) => sql`instr(small_letters(${value}), ${text}) > 0`;
  const tests = values.map(value =>
    // There a pattern ends for SQLite.
    text.includes('\0')
      ? has(value)
      : sql`${value} like ${pattern} escape '\\' or (octet_length(${value}) > length(${value}) and ${has(value)})`,
  );
  return sql<SqlBool>`(${sql.join(tests, sql` or `)})`;
}
