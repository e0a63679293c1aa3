/** Random numbers that are the same for the same seed: what is made of them is too. */
export interface Seeded {
  /** From 0 on and below 1. */
  next(): number;
  /** A whole number from 0 on and below `end`. */
  below(end: number): number;
  /** One of a list, each as often as its weight says among the others. */
  pick<Each extends { weight: number }>(list: readonly Each[]): Each;
}

/** mulberry32: plenty for made-up visits, and for nothing that must not be guessed. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: end => Math.floor(next() * end),
    pick(list) {
      let left = next() * list.reduce((sum, { weight }) => sum + weight, 0);
      for (const each of list) {
        left -= each.weight;
        if (left < 0) return each;
      }
      return list.at(-1)!;
    },
  };
}
