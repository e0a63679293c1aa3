import { DatabaseSync } from 'node:sqlite';
import { Connection } from './connection.ts';
import { migrate } from './migrate.ts';

/** Most of the log that is kept for the next commits. */
const MAX_LOG_BYTES = 16 * 1024 * 1024;

/** Opens a file, with the newest form of its tables. */
export function open(
  file: string,
  { busyMs, migrations, maxBytes }: { busyMs: number; migrations: URL; maxBytes: number | null },
): Connection {
  const db = new DatabaseSync(file, { timeout: busyMs });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    // A log that once grew, as beside a long backup, is no longer than this when it begins anew.
    db.exec(`PRAGMA journal_size_limit = ${MAX_LOG_BYTES}`);
    // SQLite's own knows the letters of ASCII alone.
    db.function('small_letters', { deterministic: true }, text => String(text).toLowerCase());
    // The file itself is to say what it is, not its log alone: a copy without the log is known as one.
    if (migrate(db, migrations)) db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return new Connection(db, maxBytes);
  } catch (error) {
    db.close();
    throw error;
  }
}
