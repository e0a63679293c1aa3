/**
 * Work that keeps the event loop for some milliseconds, one piece at a time. After each the loop is free for as long as it
 * took: whoever asks for much waits for himself, and beacons for no more than one of those pieces.
 */
export class Turns {
  readonly #maxWaiting: number;
  readonly #waiting: { start: () => void; size: number }[] = [];
  #size = 0;
  #isBusy = false;

  /** @param maxWaiting what the sizes of those that wait may come to */
  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  /** Whether something of that size would have no place to wait. */
  isFull(size: number): boolean {
    return this.#isBusy && this.#size + size > this.#maxWaiting;
  }

  /** Does the work when its turn comes. */
  async take<Result>(size: number, work: () => Result | Promise<Result>): Promise<Result> {
    if (this.#isBusy) {
      await new Promise<void>(start => {
        this.#waiting.push({ start, size });
        this.#size += size;
      });
    }
    this.#isBusy = true;
    const start = performance.now();
    try {
      return await work();
    } finally {
      setTimeout(() => this.#next(), performance.now() - start);
    }
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (!next) {
      this.#isBusy = false;
      return;
    }
    this.#size -= next.size;
    next.start();
  }
}
