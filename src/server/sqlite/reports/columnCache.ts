import type { Column } from './column.ts';
import type { Place } from './readPart.ts';

/**
 * What those columns take that are kept as they were read: a console asks for several reports of the same days, each of all of them in
 * their order, so that where one is too many none is found again. Any report of 90 days with 10 million events has less.
 */
const MAX_BYTES = 96 * 1024 * 1024;

/** What an entry takes beside its column. */
const ENTRY_BYTES = 1000;

/** A column of a part of a day. */
export interface Part {
  rows: number;
  column: Column;
  /** Where the next part goes on, of one that was read of visits. */
  next?: Place | undefined;
}

/** Columns that were read lately; the one that was asked for least lately makes room. */
export class ColumnCache {
  readonly #known = new Map<string, { form: string; part: Part; bytes: number }>();
  readonly #most: number;
  #bytes = 0;

  constructor(most = MAX_BYTES) {
    this.#most = most;
  }

  /** @param form of what it was made of: one that was made of something else is gone */
  get(key: string, form: string): Part | undefined {
    const found = this.#known.get(key);
    if (!found) return undefined;
    this.#known.delete(key);
    if (found.form !== form) {
      this.#bytes -= found.bytes;
      return undefined;
    }
    this.#known.set(key, found);
    return found.part;
  }

  /** @param bytes that it takes */
  put(key: string, form: string, part: Part, bytes: number): void {
    if (this.get(key, form)) return;
    const entry = { form, part, bytes: bytes + ENTRY_BYTES };
    this.#known.set(key, entry);
    this.#bytes += entry.bytes;
    for (const [other, { bytes: freed }] of this.#known) {
      if (this.#bytes <= this.#most) return;
      this.#known.delete(other);
      this.#bytes -= freed;
    }
  }
}
