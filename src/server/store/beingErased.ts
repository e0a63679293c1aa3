import { Away } from './errors.ts';

/**
 * The tags and accounts that are being removed: what a stranger sends meanwhile must not stay behind without them. An ad or a pixel
 * is counted for its account's last tag though it is off, or for one that is made for it.
 */
export class BeingErased {
  /** By how many each is: a tag may go by itself and with its account at once. */
  readonly #counts = new Map<string, number>();

  get reason(): Away {
    return new Away('what it belongs to is being removed');
  }

  has(id: string): boolean {
    return this.#counts.size > 0 && this.#counts.has(id);
  }

  async while<Result>(ids: readonly string[], work: () => Promise<Result>): Promise<Result> {
    for (const id of ids) this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
    try {
      return await work();
    } finally {
      for (const id of ids) {
        const left = this.#counts.get(id)! - 1;
        if (left) this.#counts.set(id, left);
        else this.#counts.delete(id);
      }
    }
  }
}
