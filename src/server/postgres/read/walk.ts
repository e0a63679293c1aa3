import type { Session } from '../session.ts';
import type { Value } from '../texts.ts';
import type { Order } from './order.ts';

/** Most rows that one page looks at: one that finds few among others' must not keep a server busy. */
const MAX_SEEN = 5_000;

/** Beyond any number that is stored. */
export const BEYOND = Number.MAX_SAFE_INTEGER;

/** Adds a value to those of a statement, and gives what stands for it. */
export type Param = (value: Value) => string;

/** Collects the values of a statement. */
export function params(): { param: Param; values: Value[] } {
  const values: Value[] = [];
  return { values, param: value => `$${values.push(value)}` };
}

/** A row's place among those of all accounts: by a time, then by account and arrival. */
interface Placed {
  account_id: string;
  seq: number;
}

export interface Walk<Row extends Placed, Key extends { account_id: string }> {
  table: string;
  /** Whose rows those are, each walked by itself. */
  keys: readonly Key[];
  /** Their columns; the account's first. */
  keyColumns: readonly (keyof Key & string)[];
  time: keyof Row & string;
  /** One more column of the order, the smallest first. */
  rising?: keyof Row & string;
  /** What is read of them in SQL, of the columns `seen`. Default: all. */
  columns?: string;
  /** What of the table those and the filters ask. Default: all. */
  seen?: string;
  /** What an index finds. */
  found?: (param: Param) => string[];
  /** What else is asked of the rows. */
  filters?: (param: Param) => string[];
  order: Order<Row>;
  from: number | undefined;
  to: number | undefined;
  limit: number;
  /** Where the last page ended. */
  after: Row | undefined;
}

/**
 * The first rows of several keys on one server, one more than a page has. One walk of an index for each, then merged: a single
 * statement over many keys would sort all of their rows to return fifty. One that has looked at enough ends at a place, `end`.
 */
export async function walk<Row extends Placed, Key extends { account_id: string }>(
  session: Session,
  asked: Walk<Row, Key>,
): Promise<{ rows: Row[]; end: Row | undefined }> {
  const { order, limit, time, rising, keyColumns } = asked;
  const { columns = '*', filters } = asked;
  const many = filters ? Math.max(limit + 1, Math.ceil(MAX_SEEN / asked.keys.length)) : limit + 1;
  const inOrder = `ORDER BY ${time} DESC, account_id DESC, seq DESC${rising ? `, ${rising}` : ''}`;

  const rowsOf = params();
  const seen = seenRows(asked, rowsOf.param);
  const conditions = filters?.(rowsOf.param) ?? [];
  const where = conditions.length ? `WHERE ${conditions.join(' AND ')}` : '';
  const one = rowsOf.param(limit + 1);
  const rows = await session.all<Row>(
    `SELECT found.* FROM ${seen.keys} CROSS JOIN LATERAL (
       SELECT ${columns} FROM (${seen.rows} LIMIT ${rowsOf.param(many)}) AS seen ${where} LIMIT ${one}) AS found
     ${inOrder} LIMIT ${one}`,
    rowsOf.values,
  );
  if (!filters) return { rows, end: undefined };

  const endOf = params();
  const ends = seenRows(
    { ...asked, seen: [time, 'seq', ...(rising ? [rising] : [])].join(', ') },
    endOf.param,
  );
  const end = await session.first<Row>(
    `SELECT key.account_id, found.* FROM ${ends.keys} CROSS JOIN LATERAL (
       ${ends.rows} LIMIT 1 OFFSET ${endOf.param(many - 1)}) AS found
     ORDER BY found.${time} DESC, key.account_id DESC, found.seq DESC LIMIT 1`,
    endOf.values,
  );
  // Beyond that place rows of one key may be missing.
  return { rows: end ? rows.filter(row => order.compare(row, end) <= 0) : rows, end };

  /** The rows of one of the keys, in order, from the last page's end on. */
  function seenRows(
    { table, keys, from = 0, to = BEYOND, after, seen: what = '*', found }: Walk<Row, Key>,
    param: Param,
  ): { keys: string; rows: string } {
    const last = Math.min(to - 1, after ? Number(after[time]) : BEYOND);
    const isAfter = after && last === after[time];
    const before = keys.map(({ account_id }) =>
      !isAfter || account_id < after.account_id ? BEYOND : account_id === after.account_id ? after.seq : -1,
    );
    const lists = keyColumns.map(column => `${param(keys.map(key => key[column] as string))}::text[]`);
    lists.push(`${param(before)}::bigint[]`);
    const until = `${param(last)}::bigint`;
    const place = `(${time}, seq) ${rising ? '<=' : '<'} (${until}, key.before)`;
    const isDone =
      rising &&
      `NOT (${time} = ${until} AND seq = key.before AND ${rising} <= ${param((after?.[rising] as number) ?? -1)})`;
    const conditions = [
      ...keyColumns.map(column => `${column} = key.${column}`),
      ...(found?.(param) ?? []),
      // What comparisons of rows don't: these leave out the partitions of other days.
      `${time} >= ${param(from)}::bigint`,
      `${time} <= ${until}`,
      place,
      ...(isDone ? [isDone] : []),
    ];
    return {
      keys: `unnest(${lists.join(', ')}) AS key (${[...keyColumns, 'before'].join(', ')})`,
      rows: `SELECT ${what} FROM ${table} WHERE ${conditions.join(' AND ')}
        ORDER BY ${time} DESC, seq DESC${rising ? `, ${rising}` : ''}`,
    };
  }
}

/** The page that what several servers found is. */
export function merged<Row extends Placed>(
  parts: { rows: Row[]; end: Row | undefined }[],
  order: Order<Row>,
  limit: number,
): { rows: Row[]; next: string | null } {
  const [end] = parts.flatMap(part => part.end ?? []).sort(order.compare);
  const all = parts.flatMap(({ rows }) => rows);
  const sure = end ? all.filter(row => order.compare(row, end) <= 0) : all;
  const page = order.of(sure.sort(order.compare), limit);
  return end && page.next === null ? { ...page, next: order.cursorAt(end) } : page;
}
