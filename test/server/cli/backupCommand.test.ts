import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { backupCommand, restoreCommand } from '../../../src/server/cli/backupCommand.ts';
import type { ServedFiles } from '../../../src/server/store/servedFiles.ts';
import {
  collector,
  IN_FILE,
  openStore,
  storedEvents,
  type TestCollector,
  tempDir,
} from '../../support/collector.ts';
import { runCommand } from '../../support/command.ts';

const ids = async (it: TestCollector): Promise<string[]> =>
  (await storedEvents(it)).map(({ messageId }: { messageId: string }) => messageId);

const eventsIn = async (file: string, writeKey: string) => {
  const folder = tempDir();
  await restoreInto(file, folder);
  return (await openStore(folder).events({ writeKeys: [writeKey], limit: 10_000 })).events;
};

/** Restores into a store of its own. */
async function restoreInto(file: string, folder: string): Promise<void> {
  await openStore(folder).close();
  await restoreCommand([file, '--data', folder], {});
}

it('copies what is stored while beacons come in, whole and without a gap', async () => {
  const it = await collector({}, IN_FILE);
  const target = join(tempDir(), 'backup.db');
  // More than one step of the copy: beacons are stored in between.
  const long = 'x'.repeat(3000);
  const before = Array.from(
    { length: 2000 },
    (_, at) => `event=E&messageId=before-${at}&properties.long=${long}`,
  );
  await Promise.all(before.map(query => it.beacon(query)));
  let isCopied = false;
  const copying = backupCommand([target, '--data', it.folder], {}).finally(() => (isCopied = true));
  let sent = 0;
  while (!isCopied) await it.beacon(`event=E&messageId=during-${sent++}`);
  expect(await copying).toMatch(/^\d+ events are in .*backup\.db$/);
  const copied = new Set((await eventsIn(target, it.writeKey)).map(({ messageId }) => messageId));
  expect([...copied].filter(id => id.startsWith('before-'))).toHaveLength(2000);
  // Of what came meanwhile it has all up to one moment.
  const during = [...copied].filter(id => id.startsWith('during-')).length;
  expect(copied.has(`during-${during}`)).toBe(false);
  expect([...Array(during).keys()].every(at => copied.has(`during-${at}`))).toBe(true);
  expect(await ids(it)).toHaveLength(500);
});

it('puts a backup back under a running collector, and keeps what was there', async () => {
  const it = await collector({}, IN_FILE);
  const target = join(tempDir(), 'backup.db');
  await it.beacon('event=E&messageId=m1');
  await backupCommand([target, '--data', it.folder], {});
  await it.beacon('event=E&messageId=m2');
  const status = async () => (await it.call('GET', '/status')).json().events_stored;
  expect(await status()).toBe(2);

  expect(await restoreCommand([target, '--data', it.folder], {})).toMatch(/^1 events are restored; what was/);
  expect(await ids(it)).toEqual(['m1']);
  expect(await status()).toBe(1);
  expect((await it.beacon('event=E&messageId=m1')).statusCode).toBe(200);
  expect((await it.beacon('event=E&messageId=m3')).statusCode).toBe(200);
  expect(await ids(it)).toEqual(['m3', 'm1']);
  expect(await status()).toBe(2);
  expect((await it.call('GET', '/counts')).json().counts).toMatchObject([{ count: 2 }]);

  const kept = readdirSync(it.folder).filter(name => name.startsWith('before-restore-'));
  expect(kept).toHaveLength(1);
  expect(await eventsIn(join(it.folder, kept[0]!), it.writeKey)).toHaveLength(2);
  expect(readdirSync(it.folder).filter(name => name.includes('partial'))).toEqual([]);
});

it('takes the served files along, and loses none that was served since', async () => {
  const it = await collector({}, IN_FILE);
  const target = join(tempDir(), 'backup.db');
  const file = (name: string, text: string) => ({ name, body: Buffer.from(text), served_at: 1 });
  await it.store.servedFiles.add(file('tgp@1.0.0.js', 'first'));
  await backupCommand([target, '--data', it.folder], {});
  await it.store.servedFiles.add(file('tgp@1.1.0.js', 'since'));
  const elsewhere = tempDir();
  await openStore(elsewhere).servedFiles.add(file('tgp@1.0.0.js', 'another'));
  for (const folder of [it.folder, elsewhere]) await restoreCommand([target, '--data', folder], {});
  const textsIn = async ({ servedFiles }: { servedFiles: ServedFiles }) => {
    const files = await Promise.all((await servedFiles.list()).map(name => servedFiles.get(name)));
    return files.map(each => [each!.name, Buffer.from(each!.body).toString()]);
  };
  expect(await textsIn(it.store)).toEqual([
    ['tgp@1.0.0.js', 'first'],
    ['tgp@1.1.0.js', 'since'],
  ]);
  expect(await textsIn(openStore(elsewhere))).toEqual([['tgp@1.0.0.js', 'first']]);
});

