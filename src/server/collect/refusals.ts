import { HOUR_MS } from '../../protocol/durations.ts';
import type { TagRow } from '../store/rows.ts';
import { maskReason } from './maskReason.ts';

/** What is kept: in all, and of one tag, so that no tag's pushes out those of all others. */
const MAX = 1000;
const MAX_OF_TAG = 30;

/** New ones that are looked into in a second: for each a tag is looked up. */
const MAX_NEW = 20;

/** How long one is told of. */
const KEPT_MS = 24 * HOUR_MS;

/** How long what happens again waits until it is told of, in ms. */
const GATHER_MS = 250;

/** What was refused, as it came. */
export interface RefusedSent {
  route: string;
  method: string;
  status: number;
  reason: string;
  /** As it was sent, whatever it is. */
  writeKey: string | undefined;
  /** Of the page, where the browser tells it. */
  host: string;
  /** Names of the parameters. Not called where the same was refused before. */
  names: () => string[];
}

/** Beacons that were refused for the same reason, without what they said. Times are ms. */
export interface Refusal {
  /** Its own number. */
  id: number;
  route: string;
  method: string;
  status: number;
  /** Without values that were sent. */
  reason: string;
  /** '' where there was none, or one that is none by its form. */
  writeKey: string;
  /** Whose tag that is; null where none is known. */
  accountId: string | null;
  host: string;
  names: string[];
  count: number;
  firstAt: number;
  lastAt: number;
}

export interface RefusalParts {
  now: () => number;
  findTag: (writeKey: string) => Promise<Pick<TagRow, 'account_id'> | undefined>;
}

type Listener = (refusal: Refusal) => void;

const WRITE_KEY = /^[0-9a-f]{32}$/;

/** The beacons that were refused since the start, in memory: so many, and nothing that tells of a person. */
export class Refusals {
  readonly #parts: RefusalParts;
  /** By all that makes two of them the same; the one that happened last is the last. */
  readonly #kept = new Map<string, Refusal>();
  /** Those whose tag is looked up. */
  readonly #finding = new Set<Refusal>();
  readonly #listeners = new Set<Listener>();
  readonly #untold = new Set<Refusal>();
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;
  #second = 0;
  #looked = 0;

  constructor(parts: RefusalParts) {
    this.#parts = parts;
  }

  /** Returns the function that ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The last to happen first. */
  list(): Refusal[] {
    const since = this.#parts.now() - KEPT_MS;
    return [...this.#kept.values()].filter(({ lastAt }) => lastAt >= since).reverse();
  }

  /** Notes one. Settles when it is in the list, as its account's. */
  async note({ names, ...sent }: RefusedSent): Promise<void> {
    const now = this.#parts.now();
    const reason = maskReason(sent.reason);
    const writeKey = WRITE_KEY.test(sent.writeKey ?? '') ? sent.writeKey! : '';
    const host = sent.host.slice(0, 255);
    const { route, method, status } = sent;
    const key = JSON.stringify([writeKey, status, reason, host, route, method]);
    if (this.#again(key, now)) return;
    const second = Math.floor(now / 1000);
    if (second !== this.#second) this.#looked = 0;
    this.#second = second;
    if (++this.#looked > MAX_NEW) return;
    // It has its place as it came; nobody's until its tag is found, and for good where that can't be looked up.
    const refusal: Refusal = {
      id: ++this.#lastId,
      ...{ route, method, status, reason, writeKey, host },
      accountId: null,
      names: names(),
      ...{ count: 1, firstAt: now, lastAt: now },
    };
    this.#kept.set(key, refusal);
    this.#finding.add(refusal);
    const tag = writeKey ? await this.#parts.findTag(writeKey).catch(() => undefined) : undefined;
    this.#finding.delete(refusal);
    refusal.accountId = tag?.account_id ?? null;
    this.#bound(refusal);
    this.#tell(refusal);
  }

  #again(key: string, now: number): boolean {
    const known = this.#kept.get(key);
    if (!known) return false;
    known.count++;
    known.lastAt = now;
    this.#kept.delete(key);
    this.#kept.set(key, known);
    this.#tell(known);
    return true;
  }

  /** All that no tag of ours sent counts as one tag's. */
  #tagOf(refusal: Refusal): string {
    return refusal.accountId === null && !this.#finding.has(refusal) ? '' : refusal.writeKey;
  }

  #bound(refusal: Refusal): void {
    const ofTag = this.#tagOf(refusal);
    const same = [...this.#kept].filter(([, each]) => this.#tagOf(each) === ofTag);
    const over = same.length > MAX_OF_TAG ? same[0] : this.#kept.size > MAX ? [...this.#kept][0] : undefined;
    if (over) this.#kept.delete(over[0]);
  }

  #tell(refusal: Refusal): void {
    if (!this.#listeners.size) return;
    this.#untold.add(refusal);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const untold = [...this.#untold];
      this.#untold.clear();
      for (const each of untold) for (const listener of this.#listeners) listener(each);
    }, GATHER_MS).unref();
  }
}
