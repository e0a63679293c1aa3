import { type Static, Type } from 'typebox';
import { type Access, opens } from '../auth.ts';
import { answerErrorAs, type ErrorCode, HttpError } from '../errors.ts';
import { newTag } from '../newTag.ts';
import type { AccountRow, Store, TagRow } from '../store/store.ts';
import type { ApiRoutes } from './apiRoutes.ts';
import { businessPixelsJson, readDates } from './businessPixelsJson.ts';
import { label as name } from './label.ts';

const MAX_LIMIT = 50;

const UUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';
const uuid = Type.String({ pattern: UUID, fix: 'must be a uuid' });
const flag = Type.Optional(Type.Boolean({ fix: 'must be true or false' }));
const date = Type.Optional(
  Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$', fix: 'must be a date like 2026-11-21' }),
);
const domain = Type.String({
  maxLength: 500,
  pattern: '^https?://[^\\s/:?#@]+(:\\d{1,5})?(/[^\\s]*)?$',
  fix: 'must be a web address, like "https://shop.example"',
});
const strict = { additionalProperties: false };

const Shown = {
  include_events: flag,
  include_historical_events: flag,
  historical_events_start_date: date,
  historical_events_end_date: date,
};
const OneQuery = Type.Object(Shown, strict);
const ListQuery = Type.Object(
  {
    ...Shown,
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_LIMIT, fix: `must be a number from 1 to ${MAX_LIMIT}` }),
    ),
    offset: Type.Optional(
      Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, fix: 'must be a number from 0' }),
    ),
  },
  strict,
);
const NewPixel = Type.Object({ name, domain, dataset_id: Type.Optional(uuid) }, strict);
const PixelChange = Type.Object(
  { name: Type.Optional(name), domain: Type.Optional(domain), dataset_id: Type.Optional(uuid) },
  strict,
);
const OneBusiness = Type.Object({ business_id: uuid });
const OnePixel = Type.Object({ business_id: uuid, pixel_id: Type.String() });

/** What of a pixel is shown, beside the pixel itself. */
export type Shown = Static<typeof OneQuery>;

/** The pixels of a business: the tags of an account, by the names of another dialect. */
export const businessPixels: ApiRoutes = async (app, { store, random, now }) => {
  app.setErrorHandler(answerMessages);

  app.get(
    '/businesses/:business_id/pixels',
    { schema: { params: OneBusiness, querystring: ListQuery } },
    async ({ access, params, query: { limit = MAX_LIMIT, offset = 0, ...shown } }) => {
      const account = await ownBusiness(store, access, params.business_id);
      const dates = readDates(shown);
      const tags = await store.tagsOf([account.id]);
      return {
        paging: {
          page_size: limit,
          total_results: tags.length,
          offset,
          current_page: Math.floor(offset / limit) + 1,
        },
        pixels: await businessPixelsJson(store, tags.slice(offset, offset + limit), shown, dates),
      };
    },
  );

  app.post(
    '/businesses/:business_id/pixels',
    { schema: { params: OneBusiness, body: NewPixel } },
    async ({ access, params, body }, reply) => {
      const account = await ownBusiness(store, access, params.business_id);
      const same = (await store.tagsOf([account.id])).some(
        tag => tag.name === body.name && tag.domain === body.domain,
      );
      if (same) {
        throw new HttpError(
          'conflict',
          `name: this business has a pixel "${body.name}" for ${body.domain} already; choose another name`,
        );
      }
      const tag = newTag({ random, now }, { account_id: account.id, ...lowerCase(body) });
      await store.addTag(tag);
      const [pixel] = await businessPixelsJson(store, [tag], {}, undefined);
      return reply.code(201).send(pixel);
    },
  );

  app.get(
    '/businesses/:business_id/pixels/:pixel_id',
    { schema: { params: OnePixel, querystring: OneQuery } },
    async ({ access, params, query }) => {
      const tag = await ownPixel(store, access, params);
      const [pixel] = await businessPixelsJson(store, [tag], query, readDates(query));
      return pixel;
    },
  );

  app.patch(
    '/businesses/:business_id/pixels/:pixel_id',
    { schema: { params: OnePixel, body: PixelChange } },
    async ({ access, params, body }) => {
      const tag = await ownPixel(store, access, params);
      const change = lowerCase(body);
      if (Object.keys(change).length) await store.changeTag(tag.write_key, change);
      const [pixel] = await businessPixelsJson(store, [{ ...tag, ...change }], {}, undefined);
      return pixel;
    },
  );
};

/** A uuid is the same one in either case. */
const lowerCase = <Body extends { dataset_id?: string }>(body: Body): Body =>
  body.dataset_id ? { ...body, dataset_id: body.dataset_id.toLowerCase() } : body;

/** What each code says, for people. */
const DEFINITIONS: Partial<Record<ErrorCode, string>> = {
  unauthorized: 'The request has no API token, or an unknown or revoked one.',
  forbidden: 'The API token does not allow this.',
  not_found: 'There is no such thing that this API token may see.',
  method_not_allowed: 'The path is not for this method.',
  conflict: 'There is such a thing already.',
  payload_too_large: 'The body is too large.',
  internal_error: 'Something went wrong here.',
  unavailable: 'The store has no room or no time now: send the request again later.',
};

const answerMessages = answerErrorAs(({ status, code, message, detail }, requestId) => {
  const isBad = code === 'validation_error' || code === 'bad_request';
  return {
    status: isBad ? 400 : status,
    body: {
      sp_trace_id: requestId,
      messages: detail?.map(problem => problem.message) ?? [message],
      error_codes: [
        {
          code: (isBad ? 'bad_request' : code).toUpperCase(),
          definition: DEFINITIONS[code] ?? 'The request is not as it should be.',
        },
      ],
    },
  };
});

/** The business's account, or a 404 that is the same whether it is missing or another's. */
async function ownBusiness(store: Store, access: Access, businessId: string): Promise<AccountRow> {
  const account = await store.accountOfBusiness(businessId.toLowerCase());
  if (!account || !opens(access, account.id)) {
    throw new HttpError('not_found', `no business "${businessId}" that this token may see`);
  }
  return account;
}

async function ownPixel(
  store: Store,
  access: Access,
  { business_id, pixel_id }: Static<typeof OnePixel>,
): Promise<TagRow> {
  const account = await ownBusiness(store, access, business_id);
  const tag = await store.tag(pixel_id);
  if (tag?.account_id === account.id) return tag;
  throw new HttpError('not_found', `no pixel "${pixel_id}" in the business "${business_id}"`);
}
