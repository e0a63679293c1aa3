import type { Numbers } from './numbers.ts';
import type { Place, Source, Target } from './sides.ts';
import type { Row, Table } from './tables.ts';

/** Each new store has some of its own, which are of no use once it is another one. */
export const KEYS = 'store_keys';

/** How far it is with a table: where to go on, or that it is done. */
type Reached = { place?: Place; rows: number; isDone?: boolean };

/**
 * Copies all rows of a source, a page at a time, and goes on after the last page of an earlier run. What changes meanwhile is noted,
 * and is put right later: so is what names events that have no number yet.
 * @param onRows told how many there are in all so far
 */
export async function copyAll(
  source: Source,
  target: Target,
  tables: readonly Table[],
  numbers: Numbers,
  onRows: (rows: number) => void,
): Promise<void> {
  let sum = 0;
  for (const table of tables) {
    const name = `copied ${table.name}`;
    const kept = await target.kept.get(name);
    const reached: Reached = kept ? JSON.parse(kept) : { rows: 0 };
    sum += reached.rows;
    onRows(sum);
    if (reached.isDone) continue;
    let { rows } = reached;
    for await (const page of source.pages(table, reached.place)) {
      const all = taken(table, page.rows, numbers);
      if (table.name === KEYS) await target.replace(table, all, all);
      else await target.add(table, all);
      rows += page.rows.length;
      sum += page.rows.length;
      await target.kept.set(name, JSON.stringify({ place: page.place, rows } satisfies Reached));
      onRows(sum);
    }
    await target.kept.set(name, JSON.stringify({ rows, isDone: true } satisfies Reached));
  }
}

/** Rows as they are in the target. What is of an account that nobody knows has no place there. */
export const taken = (table: Table, rows: readonly Row[], numbers: Numbers): Row[] =>
  rows.flatMap(row => (isLeft(table, row) ? [] : (numbers.row(table, row) ?? [])) as Row[]);

/** Whether it is of a tag that is no more, and of which nobody knows whose it was; or a key that one engine has in a file. */
export const isLeft = ({ name, of }: Table, row: Row): boolean =>
  of === 'all'
    ? name === KEYS && row.name !== 'mark'
    : row.account_id === undefined || row.account_id === null;
