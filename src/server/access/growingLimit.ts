/** Most keys that are remembered. The one that began longest ago is forgotten first. */
const MAX_KEYS = 25_000;

interface Window {
  count: number;
  end: number;
  length: number;
}

/** Counts tries by key: so many in a window. Each window that was used up makes the next one twice as long. */
export class GrowingLimit {
  readonly #limit: number;
  readonly #firstMs: number;
  readonly #longestMs: number;
  readonly #windows = new Map<string, Window>();

  constructor(limit: number, firstMs: number, longestMs: number) {
    this.#limit = limit;
    this.#firstMs = firstMs;
    this.#longestMs = longestMs;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#windows.size;
  }

  /** Counts a try; 0, or the seconds to wait where it is one too many. A refused one doesn't count. */
  hit(key: string, time: number): number {
    const window = this.#windows.get(key);
    const left = window ? window.end - time : 0;
    // A clock that was set back must not lock anyone out until it is there again.
    if (!window || left <= 0 || left > window.length) this.#begin(key, time, window);
    else if (window.count >= this.#limit) return Math.ceil(left / 1000);
    else window.count++;
    return 0;
  }

  /** A try was good: the next window is as long as the first. */
  forgive(key: string): void {
    const window = this.#windows.get(key);
    if (window) window.length = this.#firstMs;
  }

  #begin(key: string, time: number, last: Window | undefined): void {
    // After a quiet time as long as the last window it begins anew.
    const isNew = !last || last.count < this.#limit || time >= last.end + last.length;
    const length = isNew ? this.#firstMs : Math.min(2 * last.length, this.#longestMs);
    this.#windows.delete(key);
    this.#windows.set(key, { count: 1, end: time + length, length });
    if (this.#windows.size > MAX_KEYS) this.#windows.delete(this.#windows.keys().next().value!);
  }
}
