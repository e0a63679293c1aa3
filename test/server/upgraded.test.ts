import { once } from 'node:events';
import { existsSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { keepBefore } from '../../src/server/sqlite/keepBefore.ts';
import { MIGRATIONS } from '../../src/server/sqlite/migrationNames.ts';
import { keptVersions, unpackStore } from '../kept/kept.ts';
import { multiplyStore } from '../kept/multiplyStore.ts';
import { tempDir } from '../support/collector.ts';
import { type Command, runCommand, startCollector } from '../support/command.ts';

const OLDEST = keptVersions()[0]!;
const EVENTS = 20_000;

/** What is in a file, and whether all of it is sound. */
function read(file: string) {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const all = (sql: string) => db.prepare(sql).all();
    return {
      sound: all('PRAGMA integrity_check'),
      events: all('SELECT count(*) AS n, max(seq) AS seq FROM events')[0],
      migrations: all('SELECT name FROM migrations ORDER BY name').map(({ name }) => name),
    };
  } finally {
    db.close();
  }
}

/** Waits until a command has said it. */
async function said(command: Command, text: string): Promise<void> {
  while (!command.err.includes(text)) {
    const isOver = await Promise.race([
      once(command.process.stderr!, 'data').then(() => false),
      command.exit.then(() => true),
    ]);
    if (isOver && !command.err.includes(text)) throw new Error(`it ended: ${command.err}`);
  }
}

const copies = (data: string) =>
  readdirSync(data).filter(name => /^before-upgrade-.*\.(db|partial)$/.test(name));

it('keeps a store as it was beside its newest form, and may be killed at any time', async () => {
  const data = tempDir();
  const file = unpackStore(OLDEST, data);
  await multiplyStore(file, EVENTS);
  const before = read(file);

  for (const text of ['a copy of it as it is goes to', 'the copy is whole']) {
    const killed = runCommand(['--port', '0', '--data', data], { TGP_ADMIN_TOKEN: 'tgp_admin-of-the-tests' });
    await said(killed, text);
    killed.process.kill('SIGKILL');
    await killed.exit;
    expect(read(file).events).toEqual(before.events);
  }

  const it = await startCollector(data, [], { TGP_ADMIN_TOKEN: 'tgp_admin-of-the-tests' });
  it.process.kill('SIGTERM');
  await it.exit;
  const after = read(file);
  // Retention removes what is too old.
  expect(after.events!.seq).toBe(before.events!.seq);
  expect(after.sound).toEqual(before.sound);
  expect(after.migrations.length).toBeGreaterThan(before.migrations.length);
  // Of three starts one copy, and nothing that is not whole.
  const names = copies(data);
  expect(names).toHaveLength(1);
  expect(read(join(data, names[0]!))).toEqual(before);
  expect(it.err).toContain(`remove ${join(data, names[0]!)}`);
  expect(statSync(join(data, names[0]!)).mode & 0o077).toBe(0);

  const again = await startCollector(data, [], { TGP_ADMIN_TOKEN: 'tgp_admin-of-the-tests' });
  again.process.kill('SIGTERM');
  await again.exit;
  // But that it may count them anew, and that it did not run for long.
  expect(again.err.split('\n').filter(line => !/tgp rebuild|the clock jumped/.test(line))).toEqual(['']);
  expect(copies(data)).toEqual(names);
});

it('keeps it for a command that opens a store of an earlier version, too', async () => {
  const data = tempDir();
  unpackStore(OLDEST, data);
  const command = runCommand(['export', '--data', data, '--out', join(data, 'events.ndjson')]);
  expect(await command.exit).toBe(0);
  expect(copies(data)).toHaveLength(1);
});

it('leaves a copy of another upgrade as it is', async () => {
  const data = tempDir();
  const file = unpackStore(OLDEST, data);
  const keeping = { version: '9.9.9', migrations: MIGRATIONS };
  const other = join(data, 'before-upgrade-9.9.9.db');
  writeFileSync(other, 'no database');
  expect(await keepBefore(file, keeping)).toBe(join(data, 'before-upgrade-9.9.9-2.db'));
  expect(await keepBefore(file, keeping)).toBe(join(data, 'before-upgrade-9.9.9-2.db'));
  expect(statSync(other).size).toBe(11);
});

it('makes none where there is no room for it, and changes nothing', async () => {
  const data = tempDir();
  const file = unpackStore(OLDEST, data);
  // A file with a hole takes no room itself.
  truncateSync(file, 2 ** 43);
  await expect(keepBefore(file, { version: '9.9.9', migrations: MIGRATIONS })).rejects.toThrow(/make room/);
  expect(copies(data)).toEqual([]);
});

it('makes none of a store that is new, or of this version', async () => {
  const data = tempDir();
  const keeping = { version: '9.9.9', migrations: MIGRATIONS };
  expect(await keepBefore(join(data, 'tgp.db'), keeping)).toBeUndefined();
  new DatabaseSync(join(data, 'tgp.db')).close();
  expect(await keepBefore(join(data, 'tgp.db'), keeping)).toBeUndefined();
  expect(existsSync(join(data, 'before-upgrade-9.9.9.db'))).toBe(false);
});
