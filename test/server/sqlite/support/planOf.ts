import type { Connection } from '../../../../src/server/sqlite/connection.ts';

/** How a statement reads a table. */
export interface Reading {
  table: string;
  /** The columns whose value it knows. */
  columns: string[];
  /** True where it reads all of it. */
  isScan: boolean;
}

/** How a statement reads its tables, and SQLite's own words for it. Temporary results are no tables. */
export function planOf(
  db: Pick<Connection, 'prepare'>,
  text: string,
): { readings: Reading[]; details: string } {
  const rows = db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all();
  const details = rows.map(({ detail }) => detail);
  const made = new Set(details.flatMap(each => /^(?:CO-ROUTINE|MATERIALIZE) (\w+)/.exec(each)?.[1] ?? []));
  const aliases = new Map(
    [...text.matchAll(/["\s](\w+)"?\s+as\s+"?(\w+)/gi)].map(([, table, alias]) => [alias!, table!]),
  );
  const readings = details.flatMap(detail => {
    const [, how, name] = /^(SCAN|SEARCH) (\w+)/.exec(detail) ?? [];
    if (!name || made.has(name)) return [];
    const columns = [...detail.matchAll(/(\w+)=\?/g)].map(([, column]) => column!);
    // The least or the greatest of all: one look into an index.
    const isScan = how === 'SCAN';
    return { table: aliases.get(name) ?? name, columns, isScan };
  });
  return { readings, details: details.join('\n') };
}
