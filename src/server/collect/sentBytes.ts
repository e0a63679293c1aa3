import type { FastifyRequest } from 'fastify';

/** Headers that an ad's or a conversion pixel's event is stored with. */
const OF_VISIT = ['user-agent', 'referer'] as const;

/** The bytes of a request that may be stored: its URL, and its body or, where it comes from an ad or a pixel, its headers. */
export function sentBytes({ raw, body, headers }: FastifyRequest, isOfAd = false): number {
  const ofBody = typeof body === 'string' ? Buffer.byteLength(body) : 0;
  const ofHeaders = isOfAd ? OF_VISIT.reduce((sum, name) => sum + (headers[name]?.length ?? 0), 0) : 0;
  return raw.url!.length + ofBody + ofHeaders;
}
