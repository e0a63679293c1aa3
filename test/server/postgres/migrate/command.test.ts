import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { readSecretKey, SECRET_KEY_FILE } from '../../../../src/server/cli/readSecretKey.ts';
import { readServers } from '../../../../src/server/postgres/readServers.ts';
import { SqliteStore } from '../../../../src/server/sqlite/sqliteStore.ts';
import { tempDir } from '../../../support/collector.ts';
import { runCommand } from '../../../support/command.ts';
import { emptyDatabase, openAt } from '../../../support/postgres/openPostgres.ts';
import { addAccounts, event } from '../../store/promises/rows.ts';
import { move } from './support/move.ts';

/** A folder with an account and an event. */
async function filled(): Promise<string> {
  const folder = tempDir();
  const store = new SqliteStore(join(folder, 'tgp.db'));
  await addAccounts(store);
  await store.append(event('m1'));
  await store.close();
  return folder;
}

async function migrate(...args: string[]) {
  const command = runCommand(['migrate', ...args]);
  return { code: await command.exit, out: command.out, err: command.err };
}

const isNew = async (folder: string, id: string): Promise<boolean> => {
  const store = new SqliteStore(join(folder, 'tgp.db'));
  try {
    return await store.append(event(id));
  } finally {
    await store.close();
  }
};

