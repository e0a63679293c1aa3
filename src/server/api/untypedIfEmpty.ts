import type { FastifyRequest } from 'fastify';

/** Clients that send the same headers with every request name the type of a body that isn't there. */
export async function untypedIfEmpty({ headers }: FastifyRequest): Promise<void> {
  if (!Number(headers['content-length']) && !headers['transfer-encoding']) delete headers['content-type'];
}
