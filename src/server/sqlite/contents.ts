import type { DatabaseSync } from 'node:sqlite';
import type { Schema } from './schema.ts';

/** What people ask of a store: whose it is, and how much is in it. */
const TABLES = [
  'events',
  'accounts',
  'tags',
  'users',
  'tokens',
  'conversions',
] as const satisfies (keyof Schema)[];

/** How many rows are in each of those tables: counted, not what the store says of itself. */
export type Contents = Record<(typeof TABLES)[number], number>;

/** Counts the rows of a store of any version. */
export function contentsOf(db: DatabaseSync, schema = 'main'): Contents {
  const known = new Set(
    db
      .prepare(`SELECT name FROM ${schema}.sqlite_schema WHERE type = 'table'`)
      .all()
      .map(({ name }) => name),
  );
  const count = (table: string) =>
    known.has(table) ? Number(db.prepare(`SELECT count(*) AS n FROM ${schema}.${table}`).get()!.n) : 0;
  return Object.fromEntries(TABLES.map(table => [table, count(table)])) as Contents;
}

/** The same as a text: `1 accounts, 2 tags`, without the events. */
export const contentsText = ({ events: _, ...others }: Contents): string =>
  Object.entries(others)
    .map(([table, rows]) => `${rows} ${table}`)
    .join(', ');
