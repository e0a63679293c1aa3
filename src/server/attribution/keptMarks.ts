import { type Marked, marksOfOrder } from '../store/marks.ts';
import type { PersonId } from '../store/people.ts';
import type { ConversionRow } from '../store/rows.ts';
import { toldBy } from './completions.ts';
import { tagOfOrder } from './sameOrder.ts';

/** By what a conversion that loses its order, and those ids of its visitor, goes on keeping others from counting: each with the event that told it. */
export function keptMarks<Made>(
  mark: (kind: Marked, value: string) => Made,
  row: ConversionRow,
  ids: readonly PersonId[],
): { mark: Made; seq: number }[] {
  const ofOrder = row.order_id ? marksOfOrder(mark, tagOfOrder(row), row.order_id) : [];
  const own = ids.filter(id => row[id] !== '');
  return [
    ...ofOrder.map(each => ({ mark: each, seq: toldBy(row, 'order_id') })),
    ...own.map(id => ({ mark: mark(id, row[id]), seq: toldBy(row, id) })),
  ];
}
