import type { Connection } from '../connection.ts';
import { type Steps, steps } from '../steps.ts';
import { remakeVisits } from './remakeVisits.ts';
import { removeVisits } from './removeVisits.ts';
import { visitsDue } from './visitsDue.ts';

/** Makes visits again that a collector left which was stopped while it erased a person, a step at a time. */
export function visitsLeft(db: Connection): Steps {
  const { next, clear } = visitsDue(db);
  const remake = remakeVisits(db, removeVisits(db));
  let work: Generator<number> | undefined;
  const left = steps(
    () => work !== undefined || next() !== undefined,
    () => {
      const due = work ? undefined : next();
      if (due) work = due.isDue ? remake(due) : clear(due);
      try {
        if (work?.next().done) work = undefined;
      } catch (error) {
        work = undefined;
        throw error;
      }
    },
  );
  return {
    ...left,
    stop() {
      left.stop();
      work?.return(0);
      work = undefined;
    },
  };
}
