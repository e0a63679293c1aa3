import type { FastifyRequest } from 'fastify';

/** What a request has as `Authorization`, or as `X-API-Key` where it has none; undefined where it has neither. */
export function tokenInHeader({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const { authorization, 'x-api-key': key } = headers;
  if (authorization !== undefined) return authorization;
  return typeof key === 'string' ? `Bearer ${key.trim()}` : undefined;
}
