import type { FastifyReply, FastifyRequest } from 'fastify';
import { RETRY_SECONDS } from '../http/errors.ts';
import { wantsText } from '../http/wantsText.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True where an answer has what the visitor's cookie says: any site reads it without, and none with it that is not let. */
    isPersonal?: boolean;
  }
}

/** 1×1, transparent. */
const GIF = Buffer.from(
  '4749463839610100010080000000000000000021f90401000000002c00000000010001000002024401003b',
  'hex',
);

/** The same as a text of its bytes. */
export const GIF_TEXT = GIF.toString('latin1');

/** How long a browser remembers that a beacon may be sent, in seconds. */
const PREFLIGHT_SECONDS = 900;

export const BEACON_METHODS = 'GET, HEAD, POST, OPTIONS';

const HEADERS = {
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
  vary: 'Origin',
};

/** The headers of an answer to a beacon that no cookie came with, as Node takes them. */
export const plainHeaders = (origin: string | undefined): Record<string, string> =>
  origin === undefined
    ? HEADERS
    : { ...HEADERS, 'access-control-expose-headers': EXPOSED, ...credentialsFor(origin) };

/** The headers that every answer to a beacon carries, whatever became of it. */
export function beaconHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(HEADERS);
  const { origin } = request.headers;
  if (origin === undefined) return;
  reply.header('access-control-expose-headers', EXPOSED);
  if (request.routeOptions.config.isPersonal) reply.header('access-control-allow-origin', '*');
  else allowCredentials(reply, origin);
}

const EXPOSED = 'Retry-After';

const credentialsFor = (origin: string) => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
});

/** Lets a page of that origin read an answer that came of its visitor's cookies. */
export const allowCredentials = (reply: FastifyReply, origin: string): FastifyReply =>
  reply.headers(credentialsFor(origin));

/** For a stored event and nothing else: an `<img>` learns only whether the answer is an image. */
export function answerStored(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return wantsText(request.headers.accept)
    ? reply.type('text/plain; charset=utf-8').send('OK')
    : reply.header('content-type', 'image/gif').send(GIF);
}

export function answerRefused(
  reply: FastifyReply,
  status: number,
  reason: string,
  retryAfter = RETRY_SECONDS,
): FastifyReply {
  if (status === 503 || status === 429) reply.header('retry-after', retryAfter);
  if (status === 405 && !reply.hasHeader('allow')) reply.header('allow', BEACON_METHODS);
  return reply.code(status).type('text/plain; charset=utf-8').send(reason);
}

export function answerPreflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const headers = request.headers['access-control-request-headers'];
  if (headers) reply.header('access-control-allow-headers', headers);
  return reply
    .code(204)
    .headers({
      allow: BEACON_METHODS,
      'access-control-allow-methods': 'GET, HEAD, POST',
      'access-control-max-age': PREFLIGHT_SECONDS,
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    })
    .send();
}
