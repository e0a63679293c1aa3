import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { backupCommand, restoreCommand } from '../../../src/server/cli/backupCommand.ts';
import { rebuildCommand } from '../../../src/server/cli/rebuildCommand.ts';
import { lockFolder } from '../../../src/server/sqlite/lockFolder.ts';
import { keptVersions, unpackStore } from '../../kept/kept.ts';
import { collector, IN_FILE, openStore, storedEvents, tempDir } from '../../support/collector.ts';
import { runCommand } from '../../support/command.ts';
import { canTrace } from '../../support/trace.ts';

/** A store with `m1` and `m2`, a backup of `m1` alone, and a folder for what else a test makes. */
async function stored() {
  const it = await collector({}, IN_FILE);
  const folder = tempDir();
  const backup = join(folder, 'backup.db');
  await it.beacon('event=E&messageId=m1');
  await backupCommand([backup, '--data', it.folder], {});
  await it.beacon('event=E&messageId=m2');
  const restore = (file: string, data = it.folder) => restoreCommand([file, '--data', data], {});
  return {
    ...it,
    it,
    live: join(it.folder, 'tgp.db'),
    backup,
    other: (name: string) => join(folder, name),
    restore,
  };
}

const idsOf = async (it: Parameters<typeof storedEvents>[0]): Promise<string[]> =>
  (await storedEvents(it)).map(({ messageId }: { messageId: string }) => messageId);

/** What is in a folder's store, read by nobody who would change it. */
function idsIn(file: string): string[] {
  const db = new DatabaseSync(file);
  try {
    expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    return db
      .prepare('SELECT message_id FROM events ORDER BY seq')
      .all()
      .map(row => String(row.message_id));
  } finally {
    db.close();
  }
}

/** Makes, of a store and a backup of it, a file that is no backup. */
type Make = (of: Awaited<ReturnType<typeof stored>>) => string | Promise<string>;

const change =
  (sql: string): Make =>
  ({ backup }) => {
    const db = new DatabaseSync(backup);
    db.exec(sql);
    db.close();
    return backup;
  };

const cut =
  (share: (size: number) => number): Make =>
  ({ backup }) => {
    truncateSync(backup, share(readFileSync(backup).length));
    return backup;
  };

const NO_BACKUPS: [name: string, make: Make, why: RegExp][] = [
  [
    'an empty file',
    ({ other }) => {
      writeFileSync(other('empty'), '');
      return other('empty');
    },
    /is no whole backup: it is empty/,
  ],
  [
    "another program's SQLite file",
    ({ other }) => {
      const db = new DatabaseSync(other('foreign.db'));
      db.exec('CREATE TABLE notes (text); INSERT INTO notes VALUES (1)');
      db.close();
      return other('foreign.db');
    },
    /another program wrote this database/,
  ],
  [
    'another one with tables of the same names',
    ({ other }) => {
      const db = new DatabaseSync(other('foreign.db'));
      db.exec(`CREATE TABLE migrations (name, checksum); CREATE TABLE accounts (id); INSERT INTO accounts VALUES (1);
        INSERT INTO migrations VALUES ('0001_init', 'x')`);
      db.close();
      return other('foreign.db');
    },
    /another program wrote this database/,
  ],
  [
    'one with the id of another program',
    change('PRAGMA application_id = 252006675'),
    /another program wrote/,
  ],
  [
    'an empty database',
    ({ other }) => {
      const db = new DatabaseSync(other('new.db'));
      db.exec('PRAGMA user_version = 1');
      db.close();
      return other('new.db');
    },
    /another program wrote this database/,
  ],
  [
    "the copy of a store's file, whose data is in its log",
    ({ live, other }) => {
      copyFileSync(live, other('raw.db'));
      return other('raw.db');
    },
    /what was stored last may be in the log beside that/,
  ],
  [
    'the copy of both, of a store of before there was an id',
    async ({ live, other }) => {
      copyFileSync(live, other('raw.db'));
      copyFileSync(`${live}-wal`, other('raw.db-wal'));
      return other('raw.db');
    },
    /a part of it is in .*raw\.db-wal/,
  ],
  ['the store itself', ({ live }) => live, /it is the store itself/],
  [
    'the store itself by another name',
    ({ live, other }) => {
      linkSync(live, other('linked.db'));
      return other('linked.db');
    },
    /it is the store itself/,
  ],
  [
    'a link to it',
    ({ live, other }) => {
      symlinkSync(live, other('linked.db'));
      return other('linked.db');
    },
    /it is the store itself/,
  ],
  ['its folder', ({ it }) => it.folder, /it is a folder/],
  ['a device', () => '/dev/null', /it is no file/],
  ['one that lacks its end', cut(size => size - 4096), /malformed/],
  ['one that lacks its last byte', cut(size => size - 1), /it was cut/],
  ['one that lacks half', cut(size => Math.floor(size / 2)), /malformed/],
  ['one that lacks all but its header', cut(() => 100), /it was cut/],
  ['one that lacks half of its header', cut(() => 50), /not a database/],
  [
    'one in which bytes are others',
    ({ backup }) => {
      const bytes = readFileSync(backup);
      bytes.fill(0x55, 4096, 3 * 4096);
      writeFileSync(backup, bytes);
      return backup;
    },
    /is no whole backup/,
  ],
  [
    'one of a newer version',
    change(`INSERT INTO migrations VALUES ('2999-01-01-new.sql', 'x');
      INSERT INTO served_files VALUES ('tgp@0.9.0.js', x'00', 1), ('tgp@0.10.0.js', x'00', 1)`),
    /written by a newer tgp \(migration 2999-01-01-new\.sql\), 0\.10\.0 or later: restore it with that version/,
  ],
  ['one without accounts', change('PRAGMA foreign_keys = OFF; DELETE FROM accounts'), /it has no account/],
];

