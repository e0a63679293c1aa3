/** How often something took how long. */
export interface Times {
  /** How many took no longer than each bound, in seconds. */
  buckets: [bound: number, count: number][];
  count: number;
  /** In seconds. */
  sum: number;
}

/** A commit's bounds in seconds: of a disk in memory to one that is lost. They won't change: what was recorded would not compare. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Counts times as they come. */
export function histogram(): { add(ms: number): void; times(): Times } {
  const counts = BOUNDS.map(() => 0);
  let count = 0;
  let sum = 0;
  return {
    add(ms) {
      const seconds = ms / 1000;
      count++;
      sum += seconds;
      const at = BOUNDS.findIndex(bound => seconds <= bound);
      if (at >= 0) counts[at]!++;
    },
    times() {
      let below = 0;
      const buckets = BOUNDS.map((bound, at): [number, number] => {
        below += counts[at]!;
        return [bound, below];
      });
      return { buckets, count, sum };
    },
  };
}

/** What several have counted. */
export const sumOfTimes = ([first = histogram().times(), ...others]: Times[]): Times =>
  others.reduce(
    (sum, each) => ({
      buckets: sum.buckets.map(([bound, count], at) => [bound, count + each.buckets[at]![1]]),
      count: sum.count + each.count,
      sum: sum.sum + each.sum,
    }),
    first,
  );
