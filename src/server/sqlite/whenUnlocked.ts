import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.ts';

/** SQLite's primary result code for a file that another process is writing to. */
const BUSY = 5;

/**
 * How long to wait before it is tried again. SQLite's own waiting blocks the collector, and sleeps for up to a tenth of a second between
 * two tries: where another process writes again and again, it may never meet the moment between.
 */
const RETRY_MS = 4;

function isBusy(error: unknown): boolean {
  const { errcode } = ((error as Error).cause ?? {}) as { errcode?: unknown };
  return typeof errcode === 'number' && (errcode & 0xff) === BUSY;
}

/**
 * Does something that begins with taking the write lock, as soon as no other process has it. What else there is to do is done
 * meanwhile.
 * @param busyMs how long everything else waits for the lock
 * @param waitMs how long this waits
 */
export function whenUnlocked(
  db: Connection,
  busyMs: number,
  waitMs: number,
): <Result>(work: () => Result) => Promise<Result> {
  const atOnce = db.prepare('PRAGMA busy_timeout = 0');
  const asBefore = db.prepare(`PRAGMA busy_timeout = ${busyMs}`);
  const attempt = <Result>(work: () => Result): Result => {
    atOnce.get();
    try {
      return work();
    } finally {
      asBefore.get();
    }
  };
  return async work => {
    for (const end = performance.now() + waitMs; ; ) {
      try {
        return attempt(work);
      } catch (error) {
        if (!isBusy(error) || performance.now() >= end) throw error;
      }
      await sleep(RETRY_MS);
    }
  };
}