it('says what is different, switches nothing and ends with 1', async () => {
  const folder = await filled();
  const url = await emptyDatabase();
  // A server that stores something else than it is given.
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE FUNCTION wrong() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN NEW.count := NEW.count + 1; RETURN NEW; END';
    CREATE TRIGGER wrong BEFORE INSERT ON counts FOR EACH ROW EXECUTE FUNCTION wrong()`);
  await client.end();
  const { code, out } = await migrate('--from', folder, '--to', url, '--switch');
  expect(out).toMatch(/^counts .*DIFFERENT$/m);
  expect(out).toMatch(/^events .*\(1 hours of accounts\)$/m);
  expect(out.trimEnd()).toMatch(/They are not the same: nothing is switched\.$/);
  expect(code).toBe(1);
  expect(await isNew(folder, 'm2')).toBe(true);
});

it('moves all, switches and says what is next; the folder takes nothing more', async () => {
  const folder = await filled();
  const url = await emptyDatabase();
  const { code, out, err } = await migrate('--from', folder, '--to', url, '--switch');
  expect(code, err).toBe(0);
  expect(out).toMatch(/^Both are the same\. Nothing was stored for \d+\.\d s; /m);
  expect(out).toContain('Start the collector with the new store now.');
  await expect(isNew(folder, 'm2')).rejects.toThrow();
  const cancelled = await migrate('--from', folder, '--cancel');
  expect(cancelled.code, cancelled.err).toBe(0);
  expect(await isNew(folder, 'm2')).toBe(true);
});

it('moves the key of the secrets before anything else can make one, and back where there is one', async () => {
  const folder = await filled();
  const key = readSecretKey(folder);
  const url = await emptyDatabase();
  const kept = async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query("SELECT key FROM store_keys WHERE name = 'secret'");
    await client.end();
    return rows.map(row => row.key);
  };
  const killed = move(folder, url, {
    through: ({ source, target }) => ({
      source,
      target: { ...target, finish: () => Promise.reject(new Error('killed')) },
    }),
  });
  await expect(killed).rejects.toThrow('killed');
  expect(await kept()).toEqual([key.toString('hex')]);
  const moved = await migrate('--from', folder, '--to', url, '--switch');
  expect(moved.code, moved.err).toBe(0);
  expect(moved.out).toMatch(/^The key of the tags' secrets is on the first server now\./m);
  expect(await kept()).toEqual([key.toString('hex')]);

  const back = tempDir();
  writeFileSync(join(back, SECRET_KEY_FILE), '0a'.repeat(32));
  const refused = await migrate('--from', url, '--to', back, '--switch');
  expect(refused.err).toMatch(/secret\.key has another key .*: put it elsewhere/);
  expect(refused.code).toBe(1);
  rmSync(join(back, SECRET_KEY_FILE));
  const again = await migrate('--from', url, '--to', back, '--switch');
  expect(again.code, again.err).toBe(0);
  expect(again.out).not.toContain('The key of');
  expect(readSecretKey(back)).toEqual(key);
});

it('says nothing of a key where there is none yet', async () => {
  const folder = await filled();
  const url = await emptyDatabase();
  const there = await migrate('--from', folder, '--to', url, '--switch');
  const back = tempDir();
  const again = await migrate('--from', url, '--to', back, '--switch');
  for (const { code, out, err } of [there, again]) {
    expect(code, err).toBe(0);
    expect(out).not.toContain('The key of');
  }
  expect(existsSync(join(back, SECRET_KEY_FILE))).toBe(false);
});

it('opens no store that is not whole yet: whoever looked at it would leave something there', async () => {
  const folder = await filled();
  const url = await emptyDatabase();
  const begun = await migrate('--from', folder, '--to', url);
  expect(begun.code, begun.err).toBe(0);
  const early = runCommand(['--port', '0', '--no-demo', '--store', url]);
  expect(await early.exit).toBe(1);
  expect(early.err).toContain('another store is being moved here');
  const doctor = runCommand(['doctor', '--store', url]);
  expect(await doctor.exit).toBe(1);
  expect(doctor.out).toMatch(/^FAIL {2}store .*no whole store yet/m);
  const moved = await migrate('--from', folder, '--to', url, '--switch');
  expect(moved.code, moved.err).toBe(0);
  await (await openAt([url])).close();

  const back = tempDir();
  const again = await migrate('--from', url, '--to', back);
  expect(again.code, again.err).toBe(0);
  await expect(isNew(back, 'm2')).rejects.toThrow('another store is being moved here');
  const checked = runCommand(['doctor', '--data', back]);
  expect(await checked.exit).toBe(1);
  expect(checked.out).toMatch(/^FAIL {2}data .*no whole store yet/m);
  const ended = await migrate('--from', url, '--to', back, '--switch');
  expect(ended.code, ended.err).toBe(0);
  expect(await isNew(back, 'm2')).toBe(true);
});

it('reads servers from files, so that no list of processes has a password', async () => {
  const folder = await filled();
  const file = join(tempDir(), 'store');
  writeFileSync(file, `${await emptyDatabase()}\n${await emptyDatabase()}\n`);
  const there = await migrate('--from', folder, '--to-file', file, '--switch');
  expect(there.code, there.err).toBe(0);
  const back = await migrate('--from-file', file, '--to', tempDir(), '--switch');
  expect(back.code, back.err).toBe(0);
  const given = await migrate('--from-file', file, '--cancel');
  expect(given.code, given.err).toBe(0);
  writeFileSync(file, './data');
  const wrong = await migrate('--from', folder, '--to-file', file);
  expect(wrong.err).toContain('--to-file: write postgres://user:password@host:5432/database into the file');
  expect(wrong.code).toBe(2);
});

it('says of an account that moved that nothing of it was stored, not that its server takes nothing more', async () => {
  const urls = [await emptyDatabase(), await emptyDatabase()];
  const store = await openAt(urls);
  await addAccounts(store);
  await store.append(event('m1'));
  const servers = readServers(urls.join(' ')).map(({ name }) => name);
  const outs = [];
  for (const name of servers) {
    const command = runCommand(['shard', 'move', 'acme', name, '--store', urls.join(' ')]);
    expect(await command.exit, command.err).toBe(0);
    outs.push(command.out);
  }
  const out = outs.join('');
  expect(out).toMatch(/Nothing of the account was stored for \d+\.\d s\.\nThe account "acme" is on .* now\./);
  expect(out).not.toContain('takes nothing more');
});

it.each([
  [[], '--from: name the store that is to be moved'],
  [['--from', './none', '--to', 'postgres://127.0.0.1:1/tgp'], '--from: there is no store in'],
  [['--from', './a', '--to', './b'], '--to: one of the two stores is a folder, the other one servers'],
  [['--from', './a'], '--to: name where to move it'],
  [['--from', './a', '--to', 'postgres://h/d', '--cancel'], '--cancel: it moves nothing'],
  [['--from', './a', '--to', 'postgres://h/d', 'more'], '"more" is no server'],
])('refuses %j', async (args, problem) => {
  const { code, err } = await migrate(...args);
  expect(err).toContain(problem);
  expect(code).not.toBe(0);
});

it('says why a server is not reached, and no password', async () => {
  const folder = await filled();
  const { code, err } = await migrate('--from', folder, '--to', 'postgres://u:hidden@127.0.0.1:1/tgp');
  expect(err).toContain("can't open the store in 127.0.0.1:1/tgp: ");
  expect(err).toContain('ECONNREFUSED');
  expect(err).not.toContain('hidden');
  expect(code).toBe(1);
});
