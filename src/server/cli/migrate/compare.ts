import { hash as hashed } from 'node:crypto';
import { isLeft, taken } from './copyAll.ts';
import { type Digest, digest, type Sum } from './digest.ts';
import type { Numbers } from './numbers.ts';
import type { Rows } from './sides.ts';
import { keyText, type Row, type Table, textOf } from './tables.ts';

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

/** Rows of the same keys, as they are in the target: what both sides had, and what each has now. */
export interface Exchange {
  before: readonly Row[];
  source: readonly Row[];
  target: readonly Row[];
}

/** What both sides have, by counts and hashes: all of it was read once, and then only what changed. */
export interface Compared {
  /** Takes it into the counts and hashes of both. */
  exchange(table: Table, rows: Exchange): void;
  report(): Report;
  /** The tables and keys of rows that changed since, and are not the same on both sides. */
  different(): string[];
  /** How many events the source has, or had, by account. */
  stored(): Map<string, number>;
}

const NONE: Sum = { rows: 0, hash: '' };

/** What is there of each event, or has been. */
const STORED = ['events', 'husks'];

/** The columns that both have. */
const sharedColumns = (table: Table, a: Rows, b: Rows): string[] => {
  const others = new Set(b.columns(table));
  return a
    .columns(table)
    .filter(column => others.has(column))
    .sort();
};

/** A table's rows on both sides. */
interface Both {
  columns: readonly string[];
  here: Digest;
  there: Digest;
  left: number;
}

/** Reads both sides, and compares hashes of all rows: of the source's as they are to be in the target. */
export async function compare(
  source: Rows,
  target: Rows,
  tables: readonly Table[],
  numbers: Numbers,
  onRows: (rows: number) => void,
): Promise<Compared> {
  const all = new Map<Table, Both>();
  let read = 0;
  for (const table of tables) {
    const columns = sharedColumns(table, source, target);
    const both: Both = { columns, here: digest(table, columns), there: digest(table, columns), left: 0 };
    all.set(table, both);
    for await (const { rows } of source.pages(table)) {
      const kept = taken(table, rows, numbers);
      const some = rows.filter(row => isLeft(table, row)).length;
      if (kept.length + some < rows.length)
        throw new Error(`a row of ${table.name} names an event that never arrived`);
      both.left += some;
      for (const row of kept) both.here.add(row);
      read += rows.length;
      onRows(read);
    }
    for await (const { rows } of target.pages(table)) {
      for (const row of rows) if (!isLeft(table, row)) both.there.add(row);
      read += rows.length;
      onRows(read);
    }
  }
  return comparedOf(all);
}

function comparedOf(all: ReadonlyMap<Table, Both>): Compared {
  const different = new Set<string>();
  return {
    exchange(table, { before, source, target }) {
      const { columns, here, there } = all.get(table)!;
      for (const row of before) {
        here.remove(row);
        there.remove(row);
      }
      for (const row of source) here.add(row);
      for (const row of target) there.add(row);
      const textsOf = (rows: readonly Row[]) =>
        new Map(rows.map(row => [keyText(table, row), textOf(columns.map(column => row[column]))]));
      const [texts, others] = [textsOf(source), textsOf(target)];
      for (const key of new Set([...textsOf(before).keys(), ...texts.keys(), ...others.keys()])) {
        const name = `${table.name} ${key}`;
        if (texts.get(key) === others.get(key)) different.delete(name);
        else different.add(name);
      }
    },

    report() {
      const report: Report = { tables: [], different: [] };
      for (const [{ name: table }, { here, there, left }] of all) {
        const [sums, others] = [here.sums(), there.sums()];
        for (const part of new Set([...sums.keys(), ...others.keys()])) {
          const [a, b] = [sums.get(part) ?? NONE, others.get(part) ?? NONE];
          if (a.rows !== b.rows || a.hash !== b.hash)
            report.different.push({ table, part, source: a, target: b });
        }
        const rowsOf = (map: Map<string, Sum>) => [...map.values()].reduce((sum, { rows }) => sum + rows, 0);
        const hash = [...sums]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([part, sum]) => `${part} ${sum.hash}`);
        report.tables.push({
          table,
          source: rowsOf(sums),
          target: rowsOf(others),
          hash: hashed('sha256', hash.join('\n'), 'hex').slice(0, 32),
          parts: sums.size,
          left,
        });
      }
      return report;
    },

    different: () => [...different],

    stored() {
      const stored = new Map<string, number>();
      for (const [{ name }, { here }] of all) {
        if (!STORED.includes(name)) continue;
        for (const [account, rows] of here.byAccount())
          stored.set(account, (stored.get(account) ?? 0) + rows);
      }
      return stored;
    },
  };
}
