import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { opens } from '../../access/auth.ts';
import { exactly, nullable } from '../../http/openapi/parts.ts';
import type { AccountRow } from '../../store/rows.ts';
import type { ApiParts } from '../apiRoutes.ts';
import { whileThere } from '../whileThere.ts';
import { response, timeText } from './answers.ts';
import { notFound, syntax } from './error.ts';
import { MEMBER_ID } from './fields.ts';
import { onePath } from './onePath.ts';
import { MAX_ELEMENTS, type readParameters } from './query.ts';
import { namedParameters } from './request.ts';
import { timeOf } from './timeOf.ts';

const count = Type.Integer({ minimum: 0 });
const Advertiser = exactly(
  {
    id: Type.Integer(),
    code: Type.String({ description: 'The id of its account.' }),
    name: Type.String(),
    state: Type.Literal('active'),
    member_id: Type.Integer(),
    created_on: timeText,
    last_modified: timeText,
  },
  { title: 'Advertiser' },
);
const Answer = response({
  status: Type.Literal('OK'),
  advertisers: Type.Array(Advertiser, { maxItems: MAX_ELEMENTS }),
  count,
  start_element: nullable(count),
  num_elements: nullable(count),
});
const optional = (description: string) => Type.Optional(Type.String({ description }));
const number = Type.Optional(Type.String({ pattern: '^\\d{1,9}$' }));
const pages = { start_element: number, num_elements: number };
const ListQuery = Type.Object(
  {
    id: optional('Those of these numbers, with commas between.'),
    code: optional('The one of that account.'),
    search: optional('A part of the number, name or code.'),
    ...pages,
  },
  { additionalProperties: false },
);
const NAMES = Object.keys(ListQuery.properties);

/** `/advertiser`: the accounts by their numbers, to look at. They are made as accounts. */
export function advertisers(app: FastifyInstance, { store, version }: ApiParts): void {
  /** Those that are named, which are few. */
  async function namedOf(
    access: Access,
    ids: string[] | undefined,
    code: string | undefined,
    part: string | undefined,
  ): Promise<AccountRow[]> {
    const found =
      code === undefined
        ? await store.accounts.ofAdvertisers(ids!.map(Number))
        : await store.accounts.list([code]);
    return found.filter(
      account =>
        opens(access, account.id) &&
        (ids?.map(Number).includes(account.advertiser_id) ?? true) &&
        (part === undefined ||
          [account.advertiser_id, account.id, account.name].some(each =>
            String(each).toLowerCase().includes(part),
          )),
    );
  }

  async function pageOf(
    { accounts }: Access,
    text: string | undefined,
    start: number,
    limit: number,
    signal: AbortSignal,
  ) {
    const which = { accounts, text };
    const asked = { ...which, order: 'created_at', isFalling: false, start, limit } as const;
    const [{ rows }, count] = [
      await store.accounts.page(asked, signal),
      await store.accounts.count(which, signal),
    ];
    return { rows, count };
  }

  const list = async ({ access, query, params }: FastifyRequest, reply: FastifyReply) => {
    const parameters = namedParameters({ query, params });
    const unknown = [...parameters.keys()].find(name => !NAMES.includes(name));
    if (unknown !== undefined) throw syntax(`${unknown}: is not known here; known: ${NAMES.join(', ')}`);
    const start = readCount(parameters, 'start_element');
    const size = readCount(parameters, 'num_elements');
    const id = parameters.get('id');
    const ids = id?.split(',');
    const wrong = ids?.find(each => !/^\d{1,15}$/.test(each));
    if (wrong !== undefined) throw syntax(`id: "${wrong}" is no whole number`);
    if (ids && ids.length > MAX_ELEMENTS)
      throw syntax(`id: ${ids.length} of them, name at most ${MAX_ELEMENTS}`);
    const code = parameters.get('code');
    const part = parameters.get('search')?.toLowerCase();
    const [first, most] = [start ?? 0, Math.min(size ?? MAX_ELEMENTS, MAX_ELEMENTS)];
    const { rows, count: all } =
      ids || code !== undefined
        ? paged(await namedOf(access, ids, code, part), first, most)
        : await pageOf(access, part, first, most, whileThere(reply));
    const named = ids?.length === 1 ? id : code;
    if (!all && named !== undefined) throw notFound(`advertiser ${named}`);
    return {
      response: {
        status: 'OK',
        advertisers: rows.map(advertiserJson),
        count: all,
        start_element: start,
        num_elements: size && Math.min(size, MAX_ELEMENTS),
        dbg_info: { output_term: 'advertisers', version, warnings: [] },
      },
    };
  };
  const shown = { response: { 200: Answer } };
  const summary = 'List the advertisers, or get one';
  app.get(
    '/advertiser',
    { schema: { summary, shown: { ...shown, querystring: ListQuery, refusals: [404] } } },
    list,
  );
  const OneQuery = Type.Object(pages, { additionalProperties: false });
  const params = Type.Object({ id: Type.String() });
  app.get(
    onePath('/advertiser'),
    { schema: { summary: 'Get an advertiser', shown: { ...shown, params, querystring: OneQuery } } },
    list,
  );
}

const paged = (rows: AccountRow[], start: number, limit: number) => ({
  rows: rows.slice(start, start + limit),
  count: rows.length,
});

const advertiserJson = ({ advertiser_id, id, name, created_at }: AccountRow) => ({
  id: advertiser_id,
  code: id,
  name,
  state: 'active',
  member_id: MEMBER_ID,
  created_on: timeOf(created_at),
  last_modified: timeOf(created_at),
});

function readCount(parameters: ReturnType<typeof readParameters>, name: string): number | null {
  const text = parameters.get(name);
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw syntax(`${name}: "${text}" is no number from 0 up`);
}
