import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { hashToken } from '../../../src/server/access/token.ts';
import { migrate } from '../../../src/server/sqlite/migrate.ts';
import { NOW, openStore, tempDir } from '../../support/collector.ts';

const MIGRATIONS = new URL('../../../src/server/sqlite/migrations/', import.meta.url);
const FIRST = '2026-11-21-first.sql';

it('numbers the tokens that were there by age, and goes on from there', async () => {
  const folder = tempDir();
  const first = tempDir();
  cpSync(new URL(FIRST, MIGRATIONS), join(first, FIRST));
  const db = new DatabaseSync(join(folder, 'tgp.db'));
  migrate(db, pathToFileURL(`${first}/`));
  const add = db.prepare("INSERT INTO tokens VALUES (?, 'name', ?, 'write', '*', ?, NULL)");
  add.run('c', hashToken('c'), NOW + 1);
  add.run('b', hashToken('b'), NOW + 2);
  add.run('a', hashToken('a'), NOW + 2);
  db.close();

  const store = openStore(folder);
  const made = { maker_kind: null, maker_id: null, expires_at: null, publish: 0 } as const;
  const token = {
    ...made,
    name: 'name',
    scope: 'read',
    accounts: '*',
    created_at: NOW,
    revoked_at: null,
  } as const;
  await store.tokens.add({ ...token, id: 'd', hash: hashToken('d') });
  const tokens = await Promise.all(['c', 'a', 'b', 'd'].map(id => store.tokens.ofHash(hashToken(id))));
  expect(tokens.map(each => each?.number)).toEqual([1, 2, 3, 4]);
});
