import { existsSync, renameSync, rmSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { withoutSessions } from './withoutSessions.ts';

/** Pages that are copied at once: beacons commit in between. */
const PAGES = 500;

/** A backup is put back in one step, so that nobody sees half of it. */
const ALL_PAGES = 2 ** 31 - 1;

/** How far a copy is, in pages of the file. */
export type OnPages = (done: number, total: number) => void;

/**
 * Copies a store into a file that is not there yet: all that was committed when the copy began, whoever writes
 * meanwhile. The file appears when it is whole and checked.
 */
export async function writeBackup(file: string, target: string, onPages: OnPages = () => {}): Promise<void> {
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  const db = new DatabaseSync(file, { timeout: 10_000 });
  try {
    // What others write would have it begin again, and it would never end: a reader sees one moment as long as it reads.
    db.exec('BEGIN');
    db.prepare('SELECT 1 FROM migrations LIMIT 1').get();
    await backup(db, partial, {
      rate: PAGES,
      progress: ({ totalPages, remainingPages }) => onPages(totalPages - remainingPages, totalPages),
    });
  } finally {
    db.close();
  }
  checkStore(partial);
  withoutSessions(partial);
  renameSync(partial, target);
}

/** Puts a backup in the place of a store, under a running collector too: every connection sees it from then on. */
export async function readBackup(source: string, file: string): Promise<void> {
  checkStore(source);
  const db = new DatabaseSync(source, { readOnly: true });
  try {
    await backup(db, file, { rate: ALL_PAGES });
  } finally {
    db.close();
  }
}

/** Throws where a file is no sound store. */
function checkStore(file: string): void {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file);
    // The copy says that it is in WAL mode; alone in its file it need not be.
    db.exec('PRAGMA journal_mode = DELETE');
    const found = db.prepare('PRAGMA integrity_check').get() as { integrity_check: string };
    if (found.integrity_check !== 'ok') throw new Error(found.integrity_check);
    db.prepare('SELECT name FROM migrations LIMIT 1').get();
  } catch (error) {
    throw new Error(`${file} is no whole backup: ${(error as Error).message}`);
  } finally {
    db?.close();
  }
}
