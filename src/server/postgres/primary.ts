import { setTimeout as sleep } from 'node:timers/promises';
import { Away } from '../store/errors.ts';
import { chooseHost } from './chooseHost.ts';
import { openPools, type Pools } from './pools.ts';
import type { ServerAddress } from './readServers.ts';

/** Between two times that the hosts are asked: the first one, and the longest where none can be written to. */
const PAUSE_MS = 100;
const MAX_PAUSE_MS = 2000;

/** The host of a server that can be written to, chosen again when it may be another one. */
export class Primary {
  readonly #address: ServerAddress;
  readonly #connections: number;
  readonly #ears = new Set<() => void>();
  #pools: Pools | undefined;
  #isDoubted = false;
  #choosing: Promise<Pools> | undefined;
  /** The highest timeline that was seen. */
  #timeline = 0;
  #askedAt = -Infinity;
  #pause = PAUSE_MS;
  #refusal: unknown;
  #isClosed = false;

  constructor(address: ServerAddress, connections: number) {
    this.#address = address;
    this.#connections = connections;
  }

  /** Its connections. Rejects at once with the last reason while the hosts have been asked just now. */
  async get(): Promise<Pools> {
    if (this.#isClosed) throw new Away('the store is closed');
    if (this.#pools && !this.#isDoubted) return this.#pools;
    this.#choosing ??= this.#choose().finally(() => {
      this.#choosing = undefined;
    });
    return this.#choosing;
  }

  /** Something of these connections was lost: the hosts are asked again before the next one is used. */
  doubt(pools: Pools): void {
    if (pools !== this.#pools || this.#isDoubted) return;
    this.#isDoubted = true;
    for (const hear of this.#ears) hear();
  }

  /** Told when a host is doubted. Returns the function that ends it. */
  onDoubt(hear: () => void): () => void {
    this.#ears.add(hear);
    return () => void this.#ears.delete(hear);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#choosing?.catch(() => {});
    await this.#pools?.end();
  }

  async #choose(): Promise<Pools> {
    const since = performance.now() - this.#askedAt;
    if (since < this.#pause) {
      if (this.#refusal) throw this.#refusal;
      await sleep(this.#pause - since);
    }
    const last = this.#pools;
    try {
      const chosen = await chooseHost(this.#address, this.#timeline, last?.chosen.host);
      this.#timeline = chosen.timeline;
      const pools = openPools(this.#address, chosen, this.#connections, () => this.doubt(pools));
      this.#pools = pools;
      this.#isDoubted = false;
      this.#pause = PAUSE_MS;
      this.#refusal = undefined;
      if (last) void last.end();
      return pools;
    } catch (error) {
      this.#isDoubted = true;
      this.#pause = this.#refusal ? Math.min(2 * this.#pause, MAX_PAUSE_MS) : PAUSE_MS;
      this.#refusal = error;
      throw error;
    } finally {
      this.#askedAt = performance.now();
    }
  }
}
