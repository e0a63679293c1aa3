import { DatabaseSync } from 'node:sqlite';

/** What lets somebody in who has its key. */
const TABLES = ['sessions', 'invitations'] as const;

/**
 * Takes the log-ins and invitations out of a copy of a store: whoever gets the file gets nobody's, and who puts it back begins
 * none anew.
 */
export function withoutSessions(file: string): void {
  const db = new DatabaseSync(file);
  try {
    const has = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
    // Their bytes too.
    for (const table of TABLES)
      if (has.get(table)) db.exec(`PRAGMA secure_delete = ON; DELETE FROM ${table}`);
  } finally {
    db.close();
  }
}
