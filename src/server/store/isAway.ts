import { NotStored } from './store.ts';

/**
 * SQLite's primary result codes for what is no fault of the statement: busy, locked, no memory, read-only, an
 * input/output error, a full disk, a file that can't be opened, a locking protocol error (https://sqlite.org/rescode.html).
 */
const AWAY = new Set([5, 6, 7, 8, 10, 13, 14, 15]);

/** True where the store can't do what was asked of it now, and may well be able to later. */
export function isAway(error: unknown): boolean {
  if (error instanceof NotStored) return true;
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === 'number' && AWAY.has(errcode & 0xff);
}
