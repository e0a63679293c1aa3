import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How long a reader may take nothing of what waits for it, in ms. */
export const STALL_MS = 30_000;

/** How often it is looked at in that time. */
const LOOKS = 6;

/** How far a reader is. */
interface Progress {
  taken: number;
  since: number;
}

/**
 * Closes connections whose readers take nothing, whatever is written to them: an answer, or a stream that shows from time to
 * time that it lives.
 */
export function closeStalled(
  app: FastifyInstance,
  connections: { readonly sockets: Iterable<Socket> },
  stallMs = STALL_MS,
): void {
  const readers = new WeakMap<Socket, Progress>();
  const look = () => {
    const now = performance.now();
    for (const socket of connections.sockets) {
      if (!socket.writableLength) {
        readers.delete(socket);
        continue;
      }
      const taken = socket.bytesWritten - socket.writableLength;
      const last = readers.get(socket);
      if (last?.taken !== taken) readers.set(socket, { taken, since: now });
      else if (now - last.since >= stallMs) socket.destroy();
    }
  };
  app.addHook('onListen', async () => {
    const timer = setInterval(look, stallMs / LOOKS).unref();
    app.server.once('close', () => clearInterval(timer));
  });
}
