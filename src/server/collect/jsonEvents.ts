import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inflateBodies } from '../http/inflate.ts';
import { setDialect } from '../http/openapi/dialect.ts';
import { Turns } from '../http/turns.ts';
import type { StoredEvent } from '../store/event.ts';
import type { TagRow } from '../store/rows.ts';
import { answerPreflight, beaconHeaders } from './beaconAnswer.ts';
import type { CollectParts } from './collect.ts';
import { jsonDialect, jsonSchemas } from './jsonSchemas.ts';
import { openTag } from './openTag.ts';
import { type Batch, readBatch } from './readBatch.ts';
import { readEvent } from './readEvent.ts';
import { type Around, JSON_TYPES, type JsonType, readJsonEvent } from './readJsonEvent.ts';
import { readBody } from './readQuery.ts';
import { answerRefusals, asRefused, BODY_LIMIT, Refused, type Reporting } from './refused.ts';
import { refusedSent } from './refusedSent.ts';
import { sentBytes } from './sentBytes.ts';
import { sentRequest } from './sentRequest.ts';
import { type Arrival, withSigns } from './withSigns.ts';
import { writeKeyOf } from './writeKeyOf.ts';

/** Most bytes of a batch once it is unpacked. */
export const BATCH_LIMIT = 4 * 1024 * 1024;

/** As in `collect`: what is larger waits for its turn, and so many bytes may. */
const LARGE = 16 * 1024;
const MAX_WAITING = 16 * 1024 * 1024;
const BUSY = 'not stored, send it again: there are too many large events just now';

const METHODS = 'POST, OPTIONS';

interface Taking extends CollectParts {
  large: Turns;
}

/** What became of one event of a batch. */
interface Bad {
  index: number;
  messageId?: string;
  message: string;
  status: number;
  retryAfter: number | undefined;
}

/** The JSON routes of Segment's and RudderStack's SDKs: each event comes in by the one door, as a beacon does. */
export async function jsonEvents(app: FastifyInstance, parts: Omit<Taking, 'large'>): Promise<void> {
  const large = new Turns(MAX_WAITING);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, readBody);
  setDialect(app, jsonDialect);
  const report: Reporting = (reply, { status, message, retryAfter }) =>
    answerProblem(reply, status, { success: false, message }, retryAfter);
  app.setErrorHandler(
    answerRefusals(app, parts, {
      report,
      limitOf: request => request.routeOptions.bodyLimit,
    }),
  );
  inflateBodies(app, (status, reason) => new Refused(status, reason));
  app.addHook('onRequest', (request, _reply, done) => {
    const length = Number(request.headers['content-length'] ?? 0);
    // Before the body is read: there would be no place for it.
    done(length > LARGE && large.isFull(length) ? new Refused(503, BUSY) : undefined);
  });
  const taking = { ...parts, large };
  for (const type of [...JSON_TYPES, 'batch'] as const) {
    const url = `/v1/${type}`;
    const bodyLimit = type === 'batch' ? BATCH_LIMIT : BODY_LIMIT;
    const handler = type === 'batch' ? takeBatch(app.log, taking) : takeOne(app.log, taking, type);
    app.post(url, { schema: jsonSchemas[type], bodyLimit, handler });
    app.options(url, { schema: jsonSchemas.preflight }, (request, reply) => {
      beaconHeaders(request, reply);
      return answerPreflight(request, reply).header('allow', METHODS);
    });
    const refuse = async ({ method }: FastifyRequest, reply: FastifyReply) => {
      reply.header('allow', METHODS);
      throw new Refused(405, `${method} is not for ${url}: send ${METHODS}`);
    };
    const method = app.supportedMethods.filter(each => each !== 'POST' && each !== 'OPTIONS');
    // Its body is not read.
    app.route({ method, url, onRequest: refuse, handler: refuse });
  }
}

const takeOne =
  (log: FastifyBaseLogger, parts: Taking, type: JsonType) =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    beaconHeaders(request, reply);
    const size = sentBytes(request);
    // Before it is parsed: that may take longer than all else.
    parts.limits.countAddress(request, parts.now(), size);
    await inTurn(parts.large, size, async () => {
      const sent = parsed(request.body);
      const tag = await openTag(parts.store, writeKeyOf(request, sent));
      const event = readEvent(readJsonEvent(type, sent, { writeKey: tag.write_key }), parts, log);
      await parts.accept(withSigns(event, tag, arrival(request, parts)), size, tag);
    });
    return reply.send({ success: true });
  };

