import { Away } from '../../store/errors.ts';

/** Of the time, a step's own share is one of so many: the rest is for beacons. */
const SHARE = 4;

/** A server that is away is asked again so much later. */
const RETRY_MS = 1000;

/** Work on one server that is done a little in each transaction, until none is left: whichever collector left it. */
export interface LeftToDo {
  /** Goes on until there is no more to do. */
  start(): void;
  /** Settles when there is no more to do, or no one to do it. */
  settled(): Promise<void>;
  /** Settles once it has stopped. */
  stop(): Promise<void>;
  /** For how long there has been something to do, in ms; 0 where there is nothing. */
  dueMs(): number;
}

export interface Steps<Due> {
  /** What is to be done; undefined where nothing is. */
  next(): Promise<Due | undefined>;
  /** Does a little of it. */
  step(due: Due): Promise<void>;
}

export function leftToDo<Due>({ next, step }: Steps<Due>): LeftToDo {
  let running: Promise<void> | undefined;
  let isStopped = false;
  let isAsked = false;
  let dueSince: number | undefined;
  let endPause = () => {};

  const pause = (ms: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run(): Promise<void> {
    while (!isStopped) {
      const startedAt = performance.now();
      try {
        isAsked = false;
        const due = await next();
        if (!due && !isAsked) break;
        if (!due) continue;
        dueSince ??= startedAt;
        await step(due);
        await pause((SHARE - 1) * (performance.now() - startedAt));
      } catch (error) {
        if (!(error instanceof Away)) throw error;
        if (!isStopped) await pause(RETRY_MS);
      }
    }
    dueSince = undefined;
  }

  const start = (): Promise<void> => {
    isAsked = true;
    running ??= isStopped
      ? undefined
      : run().finally(() => {
          running = undefined;
        });
    return running ?? Promise.resolve();
  };

  return {
    // Whoever waits is told of what fails; the next start tries again.
    start: () => void start().catch(() => {}),
    settled: start,
    async stop() {
      isStopped = true;
      endPause();
      await running?.catch(() => {});
    },
    dueMs: () => (dueSince === undefined ? 0 : performance.now() - dueSince),
  };
}
