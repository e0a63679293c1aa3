import { compareTexts } from '../../store/compareTexts.ts';
import { writeText } from '../texts.ts';

type Value = string | number | null;

/**
 * Rows of several servers, each of which has its own in order, in that order: nothing first, texts by their bytes.
 * @param falling which of the values are the greatest first. Default: none
 */
export function mergeRows<Row>(
  lists: readonly Row[][],
  key: (row: Row) => readonly Value[],
  falling: readonly boolean[] = [],
): Row[] {
  const [only = [], ...others] = lists.filter(rows => rows.length);
  if (!others.length) return only;
  return [only, ...others]
    .flat()
    .map(row => ({ row, values: key(row).map(sortable) }))
    .sort((a, b) => compareAll(a.values, b.values, falling))
    .map(({ row }) => row);
}

/** As the server has it. */
const sortable = (value: Value): Value => (typeof value === 'string' ? writeText(value) : value);

function compareAll(a: readonly Value[], b: readonly Value[], falling: readonly boolean[]): number {
  for (const [at, value] of a.entries()) {
    const result = compare(value, b[at] ?? null);
    if (result) return falling[at] ? -result : result;
  }
  return 0;
}

function compare(a: Value, b: Value): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  return typeof a === 'number' ? a - Number(b) : compareTexts(a, String(b));
}
