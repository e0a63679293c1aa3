import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { migrate } from '../../../src/server/sqlite/migrate.ts';
import { NOW, openStore, tempDir } from '../../support/collector.ts';

const MIGRATIONS = new URL('../../../src/server/sqlite/migrations/', import.meta.url);

it('leaves the right to publish to whoever had it, and makes nobody the maker of anything', async () => {
  const folder = tempDir();
  const earlier = join(folder, 'earlier');
  mkdirSync(earlier);
  for (const name of readdirSync(MIGRATIONS))
    if (name < '2026-12-03') cpSync(new URL(name, MIGRATIONS), join(earlier, name));
  const old = new DatabaseSync(join(folder, 'tgp.db'));
  migrate(old, pathToFileURL(`${earlier}/`));
  const token = old.prepare(
    `INSERT INTO tokens (id, number, name, hash, scope, accounts, created_at, revoked_at) VALUES (?1, ?2, ?1, ?1, ?3, '*', ?4, ?5)`,
  );
  token.run('reads', 1, 'read', NOW, null);
  token.run('writes', 2, 'write', NOW, null);
  token.run('revoked', 3, 'write', NOW, NOW);
  const user = old.prepare(`INSERT INTO users VALUES (?1, 'p', ?1, '*', ?2)`);
  for (const role of ['viewer', 'editor']) user.run(role, NOW);
  old.close();

  const store = openStore(folder);
  const nobody = { maker_kind: null, maker_id: null, expires_at: null };
  expect(await store.tokens.list()).toMatchObject([
    { id: 'reads', publish: 0, ...nobody },
    { id: 'writes', publish: 2, ...nobody },
    { id: 'revoked', publish: 0, ...nobody },
  ]);
  expect(await store.users.list()).toMatchObject([
    { name: 'editor', publish: 2 },
    { name: 'viewer', publish: 0 },
  ]);
});
