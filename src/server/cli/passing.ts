import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Beside this file, as source or as it is packed. */
const THREAD = new URL(`./passingThread${extname(import.meta.url)}`, import.meta.url);

/** How often it is said. */
const EVERY_MS = 5000;

/** What the thread is told. */
export interface Passing {
  what: string;
  everyMs: number;
  isTerminal: boolean;
}

/**
 * Says how long something has taken, again and again, which keeps this thread busy and tells of nothing: a statement of SQLite's may
 * read a table of ten million rows. Returns what ends that.
 */
export function sayPassing(what: string, everyMs = EVERY_MS): () => void {
  const workerData: Passing = { what, everyMs, isTerminal: process.stderr.isTTY };
  const worker = new Worker(THREAD, { workerData });
  worker.unref();
  // Without it nothing else is wrong.
  worker.on('error', () => {});
  return () => void worker.terminate();
}
