import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asItsOwn } from './asItsOwn.ts';
import { type OnPages, writeBackup } from './backup.ts';
import { checkBackup, checkBackupFile } from './backupFile.ts';
import { type Contents, contentsOf } from './contents.ts';
import { lockFolder } from './lockFolder.ts';
import { MIGRATIONS } from './migrationNames.ts';
import { open } from './open.ts';
import { type OwnFile, ownFile } from './ownFile.ts';
import { removeRebuild } from './rebuild/rebuild.ts';
import { replaceStore } from './replaceStore.ts';

/**
 * How long it waits for a moment between the commits of a running collector: on a busy machine it may miss one after another.
 */
const BUSY_MS = 60_000;

/** What one leaves that is killed. */
const LEFT = /^(tgp|before-restore-[\w-]+)\.db\.[0-9a-f]{8}\.partial/;

/** What SQLite says of a store that can't be kept, since it can't be read. */
const BROKEN = /malformed|not a database|Tree \d|row \d/;

export interface Restored {
  contents: Contents;
  /** What was there, and where it is now; null where there was nothing. */
  before: { contents: Contents; file: string } | null;
}

/**
 * Puts a backup in the place of a store, or where there is none. What is no whole backup changes nothing, and whatever
 * happens meanwhile the store is the one that was or the one that is restored.
 * @param source the backup, which is left as it is
 * @param file the store's
 * @param name under which what was there is kept
 */
export async function restore(
  source: string,
  file: string,
  name: string,
  onPages?: OnPages,
): Promise<Restored> {
  checkBackupFile(source, file);
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const unlock = lockFolder(folder);
  let copy: OwnFile | undefined;
  try {
    // Of those that were killed: nobody else is here.
    for (const left of readdirSync(folder)) if (LEFT.test(left)) rmSync(join(folder, left), { force: true });
    copy = ownFile(file);
    const contents = await prepare(source, copy.path);
    if (!existsSync(file)) {
      putFirst(file, copy);
      return { contents, before: null };
    }
    const before = await replace(file, copy.path, join(folder, name), onPages);
    return { contents, before };
  } finally {
    copy?.end();
    unlock();
  }
}

/** Makes the copy that takes the store's place: in its newest form, without log-ins. */
async function prepare(source: string, copy: string): Promise<Contents> {
  copyFileSync(source, copy);
  // A copy has the rights of what it is of.
  chmodSync(copy, 0o600);
  const contents = await checkBackup(copy, source);
  // One of an earlier version, or of another maker, may have log-ins, or be in the middle of a move.
  asItsOwn(copy);
  open(copy, { busyMs: BUSY_MS, migrations: MIGRATIONS, maxBytes: null }).close();
  await checkBackup(copy, source);
  return contents;
}

/** Where there is no store yet. */
function putFirst(file: string, copy: OwnFile): void {
  // The log of a store that is gone would be read as this one's.
  for (const end of ['-wal', '-shm', '-journal'])
    if (existsSync(file + end)) renameSync(file + end, `${copy.path.replace(/\.partial$/, '.left')}${end}`);
  copy.keep();
  removeRebuild(file);
}

/** Keeps what is there and puts the copy in its place, while nobody else may write. */
async function replace(
  file: string,
  copy: string,
  kept: string,
  onPages?: OnPages,
): Promise<Restored['before']> {
  const db = new DatabaseSync(file, { timeout: BUSY_MS, enableForeignKeyConstraints: false });
  let isKept = false;
  let isDone = false;
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    db.prepare('ATTACH ? AS restored').run(copy);
    db.exec('BEGIN IMMEDIATE');
    const contents = contentsOf(db);
    const isStore = db.prepare('SELECT 1 FROM main.sqlite_schema LIMIT 1').get();
    if (isStore) await writeBackup(file, kept, onPages);
    isKept = Boolean(isStore);
    replaceStore(db);
    db.exec('COMMIT');
    isDone = true;
    // The log is as large as the store now.
    db.prepare('PRAGMA main.wal_checkpoint(TRUNCATE)').get();
    removeRebuild(file);
    return isStore ? { contents, file: kept } : null;
  } catch (error) {
    if (isDone) throw error;
    if (isKept) rmSync(kept, { force: true });
    const { message } = error as Error;
    const fix = BROKEN.test(message)
      ? `; move it, and the files beside it whose names begin with ${basename(file)}, to another folder, and restore again`
      : '';
    throw new Error(`${file} is left as it is: ${message}${fix}`, { cause: error });
  } finally {
    db.close();
  }
}
