import { existsSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import type { OnProgress } from './rebuild/rebuild.ts';

/** Pages copied at once: 4 MB. */
const PAGES = 1024;

/** How long the copy waits for another process. */
const BUSY_MS = 10_000;

/** What an upgrade needs beside the store, in its sizes: the copy, and what is written before it gets its place. */
const SIZES = 2;

interface Keeping {
  /** Of the program that is going to change the store. */
  version: string;
  migrations: URL;
  /** Told where the copy will be, before it is begun. */
  onBegin?: (target: string) => void;
  onProgress?: OnProgress;
}

/**
 * Before a newer version changes the form of a store: a whole copy of it as it is, beside it. One that was stopped begins
 * anew. Settles with the copy's path; undefined where there is nothing to change.
 */
export async function keepBefore(file: string, keeping: Keeping): Promise<string | undefined> {
  if (!existsSync(file)) return undefined;
  const db = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    const done = migrationsOf(db);
    const wanted = readdirSync(keeping.migrations).filter(name => name.endsWith('.sql'));
    if (!done.length || wanted.every(name => done.includes(name))) return undefined;
    const target = targetOf(file, keeping.version, done);
    const partial = `${target}.partial`;
    rmSync(partial, { force: true });
    checkRoom(file);
    keeping.onBegin?.(target);
    // One moment, whoever writes meanwhile: an earlier version may still be running.
    db.exec('BEGIN');
    migrationsOf(db);
    await backup(db, partial, {
      rate: PAGES,
      progress: ({ totalPages, remainingPages }) =>
        keeping.onProgress?.(totalPages - remainingPages, totalPages),
    });
    renameSync(partial, target);
    return target;
  } finally {
    db.close();
  }
}

/** The names of what made a store what it is; none where it holds nothing yet. */
function migrationsOf(db: DatabaseSync): string[] {
  const isThere = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").get();
  const rows = isThere ? db.prepare('SELECT name FROM migrations ORDER BY name').all() : [];
  return rows.map(({ name }) => name as string);
}

/** A copy that an upgrade left which was stopped gives way; one of another upgrade stays. */
function targetOf(file: string, version: string, done: string[]): string {
  for (let number = 1; ; number++) {
    const name = `before-upgrade-${version}${number > 1 ? `-${number}` : ''}.db`;
    const target = join(dirname(file), name);
    if (!existsSync(target)) return target;
    const db = new DatabaseSync(target);
    try {
      if (migrationsOf(db).join() === done.join()) return target;
    } catch {
      // Whatever it is, it is not ours.
    } finally {
      db.close();
    }
  }
}

function checkRoom(file: string): void {
  const bytes = [file, `${file}-wal`].reduce(
    (sum, each) => sum + (existsSync(each) ? statSync(each).size : 0),
    0,
  );
  const { bavail, bsize } = statfsSync(dirname(file));
  const needed = SIZES * bytes;
  if (bavail * bsize >= needed) return;
  const mb = (number: number) => `${Math.ceil(number / 1_000_000)} MB`;
  throw new Error(
    `the upgrade of ${basename(file)} needs ${mb(needed)} beside it, for a copy of it as it is and for its new form, and the disk has ${mb(bavail * bsize)}: make room, or move the folder to a larger disk`,
  );
}
