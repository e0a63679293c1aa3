import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How often to look, in ms: a stop is quick for a person and cheap for the machine. */
const EVERY_MS = 20;

/** How long a stop waits for the rest of a request, in ms. What has not come by then was never acknowledged. */
const REST_MS = 2000;

/**
 * Lets a stop end as soon as the last answer is out. Node closes the connections that are idle when the stop
 * begins, but keeps those that become idle a moment later, those that browsers open ahead and have not
 * sent a byte on, and those whose request never ends.
 * @param waiting the connections that wait for their clients
 */
export function closeIdle(app: FastifyInstance, waiting: ReadonlySet<Socket>): void {
  app.addHook('preClose', async () => {
    if (!app.server.listening) return;
    const sweep = setInterval(() => {
      app.server.closeIdleConnections();
      for (const socket of waiting) if (!socket.bytesRead) socket.destroy();
    }, EVERY_MS);
    const rest = setTimeout(() => {
      for (const socket of waiting) socket.destroy();
    }, REST_MS);
    app.server.once('close', () => {
      clearInterval(sweep);
      clearTimeout(rest);
    });
  });
}
