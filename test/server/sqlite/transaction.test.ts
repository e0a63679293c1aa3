import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { rebuildFileOf } from '../../../src/server/sqlite/rebuild/rebuild.ts';
import { transaction } from '../../../src/server/sqlite/transaction.ts';
import { openStore, tempDir } from '../../support/collector.ts';
import { addAccounts } from '../store/promises/rows.ts';
import { some } from '../store/support/some.ts';

it.each(['BEGIN', 'BEGIN IMMEDIATE'] as const)('throws what went wrong, also what ended it: %s', begin => {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE a (b); PRAGMA max_page_count = 10');
  const insert = db.prepare('INSERT INTO a VALUES (zeroblob(?))');
  expect(() => transaction(db, () => insert.run(1_000_000), begin)).toThrow('disk is full');
  expect(transaction(db, () => insert.run(1).changes, begin)).toBe(1);
  db.close();
});

it('has a rebuild tell what stopped it, whatever that ended', async () => {
  const folder = tempDir();
  const store = openStore(folder);
  await addAccounts(store);
  await Promise.all(some(2000).map(each => store.append(each)));
  const file = `${folder}/tgp.db`;
  const full = async () => {
    await store.rebuild(() => {
      // What SQLite does by itself on a full disk: all of it is taken back.
      const made = new DatabaseSync(rebuildFileOf(file));
      made.exec(
        `CREATE TRIGGER full BEFORE UPDATE ON replayed BEGIN SELECT raise(ROLLBACK, 'disk is full'); END`,
      );
      made.close();
    });
  };
  await expect(full()).rejects.toThrow('disk is full');
  await store.close();
});
