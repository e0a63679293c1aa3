import { hash } from 'node:crypto';
import { HOUR_MS } from '../../../protocol/durations.ts';
import { type Row, type Table, textOf } from './tables.ts';

/** How many rows there are of a part, and a hash of all of them, in whatever order they were read. */
export interface Sum {
  rows: number;
  hash: string;
}

/** Rows of one table, by what they are compared in: events by their account and the hour in which they arrived, others by account. */
export interface Digest {
  add(row: Row): void;
  /** Takes out one that was added. */
  remove(row: Row): void;
  /** Of those parts that have a row. */
  sums(): Map<string, Sum>;
  /** Rows by account. */
  byAccount(): Map<string, number>;
}

/** @param columns those that both sides have */
export function digest({ name, of }: Table, columns: readonly string[]): Digest {
  // Hashes are added up, as four numbers: no two rows are the same, since each has a key.
  const parts = new Map<string, { account: string; rows: number; sum: Uint32Array }>();
  const partOf = (row: Row): string => {
    if (of === 'all') return '';
    if (name !== 'events') return row.account_id as string;
    const hour = Math.floor((row.received_at as number) / HOUR_MS) * HOUR_MS;
    return `${row.account_id} ${new Date(hour).toISOString().slice(0, 13)}:00Z`;
  };
  const take = (row: Row, sign: 1 | -1): void => {
    const key = partOf(row);
    const account = of === 'all' ? '' : (row.account_id as string);
    const part = parts.get(key) ?? { account, rows: 0, sum: new Uint32Array(4) };
    parts.set(key, part);
    part.rows += sign;
    const text = textOf(columns.map(column => row[column]));
    const bytes = hash('sha256', text, 'buffer');
    for (let at = 0; at < 4; at++) part.sum[at]! += sign * bytes.readUInt32LE(at * 4);
    if (part.rows === 0 && part.sum.every(each => each === 0)) parts.delete(key);
  };
  return {
    add: row => take(row, 1),
    remove: row => take(row, -1),
    sums: () =>
      new Map(
        [...parts].map(([key, { rows, sum }]) => [
          key,
          { rows, hash: Buffer.from(sum.buffer).toString('hex') },
        ]),
      ),
    byAccount() {
      const all = new Map<string, number>();
      for (const { account, rows } of parts.values()) all.set(account, (all.get(account) ?? 0) + rows);
      return all;
    },
  };
}
