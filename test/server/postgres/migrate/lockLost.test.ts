import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { withServers } from '../../../../src/server/cli/migrate/places.ts';
import { MOVE_LOCK } from '../../../../src/server/postgres/move/moveLock.ts';
import { SqliteStore } from '../../../../src/server/sqlite/sqliteStore.ts';
import { tempDir } from '../../../support/collector.ts';
import { emptyDatabase } from '../../../support/postgres/openPostgres.ts';
import { addAccounts, append, event } from '../../store/promises/rows.ts';
import { move } from './support/move.ts';

/** Ends the connection that has the lock, and no other one. */
async function loseLock(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `SELECT pg_terminate_backend(pid, 5000) AS is FROM pg_locks WHERE locktype = 'advisory' AND objid = $1
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [MOVE_LOCK],
  );
  expect(rows).toEqual([{ is: true }]);
  await client.end();
}

const LOST = /the connection is lost that kept other commands from .*; start this one again$/;

it('ends before it writes anything more where another command may have begun', async () => {
  const url = await emptyDatabase();
  await withServers({ option: '--to', value: url }, async ({ first }) => {
    await first.run('CREATE TABLE written (id integer)');
    await first.run('INSERT INTO written VALUES (1)');
    await loseLock(url);
    await withServers({ option: '--to', value: url }, async other => {
      await expect(first.run('INSERT INTO written VALUES (2)')).rejects.toThrow(LOST);
      await expect(first.transaction(session => session.run('SELECT 1'))).rejects.toThrow(LOST);
      expect(await other.first.all('SELECT * FROM written')).toEqual([{ id: 1 }]);
    });
    return first.run('INSERT INTO written VALUES (3)');
  }).then(
    () => expect.unreachable('it was done'),
    error => expect(error.message).toMatch(LOST),
  );
});

it('commits nothing that it was at then', async () => {
  const url = await emptyDatabase();
  await withServers({ option: '--to', value: url }, async ({ first }) => {
    await first.run('CREATE TABLE written (id integer)');
    const writing = first.transaction(async session => {
      await session.run('INSERT INTO written VALUES (1)');
      await loseLock(url);
    });
    await expect(writing).rejects.toThrow(LOST);
  }).catch(() => {});
  await withServers({ option: '--to', value: url }, async ({ first }) => {
    expect(await first.all('SELECT * FROM written')).toEqual([]);
  });
});

it('of a migration a folder goes on as it was, and the next run too', async () => {
  const folder = tempDir();
  const store = new SqliteStore(join(folder, 'tgp.db'));
  await addAccounts(store);
  await append(store, event('m1'));
  const url = await emptyDatabase();
  const lost = move(folder, url, {
    through: ({ source, target }) => ({
      source: {
        ...source,
        async refuse() {
          await source.refuse();
          await loseLock(url);
        },
      },
      target,
    }),
  });
  await expect(lost).rejects.toThrow(LOST);
  expect(await append(store, event('m2'))).toEqual([true]);
  expect(await move(folder, url)).toMatchObject({ different: [], report: { different: [] } });
  await store.close();
});
