import type { StoredEvent } from '../store/event.ts';
import type { Accounts } from '../store/records.ts';
import type { Follow } from '../store/store.ts';

export type Listener = (event: StoredEvent, accountId: string) => void;

/** Most events of its own that a collector waits to see again among those of all. */
const MAX_OWN = 10_000;

const keyOf = ({ writeKey, messageId }: StoredEvent): string => `${writeKey} ${messageId}`;

/** Tells whoever listens of each new event, after its commit: at once of those that this collector stored. */
export class Live {
  readonly #follow: Follow | undefined;
  readonly #listeners = new Set<Listener>();
  /** Whose events each open stream is of. */
  readonly #streams = new Set<{ accounts: Accounts }>();
  /** Told of already, while others' events are followed. */
  readonly #own = new Set<string>();
  #following: Promise<() => void> | undefined;

  /** @param follow where other collectors share the store */
  constructor(follow?: Follow) {
    this.#follow = follow;
  }

  /** How many streams of events are open. */
  get streams(): number {
    return this.#streams.size;
  }

  /** Returns the function that ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * A stream of some accounts' events: while there is one, other collectors' are told of too. Settles once they are, with the
   * function that ends it.
   */
  async join(accounts: Accounts): Promise<() => void> {
    const stream = { accounts };
    this.#streams.add(stream);
    this.#following ??= this.#follow?.(
      () => this.#wanted(),
      (event, accountId) => {
        if (!this.#own.delete(keyOf(event))) this.#pass(event, accountId);
      },
    );
    await this.#following;
    return () => {
      this.#streams.delete(stream);
      if (this.#streams.size) return;
      void this.#following?.then(end => end());
      this.#following = undefined;
      this.#own.clear();
    };
  }

  tell(event: StoredEvent, accountId: string): void {
    if (this.#following) {
      const [oldest] = this.#own;
      if (this.#own.size >= MAX_OWN) this.#own.delete(oldest!);
      this.#own.add(keyOf(event));
    }
    this.#pass(event, accountId);
  }

  #pass(event: StoredEvent, accountId: string): void {
    for (const listener of this.#listeners) listener(event, accountId);
  }

  #wanted(): Accounts {
    const all = [...this.#streams].map(({ accounts }) => accounts);
    return all.includes('*') ? '*' : [...new Set(all.flat())];
  }
}