it.each(NO_BACKUPS)('restores not %s, and leaves all as it was', async (_name, make, why) => {
  const of = await stored();
  const file = await make(of);
  const before = readdirSync(of.it.folder);
  await expect(of.restore(file)).rejects.toThrow(why);
  expect(await idsOf(of.it)).toEqual(['m2', 'm1']);
  expect((await of.beacon('event=E&messageId=m3')).statusCode).toBe(200);
  expect(idsIn(of.live)).toEqual(['m1', 'm2', 'm3']);
  expect(readdirSync(of.it.folder).filter(name => name !== 'tgp.lock')).toEqual(before);
  // Nor is a store made of it where there is none.
  const empty = join(tempDir(), 'new');
  if (!/store itself/.test(why.source)) await expect(of.restore(file, empty)).rejects.toThrow(why);
  expect(existsSync(join(empty, 'tgp.db'))).toBe(false);
  // And a good one comes back as if that had not been.
  if (file === of.backup) return;
  expect(await of.restore(of.backup)).toMatch(/^1 events are restored/);
  expect(await idsOf(of.it)).toEqual(['m1']);
});

it('says what it found and what was there, in rows', async () => {
  const { it: of, restore, backup } = await stored();
  // What a store says of itself is something else.
  const db = new DatabaseSync(backup);
  db.exec(`UPDATE last_numbers SET number = 77 WHERE kind = 'event'`);
  db.close();
  const said = (await restore(backup)).split('\n');
  expect(said[0]).toMatch(/^1 events are restored; what was there is in .*before-restore-[^/]*\.db$/);
  expect(said.slice(1)).toEqual([
    'restored: 1 accounts, 1 tags, 0 users, 0 tokens, 0 conversions',
    'kept: 2 events, 1 accounts, 1 tags, 0 users, 0 tokens, 0 conversions',
  ]);
  const kept = said[0]!.replace(/^.* is in /, '');
  // What is kept is a backup like another.
  expect(await restore(kept)).toMatch(/^2 events are restored/);
  expect(await idsOf(of)).toEqual(['m2', 'm1']);
});

it('restores into a folder without a store, or into none', async () => {
  const { restore, backup, writeKey } = await stored();
  const [empty, missing] = [tempDir(), join(tempDir(), 'a', 'b')];
  // The log of a store that is gone.
  writeFileSync(join(empty, 'tgp.db-wal'), readFileSync(backup).subarray(0, 9000));
  for (const folder of [empty, missing]) {
    expect(await restore(backup, folder)).toMatch(/^1 events are restored; there was nothing in /);
    const { events } = await openStore(folder).events({ writeKeys: [writeKey], limit: 9 });
    expect(events.map(({ messageId }) => messageId)).toEqual(['m1']);
  }
  expect(readdirSync(missing).filter(name => !/^tgp\.(lock|db(-wal|-shm)?)$/.test(name))).toEqual([]);
});

