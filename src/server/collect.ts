import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { BEACON_PATH, type EventType } from '../protocol/event.ts';
import { decodeQuery, type Fields, type Skip } from '../protocol/query.ts';
import {
  answerPreflight,
  answerRefused,
  answerStored,
  BEACON_METHODS,
  beaconHeaders,
} from './beaconAnswer.ts';
import { beaconSchemas, dialect } from './beaconSchemas.ts';
import type { Live } from './live.ts';
import { setDialect } from './openapi/dialect.ts';
import type { Random } from './random.ts';
import { readTelegram, TELEGRAM_PATH } from './readTelegram.ts';
import { refusalLog } from './refusalLog.ts';
import { NotStored, type Store, type StoredEvent } from './store/store.ts';
import { validateEvent } from './validateEvent.ts';

/** Largest body of a POST, in bytes: what the real server takes as a URL. */
const BODY_LIMIT = 512 * 1024;

export interface CollectParts {
  store: Store;
  live: Live;
  now: () => number;
  random: Random;
}

/** Why a beacon is not stored, thrown from wherever that is found out. */
class Refused extends Error {
  readonly status: number;
  readonly writeKey: unknown;

  constructor(status: number, reason: string, writeKey?: unknown) {
    super(reason);
    this.status = status;
    this.writeKey = writeKey;
  }
}

/** The beacon routes: decode, validate, store, and only then the image. No hooks, no cookies, no sessions. */
export async function collect(app: FastifyInstance, parts: CollectParts): Promise<void> {
  const { store, live, now, random } = parts;

  const readEvent = (type: EventType, decoded: { fields: Fields; skipped: Skip[] }): StoredEvent => {
    const receipt = { receivedAt: now(), messageId: () => random.uuid() };
    const { event, refusal } = validateEvent(type, decoded, receipt);
    if (refusal) throw new Refused(refusal.status, refusal.reason, decoded.fields.writeKey);
    const { skipped } = decoded;
    if (skipped.length) app.log.debug({ messageId: event.messageId, skipped }, 'keys skipped');
    return event;
  };

  const keep = async (event: StoredEvent): Promise<void> => {
    const tag = await store.tag(event.writeKey);
    if (!tag) throw new Refused(401, 'invalid write key', event.writeKey);
    if (tag.disabled) throw new Refused(401, 'source is disabled', event.writeKey);
    if (await store.append(event)) live.tell(event, tag.account_id);
  };

  /** A pixel event comes without a write key: it counts for the tag of the account that made it. */
  const readTelegramEvent = async (query: string): Promise<StoredEvent> => {
    const { type, decoded } = readTelegram(query, () => random.uuid());
    const { fields } = decoded;
    if (type === 'track') {
      const tag = await store.tagOfPixelEvent(fields.event as string);
      if (!tag) throw new Refused(404, 'no such pixel event');
      fields.writeKey = tag.write_key;
    }
    return readEvent(type, decoded);
  };

  type Read = (query: string) => StoredEvent | Promise<StoredEvent>;
  const READERS: Record<string, [FastifySchema, Read]> = {
    [`${BEACON_PATH}page`]: [beaconSchemas.page, query => readEvent('page', decodeQuery(query))],
    [`${BEACON_PATH}track`]: [beaconSchemas.track, query => readEvent('track', decodeQuery(query))],
    [TELEGRAM_PATH]: [beaconSchemas.telegram, readTelegramEvent],
  };

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler(answerRefusals(app, now));
  setDialect(app, dialect);
  for (const [url, [schema, read]] of Object.entries(READERS)) {
    const receive = async (request: FastifyRequest, reply: FastifyReply) => {
      beaconHeaders(request, reply);
      await keep(await read(queryOf(request)));
      return answerStored(request, reply);
    };
    app.route({ method: ['GET', 'HEAD', 'POST'], url, schema, handler: receive });
    app.options(url, { schema: beaconSchemas.preflight }, (request, reply) => {
      beaconHeaders(request, reply);
      return answerPreflight(request, reply);
    });
    app.route({
      method: app.supportedMethods.filter(method => !BEACON_METHODS.split(', ').includes(method)),
      url,
      handler: ({ method }) => {
        throw new Refused(405, `${method} is not for beacons: send ${BEACON_METHODS}`);
      },
    });
  }
}

/** The one place where a beacon that is not stored gets its answer and its line in the log. */
function answerRefusals(app: FastifyInstance, now: () => number) {
  const log = refusalLog(app.log, now);
  return (error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply) => {
    beaconHeaders(request, reply);
    const { status, message: reason, writeKey } = error instanceof Refused ? error : asRefused(error);
    const key = typeof writeKey === 'string' ? writeKey : undefined;
    const err = error instanceof Refused ? undefined : error;
    log({ route: request.routeOptions.url!, method: request.method, status, reason, writeKey: key, err });
    return answerRefused(reply, status, reason);
  };
}

/** What went wrong here is for the sender a reason to try again, never one to forget the event. */
function asRefused(error: Error & { statusCode?: number }): Refused {
  const { statusCode = 500, message } = error;
  if (statusCode === 413) return new Refused(413, `the body is too large: send at most ${BODY_LIMIT} bytes`);
  if (statusCode < 500) return new Refused(400, message);
  return new Refused(
    503,
    `not stored, send it again: ${error instanceof NotStored ? message : 'internal error'}`,
  );
}

/** The event, from the URL and then the body: a POST may have some of it in each. */
function queryOf(request: FastifyRequest): string {
  const url = request.raw.url!;
  const at = url.indexOf('?');
  const query = at < 0 ? '' : url.slice(at + 1);
  const body = readBody(request);
  return body && query ? `${query}&${body}` : body || query;
}

/** sendBeacon makes a text a `text/plain`, and a Blob without a type has none. */
function readBody({ body, headers }: FastifyRequest): string {
  const type = headers['content-type'];
  if (!body || !type || /^\s*(application\/x-www-form-urlencoded|text\/plain)\s*(;|$)/i.test(type)) {
    return (body as string | undefined) ?? '';
  }
  const sent = type.slice(0, 100);
  throw new Refused(400, `content-type: ${sent}, send application/x-www-form-urlencoded or text/plain`);
}
