import { Type } from 'typebox';
import type { Measures, ReportFilter, SeriesRow } from '../../../store/reports.ts';
import type { Store } from '../../../store/store.ts';
import type { ApiRoutes } from '../../apiRoutes.ts';
import { orCsv, sendCsv } from '../../sendCsv.ts';
import { isoTime } from '../../time.ts';
import { whileThere } from '../../whileThere.ts';
import type { Interval } from '../daysOf.ts';
import { SeriesAnswer, TotalsAnswer } from './answers.ts';
import { measureColumns } from './measureColumns.ts';
import { MAX_DAYS, PERIODS, type Period, periodsOf } from './periods.ts';
import { COMPARE, readReport, TIMES, WHERE, WHO } from './reportQuery.ts';

const TotalsQuery = Type.Object({ ...TIMES, ...WHO, ...WHERE, ...COMPARE }, { additionalProperties: false });

const SeriesQuery = Type.Object(
  {
    ...TIMES,
    ...WHO,
    ...WHERE,
    ...COMPARE,
    by: Type.Optional(
      Type.Enum([...PERIODS], {
        fix: 'must be "hour", "day", "week" or "month"',
        description: 'By the calendar of `tz`; a week begins on Monday. Default: day.',
      }),
    ),
  },
  { additionalProperties: false },
);

/** What there was: all of it, or over time, and what there was before. */
export const reports: ApiRoutes = async (app, { store, now }) => {
  app.get(
    '/reports/totals',
    {
      schema: {
        summary: 'Report visitors, visits, views, events, conversions and revenue',
        querystring: TotalsQuery,
        response: { 200: TotalsAnswer },
        shown: { response: { 200: orCsv(TotalsAnswer) }, refusals: [404] },
      },
    },
    async ({ access, query }, reply) => {
      const signal = whileThere(reply);
      const { filter, range, compared } = await readReport(query, { store, access, now: now() });
      const [totals, before] = await Promise.all([
        store.reports.totals(filter, signal),
        compared && store.reports.totals(compared.filter, signal),
      ]);
      if (query.format === 'csv') {
        const all = [
          { ...range, ...totals },
          ...(compared && before ? [{ ...compared.range, ...before }] : []),
        ];
        const { columns, rows } = measureColumns(all, ['from', 'to', 'tz']);
        return sendCsv(reply, 'totals', columns, [rows]);
      }
      return {
        range,
        totals: measuresJson(totals),
        compared: before ? measuresJson(before) : null,
        compared_range: compared?.range ?? null,
        visitors_estimated: totals.visitorsAreEstimated || before?.visitorsAreEstimated === true,
      };
    },
  );

  app.get(
    '/reports/series',
    {
      schema: {
        summary: 'Report the same by hour, day, week or month of a time zone',
        querystring: SeriesQuery,
        response: { 200: SeriesAnswer },
        shown: { response: { 200: orCsv(SeriesAnswer) }, refusals: [404] },
      },
    },
    async ({ access, query }, reply) => {
      const signal = whileThere(reply);
      const { by = 'day' } = query;
      const asked = await readReport(query, { store, access, now: now(), maxDays: MAX_DAYS[by] });
      const { compared } = asked;
      const [rows, before] = await Promise.all([
        seriesOf(store, asked, by, signal),
        compared && seriesOf(store, compared, by, signal),
      ]);
      if (query.format === 'csv') {
        const all = [...(before ?? []), ...rows];
        const csv = measureColumns(all, ['start', 'day']);
        return sendCsv(reply, 'series', csv.columns, [csv.rows]);
      }
      const compared_range = compared?.range ?? null;
      return { range: asked.range, by, rows, compared: before ?? null, compared_range };
    },
  );
};

async function seriesOf(
  store: Store,
  { filter, interval }: { filter: ReportFilter; interval: Interval },
  by: Period,
  signal: AbortSignal,
) {
  const starts = periodsOf(interval, by);
  const rows = starts.length ? await store.reports.series({ ...filter, starts }, signal) : [];
  const json = ({ start, ...row }: SeriesRow) => ({
    start: isoTime(start),
    day: interval.nameOf(start),
    ...measuresJson(row),
  });
  return rows.map(json);
}

/** What there was, and nothing else that a row of the store has. */
export const measuresJson = (row: Measures): Measures => ({
  visitors: row.visitors,
  visits: row.visits,
  views: row.views,
  events: row.events,
  bounces: row.bounces,
  seconds: row.seconds,
  conversions: row.conversions,
  revenue: row.revenue,
});
