import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Connection } from './connection.ts';
import { CHECKPOINT_PAGES, MAX_LOG_BYTES } from './open.ts';

/** Beside this file, as source or as it is packed. */
const THREAD = new URL(`./logThread${extname(import.meta.url)}`, import.meta.url);

/** As much as is taken off at once: the disk is a while at it, some 25 ms, and every commit waits. */
const SLICE = 64 * 1024 * 1024;

/** From then on it is not for a commit to copy all of it. */
const LONG = 4 * MAX_LOG_BYTES;

/** How often its length is looked at. */
const EVERY_MS = 1000;

/** What SQLite says of a log: how many pages it has, and how many of them have got their places in the file. */
export interface Copied {
  log: number;
  checkpointed: number;
}

/** A log that may get long. */
export interface LongLog {
  /** Looks whether there is something to do; settles when the thread for it has ended. */
  look(): Promise<void>;
  /** Settles when nobody uses the file any more. */
  stop(): Promise<void>;
}

/**
 * Keeps commits from waiting for a log that grew beside a long reader, as a backup is: what one of a million pages takes, to be
 * copied to their places and to be cut off, would be the next commit's. A thread copies most of them, and the log is cut a piece at
 * a time.
 */
export function shortenLog(db: Connection, file: string): LongLog {
  let limit = MAX_LOG_BYTES;
  let last = 0;
  /** Whether commits copy nothing. */
  let isHeld = false;
  let ending: Promise<void> | undefined;

  function hold(is: boolean): void {
    if (is === isHeld || !db.isOpen) return;
    isHeld = is;
    db.exec(`PRAGMA wal_autocheckpoint = ${is ? 0 : CHECKPOINT_PAGES}`);
  }

  function cut(size: number): void {
    const rest = size - SLICE;
    // One that grows is not begun anew yet, and would be cut by what it grows until then as well.
    const next = rest <= MAX_LOG_BYTES ? MAX_LOG_BYTES : size === last ? rest : -1;
    if (next !== limit) db.exec(`PRAGMA journal_size_limit = ${next}`);
    limit = next;
  }

  /** Rejects where there is no thread to be had, or it failed. */
  const copy = (): Promise<Copied | undefined> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(THREAD, {
        workerData: file,
        execArgv: ['--disable-warning=ExperimentalWarning'],
      });
      let copied: Copied | undefined;
      worker.on('message', (message: Copied) => {
        copied = message;
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve(copied));
    });

  async function letCopy(): Promise<void> {
    try {
      const copied = await copy();
      if (copied && copied.log - copied.checkpointed <= CHECKPOINT_PAGES) hold(false);
    } catch {
      // Then commits do it, or the log would grow for ever.
      hold(false);
    }
    ending = undefined;
  }

  async function look(): Promise<void> {
    if (!db.isOpen || ending) return ending;
    const size = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    cut(size);
    const isLong = size > LONG && (size !== last || isHeld);
    last = size;
    hold(isLong);
    if (isLong) ending = letCopy();
    return ending;
  }

  // What failed is tried again in the next round.
  const timer = setInterval(() => void look().catch(() => {}), EVERY_MS).unref();
  return {
    look,
    async stop() {
      clearInterval(timer);
      await ending;
    },
  };
}
