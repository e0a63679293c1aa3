import { Away } from '../store/errors.ts';
import type { Store } from '../store/store.ts';

/** How long an answer holds, in ms: anybody may ask, and to find out costs a commit. */
const HOLDS_MS = 1000;

/** Undefined where the collector takes beacons now, or why it doesn't. */
export type Readiness = () => Promise<string | undefined>;

/** @param isStopping whether it takes no more connections */
export function readiness(store: Store, now: () => number, isStopping: () => boolean): Readiness {
  let askedAt = -Infinity;
  let last: Promise<string | undefined> = Promise.resolve(undefined);
  return async () => {
    if (isStopping()) return 'the collector is stopping';
    const time = now();
    // A clock that was put back must not hold an answer for ever.
    if (Math.abs(time - askedAt) >= HOLDS_MS) {
      askedAt = time;
      last = store.ready().then(
        () => undefined,
        (error: Error) => (error instanceof Away ? error.message : 'internal error'),
      );
    }
    return last;
  };
}
