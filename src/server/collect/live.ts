import type { StoredEvent } from '../store/event.ts';
import type { Accounts } from '../store/records.ts';
import type { Follow } from '../store/store.ts';

export type Listener = (event: StoredEvent, accountId: string) => void;

/** Most events that a collector knows to have told of, while it may hear of them again from the store. */
const MAX_TOLD = 10_000;

const keyOf = ({ writeKey, messageId }: StoredEvent): string => `${writeKey} ${messageId}`;

/** Tells whoever listens of each new event, after its commit: at once of those that this collector stored. */
export class Live {
  readonly #follow: Follow | undefined;
  readonly #listeners = new Set<Listener>();
  /** Whose events each open stream is of. */
  readonly #streams = new Set<{ accounts: Accounts }>();
  /** Told of once, while the store's events are followed: an event of this collector's comes twice, in either order. */
  readonly #told = new Set<string>();
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
      (event, accountId) => this.tell(event, accountId),
    );
    await this.#following;
    return () => {
      this.#streams.delete(stream);
      if (this.#streams.size) return;
      void this.#following?.then(end => end());
      this.#following = undefined;
      this.#told.clear();
    };
  }

  tell(event: StoredEvent, accountId: string): void {
    if (this.#following && !this.#isFirst(keyOf(event))) return;
    for (const listener of this.#listeners) listener(event, accountId);
  }

  #isFirst(key: string): boolean {
    if (this.#told.delete(key)) return false;
    const [oldest] = this.#told;
    if (this.#told.size >= MAX_TOLD) this.#told.delete(oldest!);
    this.#told.add(key);
    return true;
  }

  #wanted(): Accounts {
    const all = [...this.#streams].map(({ accounts }) => accounts);
    return all.includes('*') ? '*' : [...new Set(all.flat())];
  }
}
