import type { FastifyRequest } from 'fastify';

/** Where the client found this collector, as a trusted proxy says; undefined where its host is none. */
export function originOf({ protocol, host }: FastifyRequest): string | undefined {
  return /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i.test(host) ? `${protocol}://${host}` : undefined;
}
