import type { Condition, Dimension, ReportFilter } from '../../../store/reports.ts';
import type { OwnTag } from '../byServer.ts';
import type { Param } from '../walk.ts';

/** Which visits to look at. */
export type Those = Pick<ReportFilter, 'from' | 'to' | 'where'> & { tags: readonly OwnTag[] };

/** What the visits of some tags are asked, in SQL. */
export function those({ tags, from, to, where }: Those, param: Param): string {
  const accounts = new Map<string, string[]>();
  for (const { account_id, write_key } of tags) {
    accounts.set(account_id, [...(accounts.get(account_id) ?? []), write_key]);
  }
  const own = [...accounts].map(
    ([account, keys]) => `(account_id = ${param(account)} AND write_key = ANY(${param(keys)}::text[]))`,
  );
  return [
    own.length === 1 ? own[0] : `(${own.join(' OR ')})`,
    `started_at >= ${param(from)}`,
    `started_at < ${param(to)}`,
    `counted <> 'test'`,
    ...where.map(each => condition(each, param)),
  ].join(' AND ');
}

function condition({ dimension, values, not = false }: Condition, param: Param): string {
  const list = listOf(dimension);
  if (!list) return `${dimension} ${not ? '<> ALL' : '= ANY'}(${param(values)}::text[])`;
  // A pair begins as it does nowhere else: within a text a quote has a backslash before it.
  const begins = values.map(value => `strpos(${list}, ${param(`[${JSON.stringify(value)},`)}) > 0`);
  return `${not ? 'NOT ' : ''}(${begins.join(' OR ') || 'false'})`;
}

/** The column of pairs that a dimension has several values in. */
export const listOf = (dimension: Dimension): 'pages' | 'names' | undefined =>
  dimension === 'page' ? 'pages' : dimension === 'event' ? 'names' : undefined;

/** Whose visits count as a whole; others in a report of people count by what was ordered in them alone. */
export const meant = (who: ReportFilter['who']): string => (who === 'all' ? 'true' : `counted = '${who}'`);

/** Which visits a report of somebody has to do with at all. */
export const countsFor = (who: ReportFilter['who']): string =>
  who === 'all' ? 'true' : who === 'people' ? `(counted = 'people' OR ordered > 0)` : `counted = 'automated'`;
