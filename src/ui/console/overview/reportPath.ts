import { ownZone } from '../parts/zone.ts';
import { daysOf } from './range.ts';
import type { View } from './view.ts';

/** The zone whose days a view is of. */
export const zoneOf = ({ tz }: Pick<View, 'tz'>): string => tz || ownZone();

export interface Report {
  /** As in `totals`. */
  name: string;
  /** What is asked for beside the view. */
  more?: Record<string, string>;
  /** What of the view the report does not take. */
  without?: ('who' | 'where' | 'compare')[];
}

/**
 * The path of the API by which a report of what is viewed is asked for.
 * @param account the one that is shown
 * @param now whose day is the last
 */
export function reportPath(
  view: View,
  account: string,
  now: number,
  { name, more = {}, without = [] }: Report,
): string {
  const tz = zoneOf(view);
  const { from, to } = daysOf(view.range, now, tz);
  const query = new URLSearchParams({ account_id: account, from, to, tz });
  if (view.tag) query.set('writeKey', view.tag);
  if (!without.includes('who')) query.set('who', view.who);
  if (view.where.length && !without.includes('where')) query.set('where', JSON.stringify(view.where));
  if (view.compare !== 'none' && !without.includes('compare')) query.set('compare', view.compare);
  for (const [key, value] of Object.entries(more)) query.set(key, value);
  return `reports/${name}?${query}`;
}