it.each(keptVersions())('restores a store of %s, with everything in it', async version => {
  const folder = tempDir();
  const file = unpackStore(version, folder);
  const count = (path: string) => {
    const db = new DatabaseSync(path);
    const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all();
    const rows = tables.map(({ name }) => [name, db.prepare(`SELECT count(*) AS n FROM "${name}"`).get()!.n]);
    db.close();
    return Object.fromEntries(rows);
  };
  // An account without a tag gets one, and pixels say since when their line items count.
  const { migrations: _, sessions: __, tags: ___, pixel_rules: ____, ...before } = count(file);
  const it = await collector({}, IN_FILE);
  await restoreCommand([file, '--data', it.folder], {});
  await restoreCommand([file, '--data', join(folder, 'new')], {});
  expect(count(join(it.folder, 'tgp.db'))).toMatchObject(before);
  expect(count(join(folder, 'new', 'tgp.db'))).toMatchObject(before);
});

it('goes back to an earlier version: what a newer one left is kept', async () => {
  const { restore, backup, live, app, store } = await stored();
  await app.close();
  await store.close();
  const db = new DatabaseSync(live);
  db.exec(`INSERT INTO migrations VALUES ('2999-01-01-new.sql', 'x'); CREATE TABLE news (a REFERENCES accounts (id));
    CREATE VIEW newer AS SELECT * FROM news; ALTER TABLE events ADD COLUMN more TEXT`);
  db.close();
  expect(() => openStore(join(live, '..'))).toThrow(/newer tgp .* put the backup from before it back/);
  expect(await restore(backup)).toMatch(/^1 events are restored/);
  expect((await openStore(join(live, '..')).accounts.list('*')).length).toBe(1);
  expect(idsIn(live)).toEqual(['m1']);
});

it.each([
  ['that is none', (bytes: Buffer) => bytes.fill('x')],
  ['in which bytes are others', (bytes: Buffer) => bytes.fill('x', 8192, 40_000)],
])('leaves a store %s, and says what to do with it', async (_, damage) => {
  const { restore, backup, live, app, store } = await stored();
  await app.close();
  await store.close();
  const bytes = damage(readFileSync(live));
  writeFileSync(live, bytes);
  await expect(restore(backup)).rejects.toThrow(
    /tgp\.db is left as it is: .*; move it, .* and restore again$/,
  );
  expect(readFileSync(live).equals(bytes)).toBe(true);
  renameSync(live, join(live, '..', 'broken'));
  expect(await restore(backup)).toMatch(/^1 events are restored; there was nothing in/);
  expect(idsIn(live)).toEqual(['m1']);
});

it('is not done while another one, or a rebuild, is', async () => {
  const { it: of, restore, backup } = await stored();
  const unlock = lockFolder(of.folder);
  await expect(restore(backup)).rejects.toThrow(/a restore or a rebuild is under way there/);
  await expect(rebuildCommand(['--data', of.folder], {})).rejects.toThrow(/is under way there/);
  unlock();
  expect(await restore(backup)).toMatch(/^1 events/);
});

it('leaves one of both whole where many are begun at once', async () => {
  const { it: of, live, backup } = await stored();
  const second = join(tempDir(), 'second.db');
  await backupCommand([second, '--data', of.folder], {});
  const runs = Array.from({ length: 8 }, (_, at) =>
    runCommand(['restore', at % 2 ? backup : second, '--data', of.folder]),
  );
  const codes = await Promise.all(runs.map(({ exit }) => exit));
  expect(codes).toContain(0);
  for (const [at, code] of codes.entries())
    if (code !== 0) expect([code, runs[at]!.err]).toEqual([1, expect.stringMatching(/is under way there/)]);
  expect([['m1'], ['m1', 'm2']]).toContainEqual(idsIn(live));
  expect(readdirSync(of.folder).filter(name => name.startsWith('before-restore-'))).toHaveLength(
    codes.filter(code => code === 0).length,
  );
});

