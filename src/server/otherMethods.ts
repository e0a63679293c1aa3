import type { FastifyInstance } from 'fastify';
import { HttpError } from './errors.ts';

/**
 * Notes every route that is added after this call. Returns the function that answers 405 to each method
 * that a route's path doesn't take; a 404 would say that there is nothing.
 */
export function otherMethods(app: FastifyInstance): () => void {
  const taken = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = taken.get(url) ?? new Set();
    for (const each of [method].flat()) methods.add(each);
    taken.set(url, methods);
  });
  return () => {
    for (const [url, methods] of [...taken]) {
      const allow = [...methods].join(', ');
      const others = app.supportedMethods.filter(method => !methods.has(method));
      if (!others.length) continue;
      app.route({
        method: others,
        url,
        handler: (request, reply) => {
          reply.header('allow', allow);
          throw new HttpError('method_not_allowed', `${request.method} is not for ${url}: send ${allow}`);
        },
      });
    }
  };
}
