import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { migrate } from '../../../src/server/sqlite/migrate.ts';
import { NOW, openStore, tempDir } from '../../support/collector.ts';

const MIGRATIONS = new URL('../../../src/server/sqlite/migrations/', import.meta.url);

it('gives each tag that was there a uuid of its own', async () => {
  const folder = tempDir();
  const before = tempDir();
  for (const name of readdirSync(MIGRATIONS).filter(each => each < '2026-11-23')) {
    cpSync(new URL(name, MIGRATIONS), join(before, name));
  }
  const db = new DatabaseSync(join(folder, 'tgp.db'));
  migrate(db, pathToFileURL(`${before}/`));
  db.exec(`INSERT INTO accounts VALUES ('acme', 'Acme', 1, 'b', ${NOW})`);
  const add = db.prepare("INSERT INTO tags VALUES (?, 'acme', 'name', 'a.example', 0, ?)");
  for (let at = 0; at < 50; at++) add.run(`k${at}`, NOW);
  db.close();

  const tags = await openStore(folder).tags.list(['acme']);
  expect(new Set(tags.map(tag => tag.integration_id)).size).toBe(50);
  for (const tag of tags) {
    expect(tag.integration_id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(tag.dataset_id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  }
});
