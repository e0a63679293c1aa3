import { DatabaseSync } from 'node:sqlite';
import { Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import type { OnProgress } from './rebuild/rebuild.ts';

/** Most of the log that is kept for the next commits. */
const MAX_LOG_BYTES = 16 * 1024 * 1024;

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
    // What is deleted is overwritten: a page that is free would keep it for years.
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON',
    );
    // A log that once grew, as beside a long backup, is no longer than this when it begins anew.
    db.exec(`PRAGMA journal_size_limit = ${MAX_LOG_BYTES}`);
    // SQLite's own knows the letters of ASCII alone.
    db.function('small_letters', { deterministic: true }, text => String(text).toLowerCase());
    // The file itself is to say what it is, not its log alone: a copy without the log is known as one.
    if (migrate(db, migrations, onUpgrade)) db.exec('PRAGMA wal_checkpoint(PASSIVE)');
    return new Connection(db, maxBytes);
  } catch (error) {
    db.close();
    throw error;
  }
}
