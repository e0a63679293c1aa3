import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { opens, ownAccount, ownTag } from '../../access/auth.ts';
import { invalid } from '../../http/errors.ts';
import type { Mark } from '../../store/conversionMarks.ts';
import { CONVERSION_GROUPS, type ConversionFilter, type ConversionGroup } from '../../store/conversions.ts';
import type { Attribution } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { oneOf } from '../oneOf.ts';
import { readInTurn } from '../readInTurn.ts';
import { type CsvRows, format, orCsv, sendCsv } from '../sendCsv.ts';
import { readTime, TimeParameter } from '../time.ts';
import { whileThere } from '../whileThere.ts';
import { type ConversionAnswer, ConversionsAnswer, ConversionTotalsAnswer } from './conversionsAnswers.ts';
import { CONVERSION_COLUMNS, conversionJson, totalColumns, totalJson } from './conversionsJson.ts';

const MAX_LIMIT = 500;

/** What the campaigns of a page may come to, which are most of a long one; and rows that are read at once, lest they come to more. */
const MAX_BYTES = 2 * 1024 * 1024;
const PART = 50;

/** Most lines of one answer of totals. */
const MAX_TOTALS = 10_000;

/** What may be asked of values. */
const VALUE_MARKS = ['unreadable', 'read', 'unsigned'] as const;

const ids = Type.Optional(
  Type.String({ pattern: '^\\d{1,10}(,\\d{1,10}){0,99}$', fix: 'must be an id, or a list like 12,34' }),
);
const FILTER = {
  account_id: Type.Optional(Type.String()),
  writeKey: Type.Optional(Type.String({ description: 'One tag.' })),
  pixel_id: ids,
  line_item_id: ids,
  attribution: Type.Optional(
    Type.Enum(['click', 'view', 'unattributed'], { fix: 'must be "click", "view" or "unattributed"' }),
  ),
  value: Type.Optional(
    Type.Enum([...VALUE_MARKS], { fix: `must be ${VALUE_MARKS.map(each => `"${each}"`).join(' or ')}` }),
  ),
  from: TimeParameter,
  to: TimeParameter,
  format,
};
const ListQuery = Type.Object(
  {
    ...FILTER,
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_LIMIT, fix: `must be a whole number from 1 to ${MAX_LIMIT}` }),
    ),
    cursor: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
const TotalsQuery = Type.Object(
  {
    ...FILTER,
    by: Type.Optional(Type.String({ fix: `must be a list of ${CONVERSION_GROUPS.join(', ')}` })),
  },
  { additionalProperties: false },
);

interface Filter {
  account_id?: string;
  writeKey?: string;
  pixel_id?: string;
  line_item_id?: string;
  attribution?: Attribution;
  value?: Mark;
  from?: string;
  to?: string;
}

/** The conversions, newest first, and their totals; as JSON or as CSV. */
export const conversions: ApiRoutes = async (app, { store, turns }) => {
  const accountsOf = async (access: Access, id: string | undefined) =>
    id === undefined
      ? (await store.accounts.list('*')).map(account => account.id).filter(each => opens(access, each))
      : [(await ownAccount(store, access, id)).id];
  const filterOf = async (access: Access, query: Filter): Promise<Omit<ConversionFilter, 'limit'>> => ({
    accounts: await accountsOf(access, query.account_id),
    writeKeys:
      query.writeKey === undefined ? undefined : [(await ownTag(store, access, query.writeKey)).write_key],
    attribution: query.attribution,
    pixelIds: query.pixel_id?.split(',').map(Number),
    lineItemIds: query.line_item_id?.split(',').map(Number),
    mark: query.value,
    from: readTime('from', query.from),
    to: readTime('to', query.to),
  });

  app.get(
    '/conversions',
    {
      schema: {
        summary: 'List the conversions, newest first',
        querystring: ListQuery,
        response: { 200: ConversionsAnswer },
        shown: { response: { 200: orCsv(ConversionsAnswer) }, refusals: [404] },
      },
    },
    async ({ access, query }, reply) => {
      const { cursor, format, limit = format === 'csv' ? undefined : 50 } = query;
      const filter = await filterOf(access, query);
      const page = (from: string | undefined, size: number): Promise<Page> =>
        readInTurn(turns, reply, signal => readPage(store, { ...filter, cursor: from, limit: size }, signal));
      const first = await page(cursor, Math.min(limit ?? MAX_LIMIT, MAX_LIMIT));
      if (format !== 'csv') return first;
      return sendCsv(reply, 'conversions', CONVERSION_COLUMNS, pages(first, page, limit ?? Infinity));
    },
  );

  app.get(
    '/conversions/totals',
    {
      schema: {
        summary: 'Total the conversions',
        querystring: TotalsQuery,
        response: { 200: ConversionTotalsAnswer },
        shown: { response: { 200: orCsv(ConversionTotalsAnswer) }, refusals: [404] },
      },
    },
    async ({ access, query }, reply) => {
      const by = readGroups(query.by);
      const filter = { ...(await filterOf(access, query)), limit: MAX_TOTALS + 1 };
      const rows = await store.conversionTotals(filter, by, whileThere(reply));
      if (rows.length > MAX_TOTALS) {
        const message = `from: there are more than ${MAX_TOTALS} totals; ask for a shorter time`;
        throw invalid({ field: 'from', message, type: 'many' });
      }
      const totals = rows.map(totalJson);
      return query.format === 'csv' ? sendCsv(reply, 'totals', totalColumns(by), [totals]) : { totals };
    },
  );
};

function readGroups(by: string | undefined): ConversionGroup[] {
  const groups = by ? by.split(',') : [];
  const isKnown = (group: string): group is ConversionGroup =>
    (CONVERSION_GROUPS as readonly string[]).includes(group);
  if (groups.every(isKnown) && new Set(groups).size === groups.length) return groups as ConversionGroup[];
  const message = `by: must be a list of ${oneOf(CONVERSION_GROUPS).replace('must be ', '')}, each once`;
  throw invalid({ field: 'by', message, type: 'enum' });
}

type Page = { conversions: ConversionAnswer[]; next: string | null };

/** A page that ends at its number or at its bytes, whichever comes first. */
async function readPage(store: Store, filter: ConversionFilter, signal: AbortSignal): Promise<Page> {
  const page: Page = { conversions: [], next: filter.cursor ?? null };
  let bytes = 0;
  do {
    const limit = Math.min(PART, filter.limit - page.conversions.length);
    const cursor = page.next ?? undefined;
    const { conversions, next } = await store.conversions({ ...filter, limit, cursor }, signal);
    for (const row of conversions) {
      page.conversions.push(conversionJson(row));
      bytes += Buffer.byteLength(row.campaign);
    }
    page.next = next;
  } while (page.next !== null && page.conversions.length < filter.limit && bytes < MAX_BYTES);
  return page;
}

/** The rows of one page after the other, so many at most. */
async function* pages(
  first: Page,
  read: (cursor: string, size: number) => Promise<Page>,
  limit: number,
): AsyncGenerator<CsvRows> {
  yield first.conversions;
  let left = limit - first.conversions.length;
  for (let { next } = first; next !== null && left > 0; ) {
    const page = await read(next, Math.min(left, MAX_LIMIT));
    yield page.conversions;
    left -= page.conversions.length;
    next = page.next;
  }
}
