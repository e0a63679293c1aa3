import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { migrate } from '../../../src/server/sqlite/migrate.ts';
import { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import { openStore, tempDir } from '../../support/collector.ts';

/** A folder of migrations and an empty database. */
function fixture() {
  const path = tempDir();
  const db = new DatabaseSync(':memory:');
  const run = () => migrate(db, pathToFileURL(`${path}/`));
  const write = (name: string, sql: string) => writeFileSync(join(path, name), sql);
  const tables = () =>
    db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'migrations'")
      .all()
      .map(({ name }) => name);
  return { path, db, run, write, tables };
}

it('runs each file once, by date', () => {
  const { run, write, tables, db } = fixture();
  write('2026-01-02-b.sql', 'ALTER TABLE a ADD COLUMN y; CREATE TABLE b (x);');
  write('2026-01-01-a.sql', 'CREATE TABLE a (x);');
  run();
  run();
  write('2026-01-03-c.sql', 'CREATE TABLE c (x);');
  run();
  expect(tables()).toEqual(['a', 'b', 'c']);
  expect(
    db
      .prepare('SELECT name FROM migrations ORDER BY name')
      .all()
      .map(({ name }) => name),
  ).toEqual(['2026-01-01-a.sql', '2026-01-02-b.sql', '2026-01-03-c.sql']);
});

it('refuses a file that was edited after it ran, whatever its line ends', () => {
  const { run, write } = fixture();
  write('2026-01-01-a.sql', 'CREATE TABLE a (\n  x\n);');
  run();
  write('2026-01-01-a.sql', 'CREATE TABLE a (\r\n  x\r\n);');
  run();
  write('2026-01-01-a.sql', 'CREATE TABLE a (x, y);');
  expect(run).toThrow('migration 2026-01-01-a.sql was edited after it ran: restore it and add a new one');
});

it('refuses data of a newer version', () => {
  const { path, run, write } = fixture();
  write('2026-01-01-a.sql', 'CREATE TABLE a (x);');
  run();
  rmSync(join(path, '2026-01-01-a.sql'));
  expect(run).toThrow(/newer tgp \(migration 2026-01-01-a\.sql\)/);
});

it('does all of it or nothing', () => {
  const { run, write, tables } = fixture();
  write('2026-01-01-a.sql', 'CREATE TABLE a (x);');
  write('2026-01-02-b.sql', 'CREATE TABLE b (x); CREATE TABL c (x);');
  expect(run).toThrow(/syntax error/);
  expect(tables()).toEqual([]);
  write('2026-01-02-b.sql', 'CREATE TABLE b (x);');
  run();
  expect(tables()).toEqual(['a', 'b']);
});

it('opens a store again, and not one that is no database', async () => {
  const folder = tempDir();
  await openStore(folder).close();
  expect((await openStore(folder).accounts.list('*')).length).toBe(0);
  writeFileSync(
    join(folder, 'other.db'),
    'this is no database, but long enough to be read as one'.repeat(20),
  );
  expect(() => new SqliteStore(join(folder, 'other.db'))).toThrow(/not a database/);
});
