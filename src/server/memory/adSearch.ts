import type { AdField, AdFilter, AdList, AdPage, AdQuery } from '../store/adQuery.ts';
import type { AdRow } from '../store/adRecords.ts';
import type { Memory } from './memory.ts';
import { compare, inOrder } from './order.ts';
import { isOf } from './records.ts';
import type { Table } from './table.ts';

type Value = string | number | null;

/** Finds records of a table by what is in them. */
export function adSearch<Row extends AdRow>(
  { accounts: owners }: Memory,
  table: Table<Row>,
  lengths: Partial<Record<AdList, (row: Row) => number>>,
  { accounts, filters, sort, start, limit, after }: AdQuery,
): AdPage<Row> {
  const columnOf = (row: Row, { column, per = 1 }: AdField): Value => {
    if (column === 'advertiser_id') return owners.get(row.account_id)?.advertiser_id ?? null;
    const value = (row as unknown as Record<string, Value>)[column] ?? null;
    return per > 1 ? Math.floor(Number(value) / per) : value;
  };
  const is = (row: Row, filter: AdFilter): boolean => {
    switch (filter.is) {
      case 'one of':
        return filter.values.includes(columnOf(row, filter.field));
      case 'none of':
        return !filter.values.includes(columnOf(row, filter.field));
      case 'least':
      case 'most': {
        const value = columnOf(row, filter.field);
        if (value === null) return filter.takesNull;
        return filter.is === 'least' ? value >= filter.value : value <= filter.value;
      }
      case 'part':
        return filter.fields.some(field =>
          `${columnOf(row, field) ?? ''}`.toLowerCase().includes(filter.text),
        );
      case 'length': {
        const length = lengths[filter.list]?.(row) ?? 0;
        const { values = [length], least = 0, most = Infinity } = filter;
        return values.includes(length) && length >= least && length <= most;
      }
    }
  };
  const meant = [...table].filter(
    row => isOf(accounts, row.account_id) && filters.every(filter => is(row, filter)),
  );
  // The last order first: equal rows stay as they are.
  const sorted = sort.reduceRight(
    (rows, { field, isFalling }) => {
      const rising = inOrder(isFalling ? rows.toReversed() : rows, row => [columnOf(row, field)]);
      return isFalling ? rising.reverse() : rising;
    },
    inOrder(meant, ({ created_at, id }) => [created_at, id]),
  );
  const isRest = ({ created_at, id }: Row) =>
    !after || compare([created_at, id], [after.created_at, after.id]) > 0;
  const rows = sorted.filter(isRest).slice(start, start + limit);
  return { rows: rows.map(row => ({ ...row })), count: after ? rows.length : meant.length };
}
