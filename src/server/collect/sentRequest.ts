import type { FastifyRequest } from 'fastify';
import type { SentRequest } from './refusedSent.ts';

/** The same of a request that came by the router. */
export const sentRequest = ({ raw, routeOptions, body }: FastifyRequest): SentRequest => ({
  route: routeOptions.url ?? '',
  method: raw.method!,
  url: raw.url!,
  headers: raw.headers,
  body,
});
