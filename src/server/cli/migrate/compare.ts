import { hash as hashed } from 'node:crypto';
import type { Keys } from './catchUp.ts';
import { isLeft, taken } from './copyAll.ts';
import { digest, type Sum } from './digest.ts';
import type { Numbers } from './numbers.ts';
import type { Rows } from './sides.ts';
import { keyText, type Row, type Table, textOf } from './tables.ts';

/** Rows that are looked up at once. */
const STEP = 1000;

/** A part of a table: an account, or of events its hour too. */
export interface Part {
  table: string;
  part: string;
  source: Sum;
  target: Sum;
}

export interface TableReport {
  table: string;
  source: number;
  target: number;
  /** Of all parts, in their order. */
  hash: string;
  parts: number;
  /** Rows of accounts that nobody knows: they are left where they are. */
  left: number;
}

export interface Report {
  tables: TableReport[];
  /** Those that differ. */
  different: Part[];
}

const NONE: Sum = { rows: 0, hash: '' };

/** The columns that both have. */
export const sharedColumns = (table: Table, a: Rows, b: Rows): string[] => {
  const others = new Set(b.columns(table));
  return a
    .columns(table)
    .filter(column => others.has(column))
    .sort();
};

/** Reads both sides, and compares hashes of all rows: of the source's as they are to be in the target. */
export async function compare(
  source: Rows,
  target: Rows,
  tables: readonly Table[],
  numbers: Numbers,
  onRows: (rows: number) => void,
): Promise<Report> {
  const report: Report = { tables: [], different: [] };
  let all = 0;
  for (const table of tables) {
    const columns = sharedColumns(table, source, target);
    const [here, there] = [digest(table, columns), digest(table, columns)];
    let left = 0;
    for await (const { rows } of source.pages(table)) {
      const kept = taken(table, rows, numbers);
      const some = rows.filter(row => isLeft(table, row)).length;
      if (kept.length + some < rows.length)
        throw new Error(`a row of ${table.name} names an event that never arrived`);
      left += some;
      for (const row of kept) here.add(row);
      all += rows.length;
      onRows(all);
    }
    for await (const { rows } of target.pages(table)) {
      for (const row of rows) if (!isLeft(table, row)) there.add(row);
      all += rows.length;
      onRows(all);
    }
    const [sums, others] = [here.sums(), there.sums()];
    for (const part of new Set([...sums.keys(), ...others.keys()])) {
      const [a, b] = [sums.get(part) ?? NONE, others.get(part) ?? NONE];
      if (a.rows !== b.rows || a.hash !== b.hash)
        report.different.push({ table: table.name, part, source: a, target: b });
    }
    const rowsOf = (map: Map<string, Sum>) => [...map.values()].reduce((sum, { rows }) => sum + rows, 0);
    const hash = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([part, sum]) => `${part} ${sum.hash}`);
    report.tables.push({
      table: table.name,
      source: rowsOf(sums),
      target: rowsOf(others),
      hash: hashed('sha256', hash.join('\n'), 'hex').slice(0, 32),
      parts: sums.size,
      left,
    });
  }
  return report;
}

/** Looks at rows one by one: gives the tables and keys of those that are not the same on both sides. */
export async function compareKeys(
  source: Rows,
  target: Rows,
  keys: Keys,
  numbers: Numbers,
): Promise<string[]> {
  const different: string[] = [];
  for (const [table, own] of keys) {
    const columns = sharedColumns(table, source, target);
    const all = [...own.values()];
    const textsOf = (rows: readonly Row[]) =>
      new Map(rows.map(row => [keyText(table, row), textOf(columns.map(column => row[column]))]));
    for (let at = 0; at < all.length; at += STEP) {
      const some = all.slice(at, at + STEP);
      const here = textsOf(taken(table, await source.byKeys(table, some), numbers));
      const there = textsOf(await target.byKeys(table, taken(table, some, numbers)));
      for (const key of new Set([...here.keys(), ...there.keys()])) {
        if (here.get(key) !== there.get(key)) different.push(`${table.name} ${key}`);
      }
    }
  }
  return different;
}