const takeBatch =
  (log: FastifyBaseLogger, parts: Taking) => async (request: FastifyRequest, reply: FastifyReply) => {
    beaconHeaders(request, reply);
    const size = sentBytes(request);
    parts.limits.countAddress(request, parts.now(), size);
    const { bad, count, writeKey } = await inTurn(parts.large, size, async () => {
      const whole = parsed(request.body);
      const batch = readBatch(whole, size);
      const tag = await openTag(parts.store, writeKeyOf(request, whole));
      const { events } = batch;
      const each = Math.ceil(size / events.length) + batch.sharedBytes;
      // Before the first is stored, so that what is refused for their number is refused whole.
      if (events.length) parts.limits.countEvents(request, parts.now(), size, events.length, each);
      return {
        bad: await takeEvents(batch, tag, request, parts, log),
        count: events.length,
        writeKey: tag.write_key,
      };
    });
    if (!bad.length) return reply.send({ success: true });
    for (const { status, message } of bad)
      void parts.refusals.note(refusedSent(sentRequest(request), new Refused(status, message, writeKey)));
    return answerBad(reply, bad, count);
  };

/** Stores the events of a batch, and tells of those that can't be. */
async function takeEvents(
  { events, shared, sharedBytes }: Batch,
  tag: TagRow,
  request: FastifyRequest,
  parts: Taking,
  log: FastifyBaseLogger,
): Promise<Bad[]> {
  const around = { writeKey: tag.write_key, ...shared };
  const bad: Bad[] = [];
  const taken = events.map(async (sent, index) => {
    try {
      const { event, bytes } = readOf(sent, around, sharedBytes, parts, log);
      await parts.accept(withSigns(event, tag, arrival(request, parts)), bytes, tag);
    } catch (error) {
      bad.push(badOf(error as Error, sent, index));
    }
  });
  await Promise.all(taken);
  return bad;
}

const arrival = (request: FastifyRequest, { networks }: Taking): Arrival => ({
  request,
  networks,
  isForServers: true,
});

function readOf(
  sent: unknown,
  around: Around,
  sharedBytes: number,
  parts: Taking,
  log: FastifyBaseLogger,
): { event: StoredEvent; bytes: number } {
  const { type } = (sent ?? {}) as { type?: unknown };
  const known = JSON_TYPES.find(each => each === type);
  if (!known) throw new Refused(400, `type: must be one of ${JSON_TYPES.join(', ')}`);
  // It is measured once it is known to be no deeper than `JSON.stringify` goes.
  const decoded = readJsonEvent(known, sent, around);
  const bytes = Buffer.byteLength(JSON.stringify(sent)) + sharedBytes;
  if (bytes > BODY_LIMIT) throw new Refused(413, `the event is too large: send at most ${BODY_LIMIT} bytes`);
  return { event: readEvent(decoded, parts, log), bytes };
}

function badOf(error: Error, sent: unknown, index: number): Bad {
  const { status, message, retryAfter } = error instanceof Refused ? error : asRefused(error);
  const id = (sent as { messageId?: unknown } | null)?.messageId;
  return {
    index,
    ...(typeof id === 'string' && { messageId: id.slice(0, 255) }),
    message,
    status,
    retryAfter,
  };
}

/** What may be sent again makes the whole be sent again: those that are stored are known by their `messageId`. */
function answerBad(reply: FastifyReply, bad: Bad[], count: number): FastifyReply {
  const status = [503, 429].find(each => bad.some(one => one.status === each)) ?? 400;
  const retryAfter = Math.max(...bad.map(one => one.retryAfter ?? 0)) || undefined;
  const errors = bad
    .sort((a, b) => a.index - b.index)
    .map(({ index, messageId, message }) => ({
      index,
      ...(messageId !== undefined && { messageId }),
      message,
    }));
  const message = `${bad.length} of ${count} events are not stored: ${errors[0]!.message}`;
  return answerProblem(
    reply,
    status,
    { success: false, message, stored: count - bad.length, errors },
    retryAfter,
  );
}

function answerProblem(reply: FastifyReply, status: number, body: object, retryAfter = 5): FastifyReply {
  if (status === 503 || status === 429) reply.header('retry-after', retryAfter);
  if (status === 401) reply.header('www-authenticate', 'Basic realm="write key"');
  return reply.code(status).send(body);
}

async function inTurn<Result>(large: Turns, size: number, take: () => Promise<Result>): Promise<Result> {
  if (size <= LARGE) return take();
  if (large.isFull(size)) throw new Refused(503, BUSY);
  return large.take(size, take);
}

function parsed(body: unknown): object {
  const text = (body as string | undefined)?.replace(/^\ufeff/, '') ?? '';
  try {
    const sent: unknown = JSON.parse(text);
    if (typeof sent === 'object' && sent !== null && !Array.isArray(sent)) return sent;
  } catch (error) {
    if (text.trim()) throw new Refused(400, `the body is no JSON: ${(error as Error).message.slice(0, 200)}`);
  }
  throw new Refused(400, 'the body: send a JSON object');
}
