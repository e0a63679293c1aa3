import { exactSum } from '../attribution/exactSum.ts';
import type { Gain } from '../attribution/gainOf.ts';
import type { StoredVisit } from '../store/visits.ts';

type Gained = Pick<StoredVisit, 'conversions' | 'revenue' | 'ordered' | 'ordered_revenue'>;

/** Takes what an event had brought out of its visit: that is then as if it had brought nothing. */
export function takeGain(visit: Gained, { isOrdered, value, currency }: Gain): void {
  if (visit.conversions === 0) return;
  visit.conversions--;
  visit.revenue = visit.conversions ? less(visit.revenue, currency, value) : '{}';
  if (!isOrdered || visit.ordered === 0) return;
  visit.ordered--;
  visit.ordered_revenue = visit.ordered ? less(visit.ordered_revenue, currency, value) : '{}';
}

/** Sums by currency, as JSON, without a value. */
function less(json: string, currency: string, value: number | null): string {
  const sums = new Map(Object.entries(JSON.parse(json) as Record<string, number>));
  const before = sums.get(currency);
  // What was paid in too many currencies is in none.
  if (value === null || before === undefined) return json;
  const left = exactSum(before, -value).value();
  if (left === 0) sums.delete(currency);
  else sums.set(currency, left);
  return JSON.stringify(Object.fromEntries(sums));
}
