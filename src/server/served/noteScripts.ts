import type { FastifyInstance } from 'fastify';
import type { Checks } from '../collect/checks.ts';

/** Tells the checks of each script that a page asks for. */
export function noteScripts(app: FastifyInstance, checks: Pick<Checks, 'asked'>): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const [, key, debug] = /(?:([0-9a-f]{32})|\/tgp[^/]*?)(\.debug)?\.js(?:\?|$)/.exec(request.url) ?? [];
    if (request.url.includes('.js')) checks.asked(debug ? 'debug' : 'script', key, request.headers.referer);
    done();
  });
}
