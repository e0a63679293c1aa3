import type { FastifyInstance } from 'fastify';
import { MAX_HEADER_BYTES } from './answerUnreadable.ts';
import { type Connections, USUAL_HEAD } from './connections.ts';

/** What the heads of requests may hold that have no end yet. In memory, many short headers take nearly twice as much. */
export const MAX_HEADS = 16 * 1024 * 1024;

/** How often it is looked at, in ms: nothing tells when bytes of a head come. */
const EVERY_MS = 250;

/** Closes those that have waited longest for the rest of a long head, where all of them hold too much. */
export function boundHeads(
  app: FastifyInstance,
  { waiting, headBytes }: Pick<Connections, 'waiting' | 'headBytes'>,
  maxBytes = MAX_HEADS,
): void {
  const look = () => {
    if (waiting.size * MAX_HEADER_BYTES <= maxBytes) return;
    const held = [...waiting].map(socket => [socket, bytesOf(headBytes(socket))] as const);
    let bytes = held.reduce((sum, [, each]) => sum + each, 0);
    for (const [socket, each] of held) {
      if (bytes <= maxBytes) break;
      if (each) socket.destroy();
      bytes -= each;
    }
  };
  app.addHook('onListen', async () => {
    const timer = setInterval(look, EVERY_MS).unref();
    app.server.once('close', () => clearInterval(timer));
  });
}

/** A short one is left out: 10,000 hold 40 MB at most. What nobody read of a body is no head, and may be longer than one. */
const bytesOf = (bytes: number): number => (bytes > USUAL_HEAD ? Math.min(bytes, MAX_HEADER_BYTES) : 0);
