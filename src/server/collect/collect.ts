import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { BEACON_PATH, type EventType } from '../../protocol/event.ts';
import { decodeQuery, type Fields, type Skip } from '../../protocol/query.ts';
import { setDialect } from '../http/openapi/dialect.ts';
import type { Random } from '../http/random.ts';
import type { StoredEvent } from '../store/event.ts';
import type { Store } from '../store/store.ts';
import { answerPreflight, answerStored, BEACON_METHODS, beaconHeaders } from './beaconAnswer.ts';
import type { BeaconLimits } from './beaconLimits.ts';
import { beaconSchemas, dialect } from './beaconSchemas.ts';
import type { Live } from './live.ts';
import { readTelegram, TELEGRAM_PATH } from './readTelegram.ts';
import { answerRefusals, BODY_LIMIT, Refused } from './refused.ts';
import { validateEvent } from './validateEvent.ts';

export interface CollectParts {
  store: Store;
  live: Live;
  now: () => number;
  random: Random;
  limits: BeaconLimits;
}

/** The beacon routes: decode, validate, store, and only then the image. No hooks, no cookies, no sessions. */
export async function collect(app: FastifyInstance, parts: CollectParts): Promise<void> {
  const { store, live, now, random, limits } = parts;

  const readEvent = (type: EventType, decoded: { fields: Fields; skipped: Skip[] }): StoredEvent => {
    const receipt = { receivedAt: now(), messageId: () => random.uuid() };
    const { event, refusal } = validateEvent(type, decoded, receipt);
    if (refusal) throw new Refused(refusal.status, refusal.reason, decoded.fields.writeKey);
    const { skipped } = decoded;
    if (skipped.length) app.log.debug({ messageId: event.messageId, skipped }, 'keys skipped');
    return event;
  };

  const keep = async (event: StoredEvent, size: number): Promise<void> => {
    const tag = await store.tags.get(event.writeKey);
    if (!tag) throw new Refused(401, 'invalid write key', event.writeKey);
    if (tag.disabled) throw new Refused(401, 'source is disabled', event.writeKey);
    limits.countTag(event.writeKey, event.receivedAt);
    if (await store.append(event, size)) live.tell(event, tag.account_id);
  };

  /** A pixel event comes without a write key: it counts for the tag of the account that made it. */
  const readTelegramEvent = async (query: string): Promise<StoredEvent> => {
    const { type, decoded } = readTelegram(query, () => random.uuid());
    const { fields } = decoded;
    if (type === 'track') {
      const tag = await store.tags.ofPixelEvent(fields.event as string);
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
      limits.countAddress(request, now());
      const query = queryOf(request);
      await keep(await read(query), query.length);
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
