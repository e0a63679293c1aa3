import type { FastifyRequest } from 'fastify';
import { originOf } from './origin.ts';

/** Where a browser says that a request comes from: a page of ours, another's; or it does not say. */
export type Sender = 'own' | 'other' | 'unsaid';

/**
 * Reads the three headers by which browsers tell whose page sends a request. Whatever one of them says against it counts:
 * a page can leave some out, and change none.
 * @param publicUrls what the collector is called outside, where a proxy keeps that from it
 */
export function senderOf(request: FastifyRequest, publicUrls: readonly string[] = []): Sender {
  const { origin, referer, 'sec-fetch-site': site } = request.headers;
  if (origin === undefined && referer === undefined && site === undefined) return 'unsaid';
  const own = ownOrigins(request, publicUrls);
  const isOwn = (url: string) => URL.canParse(url) && own.includes(new URL(url).origin);
  const isAnothers =
    (origin !== undefined && !isOwn(origin)) ||
    (referer !== undefined && !isOwn(referer)) ||
    (site !== undefined && site !== 'same-origin');
  return isAnothers ? 'other' : 'own';
}

/**
 * Those of the request's own host. Where it has public ones, they alone are: a page that came by http is not ours where
 * ours come by https, and a proxy may keep from the collector which it was.
 */
function ownOrigins(request: FastifyRequest, publicUrls: readonly string[]): string[] {
  const seen = originOf(request);
  if (seen === undefined || !URL.canParse(seen)) return [];
  const { origin, hostname } = new URL(seen);
  const named = publicUrls.map(url => new URL(url)).filter(url => url.hostname === hostname);
  return named.length ? named.map(url => url.origin) : [origin];
}
