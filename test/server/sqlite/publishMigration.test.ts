import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { noteUpgrade } from '../../../src/server/access/noteUpgrade.ts';
import { migrate } from '../../../src/server/sqlite/migrate.ts';
import { NOW, openStore, tempDir } from '../../support/collector.ts';

const MIGRATIONS = new URL('../../../src/server/sqlite/migrations/', import.meta.url);

it('leaves the right to publish to whoever had it, by his role, and makes nobody the maker of anything', async () => {
  const folder = tempDir();
  const earlier = join(folder, 'earlier');
  mkdirSync(earlier);
  // A store of today opens none without its later tables.
  for (const name of readdirSync(MIGRATIONS))
    if (name < '2026-12-03') cpSync(new URL(name, MIGRATIONS), join(earlier, name));
  const old = new DatabaseSync(join(folder, 'tgp.db'));
  migrate(old, pathToFileURL(`${earlier}/`));
  const token = old.prepare(
    `INSERT INTO tokens (id, number, name, hash, scope, accounts, created_at, revoked_at)
     VALUES (?1, ?2, ?1, ?1, ?3, '*', ${NOW}, ?4)`,
  );
  token.run('reads', 1, 'read', null);
  token.run('writes', 2, 'write', null);
  token.run('revoked', 3, 'write', NOW);
  const user = old.prepare(
    `INSERT INTO users (name, password, role, accounts, created_at) VALUES (?1, 'p', ?1, '*', ${NOW})`,
  );
  for (const role of ['viewer', 'editor']) user.run(role);
  old.exec(
    `INSERT INTO users (name, password, role, accounts, created_at) VALUES ('ed', 'p', 'editor', '["acme"]', ${NOW})`,
  );
  old.close();

  const store = openStore(folder);
  const nobody = { maker_kind: null, maker_id: null, expires_at: null };
  expect(await store.tokens.list()).toMatchObject([
    { id: 'reads', publish: 0, ...nobody },
    { id: 'writes', publish: 2, ...nobody },
    { id: 'revoked', publish: 0, ...nobody },
  ]);
  expect(await store.users.list()).toMatchObject([
    { name: 'ed', role: 'publisher', upgraded: 1 },
    { name: 'editor', role: 'owner', upgraded: 1 },
    { name: 'viewer', role: 'viewer', upgraded: 0 },
  ]);
  for (let at = 0; at < 2; at++) await noteUpgrade(store, NOW);
  const { rows } = await store.audit.list({ accounts: '*', limit: 99 });
  const granted = rows.filter(row => row.record_kind === 'user').map(row => [row.record_id, row.route]);
  expect(granted).toEqual([
    ['editor', 'owner'],
    ['ed', 'publisher'],
    ['editor', 'people'],
  ]);
  expect((await store.users.list()).map(({ upgraded }) => upgraded)).toEqual([0, 0, 0]);
});
