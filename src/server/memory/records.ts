import type { Accounts, Records } from '../store/records.ts';
import { inOrder } from './order.ts';
import type { Table } from './table.ts';

/**
 * Runs a piece of work in one step and settles with what it returns: nothing else runs in between. What adds to the
 * store throws `Full` where it holds as much as it may.
 */
export type Run = <Result>(work: () => Result, isAdding?: boolean) => Promise<Result>;

/** What is particular to the records of one kind. */
export interface Kind<Row extends object> {
  table: Table<Row>;
  /** Throws `NoSuchRecord` where what the row refers to is not there. */
  check?: (row: Row) => void;
  /** Throws `InUse` where others need the row. */
  release?: (row: Row) => void;
  /** Told of each change that holds. */
  told?: (row: Row, isRemoved: boolean) => void;
}

/** Adds a row of its own to the table. */
export function add<Row extends object>({ table, check, told }: Kind<Row>, row: Row): Row {
  table.checkUnique(row);
  check?.(row);
  table.put({ ...row });
  told?.(row, false);
  return { ...row };
}

/** Changes a row where it is as it was read, as far as its revisions tell. */
export function change<Row extends object>(
  { table, check, told }: Kind<Row>,
  read: Row,
  to: Partial<Row>,
): boolean {
  const row = table.now(read) as (Row & { revision?: number }) | undefined;
  if (!row) return false;
  const isCounted = row.revision !== undefined;
  if (isCounted && row.revision !== (read as { revision?: number }).revision) return false;
  const given = Object.entries(to).filter(([, value]) => value !== undefined);
  const next = {
    ...row,
    ...(Object.fromEntries(given) as Partial<Row>),
    ...(isCounted && { revision: row.revision! + 1 }),
  };
  table.checkUnique(next, row);
  check?.(next);
  table.put(next, row);
  told?.(next, false);
  return true;
}

/** Removes a row that nothing else needs. */
export function remove<Row extends object>(
  { table, release, told }: Kind<Row>,
  row: Row | undefined,
): boolean {
  if (!row) return false;
  release?.(row);
  table.remove(row);
  told?.(row, true);
  return true;
}

/** @param find the row of a key. Default: the key is the table's. */
export function records<Row extends object, Key extends unknown[], Filter extends unknown[]>(
  run: Run,
  kind: Kind<Row>,
  list: (...filter: Filter) => Row[],
  find: (...key: Key) => Row | undefined = (...key) => kind.table.get(...key),
): Records<Row, Key, Filter> {
  return {
    add: row => run(() => add(kind, row), true),
    get: (...key) => run(() => copy(find(...key))),
    list: (...filter) => run(() => list(...filter).map(row => ({ ...row }))),
    change: (read, to) => run(() => change(kind, read, to)),
    remove: (...key) => run(() => remove(kind, find(...key))),
  };
}

export const copy = <Row extends object>(row: Row | undefined): Row | undefined => row && { ...row };

/** The rows of these accounts, the oldest first. */
export const ofAccounts = <Row extends { account_id: string; created_at: number }>(
  rows: Iterable<Row>,
  accounts: Accounts,
  key: (row: Row) => string | number,
): Row[] =>
  inOrder(
    [...rows].filter(row => isOf(accounts, row.account_id)),
    row => [row.created_at, key(row)],
  );

/** Whether an account is one of these. */
export const isOf = (accounts: Accounts, id: string | null): boolean =>
  accounts === '*' || (id !== null && accounts.includes(id));
