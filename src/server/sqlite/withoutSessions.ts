import { DatabaseSync } from 'node:sqlite';

/** Takes the log-ins out of a copy of a store: whoever gets the file gets nobody's, and who puts it back begins none anew. */
export function withoutSessions(file: string): void {
  const db = new DatabaseSync(file);
  try {
    const hasThem = db
      .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'sessions'")
      .get();
    // Their bytes too.
    if (hasThem) db.exec('PRAGMA secure_delete = ON; DELETE FROM sessions');
  } finally {
    db.close();
  }
}
