import { type Paged, type RecordQuery, readPlace, writePlace } from '../store/recordPages.ts';
import { compare, inOrder } from './order.ts';
import type { Run } from './records.ts';

interface Described<Row> {
  rows: () => Iterable<Row>;
  /** Whether it is of these accounts, of which there is a list. */
  isOf: (row: Row, accounts: readonly string[]) => boolean;
  key: (row: Row) => string;
  name: (row: Row) => string;
  /** By what the oldest is known. */
  made: (row: Row) => number;
  /** What is looked through. */
  texts: (row: Row) => (string | number | null)[];
  /** Of which type it is, where the kind has some. */
  type?: (row: Row) => string;
}

/** Reads records in pages. */
export function recordPages<Row extends object>(
  run: Run,
  { rows, isOf, key, name, made, texts, type: typeOf }: Described<Row>,
): Paged<Row> {
  const meant = ({ accounts, text = '', type }: Pick<RecordQuery, 'accounts' | 'text' | 'type'>): Row[] =>
    [...rows()].filter(
      row =>
        (accounts === '*' || isOf(row, accounts)) &&
        (type === undefined || typeOf?.(row) === type) &&
        (!text || texts(row).some(each => `${each ?? ''}`.toLowerCase().includes(text))),
    );
  return {
    page: ({ order, isFalling, start = 0, limit, cursor, ...which }) =>
      run(() => {
        const placeOf = (row: Row) => [order === 'name' ? name(row) : made(row), key(row)] as const;
        const rising = inOrder(meant(which), placeOf);
        const from = cursor === undefined ? undefined : readPlace(cursor, order);
        const rest = (isFalling ? rising.reverse() : rising).filter(
          row => !from || compare(placeOf(row), from) * (isFalling ? -1 : 1) > 0,
        );
        const page = rest.slice(start, start + limit);
        const last = rest.length > start + limit ? page.at(-1) : undefined;
        return { rows: page.map(row => ({ ...row })), next: last ? writePlace(placeOf(last)) : null };
      }),
    count: which => run(() => meant(which).length),
  };
}
