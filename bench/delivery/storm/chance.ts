/** Draws by a number (mulberry32), so that a run can be had again: true so many times in a hundred. */
export function makeChance(seed: number): (percent: number) => boolean {
  let state = seed;
  return percent => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 < percent / 100;
  };
}
