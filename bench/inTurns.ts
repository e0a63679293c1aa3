/** How long one turn of each takes, in ms; and turns, of which the median counts. */
const TURN_MS = 40;
const TURNS = 15;

/** Microseconds that each takes, measured one after the other again and again, so that no mood of the machine has one to itself. */
export function inTurns(runs: (() => unknown)[]): number[] {
  const counts = runs.map(run => {
    let count = 0;
    // Compiled by then.
    for (const end = performance.now() + 5 * TURN_MS; performance.now() < end; count++) run();
    return Math.max(1, Math.floor(count / 5));
  });
  const times = runs.map(() => [] as number[]);
  for (let turn = 0; turn < TURNS; turn++) {
    runs.forEach((run, at) => {
      const startedAt = process.cpuUsage();
      for (let left = counts[at]!; left > 0; left--) kept = run();
      const { user, system } = process.cpuUsage(startedAt);
      times[at]!.push((user + system) / counts[at]!);
    });
  }
  return times.map(each => each.sort((a, b) => a - b)[Math.floor(TURNS / 2)]!);
}

/** What is made is kept, or a compiler that sees that nobody wants it leaves the work out. */
export let kept: unknown;
