import type { FastifyInstance } from 'fastify';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const EXPOSED = 'Retry-After, X-Request-ID, X-RateLimit-Read, X-RateLimit-Write, Allow';

/** How long a browser remembers that it may ask, in seconds. */
const PREFLIGHT_SECONDS = 900;

/**
 * Lets pages of these origins read what the API answers. With a token that they send: a cookie of their visitor's goes
 * along with none of it. What pages send beacons to says for itself who may read it.
 */
export function corsOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (!origins.length) return;
  const known = new Set(origins);
  app.addHook('onRequest', (request, reply, done) => {
    const { origin, 'access-control-request-method': wanted } = request.headers;
    reply.header('vary', 'Origin');
    if (origin === undefined || !known.has(origin)) return done();
    reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED });
    const { method } = request.routeOptions;
    // A route of its own for this question answers it by itself.
    if (request.method !== 'OPTIONS' || wanted === undefined || request.is404 || method === 'OPTIONS')
      return done();
    void reply
      .code(204)
      .headers({
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers':
          request.headers['access-control-request-headers'] ?? 'Authorization, Content-Type, X-API-Key',
        'access-control-max-age': PREFLIGHT_SECONDS,
        vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
      })
      .send();
  });
}
