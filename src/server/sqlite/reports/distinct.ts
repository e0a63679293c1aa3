/** Parts of all hashes: the table that finds the same ones again is to fit into the processor's own memory. */
const PARTS = 64;
const SHIFT = 26;

/** Numbers of one item. */
const WIDTH = 3;

/** Most items that are kept: 100 MB. */
const MAX_ITEMS = 8 * 1024 * 1024;

/** Counts different visitors of each group. */
export class Distinct {
  #parts = Array.from({ length: PARTS }, () => new Uint32Array(0));
  #lengths = new Uint32Array(PARTS);
  #items = 0;
  #isEstimated = false;
  readonly #counts: number[] = [];
  readonly #most: number;

  /** @param most items that are kept at a time */
  constructor(most = MAX_ITEMS) {
    this.#most = most;
  }

  /** @param high of a visitor's hash, as `low` */
  add(high: number, low: number, group: number): void {
    const part = high >>> SHIFT;
    const length = this.#lengths[part]!;
    let items = this.#parts[part]!;
    if (length + WIDTH > items.length) {
      const more = new Uint32Array(Math.max(WIDTH * 64, items.length * 2));
      more.set(items);
      items = more;
      this.#parts[part] = more;
    }
    items[length] = high;
    items[length + 1] = low;
    items[length + 2] = group;
    this.#lengths[part] = length + WIDTH;
    if (++this.#items > this.#most) this.#makeRoom();
  }

  /** How many of each group; and whether somebody may be counted twice, as they were too many to be known again. */
  counts(): { counts: readonly number[]; isEstimated: boolean } {
    this.#settle();
    return { counts: this.#counts, isEstimated: this.#isEstimated };
  }

  /** Makes room: of what is there twice one stays; where that is not enough, all are counted now. */
  #makeRoom(): void {
    this.#items = 0;
    for (let part = 0; part < PARTS; part++) {
      const kept = unique(this.#parts[part]!, this.#lengths[part]!);
      this.#lengths[part] = kept;
      this.#items += kept / WIDTH;
    }
    if (this.#items <= this.#most / 2) return;
    this.#settle();
    this.#isEstimated = true;
  }

  #settle(): void {
    for (let part = 0; part < PARTS; part++) {
      const items = this.#parts[part]!;
      const kept = unique(items, this.#lengths[part]!);
      for (let at = 0; at < kept; at += WIDTH) {
        const group = items[at + 2]!;
        this.#counts[group] = (this.#counts[group] ?? 0) + 1;
      }
      this.#lengths[part] = 0;
    }
    this.#items = 0;
  }
}

/** Moves the different ones of some items to their beginning; returns where those end. */
function unique(items: Uint32Array, length: number): number {
  let size = 16;
  while (size < (length / WIDTH) * 2) size *= 2;
  // Places of items, one more than each: 0 is none.
  const table = new Uint32Array(size);
  let kept = 0;
  for (let at = 0; at < length; at += WIDTH) {
    const high = items[at]!;
    const low = items[at + 1]!;
    const group = items[at + 2]!;
    let slot = (low ^ Math.imul(group, 0x9e3779b1)) & (size - 1);
    for (; table[slot]; slot = (slot + 1) & (size - 1)) {
      const other = table[slot]! - 1;
      if (items[other] === high && items[other + 1] === low && items[other + 2] === group) break;
    }
    if (table[slot]) continue;
    table[slot] = kept + 1;
    items[kept] = high;
    items[kept + 1] = low;
    items[kept + 2] = group;
    kept += WIDTH;
  }
  return kept;
}
