import type { Condition, Dimension, ReportFilter } from '../store/reports.ts';
import type { StoredVisit } from '../store/visits.ts';

/** What a visit is of, by a dimension: one value, but of pages and events all that it had. */
export function valuesOf(visit: StoredVisit, dimension: Dimension): string[] {
  if (dimension !== 'page' && dimension !== 'event') return [visit[dimension]];
  const pairs = JSON.parse(dimension === 'page' ? visit.pages : visit.names) as [string, number][];
  return pairs.map(([name]) => name);
}

/** Whether a visit is in a report: by who is meant, and by each condition. */
export const matches = (visit: StoredVisit, { who, where }: Pick<ReportFilter, 'who' | 'where'>): boolean =>
  visit.counted !== 'test' &&
  (who === 'all' || visit.counted === who) &&
  where.every(each => fulfils(visit, each));

export const fulfils = (visit: StoredVisit, { dimension, values, not = false }: Condition): boolean =>
  valuesOf(visit, dimension).some(value => values.includes(value)) !== not;
