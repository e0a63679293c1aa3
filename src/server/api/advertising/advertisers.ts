import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { opens } from '../../access/auth.ts';
import { exactly, nullable } from '../../http/openapi/parts.ts';
import type { AccountRow } from '../../store/rows.ts';
import type { ApiParts } from '../apiRoutes.ts';
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
  const list = async ({ access, query, params }: FastifyRequest) => {
    const parameters = namedParameters({ query, params });
    const unknown = [...parameters.keys()].find(name => !NAMES.includes(name));
    if (unknown !== undefined) throw syntax(`${unknown}: is not known here; known: ${NAMES.join(', ')}`);
    const start = readCount(parameters, 'start_element');
    const size = readCount(parameters, 'num_elements');
    const id = parameters.get('id');
    const ids = id?.split(',');
    const wrong = ids?.find(each => !/^\d{1,15}$/.test(each));
    if (wrong !== undefined) throw syntax(`id: "${wrong}" is no whole number`);
    const code = parameters.get('code');
    const part = parameters.get('search')?.toLowerCase();
    const found = (await store.accounts.list('*')).filter(
      account =>
        opens(access, account.id) &&
        (ids?.includes(String(account.advertiser_id)) ?? true) &&
        (code ?? account.id) === account.id &&
        (part === undefined ||
          `${account.advertiser_id}\n${account.id}\n${account.name}`.toLowerCase().includes(part)),
    );
    const named = ids?.length === 1 ? id : code;
    if (!found.length && named !== undefined) throw notFound(`advertiser ${named}`);
    const first = start ?? 0;
    const page = found.slice(first, first + Math.min(size ?? MAX_ELEMENTS, MAX_ELEMENTS));
    return {
      response: {
        status: 'OK',
        advertisers: page.map(advertiserJson),
        count: found.length,
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
