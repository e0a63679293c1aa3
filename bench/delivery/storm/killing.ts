import { setTimeout } from 'node:timers/promises';
import type { Collector } from '../../../e2e/support/collector.ts';

/** Kills the collector whenever it has been up for so long, until told to stop; then it is up. */
export class Killing {
  kills = 0;
  readonly #stop = new AbortController();
  readonly #end: Promise<void>;

  constructor(collector: Collector, upMs: number) {
    this.#end = this.#run(collector, upMs);
    // Told by stop().
    this.#end.catch(() => {});
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#end;
  }

  async #run(collector: Collector, upMs: number): Promise<void> {
    const { signal } = this.#stop;
    for (;;) {
      await setTimeout(upMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      await collector.kill();
      this.kills++;
      await collector.restart();
    }
  }
}
