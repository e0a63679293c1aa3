import { MINUTE_MS } from '../../protocol/durations.ts';
import { etagOf, type File, pressFile } from './files.ts';
import { RateLimit } from './rateLimit.ts';

/** Most files that are kept, some 25 kB each. */
const MAX_KEPT = 500;

/** Most that are compressed in a minute, some 20 ms each, beside the event loop. */
const A_MINUTE = 300;

/**
 * Compresses what is made for requests: each text once, however often it is asked for, and no more in a minute than a core has
 * time for, however many texts a stranger has made. What comes beyond goes out as it is.
 */
export class Pressing {
  readonly #now: () => number;
  readonly #kept = new Map<string, Promise<File>>();
  readonly #limit = new RateLimit(A_MINUTE, MINUTE_MS);

  constructor(now: () => number) {
    this.#now = now;
  }

  async press(type: string, body: Buffer): Promise<File> {
    const etag = etagOf(body);
    const key = `${type} ${etag}`;
    const known = this.#kept.get(key);
    if (!known && this.#limit.hit('', this.#now())) return { type, body, etag };
    const file = known ?? pressFile(type, body);
    // Again at the end: the first is the one that was asked for longest ago.
    this.#kept.delete(key);
    this.#kept.set(key, file);
    if (this.#kept.size > MAX_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    return file;
  }
}
