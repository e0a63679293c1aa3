import { COMPARED, type Compared, type Made } from '../../store/projections.ts';
import type { Session } from '../session.ts';
import { FRESH } from './fresh.ts';
import { isOwnThere, MADE, OWN, RULES } from './rules.ts';

/** Most rows that one step compares. */
const STEP = 1000;

/**
 * Rows are walked in the order of their key, and each is looked up in the other table by its own. Sorted, or put together by what
 * they have in common, all of an account would be read for each step.
 */
const IN_ORDER = `SELECT set_config('enable_sort', 'off', true), set_config('enable_incremental_sort', 'off', true),
  set_config('enable_bitmapscan', 'off', true), set_config('enable_material', 'off', true)`;

/** The key of a row in its account. */
export type Key = (string | number)[];

/** Puts an account's rows of one of the store's tables right, in the order of their keys. */
export interface Correction {
  name: Made;
  /**
   * Compares the rows after a key, or the first ones, in a transaction in which all of the account's events have been read.
   * @returns how many were wrong, and the last one's key where there may be more
   */
  step(session: Session, accountId: string, after?: Key): Promise<{ changed: number; last?: Key }>;
}

/** @param isDry whether nothing is put right: what would be is counted alone */
export const corrections = (live: string, isDry: boolean): Correction[] =>
  COMPARED.map(table => correction(live, table, isDry));

function correction(live: string, { name, key, columns, carried }: Compared, isDry: boolean): Correction {
  const { isCompared, isRemoved = isCompared, kept = {}, isPending = () => 'false' } = RULES[name];
  const [made, own] = [`${FRESH}.${name}`, `${live}.${name}`];
  const keys = ['account_id', ...key.filter(each => each !== 'account_id')];
  const inAccount = keys.slice(1);
  const all = [...columns, ...carried];
  const ofRow = (row: string, names: string[]) => names.map(each => `${row}.${each}`).join(', ');
  const isSameKey = keys.map(each => `own.${each} = made.${each}`).join(' AND ');
  const keptOf = (column: string) => kept[column] ?? `${MADE}.${column}`;

  const places = (from: number) => inAccount.map((_, at) => `$${from + at}`).join(', ');
  const between = (row: string, isFirst: boolean, isLast: boolean) =>
    [
      `${row}.account_id = $1`,
      ...(isFirst ? [] : [`(${ofRow(row, inAccount)}) > (${places(2)})`]),
      ...(isLast ? [] : [`(${ofRow(row, inAccount)}) <= (${places(isFirst ? 2 : 2 + inAccount.length)})`]),
    ].join(' AND ');

  const end = (table: string, isFirst: boolean) =>
    `(SELECT ${ofRow('row_', inAccount)} FROM ${table} AS row_ WHERE ${between('row_', isFirst, true)}
      ORDER BY ${ofRow('row_', inAccount)} OFFSET ${STEP - 1} LIMIT 1)`;
  /** The key up to which neither has more rows than a step takes. */
  const ends = (isFirst: boolean) =>
    `SELECT * FROM (${end(made, isFirst)} UNION ALL ${end(own, isFirst)}) AS ends
     ORDER BY ${inAccount.join(', ')} LIMIT 1`;

  /** The store's own rows that are not made again: few as a rule, of which alone the rest is asked. */
  const gone = (isFirst: boolean, isLast: boolean) =>
    `WITH gone AS MATERIALIZED (
       SELECT own.ctid AS place, own.* FROM ${own} AS own WHERE ${between('own', isFirst, isLast)}
         AND NOT EXISTS (SELECT 1 FROM ${made} AS made WHERE ${isSameKey}))`;
  const removed = `FROM gone WHERE ${isRemoved('gone')}`;
  const remove = isDry
    ? `SELECT count(*) AS n ${removed}`
    : `, removed AS (DELETE FROM ${own} WHERE ctid = ANY (ARRAY(SELECT place ${removed})) RETURNING 1)
       SELECT count(*) AS n FROM removed`;

  /** Likewise those that were made otherwise. */
  const other = (isFirst: boolean, isLast: boolean) =>
    `WITH pair AS MATERIALIZED (
       SELECT made, own FROM ${made} AS made
       LEFT JOIN ${own} AS own ON ${isSameKey}
       WHERE ${between('made', isFirst, isLast)}
         AND (own.account_id IS NULL OR (${ofRow('own', columns)}) IS DISTINCT FROM (${ofRow('made', columns)})))`;
  const wrong = `FROM pair WHERE ${isCompared(MADE)} AND NOT (${isPending(live)})
    AND NOT (${isOwnThere} AND (${ofRow(OWN, columns)}) IS NOT DISTINCT FROM (${columns.map(keptOf).join(', ')}))`;
  const write = isDry
    ? `SELECT count(*) AS n ${wrong}`
    : `, written AS (INSERT INTO ${own} (${[...keys, ...all].join(', ')})
         SELECT ${[ofRow(MADE, keys), ...all.map(keptOf)].join(', ')} ${wrong}
         ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${all.map(each => `${each} = excluded.${each}`).join(', ')}
         RETURNING 1)
       SELECT count(*) AS n FROM written`;

  return {
    name,
    async step(session, accountId, after) {
      await session.run(IN_ORDER);
      const from = [accountId, ...(after ?? [])];
      const found = await session.first<Record<string, string | number>>(ends(!after), from);
      const last = found && inAccount.map(each => found[each]!);
      const range = [!after, !last] as const;
      const values = [...from, ...(last ?? [])];
      let changed = 0;
      for (const sql of [`${gone(...range)} ${remove}`, `${other(...range)} ${write}`]) {
        changed += (await session.first<{ n: number }>(sql, values))!.n;
      }
      return { changed, ...(last && { last }) };
    },
  };
}
