import { setTimeout } from 'node:timers/promises';
import type { Collector } from '../../../e2e/support/collector.ts';

/** Kills the collector whenever it has been up for so long, first after `firstMs`, until told to stop; then it is up. */
export class Killing {
  kills = 0;
  readonly #stop = new AbortController();
  readonly #end: Promise<void>;

  constructor(collector: Collector, upMs: number, firstMs = upMs) {
    this.#end = this.#run(collector, upMs, firstMs);
    // Told by stop().
    this.#end.catch(() => {});
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#end;
  }

  async #run(collector: Collector, upMs: number, firstMs: number): Promise<void> {
    const { signal } = this.#stop;
    for (let ms = firstMs; ; ms = upMs) {
      await setTimeout(ms, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      await collector.kill();
      this.kills++;
      await collector.restart();
    }
  }
}
