import { NotStored } from './store.ts';

/** Most items one commit takes, so that the first of them is not kept waiting by the last. */
const MAX_BATCH = 1000;

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

/**
 * Commits whatever is queued as soon as the last commit ended. A timer in its place costs latency and half
 * the throughput (measured with 64 clients that each wait for their answer).
 */
export class CommitQueue<Item, Result> {
  #waiting: Waiting<Item, Result>[] = [];
  #running = false;
  #idle: (() => void)[] = [];
  readonly #commit: (items: Item[]) => Result[] | Promise<Result[]>;
  readonly #limit: number;

  /** How long the last commit took; null before the first. */
  lastCommitMs: number | null = null;

  /**
   * @param commit makes all of them durable, or throws and makes none
   * @param limit most items that may wait; the next one is refused
   */
  constructor(commit: (items: Item[]) => Result[] | Promise<Result[]>, limit: number) {
    this.#commit = commit;
    this.#limit = limit;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Settles when the item is durable; rejects with `NotStored` when it is not. */
  add(item: Item): Promise<Result> {
    if (this.#waiting.length >= this.#limit) return Promise.reject(new NotStored('the queue is full'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#running) {
        this.#running = true;
        setImmediate(() => void this.#run());
      }
    });
  }

  /** Settles when nothing waits any more. */
  drained(): Promise<void> {
    return this.#running ? new Promise(resolve => this.#idle.push(resolve)) : Promise.resolve();
  }

  async #run(): Promise<void> {
    const batch = this.#waiting.splice(0, MAX_BATCH);
    const startedAt = performance.now();
    try {
      const results = await this.#commit(batch.map(({ item }) => item));
      this.lastCommitMs = performance.now() - startedAt;
      for (const [at, { resolve }] of batch.entries()) resolve(results[at]!);
    } catch (error) {
      const refusal = new NotStored((error as Error).message, { cause: error });
      for (const { reject } of batch) reject(refusal);
    }
    if (this.#waiting.length) return void setImmediate(() => void this.#run());
    this.#running = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
