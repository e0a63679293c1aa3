import { isUtf8 } from 'node:buffer';
import type { FastifyRequest } from 'fastify';
import { Refused } from './refused.ts';

/** What is no UTF-8 becomes U+FFFD, of three bytes: a body that is mostly that would be stored in three times its size. */
const MAX_GROWTH = 2;

/** A body's text. */
export function readBody(
  _request: FastifyRequest,
  body: Buffer,
  done: (error: Error | null, text?: string) => void,
): void {
  const text = body.toString();
  const isText = isUtf8(body) || Buffer.byteLength(text) <= MAX_GROWTH * body.length;
  if (isText) done(null, text);
  else done(new Refused(400, 'the body is no text: send it as UTF-8, or percent-encoded'));
}

/** A beacon's query, from the URL and then the body: a POST may have some of it in each. */
export function readQuery(request: FastifyRequest): string {
  const query = queryOf(request.raw.url!);
  const body = bodyOf(request);
  return body && query ? `${query}&${body}` : body || query;
}

/** The query of a URL, as its writer meant it. */
export function queryOf(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : asMeant(url.slice(at + 1));
}

/** Without a byte order mark at its beginning, and with `&` where a template wrote it for HTML and nobody read it back. */
const asMeant = (query: string): string =>
  query.replace(/^(?:\ufeff|%EF%BB%BF)/i, '').replaceAll(/&amp;/gi, '&');

/** sendBeacon makes a text a `text/plain`, and a Blob without a type has none. */
function bodyOf({ body, headers }: FastifyRequest): string {
  const type = headers['content-type'];
  if (!body || !type || /^\s*(application\/x-www-form-urlencoded|text\/plain)\s*(;|$)/i.test(type)) {
    return asMeant((body as string | undefined) ?? '');
  }
  const sent = type.slice(0, 100);
  throw new Refused(400, `content-type: ${sent}, send application/x-www-form-urlencoded or text/plain`);
}
