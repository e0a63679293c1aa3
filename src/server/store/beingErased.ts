import { Away } from './errors.ts';

/**
 * The tags and accounts that are being removed: what a stranger sends meanwhile must not stay behind without them. An ad or a pixel
 * is counted for its account's last tag though it is off, or for one that is made for it.
 */
export class BeingErased {
  readonly #ids = new Set<string>();

  get reason(): Away {
    return new Away('what it belongs to is being removed');
  }

  has(id: string): boolean {
    return this.#ids.size > 0 && this.#ids.has(id);
  }

  async while<Result>(ids: readonly string[], work: () => Promise<Result>): Promise<Result> {
    for (const id of ids) this.#ids.add(id);
    try {
      return await work();
    } finally {
      for (const id of ids) this.#ids.delete(id);
    }
  }
}
