import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { beaconPath } from '../../protocol/ownPath.ts';
import { decodeQuery } from '../../protocol/query.ts';
import { inflateBodies } from '../http/inflate.ts';
import { setDialect } from '../http/openapi/dialect.ts';
import type { Random } from '../http/random.ts';
import { Turns } from '../http/turns.ts';
import type { Store } from '../store/store.ts';
import type { Accept } from './accept.ts';
import { answerPreflight, answerStored, BEACON_METHODS, beaconHeaders } from './beaconAnswer.ts';
import type { BeaconLimits } from './beaconLimits.ts';
import { beaconSchemas, dialect } from './beaconSchemas.ts';
import { isSilent } from './isSilent.ts';
import { knownPath } from './knownPath.ts';
import type { Networks } from './networks.ts';
import { openTag } from './openTag.ts';
import { type Decoded, readEvent } from './readEvent.ts';
import { readBody, readQuery } from './readQuery.ts';
import { readTelegram, TELEGRAM_PATH } from './readTelegram.ts';
import { answerRefusals, BODY_LIMIT, type RefusalEars, Refused } from './refused.ts';
import { throwRefusedBefore } from './refusedBefore.ts';
import { REPEAT, type Relays } from './relays.ts';
import { sentBytes } from './sentBytes.ts';
import { withSigns } from './withSigns.ts';

export interface CollectParts extends RefusalEars {
  store: Store;
  accept: Accept;
  random: Random;
  limits: Pick<BeaconLimits, 'countAddress' | 'countEvents'>;
  networks: Networks;
  relays: Relays;
}

type Decode = (query: string, parts: CollectParts) => Decoded | Promise<Decoded>;

const decodePage: Decode = query => ({ type: 'page', decoded: decodeQuery(query) });
const decodeTrack: Decode = query => ({ type: 'track', decoded: decodeQuery(query) });

/** A larger beacon waits for its turn: to read and store one takes some milliseconds. Most are a tenth of it. */
const LARGE = 16 * 1024;

/** How many bytes of those may wait. */
const MAX_WAITING = 8 * 1024 * 1024;

const BUSY = 'not stored, send it again: there are too many large events just now';

/** What is read at each address. */
const DECODERS: Record<string, [FastifySchema, Decode]> = {
  [beaconPath('page')]: [beaconSchemas.page, decodePage],
  [beaconPath('track')]: [beaconSchemas.track, decodeTrack],
  // Segment's names for the same.
  '/v1/pixel/page': [beaconSchemas.segmentPage, decodePage],
  '/v1/pixel/track': [beaconSchemas.segmentTrack, decodeTrack],
  [TELEGRAM_PATH]: [beaconSchemas.telegram, decodeTelegram],
  [beaconPath('page', ':path')]: [beaconSchemas.ownPage, decodePage],
  [beaconPath('track', ':path')]: [beaconSchemas.ownTrack, decodeTrack],
};

/** The beacon routes: decode, validate, accept, and only then the image. No hooks, no cookies, no sessions. */
export async function collect(app: FastifyInstance, parts: CollectParts): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, readBody);
  app.setErrorHandler(answerRefusals(app, parts));
  setDialect(app, dialect);
  const large = new Turns(MAX_WAITING);
  app.addHook('onRequest', (request, _reply, done) => {
    const length = Number(request.headers['content-length'] ?? 0);
    // Before the body is read: there would be no place for it.
    if (length > LARGE && large.isFull(length)) done(new Refused(503, BUSY));
    else done();
  });
  inflateBodies(app, (status, reason) => new Refused(status, reason));
  for (const [url, [schema, decode]] of Object.entries(DECODERS)) {
    const onRequest = url.startsWith('/:path') ? knownPath(parts.store) : [];
    app.route({
      method: ['GET', 'HEAD', 'POST'],
      url,
      schema,
      bodyLimit: BODY_LIMIT,
      onRequest,
      handler: receive(app, parts, decode, large),
    });
    app.options(url, { schema: beaconSchemas.preflight, onRequest }, (request, reply) => {
      beaconHeaders(request, reply);
      return answerPreflight(request, reply);
    });
    const method = app.supportedMethods.filter(each => !BEACON_METHODS.split(', ').includes(each));
    // Its body is not read.
    app.route({ method, url, onRequest: [onRequest, refuse].flat(), handler: refuse });
  }
}

async function refuse({ method }: FastifyRequest): Promise<never> {
  throw new Refused(405, `${method} is not for beacons: send ${BEACON_METHODS}`);
}

function receive({ log }: FastifyInstance, parts: CollectParts, decode: Decode, large: Turns) {
  const { store, accept, now, limits, networks, relays } = parts;
  return async (request: FastifyRequest, reply: FastifyReply) => {
    throwRefusedBefore(request.raw);
    beaconHeaders(request, reply);
    const size = sentBytes(request);
    limits.countAddress(request, now(), size);

    // Of a body without a length it is known only now.
    if (size > LARGE && large.isFull(size)) throw new Refused(503, BUSY);
    const take = async () => {
      const query = readQuery(request);
      const event = readEvent(await decode(query, parts), parts, log);
      const tag = await openTag(store, event.writeKey);
      if (isSilent(request)) return;
      const isNew = await accept(withSigns(event, tag, { request, networks }), size, tag);
      if (relays.tell(request.raw, reply.raw, event, isNew)) reply.headers(REPEAT);
    };
    // With its commit: to write half a megabyte holds up everything else too.
    await (size > LARGE ? large.take(size, take) : take());
    return answerStored(request, reply);
  };
}

/** A pixel event comes without a write key: it counts for the tag of the account that made it. */
async function decodeTelegram(query: string, { store, random }: CollectParts): Promise<Decoded> {
  const beacon = readTelegram(query, () => random.uuid());
  const { fields } = beacon.decoded;
  if (beacon.type === 'track') {
    const tag = await store.tags.ofPixelEvent(fields.event as string);
    if (!tag) throw new Refused(404, 'no such pixel event');
    fields.writeKey = tag.write_key;
  }
  return beacon;
}
