import type { StoredEvent } from '../store/event.ts';

export type Listener = (event: StoredEvent, accountId: string) => void;

/** Tells whoever listens of each new event, after its commit. */
export class Live {
  /** How many streams of events are open. */
  streams = 0;
  readonly #listeners = new Set<Listener>();

  /** Returns the function that ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(event: StoredEvent, accountId: string): void {
    for (const listener of this.#listeners) listener(event, accountId);
  }
}
