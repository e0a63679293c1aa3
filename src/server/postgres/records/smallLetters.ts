import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Session } from '../session.ts';
import type { Value } from '../texts.ts';

/** The texts of each kind of records that are looked through; in the order in which `small` has them. */
export const TEXTS = {
  accounts: ['id', 'name', 'business_id'],
  tags: ['write_key', 'name', 'domain', 'path'],
  users: ['name'],
  tokens: ['id', 'name'],
  saved_pixels: ['id', 'name', 'conversion_type'],
  pixel_events: ['id', 'title', 'type'],
  conversion_pixels: ['name', 'code'],
  line_items: ['name', 'code'],
  campaigns: ['name', 'code'],
  segments: ['name', 'code'],
} as const;

export type SearchedTable = keyof typeof TEXTS;

export const isSearched = (table: string): table is SearchedTable => table in TEXTS;

const OTHER_LETTERS = /[^\0-\x7f]/;

/**
 * What the column `small` says of a row. The server's own small letters are not JavaScript's (of `ß`, `İ`, a last `Σ`), unless they are
 * of ASCII: so those of other texts are kept. Null where there are none.
 */
export function smallOf(table: SearchedTable, row: object): (string | null)[] | null {
  const small = TEXTS[table].map(name => {
    const text = (row as Record<string, unknown>)[name];
    return typeof text === 'string' && OTHER_LETTERS.test(text) ? text.toLowerCase() : null;
  });
  return small.some(text => text !== null) ? small : null;
}

/** Such a text is not to be found in the digit of a mark that stands for another character: see texts.ts. */
const IN_MARK = /^[01]/;

const withoutDigits = (text: RawBuilder<unknown>): RawBuilder<string> =>
  sql`replace(replace(${text}, U&'\\F8FF0', U&'\\F8FF2'), U&'\\F8FF1', U&'\\F8FF3')`;

/** True where a column has a text in it, in whatever letters. @param text in small letters */
export function hasText(table: SearchedTable, column: string, text: string): RawBuilder<SqlBool> {
  const at = (TEXTS[table] as readonly string[]).indexOf(column);
  const value = sql.ref(column);
  const small = at < 0 ? sql`${value}::text` : sql`coalesce(small[${sql.lit(at + 1)}], lower(${value}))`;
  const [within, part] = IN_MARK.test(text)
    ? [withoutDigits(small), withoutDigits(sql`${text}::text`)]
    : [small, sql`${text}`];
  return sql<SqlBool>`(strpos(coalesce(${within}, ''), ${part}) > 0)`;
}

/** What a new row says beside its own columns. */
export const smallColumn = (table: string, row: object): { small?: (string | null)[] } => {
  const small = isSearched(table) ? smallOf(table, row) : null;
  return small ? { small } : {};
};

/** Has the column say what a row says that was changed, by its key. */
export async function writeSmall(
  session: Session,
  table: string,
  key: readonly string[],
  row: object,
  change: object,
): Promise<void> {
  if (!isSearched(table) || !TEXTS[table].some(name => name in change)) return;
  const is = key.map((name, at) => `${name} = $${at + 2}`).join(' AND ');
  const values = key.map(name => (row as Record<string, Value>)[name]);
  await session.run(`UPDATE ${table} SET small = $1 WHERE ${is}`, [smallOf(table, row), ...values]);
}
