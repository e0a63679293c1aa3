import type { FastifyRequest } from 'fastify';

/** Where the client found this collector; undefined where its Host header is no host. */
export function originOf({ protocol, headers: { host = '' } }: FastifyRequest): string | undefined {
  return /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i.test(host) ? `${protocol}://${host}` : undefined;
}
