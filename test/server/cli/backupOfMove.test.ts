import { copyFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { backupCommand, restoreCommand } from '../../../src/server/cli/backupCommand.ts';
import { noteChanges } from '../../../src/server/cli/migrate/sqliteNotes.ts';
import { sqliteTarget } from '../../../src/server/cli/migrate/sqliteTarget.ts';
import { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import { tempDir } from '../../support/collector.ts';
import { addAccounts, event } from '../store/promises/rows.ts';

/** A folder's store with an event, which is being moved; or has moved. */
async function moving(refuses = 0): Promise<string> {
  const file = join(tempDir(), 'tgp.db');
  const store = new SqliteStore(file);
  await addAccounts(store);
  const db = new DatabaseSync(file);
  noteChanges(db, 'a move', 'elsewhere');
  await store.append(event('m1', { anonymousId: 'somebody-noted' }));
  db.prepare('UPDATE moving SET refuses = ?').run(refuses);
  db.close();
  await store.close();
  return file;
}

const backup = async (file: string): Promise<string> => {
  const target = join(tempDir(), 'backup.db');
  await backupCommand([target, '--data', dirname(file)], {});
  return target;
};

const restore = async (file: string, folder = tempDir()): Promise<string> => {
  await restoreCommand([file, '--data', folder], {});
  return join(folder, 'tgp.db');
};

/** What a move has left in a file. */
function left(file: string): unknown[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db.prepare(`SELECT name FROM sqlite_schema WHERE name GLOB 'moving*'`).all();
  } finally {
    db.close();
  }
}

async function takes(file: string, id: string): Promise<boolean> {
  const store = new SqliteStore(file);
  try {
    return await store.append(event(id));
  } finally {
    await store.close();
  }
}

it.each([
  ['while', 0],
  ['after', 1],
])('is a store of its own that was made %s another place took the folder over', async (_, refuses) => {
  const file = await moving(refuses);
  const made = await backup(file);
  expect(left(made)).toEqual([]);
  expect(await takes(await restore(made), 'm2')).toBe(true);
  // The move goes on where it is.
  expect(left(file)).not.toEqual([]);
});

it('is one where an earlier version made the backup, too, and so is what a restore keeps', async () => {
  const file = await moving(1);
  const earlier = join(tempDir(), 'earlier.db');
  copyFileSync(file, earlier);
  // As a backup is: without a log beside it.
  const db = new DatabaseSync(earlier);
  db.exec('PRAGMA journal_mode = DELETE');
  db.close();
  expect(await takes(await restore(earlier), 'm2')).toBe(true);
  expect(await takes(await restore(earlier, dirname(file)), 'm2')).toBe(true);
  expect(left(file)).toEqual([]);
  const kept = readdirSync(dirname(file)).find(name => name.startsWith('before-restore-'))!;
  expect(left(join(dirname(file), kept))).toEqual([]);
});

it('is no backup while another store is being moved there', async () => {
  const file = join(tempDir(), 'tgp.db');
  const target = sqliteTarget(file, dirname(file));
  await target.begin();
  await target.close();
  const db = new DatabaseSync(file);
  db.exec(
    `INSERT INTO accounts (id, name, advertiser_id, business_id, created_at) VALUES ('acme', '', 1, 'b', 0)`,
  );
  db.close();
  const made = await backup(file);
  await expect(restore(made)).rejects.toThrow(/no whole backup: .*tgp migrate/);
});
