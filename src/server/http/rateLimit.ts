/** Most keys of a generation, some ten megabytes for both. */
const MAX_KEYS = 25_000;

interface Window {
  count: number;
  end: number;
}

/**
 * Counts requests or their bytes by key, so many in a window that begins with the first of them. Ours, since
 * `@fastify/rate-limit` takes one key for a request and awaits it, `rate-limiter-flexible` has a timer for each
 * key and no bound, and both only know the machine's own clock.
 */
export class RateLimit {
  readonly limit: number;
  readonly #windowMs: number;
  /** Forgotten as a whole: to look for the oldest keys among many costs more than the request. */
  #older = new Map<string, Window>();
  #newer = new Map<string, Window>();
  #newerSince = 0;

  /** @param limit `Infinity` for none */
  constructor(limit: number, windowMs: number) {
    this.limit = limit;
    this.#windowMs = windowMs;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#older.size + this.#newer.size;
  }

  /**
   * Counts a request; 0, or the seconds to wait where it is one too many. A refused one doesn't count.
   * @param amount what it counts: one, or its bytes, of which the last ones may go past the limit
   */
  hit(key: string, time: number, amount = 1): number {
    if (this.limit === Number.POSITIVE_INFINITY) return 0;
    const window = this.#newer.get(key) ?? this.#older.get(key);
    const left = window ? window.end - time : 0;
    // A clock that was set back must not lock anyone out until it is there again.
    if (!window || left <= 0 || left > this.#windowMs) this.#begin(key, time, amount);
    else if (window.count >= this.limit) return Math.ceil(left / 1000);
    else window.count += amount;
    return 0;
  }

  /** Counts so much less, where more was counted before it was known. */
  giveBack(key: string, amount: number): void {
    const window = this.#newer.get(key) ?? this.#older.get(key);
    if (window) window.count = Math.max(0, window.count - amount);
  }

  #begin(key: string, time: number, count: number): void {
    const isOver = Math.abs(time - this.#newerSince) >= this.#windowMs;
    if (isOver || this.#newer.size >= MAX_KEYS) {
      this.#older = this.#newer;
      this.#newer = new Map();
      this.#newerSince = time;
    }
    this.#newer.set(key, { count, end: time + this.#windowMs });
  }
}
