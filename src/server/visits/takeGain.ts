import type { Gain } from '../attribution/gainOf.ts';
import type { StoredVisit } from '../store/visits.ts';
import { less } from './sums.ts';

type Gained = Pick<StoredVisit, 'conversions' | 'revenue' | 'ordered' | 'ordered_revenue'>;

/** Takes what an event had brought out of its visit: that is then as if it had brought nothing. */
export function takeGain(visit: Gained, { isOrdered, value, currency }: Gain): void {
  if (visit.conversions === 0) return;
  const without = (sums: string) => (value === null ? sums : less(sums, currency, value));
  visit.conversions--;
  visit.revenue = visit.conversions ? without(visit.revenue) : '{}';
  if (!isOrdered || visit.ordered === 0) return;
  visit.ordered--;
  visit.ordered_revenue = visit.ordered ? without(visit.ordered_revenue) : '{}';
}
