import type { Connection, Statement } from './connection.ts';

/** How many events there were, without counting them each time. */
export class EventCount {
  readonly #count: Statement<{ n: number }>;
  /** Changes where another process wrote: then what was counted here no longer holds. */
  readonly #version: Statement<{ data_version: number }>;
  #seen: { version: number; events: number } | undefined;
  /** Those that were added here since they were counted. */
  #added = 0;

  constructor(db: Connection) {
    this.#count = db.prepare('SELECT coalesce(sum(count), 0) AS n FROM counts');
    this.#version = db.prepare('PRAGMA data_version');
  }

  add(events: number): void {
    this.#added += events;
  }

  read(): number {
    const version = this.#version.get()!.data_version;
    if (version !== this.#seen?.version) {
      this.#seen = { version, events: this.#count.get()!.n };
      this.#added = 0;
    }
    return this.#seen.events + this.#added;
  }
}
