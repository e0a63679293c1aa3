import type { IncomingMessage, Server } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import { addressOf } from './addressOf.ts';

/**
 * Says once that a proxy on this machine is not named: what its visitors send has no address then, so that no limit by
 * address holds, and is taken for http.
 */
export function warnOfUnnamedProxy(server: Server, log: FastifyBaseLogger): void {
  const look = ({ headers, socket }: IncomingMessage): void => {
    if (!headers['x-forwarded-for'] && !headers.forwarded && !headers['x-forwarded-proto']) return;
    if (addressOf(socket.remoteAddress) !== undefined) return;
    server.off('request', look);
    log.warn(
      'a proxy on this machine passes requests on, and is not believed: name it with --trust-proxy loopback',
    );
  };
  server.on('request', look);
}
