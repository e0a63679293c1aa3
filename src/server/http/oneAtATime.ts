/** Does pieces of work one after the other, in the order in which they come. */
export type OneAtATime = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** For what is looked at and then changed, where two at once would both find it as it was. */
export function oneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
}
