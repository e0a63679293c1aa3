/** What a seed draws: the same in each run. */
export interface Draws {
  /** A whole number below `limit`. */
  number(limit: number): number;
  /** One of them. */
  one<Item>(items: readonly Item[]): Item;
  /** True once in so many times. */
  once(times: number): boolean;
}

export function draws(seed: number): Draws {
  let state = (seed * 2654435761) >>> 0;
  const number = (limit: number) => {
    // Mulberry32: neighbouring seeds have nothing in common.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return { number, one: items => items[number(items.length)]!, once: times => number(times) === 0 };
}
