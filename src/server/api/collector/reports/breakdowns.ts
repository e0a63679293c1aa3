import { Type } from 'typebox';
import { DIMENSIONS, type TopPage } from '../../../store/reports.ts';
import { RULES } from '../../../visits/rules.ts';
import type { ApiRoutes } from '../../apiRoutes.ts';
import { oneOf } from '../../oneOf.ts';
import { orCsv, sendCsv } from '../../sendCsv.ts';
import { whileThere } from '../../whileThere.ts';
import { PropertiesAnswer, ReasonsAnswer, TopAnswer } from './answers.ts';
import { measureColumns } from './measureColumns.ts';
import { readReport, TIMES, WHERE, WHO } from './reportQuery.ts';
import { measuresJson } from './reports.ts';

const MAX_LIMIT = 1000;
const DEFAULT_LIMIT = 50;

/** Most rows of a CSV: each page of them sums all visits again. */
const MAX_CSV = 10_000;

const limit = Type.Optional(
  Type.Integer({ minimum: 1, maximum: MAX_LIMIT, fix: `must be a whole number from 1 to ${MAX_LIMIT}` }),
);

const TopQuery = Type.Object(
  {
    ...TIMES,
    ...WHO,
    ...WHERE,
    dimension: Type.Enum([...DIMENSIONS], { fix: oneOf(DIMENSIONS) }),
    limit,
    cursor: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

const ReasonsQuery = Type.Object({ ...TIMES, ...WHERE }, { additionalProperties: false });

const NAME = { minLength: 1, maxLength: 500, fix: 'must be a name of 1 to 500 characters' };

const PropertiesQuery = Type.Object(
  {
    ...TIMES,
    ...WHO,
    ...WHERE,
    event: Type.String(NAME),
    property: Type.Optional(
      Type.String({ ...NAME, description: 'Its values; without it, the names of the properties.' }),
    ),
    limit,
  },
  { additionalProperties: false },
);

/** What there was, by one thing at a time: of visits, of what is no person, of the properties of an event. */
export const breakdowns: ApiRoutes = async (app, { store, now }) => {
  app.get(
    '/reports/top',
    {
      schema: {
        summary: 'Report the same by page, source, campaign, country, device and so on, most visits first',
        querystring: TopQuery,
        response: { 200: TopAnswer },
        shown: { response: { 200: orCsv(TopAnswer) }, refusals: [404] },
      },
    },
    async ({ access, query }, reply) => {
      const signal = whileThere(reply);
      const { dimension, format } = query;
      const { filter, range } = await readReport(query, { store, access, now: now() });
      const read = (cursor: string | undefined, size: number) =>
        store.reports.top({ ...filter, dimension, limit: size, cursor }, signal);
      if (format === 'csv') {
        const all = await readAll(read, query.cursor, query.limit ?? MAX_CSV);
        const { columns, rows } = measureColumns(all, ['value']);
        return sendCsv(reply, `top-${dimension}`, columns, [rows]);
      }
      const { rows, next } = await read(query.cursor, query.limit ?? DEFAULT_LIMIT);
      const json = rows.map(({ value, ...row }) => ({ value, ...measuresJson(row) }));
      return { range, dimension, rows: json, next };
    },
  );

  app.get(
    '/reports/reasons',
    {
      schema: {
        summary: 'Report why visits are taken for no person',
        description: 'One visit may have several reasons. `rules` is the version of the rules.',
        querystring: ReasonsQuery,
        response: { 200: ReasonsAnswer },
        shown: { response: { 200: orCsv(ReasonsAnswer) }, refusals: [404] },
      },
    },
    async ({ access, query }, reply) => {
      const { filter, range } = await readReport(query, { store, access, now: now() });
      const rows = await store.reports.reasons(filter, whileThere(reply));
      const json = rows.map(({ why, visits, events }) => ({ why, visits, events }));
      if (query.format === 'csv') return sendCsv(reply, 'reasons', ['why', 'visits', 'events'], [json]);
      return { range, rows: json, rules: RULES };
    },
  );

  app.get(
    '/reports/properties',
    {
      schema: {
        summary: "Report what an event's properties were",
        querystring: PropertiesQuery,
        response: { 200: PropertiesAnswer },
        shown: { response: { 200: orCsv(PropertiesAnswer) }, refusals: [404] },
      },
    },
    async ({ access, query }, reply) => {
      const { event, property, limit = DEFAULT_LIMIT } = query;
      const { filter, range } = await readReport(query, { store, access, now: now() });
      const asked = { ...filter, event, property, limit };
      const { rows, isWhole } = await store.reports.properties(asked, whileThere(reply));
      const json = rows.map(({ value, events, visits }) => ({ value, events, visits }));
      if (query.format === 'csv') return sendCsv(reply, 'properties', ['value', 'events', 'visits'], [json]);
      return { range, rows: json, whole: isWhole };
    },
  );
};

/** One page after the other, so many rows at most. */
async function readAll(
  read: (cursor: string | undefined, size: number) => Promise<TopPage>,
  from: string | undefined,
  most: number,
): Promise<TopPage['rows']> {
  const rows: TopPage['rows'] = [];
  let cursor = from;
  do {
    const page = await read(cursor, Math.min(MAX_LIMIT, most - rows.length));
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && rows.length < most);
  return rows;
}
