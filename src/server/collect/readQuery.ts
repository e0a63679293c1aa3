import type { FastifyRequest } from 'fastify';
import { Refused } from './refused.ts';

/** A beacon's query, from the URL and then the body: a POST may have some of it in each. */
export function readQuery(request: FastifyRequest): string {
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
