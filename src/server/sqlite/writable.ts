import { Away } from '../store/errors.ts';
import type { Connection } from './connection.ts';

/** SQLite keeps a signed number of 32 bits. */
const LARGEST = 2 ** 31 - 1;

/**
 * Throws where nothing could be stored: it commits a change of a number in the file's head that nothing else reads, as only a
 * commit shows whether the disk takes it. A row that is written as it was writes nothing.
 */
export function writable(db: Connection): void {
  db.room.ensure();
  if (hasMoved(db)) throw new Away('the store has moved to another place');
  db.transaction(() => {
    const { user_version: number } = db.prepare<{ user_version: number }>('PRAGMA user_version').get()!;
    db.exec(`PRAGMA user_version = ${number < LARGEST ? number + 1 : 0}`);
  });
}

/** Whether it takes nothing more, since another store has taken its place: `tgp migrate` says so in a table of its own. */
function hasMoved(db: Connection): boolean {
  const isNoted = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'moving'`).get();
  return isNoted !== undefined && db.prepare('SELECT 1 FROM moving WHERE refuses = 1').get() !== undefined;
}
