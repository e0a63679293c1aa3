import type { IncomingMessage } from 'node:http';

declare module 'fastify' {
  interface FastifyInstance {
    /** What the bodies of all requests hold until they are whole. */
    incoming: Incoming;
  }
}

/** What bodies hold until they are whole, packed and unpacked: past a limit the connection of the oldest is closed. */
export class Incoming {
  /** The oldest first. */
  readonly #held = new Map<IncomingMessage, number>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** What all of them hold. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Counts so many more bytes of a request that has not come whole. */
  hold(request: IncomingMessage, bytes: number): void {
    // What is still unpacked once all has come is read at once.
    if (request.destroyed) return;
    const before = this.#held.get(request);
    if (before === undefined) request.once('close', () => this.#release(request));
    this.#held.set(request, (before ?? 0) + bytes);
    this.#bytes += bytes;
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#release(oldest);
      oldest.socket.destroy();
    }
  }

  #release(request: IncomingMessage): void {
    this.#bytes -= this.#held.get(request) ?? 0;
    this.#held.delete(request);
  }
}
