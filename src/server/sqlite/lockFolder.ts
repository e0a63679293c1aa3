import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Stays in the folder: whoever removed it could let two have it at once. */
const NAME = 'tgp.lock';

const BUSY = 5;

/**
 * Keeps other processes from replacing, or making again, what is stored in a folder, until the returned function is called
 * or this process ends, however it does: the system lets go of SQLite's locks then.
 */
export function lockFolder(folder: string): () => void {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(join(folder, NAME), { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    const { errcode, message } = error as Error & { errcode?: number };
    const why =
      errcode === BUSY
        ? 'a restore or a rebuild is under way there; wait for its end'
        : `can't write there: ${message}`;
    throw new Error(`${folder}: ${why}`, { cause: error });
  }
  return () => db.close();
}
