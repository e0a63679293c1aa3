import { closeSync, existsSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { UNFINISHED } from '../store/unfinished.ts';
import { checkApart } from './checkApart.ts';
import { type Contents, contentsOf } from './contents.ts';
import { MIGRATIONS, migrationNames } from './migrationNames.ts';
import { newerVersion } from './newerVersion.ts';
import { IS_UNFINISHED } from './openWhole.ts';

/** `PRAGMA application_id` of our files since there is one; those of before have none. */
const APPLICATION_ID = 0x74677000;

/** What every store began with. */
const FIRST = '2026-11-21-first.sql';

/** Where SQLite's header has what is asked of it here: https://sqlite.org/fileformat.html. */
const HEADER = 100;
const MAGIC = 'SQLite format 3\0';

/** A way to a backup that is one. */
const FIX = 'make one with "tgp backup <file>"';

/**
 * Throws where a file can't be a backup by what it is outside and by its header, before it is copied.
 * @param live the store that it would replace, which may be missing
 */
export function checkBackupFile(file: string, live: string): void {
  const fail = (why: string): never => {
    throw new Error(`${file} is no whole backup: ${why}`);
  };
  // Not opened before that: a process that closes a file lets go of all its locks on it.
  const stats = statSync(file);
  if (!stats.isFile())
    fail(`it is ${stats.isDirectory() ? 'a folder' : 'no file'}; name a file that "tgp backup" wrote`);
  if (isSame(stats, live)) fail(`it is the store itself; ${FIX} of it`);
  if (!stats.size) fail(`it is empty; ${FIX}`);
  for (const end of ['-wal', '-journal']) {
    if (existsSync(file + end) && statSync(file + end).size) {
      fail(`a part of it is in ${file}${end}: it is a store; ${FIX} of it, with its folder as --data`);
    }
  }
  const header = readHeader(file);
  if (header.length < HEADER || header.toString('latin1', 0, 16) !== MAGIC) fail('file is not a database');
  // SQLite reads what a last page lacks as zeros.
  const whole = pageSize(header) * header.readUInt32BE(28);
  if (stats.size < whole) fail(`it was cut: ${stats.size} bytes of ${whole} (malformed)`);
  const id = header.readUInt32BE(68);
  if (id !== 0 && id !== APPLICATION_ID) fail('another program wrote this database');
  // Backups of ours have no log beside them; those of before the id may say that they had.
  if (id === APPLICATION_ID && header[18] !== 1) {
    fail(`it is the copy of a store's file, and what was stored last may be in the log beside that; ${FIX}`);
  }
}

/** Rejects where a file, a copy of ours, is no sound and whole store of this version or an earlier one. Tells what is in it. */
export async function checkBackup(file: string, name = file): Promise<Contents> {
  let db: DatabaseSync | undefined;
  try {
    const hadLog = readHeader(file)[18] === 2;
    await checkApart(file);
    db = new DatabaseSync(file);
    const is = (table: string) => db!.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table);
    const isOurs =
      is('migrations') && is('accounts') && db.prepare('SELECT 1 FROM migrations WHERE name = ?').get(FIRST);
    if (!isOurs) {
      const orLog = hadLog ? `, or it is a copy without the log that was beside it; ${FIX}` : '';
      throw new Error(`another program wrote this database${orLog}`);
    }
    const newer = newerVersion(db, migrationNames(MIGRATIONS));
    if (newer) throw new Error(`it was written by a ${newer}: restore it with that version`);
    if (db.prepare(IS_UNFINISHED).get()) throw new Error(UNFINISHED);
    const contents = contentsOf(db);
    if (!contents.accounts) throw new Error('it has no account');
    return contents;
  } catch (error) {
    throw new Error(`${name} is no whole backup: ${(error as Error).message}`, { cause: error });
  } finally {
    db?.close();
  }
}

function isSame({ dev, ino }: Stats, other: string): boolean {
  const its = statSync(other, { throwIfNoEntry: false });
  return its?.dev === dev && its.ino === ino;
}

/** 1 stands for 65,536. */
const pageSize = (header: Buffer): number => {
  const size = header.readUInt16BE(16);
  return size === 1 ? 65536 : size;
};

function readHeader(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const header = Buffer.alloc(HEADER);
    return header.subarray(0, readSync(descriptor, header, 0, HEADER, 0));
  } finally {
    closeSync(descriptor);
  }
}
