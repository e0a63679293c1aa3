/** Does so many pieces of work at once, each in the order in which they come. */
export function atMost(max: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async work => {
    // Whoever ends gives his place to the next, so that nobody who comes meanwhile takes it.
    if (busy === max) await new Promise<void>(start => waiting.push(start));
    else busy++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy--;
    }
  };
}
