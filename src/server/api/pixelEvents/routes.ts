import { javascript } from '../../../install/javascript.ts';
import { DAY_MS } from '../../../protocol/durations.ts';
import { EVENT_KINDS } from '../../../protocol/eventTypes.ts';
import { kindNamed } from '../../../protocol/kinds.ts';
import type { Access } from '../../access/access.ts';
import { opens, ownAccount } from '../../access/auth.ts';
import { answerErrorAs, HttpError, invalid } from '../../http/errors.ts';
import { setDialect } from '../../http/openapi/dialect.ts';
import { baseOf } from '../../http/publicUrl.ts';
import { servedPath } from '../../served/servedTag.ts';
import type { PixelEventRow, TagRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { oneOf } from '../oneOf.ts';
import { readList } from '../recordList.ts';
import { sendCsv } from '../sendCsv.ts';
import { isoSeconds } from '../time.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { whileThere } from '../whileThere.ts';
import { type PixelEventAnswer as Answer, dialect, PixelEventAnswer } from './answers.ts';
import { MAX_EVENTS, pixelEventRoutes as routes } from './schemas.ts';
import { triggered } from './triggered.ts';

/** How long an event stays active after it was triggered. */
const ACTIVE_MS = 30 * DAY_MS;

const COLUMNS = Object.keys(PixelEventAnswer.properties);

/** Pixel events: each is triggered by `tgp('event', id)`. */
export const pixelEvents: ApiRoutes = async (app, { store, random, now }) => {
  app.setErrorHandler(answerDetail);
  setDialect(app, dialect);
  // The contract ends some of its paths with a slash, clients end more of them.
  for (const end of ['', '/']) {
    const root = `/api/pixel_events${end}`;
    // The document has each once, as the contract writes it.
    const atRoot = { hide: end === '', description: 'With or without the slash.' };
    const atLeaf = { hide: end === '/', description: 'Also with a slash at its end.' };
    const below = (path: string) => `/api/pixel_events/${path}${end}`;

    app.get(
      root,
      {
        schema: { ...atRoot, ...routes.list },
      },
      async ({ access, query }, reply) => {
        const account = await ownAccount(store, access, query.account_id);
        const { limit = MAX_EVENTS, offset = 0, format } = query;
        const asked = { ...readList(query), accounts: [account.id], start: offset, limit };
        const { rows } = await store.pixelEvents.page(asked, whileThere(reply));
        const items = await itemsOf(store, rows, account.id, now());
        return format === 'csv' ? sendCsv(reply, 'pixel-events', COLUMNS, [items]) : { items };
      },
    );

    app.post(
      root,
      {
        schema: { ...atRoot, ...routes.make },
      },
      async ({ access, body }, reply) => {
        const account = await ownAccount(store, access, body.account_id);
        if (!EVENT_KINDS.some(({ value }) => value === body.type)) {
          throw new HttpError('validation_error', `type: ${oneOf(EVENT_KINDS.map(({ value }) => value))}`);
        }
        if ((await store.pixelEvents.count({ accounts: [account.id] })) >= MAX_EVENTS) {
          throw new HttpError('conflict', `this account has ${MAX_EVENTS} pixel events: delete one first`);
        }
        const event: PixelEventRow = {
          id: `evt_${random.bytes(12).toString('hex')}`,
          account_id: account.id,
          title: body.title,
          type: body.type,
          created_at: now(),
        };
        await store.pixelEvents.add(event);
        const [item] = await itemsOf(store, [event], account.id, now());
        return reply.code(201).send(item!);
      },
    );

    app.get(below('types'), { schema: { ...atLeaf, ...routes.types } }, async () => ({
      items: EVENT_KINDS.map(({ value, label }) => ({ type: value, label })),
    }));

    app.get(
      below(':account_id/code_snippet'),
      {
        schema: { ...atLeaf, ...routes.code },
      },
      async request => {
        const account = await ownAccount(store, request.access, request.params.account_id);
        const tag = await pixelOf(store, account.id);
        const origin = baseOf(request);
        if (!origin)
          throw new HttpError('bad_request', 'host: this request has no host to load the tag from');
        return {
          id: tag.integration_id,
          tg_pixel_id: tag.write_key,
          code_snippet: javascript({
            writeKey: tag.write_key,
            scriptUrl: origin + servedPath(tag),
          }),
        };
      },
    );

    app.patch(
      below(':event_id'),
      {
        schema: { ...atLeaf, ...routes.rename },
      },
      async ({ access, params, body }) => {
        const account = await ownAccount(store, access, body.account_id);
        const { title } = body;
        const event = await store.pixelEvents.get(account.id, params.event_id);
        if (!event) throw await notOf(store, access, params.event_id, account.id);
        if (body.type !== undefined && body.type !== event.type) {
          const message = `type: can't be changed: leave it out, or send "${event.type}"`;
          throw invalid({ field: 'type', message, type: 'readOnly' });
        }
        if (!(await store.pixelEvents.change(event, { title }))) throw noEvent(event.id, account.id);
        const [item] = await itemsOf(store, [{ ...event, title }], account.id, now());
        return item!;
      },
    );

    app.delete(
      below(':account_id/events/:event_id'),
      {
        schema: { ...atLeaf, ...routes.remove },
        onRequest: untypedIfEmpty,
      },
      async ({ access, params }, reply) => {
        const account = await ownAccount(store, access, params.account_id);
        if (!(await store.pixelEvents.remove(account.id, params.event_id))) {
          throw await notOf(store, access, params.event_id, account.id);
        }
        return reply.code(204).send();
      },
    );
  }
};

/** What a schema finds is a bad request in this dialect; 422 is for a type that there is not. */
export const answerDetail = answerErrorAs(({ status, message, detail }) => {
  const code = detail ? 400 : status;
  return { status: code, body: { detail: message, status_code: code } };
});

const noEvent = (id: string, accountId: string): HttpError =>
  new HttpError('not_found', `no pixel event "${id}" in the account "${accountId}"`);

/** An event of another account: forbidden to whoever may know of it, and to all others as if it were not there. */
async function notOf(store: Store, access: Access, id: string, accountId: string): Promise<HttpError> {
  const owner = (await store.tags.ofPixelEvent(id))?.account_id;
  if (owner === undefined || !opens(access, owner)) return noEvent(id, accountId);
  return new HttpError('forbidden', `the pixel event "${id}" is of the account "${owner}": name that one`);
}

/** The tag that an account's pixel events count for: its oldest, before all disabled ones. Every account has one. */
async function pixelOf(store: Store, accountId: string): Promise<TagRow> {
  const tags = await store.tags.list([accountId]);
  const tag = tags.find(({ disabled }) => !disabled) ?? tags[0];
  if (!tag) throw new HttpError('not_found', `the account "${accountId}" has no tag`);
  return tag;
}

/**
 * The events as this dialect shows them, with when each was last triggered on any tag of the account. The ads of an
 * event are the line items that count conversions of its kind.
 */
async function itemsOf(
  store: Store,
  events: PixelEventRow[],
  accountId: string,
  now: number,
): Promise<Answer[]> {
  const tags = await store.tags.list([accountId]);
  const pixel = (tags.find(tag => !tag.disabled) ?? tags[0])!;
  const lastTriggered = await triggered(store, tags, events);
  const ads = await store.lineItems.countByCategory(accountId);
  return events.map(({ id, title, type, created_at }) => {
    const time = lastTriggered(id, type);
    return {
      id,
      pixel_id: pixel.integration_id,
      tg_event_id: id,
      title,
      type,
      status: time !== undefined && time >= now - ACTIVE_MS ? 'active' : 'inactive',
      ads_count: ads.get(kindNamed(type)?.category ?? 0) ?? 0,
      created_at: offsetTime(created_at),
      last_triggered_at: time === undefined ? null : offsetTime(time),
      code_snippet: `<script>\ntgp('event', '${id}');\n</script>`,
    };
  });
}

/** This dialect writes UTC as an offset. */
const offsetTime = (ms: number): string => isoSeconds(ms).replace('Z', '+00:00');
