import { Away, Exists, NoSuchRecord } from '../store/errors.ts';

/**
 * SQLite's primary result codes for what is no fault of the statement: busy, locked, no memory, read-only, an
 * input/output error, a full disk, a file that can't be opened, a locking protocol error (https://sqlite.org/rescode.html).
 */
const AWAY = new Set([5, 6, 7, 8, 10, 13, 14, 15]);

/** The extended result code for a reference to what is not there. */
const FOREIGN_KEY = 787;

/** The same for what a trigger refuses: there are some in a store that has moved. */
const TRIGGER = 1811;

/** SQLite names the columns of the index that a row is not unique in; the last one is the record's own. */
const UNIQUE = /^UNIQUE constraint failed: (?:.*, )?\w+\.(\w+)$/;

/** What an error of SQLite's is in the contract; one that is not in the contract as it is. */
export function storeError(error: unknown): unknown {
  const { errcode, message } = error as Error & { errcode?: unknown };
  if (typeof errcode !== 'number') return error;
  if (AWAY.has(errcode & 0xff) || errcode === TRIGGER) return new Away(message, { cause: error });
  if (errcode === FOREIGN_KEY) return new NoSuchRecord(message, { cause: error });
  const field = UNIQUE.exec(message)?.[1];
  return field === undefined ? error : new Exists(field, { cause: error });
}
