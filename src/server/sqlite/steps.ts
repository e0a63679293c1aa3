import { Away } from '../store/errors.ts';

/** Of the time, a step's own share is one of so many: the rest is for beacons. */
const SHARE = 4;

/** A disk that is full or locked is asked again so much later. */
const RETRY_MS = 1000;

/** Work that is done a step at a time, between what can't wait. */
export interface Steps {
  /** Goes on until there is no more to do. */
  start(): void;
  /** Settles when there is no more to do, or no one to do it. */
  settled(): Promise<void>;
  stop(): void;
  /** For how long there has been something to do, in ms; 0 where there is nothing. */
  dueMs(): number;
}

/**
 * @param isDue whether there is something to do
 * @param step does a little of it
 */
export function steps(isDue: () => boolean, step: () => void): Steps {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let dueSince: number | undefined;
  const waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];

  const end = (error?: unknown) => {
    timer = undefined;
    for (const { resolve, reject } of waiting.splice(0)) error === undefined ? resolve() : reject(error);
  };
  const next = () => {
    const startedAt = performance.now();
    let pauseMs = 0;
    try {
      if (!isDue()) {
        dueSince = undefined;
        return end();
      }
      step();
      pauseMs = (SHARE - 1) * (performance.now() - startedAt);
    } catch (error) {
      // The next start tries again.
      if (!(error instanceof Away)) return end(error);
      pauseMs = RETRY_MS;
    }
    timer = setTimeout(next, pauseMs);
  };

  return {
    start() {
      if (isStopped) return;
      dueSince ??= performance.now();
      timer ??= setTimeout(next, 0);
    },
    settled() {
      return timer ? new Promise((resolve, reject) => waiting.push({ resolve, reject })) : Promise.resolve();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      end();
    },
    dueMs: () => (dueSince === undefined ? 0 : performance.now() - dueSince),
  };
}
