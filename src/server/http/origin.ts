import type { FastifyRequest } from 'fastify';

/** Where the client found this collector; undefined where its Host header is no host. */
export function originOf({ protocol, headers: { host = '' } }: FastifyRequest): string | undefined {
  // A proxy may pass on whatever its client called the protocol.
  const scheme = protocol === 'https' ? 'https' : 'http';
  return /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i.test(host) ? `${scheme}://${host}` : undefined;
}
