import { DatabaseSync } from 'node:sqlite';
import { Connection } from './connection.ts';
import { migrate } from './migrate.ts';

/** Opens a file, with the newest form of its tables. */
export function open(
  file: string,
  { busyMs, migrations, maxBytes }: { busyMs: number; migrations: URL; maxBytes: number | null },
): Connection {
  const db = new DatabaseSync(file, { timeout: busyMs });
  try {
    // What is deleted is overwritten: a page that is free would keep it for years.
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON',
    );
    // SQLite's own knows the letters of ASCII alone.
    db.function('small_letters', { deterministic: true }, text => String(text).toLowerCase());
    migrate(db, migrations);
    return new Connection(db, maxBytes);
  } catch (error) {
    db.close();
    throw error;
  }
}
