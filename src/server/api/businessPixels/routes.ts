import { setImmediate } from 'node:timers/promises';
import type { Static } from 'typebox';
import type { Access } from '../../access/access.ts';
import { opens } from '../../access/auth.ts';
import { addTag } from '../../access/firstTag.ts';
import { answerErrorAs, type ErrorCode, HttpError, invalid } from '../../http/errors.ts';
import { setDialect } from '../../http/openapi/dialect.ts';
import type { AccountRow, TagRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { JSON_TYPE } from '../jsonType.ts';
import { everyPage, readList } from '../recordList.ts';
import { sendCsv } from '../sendCsv.ts';
import { whileThere } from '../whileThere.ts';
import { type BusinessPixelAnswer, dialect } from './answers.ts';
import { businessPixelsJson, domainOf, lastDays, readDates } from './json.ts';
import {
  MAX_LIMIT,
  type OnePixel,
  type PixelChange,
  businessPixelRoutes as routes,
  type Shown,
} from './schemas.ts';

/** Of a CSV: what is told of a pixel by itself. */
const COLUMNS = ['id', 'integration_id', 'domain', 'name', 'created_at', 'dataset_id'];

/** The pixels of a business: the tags of an account, by the names of another dialect. */
export const businessPixels: ApiRoutes = async (app, { store, random, now }) => {
  app.setErrorHandler(answerMessages);
  setDialect(app, dialect);
  // The document has each once.
  const about = { hide: app.prefix !== '', description: 'Also under /ads/v3.' };
  const whole = async (tag: TagRow, shown: Shown = {}): Promise<BusinessPixelAnswer> => {
    const all = { include_events: true, ...shown };
    const [pixel] = await businessPixelsJson(store, [tag], all, readDates(shown) ?? lastDays(shown, now()));
    return pixel!;
  };

  async function* pixelsOf(pages: AsyncIterable<TagRow[]>) {
    for await (const tags of pages) yield businessPixelsJson(store, tags, {}, undefined);
  }

  app.get(
    '/businesses/:business_id/pixels',
    {
      schema: { ...about, ...routes.list },
    },
    async ({ access, params, query }, reply) => {
      const { limit = MAX_LIMIT, offset = 0, search, sort, format, ...shown } = query;
      const account = await ownBusiness(store, access, params.business_id);
      const dates = readDates(shown);
      const asked = { ...readList({ search, sort }), accounts: [account.id] };
      const signal = whileThere(reply);
      if (format === 'csv') {
        const read = (cursor?: string) => store.tags.page({ ...asked, limit: MAX_LIMIT, cursor }, signal);
        const pages = everyPage(await read(), read);
        return sendCsv(reply, 'pixels', COLUMNS, pixelsOf(pages));
      }
      const { rows } = await store.tags.page({ ...asked, start: offset, limit }, signal);
      const paging = {
        page_size: limit,
        total_results: await store.tags.count(asked, signal),
        offset,
        current_page: Math.floor(offset / limit) + 1,
      };
      const pixels: string[] = [];
      // One after the other: a month of many is some megabytes, and beacons come in between.
      for (const tag of rows) {
        signal.throwIfAborted();
        const some = await businessPixelsJson(store, [tag], shown, dates);
        pixels.push(JSON.stringify(some[0]));
        await setImmediate();
      }
      return reply.type(JSON_TYPE).send(`{"paging":${JSON.stringify(paging)},"pixels":[${pixels}]}` as never);
    },
  );

  app.post(
    '/businesses/:business_id/pixels',
    {
      schema: { ...about, ...routes.make },
    },
    async ({ access, params, body }, reply) => {
      const account = await ownBusiness(store, access, params.business_id);
      const same = (await store.tags.list([account.id])).some(
        tag => tag.name === body.name && tag.domain === body.domain,
      );
      if (same) {
        throw new HttpError(
          'conflict',
          `name: this business has a pixel "${body.name}" for ${body.domain} already; choose another name`,
        );
      }
      const tag = await addTag({ store, random, now }, { account_id: account.id, ...lowerCase(body) });
      return reply.code(201).send(await whole(tag));
    },
  );

  app.get(
    '/businesses/:business_id/pixels/:pixel_id',
    {
      schema: { ...about, ...routes.one },
    },
    async ({ access, params, query }) => {
      return whole(await ownPixel(store, access, params), query);
    },
  );

  app.patch(
    '/businesses/:business_id/pixels/:pixel_id',
    {
      schema: { ...about, ...routes.change },
    },
    async ({ access, params, body }) => {
      const tag = await ownPixel(store, access, params);
      const change = readChange(body, tag);
      if (Object.keys(change).length) await store.tags.change(tag, change);
      return whole({ ...tag, ...change });
    },
  );
};

/** What a body changes: what was answered may come back, and changes nothing. */
function readChange(
  { id, integration_id, created_at: _, events: __, historical_events: ___, domain, ...body }: PixelChange,
  tag: TagRow,
): Partial<TagRow> {
  const own = { id: tag.write_key, integration_id: tag.integration_id };
  for (const [field, sent] of Object.entries({ id, integration_id })) {
    if (sent === undefined || sent === own[field as keyof typeof own]) continue;
    throw invalid({ field, message: `${field}: can't be changed: leave it out`, type: 'readOnly' });
  }
  return lowerCase({ ...body, ...(domain !== undefined && domain !== domainOf(tag) && { domain }) });
}

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
  rate_limit_exceeded: 'There were too many requests in a short time.',
  internal_error: 'Something went wrong here.',
  unavailable: 'The store has no room or no time now: send the request again later.',
};

export const answerMessages = answerErrorAs(({ status, code, message, detail }, requestId) => {
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
  const account = await store.accounts.ofBusiness(businessId.toLowerCase());
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
  const tag = await store.tags.get(pixel_id);
  if (tag?.account_id === account.id) return tag;
  throw new HttpError('not_found', `no pixel "${pixel_id}" in the business "${business_id}"`);
}
