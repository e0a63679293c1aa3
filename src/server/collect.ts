import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BEACON_PATH, type EventType } from '../protocol/event.ts';
import { decodeQuery } from '../protocol/query.ts';
import {
  answerPreflight,
  answerRefused,
  answerStored,
  BEACON_METHODS,
  beaconHeaders,
} from './beaconAnswer.ts';
import type { Live } from './live.ts';
import type { Random } from './random.ts';
import { refusalLog } from './refusalLog.ts';
import type { Store, StoredEvent } from './store/store.ts';
import { validateEvent } from './validateEvent.ts';

/** Largest body of a POST, in bytes: what the real server takes as a URL. */
const BODY_LIMIT = 512 * 1024;

export interface CollectParts {
  store: Store;
  live: Live;
  now: () => number;
  random: Random;
}

/** The beacon routes: decode, validate, store, and only then the image. No hooks, no cookies, no sessions. */
export async function collect(
  app: FastifyInstance,
  { store, live, now, random }: CollectParts,
): Promise<void> {
  const logRefusal = refusalLog(app.log, now);

  const refuse = (
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    reason: string,
    writeKey?: string,
  ) => {
    logRefusal({ route: request.routeOptions.url ?? request.url, status, reason, writeKey });
    return answerRefused(reply, status, reason);
  };

  const receive = async (type: EventType, request: FastifyRequest, reply: FastifyReply) => {
    beaconHeaders(request, reply);
    const unreadable = unreadableBody(request);
    if (unreadable) return refuse(request, reply, 400, unreadable);
    const decoded = decodeQuery(queryOf(request));
    const receipt = { receivedAt: now(), messageId: () => random.uuid() };
    const { event, refusal } = validateEvent(type, decoded, receipt);
    if (refusal) {
      const { writeKey } = decoded.fields;
      return refuse(
        request,
        reply,
        refusal.status,
        refusal.reason,
        typeof writeKey === 'string' ? writeKey : undefined,
      );
    }
    const { skipped } = decoded;
    if (skipped.length)
      app.log.debug({ writeKey: event.writeKey, messageId: event.messageId, skipped }, 'keys skipped');
    const problem = await keep(event);
    return problem
      ? refuse(request, reply, problem.status, problem.reason, event.writeKey)
      : answerStored(request, reply);
  };

  const keep = async (event: StoredEvent): Promise<{ status: number; reason: string } | undefined> => {
    try {
      const tag = await store.tag(event.writeKey);
      if (!tag) return { status: 401, reason: 'invalid write key' };
      if (tag.disabled) return { status: 401, reason: 'source is disabled' };
      if (await store.append(event)) live.tell(event, tag.account_id);
      return undefined;
    } catch (error) {
      return { status: 503, reason: `not stored, send it again: ${(error as Error).message}` };
    }
  };

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    beaconHeaders(request, reply);
    const status = error.statusCode ?? 500;
    const reason = status === 413 ? `the body is too large: send at most ${BODY_LIMIT} bytes` : error.message;
    return refuse(request, reply, status, reason);
  });

  for (const type of ['page', 'track'] as const) {
    const url = BEACON_PATH + type;
    app.route({
      method: ['GET', 'HEAD', 'POST'],
      url,
      handler: (request, reply) => receive(type, request, reply),
    });
    app.options(url, (request, reply) => {
      beaconHeaders(request, reply);
      return answerPreflight(request, reply);
    });
    app.route({
      method: app.supportedMethods.filter(method => !BEACON_METHODS.split(', ').includes(method)),
      url,
      handler: (request, reply) => {
        beaconHeaders(request, reply);
        return refuse(request, reply, 405, `${request.method} is not for beacons: send ${BEACON_METHODS}`);
      },
    });
  }
}

/** The event, from the URL and then the body: a POST may have some of it in each. */
function queryOf(request: FastifyRequest): string {
  const url = request.raw.url!;
  const at = url.indexOf('?');
  const query = at < 0 ? '' : url.slice(at + 1);
  const body = request.body as string | undefined;
  return body ? (query ? `${query}&${body}` : body) : query;
}

/** sendBeacon makes a text a `text/plain`, and a Blob without a type has none. */
function unreadableBody({ body, headers }: FastifyRequest): string | undefined {
  const type = headers['content-type'];
  if (!body || !type || /^\s*(application\/x-www-form-urlencoded|text\/plain)\s*(;|$)/i.test(type))
    return undefined;
  return `content-type: ${type.slice(0, 100)}, send application/x-www-form-urlencoded or text/plain`;
}