it('loses nothing that a running collector acknowledged meanwhile: it is there, or in what is kept', async () => {
  const { it: of, backup, live, beacon } = await stored();
  let isDone = false;
  const run = runCommand(['restore', backup, '--data', of.folder]);
  const restoring = run.exit.then(code => {
    isDone = true;
    return code;
  });
  const acknowledged: string[] = [];
  for (let at = 0; !isDone; at++) {
    if ((await beacon(`event=E&messageId=during-${at}`)).statusCode === 200)
      acknowledged.push(`during-${at}`);
  }
  expect([await restoring, run.err]).toEqual([0, '']);
  const kept = readdirSync(of.folder).find(name => name.startsWith('before-restore-'))!;
  const there = idsIn(live);
  const before = idsIn(join(of.folder, kept));
  expect(there[0]).toBe('m1');
  expect([...before.slice(2), ...there.slice(1)]).toEqual(acknowledged);
});

/** Kills a command at its so many-th call that changes a file or a folder for good. */
const killedAt = (call: number) =>
  `exec strace -f -qq -o /dev/null -e trace=${LASTING} -e 'inject=${LASTING}:signal=SIGKILL:when=${call}' "$0" "$@";`;
const LASTING = 'fsync,fdatasync,ftruncate,unlink,link,rename';

describe.skipIf(!canTrace)('a restore that is killed (needs strace)', { timeout: 300_000 }, () => {
  it.each([
    ['beside a store', false],
    ['into an empty folder', true],
  ])('%s leaves the one or the other, wherever that is, and the next one is done', async (_, isEmpty) => {
    const { app, store, live, backup, restore, it: of } = await stored();
    await app.close();
    await store.close();
    let killed = 0;
    for (let call = 1; ; call += 3) {
      const data = isEmpty ? tempDir() : of.folder;
      const { exit } = runCommand(['restore', backup, '--data', data], {}, killedAt(call));
      const code = await exit;
      if (isEmpty) {
        if (existsSync(join(data, 'tgp.db'))) expect(idsIn(join(data, 'tgp.db'))).toEqual(['m1']);
        else expect(code).not.toBe(0);
      } else expect([['m1'], ['m1', 'm2']]).toContainEqual(idsIn(live));
      if (code === 0) break;
      killed++;
      expect(await restore(backup, data)).toMatch(/^1 events are restored/);
      expect(readdirSync(data).filter(name => name.includes('partial'))).toEqual([]);
    }
    expect(killed).toBeGreaterThan(3);
  });
});

/** A disk of its own, of so many bytes; read alone where that is said. */
const mount = (folder: string, before: string, size: string, readOnly = '') =>
  `exec unshare --user --map-root-user --mount sh -c 'mount -t tmpfs -o size=${size} tmpfs "${folder}" && cp -r "${before}"/. "${folder}" && ${readOnly || ':'} && "$0" "$@"; code=$?; cp -r "${folder}"/. "${before}"; exit $code' "$0" "$@";`;
const canMount =
  spawnSync('sh', ['-c', mount('/tmp', '/var/empty/..', '1m', 'exit 0;'), 'true']).status !== null;

describe.skipIf(!canMount)('a disk that takes nothing (needs unshare and tmpfs)', () => {
  it.each([
    ['is full', 1.1, ''],
    ['has no room for what was there', 1.9, ''],
    ['is read alone', 16, 'mount -o remount,ro'],
  ])('one that %s leaves the store as it is', async (_, stores, readOnly) => {
    const { app, store, live, backup, it: of } = await stored();
    await app.close();
    await store.close();
    const [data, after] = [tempDir(), tempDir()];
    mkdirSync(join(after, 'data'));
    copyFileSync(live, join(after, 'data', 'tgp.db'));
    const remount = readOnly && `${readOnly} "${data}"`;
    const run = runCommand(
      ['restore', backup, '--data', join(data, 'data')],
      {},
      mount(data, after, `${Math.ceil((stores * statSync(live).size) / 1024)}k`, remount),
    );
    expect([await run.exit, run.out]).toEqual([1, '']);
    expect(run.err).toMatch(/^tgp: .+/);
    expect(run.err).toContain(data);
    expect(run.err.split('\n')).toHaveLength(2);
    expect(idsIn(join(after, 'data', 'tgp.db'))).toEqual(['m1', 'm2']);
    expect(readdirSync(join(after, 'data')).filter(name => /partial|before/.test(name))).toEqual([]);
    expect(of.folder).not.toBe(data);
  });
});
