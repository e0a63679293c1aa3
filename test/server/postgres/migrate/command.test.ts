import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { SqliteStore } from '../../../../src/server/sqlite/sqliteStore.ts';
import { tempDir } from '../../../support/collector.ts';
import { runCommand } from '../../../support/command.ts';
import { emptyDatabase } from '../../../support/postgres/openPostgres.ts';
import { addAccounts, event } from '../../store/promises/rows.ts';

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
