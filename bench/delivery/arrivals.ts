import type { Collector } from '../../e2e/support/collector.ts';
import type { EventStream } from '../../e2e/support/eventStream.ts';

/** What the collector has stored, as it tells it. */
export class Arrivals {
  readonly #seen = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  readonly #stream: EventStream;

  private constructor(stream: EventStream) {
    this.#stream = stream;
  }

  static async watch(collector: Collector, writeKey: string): Promise<Arrivals> {
    const arrivals = new Arrivals(await collector.stream(writeKey));
    // Ends with the stream.
    arrivals.#read().catch(() => {});
    return arrivals;
  }

  has(messageId: string): boolean {
    return this.#seen.has(messageId);
  }

  async of(messageId: string): Promise<void> {
    if (!this.has(messageId)) await new Promise<void>(resolve => this.#waiting.set(messageId, resolve));
  }

  close(): void {
    this.#stream.close();
  }

  async #read(): Promise<void> {
    for (;;) {
      const { messageId } = await this.#stream.next();
      this.#seen.add(messageId);
      this.#waiting.get(messageId)?.();
      this.#waiting.delete(messageId);
    }
  }
}
