import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How often to look, in ms: a stop is quick for a person and cheap for the machine. */
const EVERY_MS = 20;

/**
 * Lets a stop end as soon as the last answer is out. Node closes the connections that are idle when the stop
 * begins, but keeps those that become idle a moment later, and those that browsers open ahead and have not
 * sent a byte on.
 */
export function closeIdle(app: FastifyInstance): void {
  const unused = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  app.addHook('preClose', async () => {
    if (!app.server.listening) return;
    const sweep = setInterval(() => {
      app.server.closeIdleConnections();
      for (const socket of unused) if (!socket.bytesRead) socket.destroy();
    }, EVERY_MS);
    app.server.once('close', () => clearInterval(sweep));
  });
}
