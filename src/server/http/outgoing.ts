import type { ServerResponse } from 'node:http';

/** What answers hold until their readers took them: past a limit the one whose reader took nothing for longest is closed. */
export class Outgoing {
  /** Whose reader took something last comes last. */
  readonly #held = new Map<ServerResponse, number>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** What all of them hold. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Counts what an answer holds from now until it is out, in place of what it held before. */
  hold(response: ServerResponse, bytes: number): void {
    if (!this.#held.has(response)) response.once('close', () => this.#release(response));
    this.#put(response, bytes);
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= this.#maxBytes || oldest === response) break;
      this.#release(oldest);
      oldest.destroy();
    }
  }

  /** Says that its reader took something. */
  touch(response: ServerResponse): void {
    const bytes = this.#held.get(response);
    if (bytes !== undefined) this.#put(response, bytes);
  }

  #put(response: ServerResponse, bytes: number): void {
    this.#bytes += bytes - (this.#held.get(response) ?? 0);
    this.#held.delete(response);
    this.#held.set(response, bytes);
  }

  #release(response: ServerResponse): void {
    this.#bytes -= this.#held.get(response) ?? 0;
    this.#held.delete(response);
  }
}
