import { CURRENCIES, MAX_OTHER_CURRENCIES } from '../../../store/currencies.ts';
import type { Dimension, Measures, ReportFilter } from '../../../store/reports.ts';
import type { Session } from '../../session.ts';
import { type Param, params } from '../walk.ts';
import { asJson, rowsOf } from './rowsOf.ts';
import { countsFor, meant, type Those, those } from './those.ts';

/** What rows of a report are: all in one, one for each time between two, or one for each of these values. */
export type Grouping =
  | { by: 'all' }
  | { by: 'time'; starts: readonly number[] }
  | { by: Dimension; only: readonly string[] };

export type Asked = Those & Pick<ReportFilter, 'who'>;

/** Measures by group: a value; the number of a time from 1 on. What several servers say is rounded once it is summed. */
export type Tallied = Map<string, Measures>;

interface Sums extends Omit<Measures, 'revenue' | 'seconds'> {
  group: string;
  lasted: number;
}

/** Sums the visits of each group. One visitor is one, however often he came. */
export async function tally(session: Session, asked: Asked, grouping: Grouping): Promise<Tallied> {
  const { who } = asked;
  const { values, param } = params();
  const { group, rows, views, events } = grouped(asked, grouping, param);
  const whole = `FILTER (WHERE ${meant(who)})`;
  const sums = await session.all<Sums>(
    `SELECT "group", count(*) FILTER (WHERE visits > 0) AS visitors,
       ${WHAT.map(name => `sum(${name}::float8) AS ${name}`).join(', ')}
     FROM (
       SELECT ${group} AS "group", hashtextextended(visitor, 0) AS visitor, count(*) ${whole} AS visits,
         sum(${views}::int) ${whole} AS views, sum(${events}::int) ${whole} AS events,
         count(*) FILTER (WHERE views = 1 AND events = 1 AND ${meant(who)}) AS bounces,
         sum((ended_at - started_at)::float8) ${whole} AS lasted,
         sum((${CONVERSIONS[who]})::int) AS conversions
       FROM ${rows} AND ${countsFor(who)} GROUP BY 1, 2) AS each
     GROUP BY 1`,
    values,
  );
  const revenue = await revenueOf(session, asked, grouping);
  return new Map(
    sums.map(({ group, lasted, ...sum }) => [
      group,
      { ...known(sum), seconds: (lasted ?? 0) / 1000, revenue: revenue.get(group) ?? {} },
    ]),
  );
}

const WHAT = ['visits', 'views', 'events', 'bounces', 'lasted', 'conversions'] as const;

/** What looks like no person and bought by an order's number counts as bought by people. */
const CONVERSIONS: Record<ReportFilter['who'], string> = {
  all: 'conversions',
  people: `CASE WHEN counted = 'people' THEN conversions ELSE ordered END`,
  automated: 'conversions - ordered',
};

const REVENUE: Record<ReportFilter['who'], [column: string, sign: 1 | -1][]> = {
  all: [['revenue', 1]],
  people: [[`CASE WHEN counted = 'people' THEN revenue ELSE ordered_revenue END`, 1]],
  automated: [
    ['revenue', 1],
    ['ordered_revenue', -1],
  ],
};

/** Of those visits alone there is an index. */
const BOUGHT = `(revenue <> '{}' OR ordered_revenue <> '{}')`;

/** A sum of nothing is null. */
const known = <Of extends Record<string, number>>(sums: Of): Of =>
  Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum ?? 0])) as Of;

/** How a report is grouped, in SQL: by what, of which rows, and what of each are its views and events. */
function grouped(
  asked: Asked,
  grouping: Grouping,
  param: Param,
  more = '',
): { group: string; rows: string; views: string; events: string } {
  const where = `${those(asked, param)}${more}`;
  const plain = { rows: `visits WHERE ${where}`, views: 'views', events: 'events' };
  if (grouping.by === 'all') return { ...plain, group: `''` };
  if (grouping.by === 'time') {
    return { ...plain, group: `width_bucket(started_at, ${param([...grouping.starts])}::bigint[])::text` };
  }
  const { value, rows } = rowsOf(grouping.by, where);
  return {
    group: value,
    rows: `${rows} AND ${value} = ANY(${param([...grouping.only])}::text[])`,
    views: grouping.by === 'page' ? 'times' : 'views',
    events: grouping.by === 'event' ? 'times' : 'events',
  };
}

/** What was bought, by group and currency: sums of decimal numbers. Few visits have some. */
async function revenueOf(
  session: Session,
  asked: Asked,
  grouping: Grouping,
): Promise<Map<string, Record<string, number>>> {
  const { values, param } = params();
  const { group, rows: bought } = grouped(asked, grouping, param, ` AND ${BOUGHT}`);
  const parts = REVENUE[asked.who].map(
    ([column, sign]) =>
      `SELECT ${group} AS "group", ${column} AS amounts, ${sign} AS sign FROM ${bought} AND ${countsFor(asked.who)}`,
  );
  const known = param([...CURRENCIES]);
  const rows = await session.all<{ group: string; currency: string; amount: number }>(
    `WITH amounts AS MATERIALIZED (
       SELECT "group", amount.key AS currency, sign * amount.value::numeric AS amount
       FROM (${parts.join(' UNION ALL ')}) AS bought
       CROSS JOIN LATERAL json_each_text(${asJson('amounts')}) AS amount),
     told AS (SELECT currency FROM amounts WHERE currency <> ALL(${known}::text[])
       GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MAX_OTHER_CURRENCIES})
     SELECT "group", currency, sum(amount) AS amount FROM amounts
     WHERE currency = ANY(${known}::text[]) OR currency IN (SELECT currency FROM told)
     GROUP BY 1, 2 HAVING sum(amount) <> 0 ORDER BY 1, 2`,
    values,
  );
  const found = new Map<string, Record<string, number>>();
  for (const { group, currency, amount } of rows) {
    found.set(group, { ...found.get(group), [currency]: amount });
  }
  return found;
}
