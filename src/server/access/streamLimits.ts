import type { FastifyRequest } from 'fastify';
import { addressOf } from '../http/addressOf.ts';
import type { Actor } from './access.ts';

/** Most streams at once by one token, or by one user. The demo's token is everybody's. */
const MAX_OF_ACTOR = 100;

/** The same from one address: an office is one. */
const MAX_OF_ADDRESS = 50;

/** Counts the streams that are open. */
export class StreamLimits {
  readonly #open = new Map<string, number>();

  /** Counts one more; the function that counts it off, or the message for one that is too many. */
  take(request: FastifyRequest, { kind, id }: Actor): (() => void) | string {
    const address = addressOf(request.ip);
    const keys: [key: string, max: number, whose: string][] = [
      [`${kind} ${id}`, MAX_OF_ACTOR, 'with this token'],
    ];
    if (address !== undefined) keys.push([`from ${address}`, MAX_OF_ADDRESS, 'from this address']);
    const over = keys.find(([key, max]) => (this.#open.get(key) ?? 0) >= max);
    if (over) return `too many event streams ${over[2]}: ${over[1]} may be open at once`;
    for (const [key] of keys) this.#count(key, 1);
    return () => {
      for (const [key] of keys) this.#count(key, -1);
    };
  }

  #count(key: string, by: 1 | -1): void {
    const count = (this.#open.get(key) ?? 0) + by;
    if (count) this.#open.set(key, count);
    else this.#open.delete(key);
  }
}
