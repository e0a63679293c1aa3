import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { readCatalog } from '../../../src/server/cli/migrate/catalog.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { Server } from '../../../src/server/postgres/server.ts';
import { emptyDatabase, openAt } from '../../support/postgres/openPostgres.ts';
import { addAccounts, event, NOW, pixel, purchase } from '../store/promises/rows.ts';

/** What a database or a role may have set for others of its programs. */
const OTHERS = {
  array_nulls: 'off',
  bytea_output: 'escape',
  DateStyle: 'SQL, DMY',
  extra_float_digits: '-15',
  idle_session_timeout: '1ms',
  lock_timeout: '10ms',
  quote_all_identifiers: 'on',
  TimeZone: 'Pacific/Chatham',
};

async function ownerOf(url: string): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: url, options: '-c idle_session_timeout=0' });
  await owner.connect();
  onTestFinished(() => owner.end());
  return owner;
}

it('stores and reads the same whatever a database has set', async () => {
  const url = await emptyDatabase();
  const database = new URL(url).pathname.slice(1);
  const owner = await ownerOf(url);
  for (const [name, value] of Object.entries(OTHERS))
    await owner.query(`ALTER DATABASE ${database} SET ${name} = '${value}'`);
  onTestFinished(async () => void (await owner.query(`ALTER DATABASE ${database} RESET ALL`)));
  const store = await openAt([url]);
  await addAccounts(store);
  await store.conversionPixels.add(pixel(1));
  await expect(store.conversionPixels.add(pixel(1))).rejects.toMatchObject({ field: 'id' });
  await store.append(purchase('m0', {}, { order_id: '1', value: '1234567890.12' }));
  await store.append(event('m1'));
  expect(await store.conversions({ accounts: ['acme'], limit: 9 })).toMatchObject({
    conversions: [{ value: 1_234_567_890.12 }],
  });
  // Another one has the account for a while.
  await owner.query('BEGIN');
  await owner.query('SELECT 1 FROM account_state FOR UPDATE');
  const stored = store.append(event('m2'));
  const waits = `SELECT 1 FROM pg_stat_activity WHERE datname = '${database}' AND wait_event_type = 'Lock'
    AND clock_timestamp() - state_change > '0.1 s'`;
  while (!(await owner.query(waits)).rowCount) await new Promise(setImmediate);
  await owner.query('COMMIT');
  expect(await stored).toBe(true);
});

it('has its tables in a schema of its user, whatever that is called', async () => {
  const url = await emptyDatabase();
  const owner = await ownerOf(url);
  await owner.query('CREATE ROLE "The Shop" LOGIN');
  await owner.query('CREATE SCHEMA "The Shop" AUTHORIZATION "The Shop"');
  onTestFinished(async () => {
    await owner.query('DROP OWNED BY "The Shop" CASCADE');
    await owner.query('DROP ROLE "The Shop"');
  });
  const own = url.replace('tgp@', 'The%20Shop@');
  const store = await openAt([own]);
  await addAccounts(store);
  await store.append(event('m', { receivedAt: NOW }));
  await store.close();
  expect((await owner.query('SELECT 1 FROM "The Shop".events')).rowCount).toBe(1);
  const server = new Server(readServers(own)[0]!);
  expect((await readCatalog(server)).get('events')?.key).toEqual(['account_id', 'seq', 'received_at']);
  await server.close();
});
