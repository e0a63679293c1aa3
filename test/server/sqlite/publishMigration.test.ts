import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { NOW, openStore, tempDir } from '../../support/collector.ts';

const MIGRATIONS = new URL('../../../src/server/sqlite/migrations/', import.meta.url);

it('leaves the right to publish to whoever had it, and makes nobody the maker of anything', async () => {
  const folder = tempDir();
  const earlier = join(folder, 'earlier');
  mkdirSync(earlier);
  // A store of today opens none without its later tables.
  for (const name of readdirSync(MIGRATIONS))
    if (name < '2026-12-03' || name.includes('segments'))
      cpSync(new URL(name, MIGRATIONS), join(earlier, name));
  const old = openStore(folder, { migrations: pathToFileURL(`${earlier}/`) });
  const token = (id: string, scope: string, revoked_at: number | null = null) =>
    ({ id, name: id, hash: id, scope, accounts: '*', created_at: NOW, revoked_at }) as never;
  await old.tokens.add(token('reads', 'read'));
  await old.tokens.add(token('writes', 'write'));
  await old.tokens.add(token('revoked', 'write', NOW));
  for (const role of ['viewer', 'editor'])
    await old.users.add({ name: role, password: 'p', role, accounts: '*', created_at: NOW } as never);
  await old.close();

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
