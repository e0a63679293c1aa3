import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from './errors.ts';

/**
 * Notes every route that is added after this call. Returns the function that answers 405 to each method
 * that a route's path doesn't take, in the form of that route's errors; a 404 would say that there is nothing.
 */
export function otherMethods(app: FastifyInstance): () => void {
  const taken = new Map<
    string,
    { methods: Set<string>; named: Set<string>; answer: FastifyInstance['errorHandler'] }
  >();
  app.addHook('onRoute', function ({ url, method }) {
    const route = taken.get(url) ?? { methods: new Set(), named: new Set(), answer: this.errorHandler };
    for (const each of [method].flat()) {
      route.methods.add(each);
      // Wherever there is a GET there is a HEAD, which nobody named.
      if (method !== 'HEAD') route.named.add(each);
    }
    taken.set(url, route);
  });
  return () => {
    for (const [url, { methods, named, answer }] of [...taken]) {
      const allow = [...named].join(', ');
      const others = app.supportedMethods.filter(method => !methods.has(method));
      if (!others.length) continue;
      const refuse = async (request: FastifyRequest, reply: FastifyReply) => {
        reply.header('allow', allow);
        const message = `${request.method} is not for ${url}: send ${allow}`;
        // Fastify types its own errors here; ours answer both.
        return answer(new HttpError('method_not_allowed', message) as never, request, reply);
      };
      // Its body is not read: it may be large, or no JSON.
      app.route({ method: others, url, onRequest: refuse, handler: refuse });
    }
  };
}