it('writes over no file, and leaves none that is half', async () => {
  const it = await collector({}, IN_FILE);
  const folder = tempDir();
  const target = join(folder, 'taken');
  writeFileSync(target, 'mine');
  await expect(backupCommand([target, '--data', it.folder], {})).rejects.toThrow('there is a file');
  expect(statSync(target).size).toBe(4);
  const nowhere = join(folder, 'none', 'backup.db');
  await expect(backupCommand([nowhere, '--data', it.folder], {})).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['taken']);
});

it('restores nothing that is no backup', async () => {
  const it = await collector({}, IN_FILE);
  await it.beacon('event=E&messageId=m1');
  const folder = tempDir();
  const text = join(folder, 'text');
  writeFileSync(text, 'no database at all, but long enough to be taken for the header of one'.repeat(99));
  await expect(restoreCommand([text, '--data', it.folder], {})).rejects.toThrow(/not a database/);
  await expect(restoreCommand([join(folder, 'none'), '--data', it.folder], {})).rejects.toThrow('no file');
  expect(await ids(it)).toEqual(['m1']);
  expect(readdirSync(it.folder).filter(name => /partial|restore/.test(name))).toEqual([]);
});

it.each([
  [[], 'name one file: tgp backup <file>'],
  [['a', 'b'], 'name one file: tgp backup <file>'],
  [['a', '--dat', 'x'], '"tgp backup --help" lists the options'],
  [['a', '--data', '/none'], 'there is no store in /none'],
])('refuses %j', async (args, message) => {
  await expect(backupCommand(args, {})).rejects.toThrow(message);
  expect(await backupCommand(['--help'], {})).toContain('Usage: tgp backup');
  expect(await restoreCommand(['--help'], {})).toContain('Usage: tgp restore');
});

it('has no log-ins, in a backup and in what a restore keeps or puts back', async () => {
  const it = await collector({}, IN_FILE);
  await it.call('POST', '/users', { name: 'ed', password: 'correct horse', role: 'editor', accounts: '*' });
  const auth = { auth: { username: 'ed', password: 'correct horse' } };
  const { token } = (await it.call('POST', '/auth', auth, '')).json().response;
  const { hash } = (await it.store.sessions.list('ed'))[0]!;
  const target = join(tempDir(), 'backup.db');
  await backupCommand([target, '--data', it.folder], {});
  expect(readFileSync(target, 'latin1')).not.toContain(hash);
  expect((await it.call('GET', '/accounts', undefined, token)).statusCode).toBe(200);

  // A copy by other means has them.
  const copy = join(tempDir(), 'copy.db');
  const db = new DatabaseSync(join(it.folder, 'tgp.db'));
  db.exec(`VACUUM INTO '${copy}'`);
  db.close();
  expect(readFileSync(copy, 'latin1')).toContain(hash);
  await restoreCommand([copy, '--data', it.folder], {});
  expect(await it.store.sessions.list('ed')).toEqual([]);
  expect((await it.call('GET', '/accounts', undefined, token)).statusCode).toBe(401);
  const kept = readdirSync(it.folder).find(name => name.startsWith('before-restore-'))!;
  expect(readFileSync(join(it.folder, kept), 'latin1')).not.toContain(hash);
  expect((await it.call('POST', '/auth', auth, '')).statusCode).toBe(200);
});

it('is read by nobody else: nor are exports, and what a restore keeps', async () => {
  const it = await collector({}, IN_FILE);
  await it.beacon('event=E');
  const folder = tempDir();
  const run = async (command: string, ...args: string[]) => {
    // As most shells have it: others may read.
    const { exit } = runCommand([command, ...args, '--data', it.folder], {}, 'umask 022;');
    expect([command, await exit]).toEqual([command, 0]);
  };
  const backup = join(folder, 'backup.db');
  await run('backup', backup);
  await run('export', '--out', join(folder, 'events.ndjson'));
  chmodSync(backup, 0o644);
  const before = new Set(readdirSync(it.folder));
  await run('restore', backup);
  chmodSync(backup, 0o600);
  const made = readdirSync(it.folder).filter(name => !before.has(name));
  expect(made.some(name => name.startsWith('before-restore-'))).toBe(true);
  for (const file of [backup, join(folder, 'events.ndjson'), ...made.map(name => join(it.folder, name))])
    expect([file, statSync(file).mode & 0o077]).toEqual([file, 0]);
});
