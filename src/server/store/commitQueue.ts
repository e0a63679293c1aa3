import { NotStored } from './errors.ts';
import { histogram, type Times } from './histogram.ts';

/** Most items one commit takes, so that the first of them is not kept waiting by the last. */
const MAX_BATCH = 1000;

/** The same for their sizes: a commit holds everything else up, half a second for 16 MB. */
const MAX_BATCH_SIZE = 2 * 1024 * 1024;

/** An item is taken only where so many of its size would fit: what is left is room for the small ones of others. */
const SPARE = 8;

/** A connection is accepted in one turn, and its request read in the next. */
const QUIET_TURNS = 2;

type Settled<Result> = Result | NotStored;
type Commit<Item, Result> = (items: Item[]) => Settled<Result>[] | Promise<Settled<Result>[]>;

interface Waiting<Item, Result> {
  item: Item;
  size: number;
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

/**
 * Commits whatever is queued as soon as the last commit ended. A timer in its place costs latency and half
 * the throughput (measured with 64 clients that each wait for their answer).
 */
export class CommitQueue<Item, Result> {
  #waiting: Waiting<Item, Result>[] = [];
  #size = 0;
  /** Of the last one, failed or not. */
  #commitMs = 0;
  #running = false;
  #idle: (() => void)[] = [];
  readonly #commit: Commit<Item, Result>;
  readonly #limit: number;
  readonly #sizeLimit: number;

  /** How long the last commit took; null before the first. */
  lastCommitMs: number | null = null;

  /** How many commits made nothing durable. */
  failures = 0;
  readonly #times = histogram();

  /**
   * @param commit makes all of them durable, or throws and makes none; gives `NotStored` of one that it leaves out
   * @param limit most items that may wait; the next one is refused
   * @param sizeLimit what the sizes of those that wait may come to; the next one is refused
   */
  constructor(commit: Commit<Item, Result>, limit: number, sizeLimit = Infinity) {
    this.#commit = commit;
    this.#limit = limit;
    this.#sizeLimit = sizeLimit;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** How long the commits took that made something durable. */
  get times(): Times {
    return this.#times.times();
  }

  /** Settles when the item is durable; rejects with `NotStored` when it is not. */
  add(item: Item, size = 0): Promise<Result> {
    if (this.#waiting.length >= this.#limit || this.#size + SPARE * size > this.#sizeLimit) {
      return Promise.reject(new NotStored('the queue is full'));
    }
    this.#size += size;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, size, resolve, reject });
      if (!this.#running) {
        this.#running = true;
        this.#gather(performance.now());
      }
    });
  }

  /** Settles when nothing waits any more. */
  drained(): Promise<void> {
    return this.#running ? new Promise(resolve => this.#idle.push(resolve)) : Promise.resolve();
  }

  /**
   * A commit that blocks the event loop takes what one turn of it has read, and a turn accepts a single new
   * connection. So turns are made until they bring nothing more, but for no longer than the last commit took.
   */
  #gather(since: number, before = 0, quiet = 0): void {
    setImmediate(() => {
      const { length } = this.#waiting;
      const turns = length > before ? 0 : quiet + 1;
      const isLate = performance.now() - since >= this.#commitMs;
      if (turns >= QUIET_TURNS || length >= MAX_BATCH || isLate) void this.#run();
      else this.#gather(since, length, turns);
    });
  }

  #take(): Waiting<Item, Result>[] {
    let size = 0;
    let count = 0;
    while (count < MAX_BATCH && count < this.#waiting.length && size < MAX_BATCH_SIZE) {
      size += this.#waiting[count++]!.size;
    }
    this.#size -= size;
    return this.#waiting.splice(0, count);
  }

  async #run(): Promise<void> {
    const batch = this.#take();
    const startedAt = performance.now();
    try {
      const results = await this.#commit(batch.map(({ item }) => item));
      this.lastCommitMs = this.#commitMs = performance.now() - startedAt;
      if (results.every(result => result instanceof NotStored)) this.failures++;
      else this.#times.add(this.lastCommitMs);
      for (const [at, { resolve, reject }] of batch.entries()) {
        const result = results[at]!;
        if (result instanceof NotStored) reject(result);
        else resolve(result);
      }
    } catch (error) {
      this.#commitMs = performance.now() - startedAt;
      this.failures++;
      const refusal = new NotStored((error as Error).message, { cause: error });
      for (const { reject } of batch) reject(refusal);
    }
    if (this.#waiting.length) return this.#gather(performance.now());
    this.#running = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
