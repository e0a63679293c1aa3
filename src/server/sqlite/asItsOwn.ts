import { DatabaseSync } from 'node:sqlite';
import { noMove } from './noMove.ts';
import { transaction } from './transaction.ts';

/** What lets somebody in who has its key. */
const TABLES = ['sessions', 'invitations'] as const;

/**
 * Takes the log-ins and invitations out of a copy of a store: whoever gets the file gets nobody's, and who puts it back begins
 * none anew. So does what `tgp migrate` left there: the store is moved, the copy is a store of its own.
 */
export function asItsOwn(file: string): void {
  const db = new DatabaseSync(file);
  try {
    // Their bytes too.
    db.exec('PRAGMA secure_delete = ON');
    const has = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
    transaction(db, () => {
      noMove(db);
      for (const table of TABLES) if (has.get(table)) db.exec(`DELETE FROM ${table}`);
    });
  } finally {
    db.close();
  }
}
