import { closeSync, fdatasyncSync, openSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { asItsOwn } from './asItsOwn.ts';
import { checkApart } from './checkApart.ts';
import { ownFile } from './ownFile.ts';

/** Pages that are copied at once: beacons commit in between. */
const PAGES = 500;

/**
 * Pages after which the copy is on the disk, 8 MB: all of it at once would keep the commits of the collector waiting at the end, for
 * half a second with a million events.
 */
const SYNCED_PAGES = 2000;

/** How far a copy is, in pages of the file, and what else is done once all are there. */
export type OnPages = (done: number, total: number, detail?: string) => void;

/**
 * Copies a store into a file that is not there yet: all that was committed when the copy began, whoever writes
 * meanwhile. The file appears when it is whole and checked.
 */
export async function writeBackup(file: string, target: string, onPages: OnPages = () => {}): Promise<void> {
  const own = ownFile(target);
  try {
    await copy(file, own.path, onPages);
    onPages(1, 1, 'checking the copy');
    await checkApart(own.path);
    asItsOwn(own.path);
    own.keep();
  } catch (error) {
    throw new Error(`can't copy ${file} to ${target}: ${(error as Error).message}`, { cause: error });
  } finally {
    own.end();
  }
}

async function copy(file: string, target: string, onPages: OnPages): Promise<void> {
  const db = new DatabaseSync(file, { timeout: 10_000 });
  const copied = openSync(target, 'wx');
  let synced = 0;
  try {
    // What others write would have it begin again, and it would never end: a reader sees one moment as long as it reads.
    db.exec('BEGIN');
    db.prepare('SELECT 1 FROM migrations LIMIT 1').get();
    await backup(db, target, {
      rate: PAGES,
      progress({ totalPages, remainingPages }) {
        const done = totalPages - remainingPages;
        if (done - synced >= SYNCED_PAGES) {
          fdatasyncSync(copied);
          synced = done;
        }
        onPages(done, totalPages);
      },
    });
  } finally {
    db.close();
    closeSync(copied);
  }
}
