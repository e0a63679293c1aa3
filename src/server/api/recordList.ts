import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Paged, RecordPage, RecordQuery } from '../store/recordPages.ts';
import type { Accounts } from '../store/records.ts';
import { oneOf } from './oneOf.ts';
import { format, sendCsv } from './sendCsv.ts';
import { whileThere } from './whileThere.ts';

const MAX_LIMIT = 500;
const SORTS = ['created_at', 'created_at.desc', 'name', 'name.desc'] as const;

export const sort = Type.Optional(
  Type.Enum([...SORTS], { fix: oneOf(SORTS), description: 'Default: "created_at", the oldest first.' }),
);
export const search = Type.Optional(
  Type.String({
    maxLength: 255,
    fix: 'must be a text of at most 255 characters',
    description: 'A part of the name or of another text of it.',
  }),
);

/** What a list of records takes in its query. */
export const LIST_PARAMETERS = {
  search,
  sort,
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: MAX_LIMIT,
      fix: `must be a whole number from 1 to ${MAX_LIMIT}`,
      description: 'Default: all of them.',
    }),
  ),
  cursor: Type.Optional(Type.String()),
  format,
};

/** Where a page ends, of one that was asked for. */
export const next = Type.Optional(
  Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'The cursor of the next page, where a limit was asked for; null at the end.',
  }),
);

export interface ListQuery {
  search?: string | undefined;
  sort?: (typeof SORTS)[number] | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
  format?: 'json' | 'csv' | undefined;
}

/** What is asked of the store. */
export const readList = ({
  search,
  sort = 'created_at',
}: Pick<ListQuery, 'search' | 'sort'>): Pick<RecordQuery, 'text' | 'order' | 'isFalling'> => ({
  text: search?.toLowerCase(),
  order: sort.startsWith('name') ? 'name' : 'created_at',
  isFalling: sort.endsWith('.desc'),
});

/** A list of records as it is answered. */
interface Listed<Row, Json> {
  records: Pick<Paged<Row>, 'page'>;
  accounts: Accounts;
  toJson: (row: Row) => Json;
  /** Of a CSV: its name, and its columns. */
  file: string;
  columns: readonly string[];
}

/** Answers a list: a page of it, all of it, or all of it as CSV. @param wrap makes the answer of its records */
export async function answerList<Row, Json extends object, Answer extends object>(
  reply: FastifyReply,
  query: ListQuery,
  { records, accounts, file, toJson, columns }: Listed<Row, Json>,
  wrap: (records: Json[]) => Answer,
): Promise<FastifyReply | (Answer & { next?: string | null })> {
  const { limit, cursor } = query;
  const asked = { ...readList(query), accounts };
  const signal = whileThere(reply);
  const read = (size: number, from: string | undefined) =>
    records.page({ ...asked, limit: size, cursor: from }, signal);
  // Whoever asks for a page that there can't be hears so before a file begins.
  const first = await read(limit ?? MAX_LIMIT, cursor);
  if (query.format === 'csv') {
    const pages = everyPage(first, from => read(MAX_LIMIT, from), limit);
    return sendCsv(reply, file, columns, jsonOf(pages, toJson));
  }
  const rows: Row[] = [];
  for await (const page of everyPage(first, from => read(MAX_LIMIT, from), limit)) rows.push(...page);
  const answer = wrap(rows.map(toJson));
  return limit === undefined ? answer : { ...answer, next: first.next };
}

/** The rows of one page after the other; of the first alone where a limit was asked for. */
export async function* everyPage<Row>(
  first: RecordPage<Row>,
  read: (cursor: string) => Promise<RecordPage<Row>>,
  limit?: number,
): AsyncGenerator<Row[]> {
  yield first.rows;
  for (let { next } = first; next !== null && limit === undefined; ) {
    const page = await read(next);
    yield page.rows;
    next = page.next;
  }
}

export async function* jsonOf<Row>(
  pages: AsyncIterable<Row[]>,
  toJson: (row: Row) => object,
): AsyncGenerator<object[]> {
  for await (const page of pages) yield page.map(toJson);
}
