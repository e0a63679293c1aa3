import { DatabaseSync } from 'node:sqlite';
import { Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import type { OnProgress } from './rebuild/rebuild.ts';
import { smallLetters } from './smallLetters.ts';

/**
 * Pages in the log after which they get their places in the file: 16 MB. Each commit writes the same last page of every
 * index and tag: with SQLite's own 1,000 they are copied four times as often, which is a sixth of what an event costs. More
 * would keep beacons waiting for longer, once in a while.
 */
export const CHECKPOINT_PAGES = 4000;

/** Most of the log that is kept for the next commits: what lies between two such copies. See `shortenLog`. */
export const MAX_LOG_BYTES = CHECKPOINT_PAGES * 4096;

/**
 * What is held of the file, in KiB. Each event is written at a place of its tag, of its name and of its visitor, and those of
 * the visitors that are about are far apart: with SQLite's own 2 MB an event reads ten pages that it wrote a moment before.
 */
const CACHE_KIB = 16_384;

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
    db.exec(`PRAGMA journal_size_limit = ${MAX_LOG_BYTES}`);
    db.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    db.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    smallLetters(db);
    // The file itself is to say what it is, not its log alone: a copy without the log is known as one.
    if (migrate(db, migrations, onUpgrade)) db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return new Connection(db, maxBytes);
  } catch (error) {
    db.close();
    throw error;
  }
}
