import type { IncomingMessage, ServerResponse } from 'node:http';

declare module 'fastify' {
  interface FastifyInstance {
    /** What the bodies of all requests hold until they are whole, packed ones until they are answered. */
    incoming: Incoming;
  }
}

/** A request until it has come whole, or its response until that is out. */
type Holder = IncomingMessage | ServerResponse;

/** What bodies hold until they are whole, packed ones until they are answered: past a limit the connection of the oldest is closed. */
export class Incoming {
  /** The oldest first. */
  readonly #held = new Map<Holder, number>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** What all of them hold. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Counts so many more bytes, until the holder is closed. */
  hold(holder: Holder, bytes: number): void {
    if (holder.destroyed) return;
    const before = this.#held.get(holder);
    if (before === undefined) holder.once('close', () => this.#release(holder));
    this.#held.set(holder, (before ?? 0) + bytes);
    this.#bytes += bytes;
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#release(oldest);
      oldest.socket?.destroy();
    }
  }

  #release(holder: Holder): void {
    this.#bytes -= this.#held.get(holder) ?? 0;
    this.#held.delete(holder);
  }
}
