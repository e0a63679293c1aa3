import type { FastifyInstance } from 'fastify';
import { DAY_MS } from '../../protocol/durations.ts';
import { prefixOf } from './publicUrl.ts';

const POLICY = 'cross-origin-resource-policy';

/** What every answer has, unless its route says otherwise: no type is guessed, and no other site's page holds it. */
const FOR_ALL = { 'x-content-type-options': 'nosniff', [POLICY]: 'same-origin' };

/** What other sites' pages load says so by this. */
export const FOR_OTHER_SITES = { [POLICY]: 'cross-origin' };

/** What a site's own proxy may pass on under the site's own name. */
const OWN_PATH = '/:path';

/**
 * Headers that keep browsers safe.
 * @param hstsDays how long browsers come by https alone; null: they are not told. Only where the console and the API are: what
 *   other sites load may be under a site's own host, which is not ours to bind; nor are hosts below this one.
 */
export function safeHeaders(app: FastifyInstance, hstsDays: number | null): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(FOR_ALL);
    done();
  });
  app.server.on('checkExpectation', (_request, response) => response.writeHead(417, FOR_ALL).end());
  if (hstsDays === null) return;
  const value = `max-age=${(hstsDays * DAY_MS) / 1000}`;
  app.addHook('onSend', (request, reply, payload, done) => {
    const { url } = request.routeOptions;
    const isOurs =
      url !== undefined &&
      !url.startsWith(OWN_PATH) &&
      !prefixOf(request) &&
      reply.getHeader(POLICY) === 'same-origin';
    if (isOurs) reply.header('strict-transport-security', value);
    done(null, payload);
  });
}
