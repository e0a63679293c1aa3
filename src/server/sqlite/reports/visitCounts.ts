import type { Chunk } from './chunks.ts';
import type { Grouped } from './groups.ts';
import { NONE, WHOLE } from './weights.ts';

/** How many visits each group has: what decides about its place. */
export class VisitCounts {
  #visits = new Float64Array(0);
  /** 1 where there is anything at all, be it an order alone. */
  #isThere = new Uint8Array(0);

  add(chunk: Chunk, { codes, groups, lists }: Grouped, weights: Uint8Array): void {
    this.#grow(groups);
    const visits = this.#visits;
    const isThere = this.#isThere;
    for (let row = 0; row < chunk.rows; row++) {
      const weight = weights[row]!;
      if (weight === NONE) continue;
      const end = lists ? lists.starts[row + 1]! : row + 1;
      for (let at = lists ? lists.starts[row]! : row; at < end; at++) {
        const group = codes ? groups[codes[at]!]! : 0;
        isThere[group] = 1;
        if (weight === WHOLE) visits[group]!++;
      }
    }
  }

  /** Of the groups in which anything is. */
  all(values: readonly string[]): { value: string; visits: number }[] {
    return values.flatMap((value, group) =>
      this.#isThere[group] ? { value, visits: this.#visits[group]! } : [],
    );
  }

  #grow(groups: Int32Array): void {
    let most = 0;
    for (const group of groups) if (group > most) most = group;
    if (most < this.#visits.length) return;
    const size = Math.max(most + 1, this.#visits.length * 2, 64);
    const visits = new Float64Array(size);
    const isThere = new Uint8Array(size);
    visits.set(this.#visits);
    isThere.set(this.#isThere);
    this.#visits = visits;
    this.#isThere = isThere;
  }
}
