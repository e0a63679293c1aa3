import { Type } from 'typebox';
import { exactSum } from '../../../attribution/exactSum.ts';
import type { ConversionTotal } from '../../../store/conversions.ts';
import type { ApiRoutes } from '../../apiRoutes.ts';
import { orCsv, sendCsv } from '../../sendCsv.ts';
import { whileThere } from '../../whileThere.ts';
import { AttributionAnswer } from './answers.ts';
import { measureColumns } from './measureColumns.ts';
import { readReport, TIMES } from './reportQuery.ts';

const ATTRIBUTIONS = ['click', 'view', 'unattributed'] as const;

/** Most currencies of a report: whoever sends events may make some up. */
const MAX_TOTALS = 1000;

const Query = Type.Object({ ...TIMES }, { additionalProperties: false });

/** Conversions by what they are credited to. They are of pixels, not of visits: nothing of a visit filters them. */
export const attribution: ApiRoutes = async (app, { store, now }) => {
  app.get(
    '/reports/attribution',
    {
      schema: {
        summary: 'Report conversions, and what they are worth, by what they are credited to',
        querystring: Query,
        response: { 200: AttributionAnswer },
        shown: { response: { 200: orCsv(AttributionAnswer) }, refusals: [404] },
      },
    },
    async ({ access, query }, reply) => {
      const { filter, range } = await readReport(query, { store, access, now: now() });
      const { from, to, writeKeys } = filter;
      const tags = await store.tags.list(access.accounts);
      const accounts = new Set(
        tags.filter(tag => writeKeys.includes(tag.write_key)).map(tag => tag.account_id),
      );
      const asked = { accounts: [...accounts], writeKeys, from, to, limit: MAX_TOTALS };
      const totals = await store.conversionTotals(asked, ['attribution'], whileThere(reply));
      const rows = ATTRIBUTIONS.map(each => rowOf(each, totals));
      if (query.format !== 'csv') return { range, rows };
      const csv = measureColumns(rows, ['attribution'], ['conversions']);
      return sendCsv(reply, 'attribution', csv.columns, [csv.rows]);
    },
  );
};

function rowOf(attribution: (typeof ATTRIBUTIONS)[number], totals: ConversionTotal[]) {
  const own = totals.filter(total => total.attribution === attribution);
  const valued = own.filter(({ value }) => value !== null);
  return {
    attribution,
    conversions: own.reduce((sum, { count }) => sum + count, 0),
    revenue: Object.fromEntries(valued.map(({ currency, value }) => [currency, exactSum(value!).value()])),
  };
}
