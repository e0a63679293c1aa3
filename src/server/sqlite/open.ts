import { DatabaseSync } from 'node:sqlite';
import { Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import type { OnProgress } from './rebuild/rebuild.ts';

/** Opens a file, with the newest form of its tables. */
export function open(
  file: string,
  {
    busyMs,
    migrations,
    maxBytes,
    onUpgrade,
  }: { busyMs: number; migrations: URL; maxBytes: number | null; onUpgrade?: OnProgress | undefined },
): Connection {
  const db = new DatabaseSync(file, { timeout: busyMs });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    // SQLite's own knows the letters of ASCII alone.
    db.function('small_letters', { deterministic: true }, text => String(text).toLowerCase());
    migrate(db, migrations, onUpgrade);
    return new Connection(db, maxBytes);
  } catch (error) {
    db.close();
    throw error;
  }
}
