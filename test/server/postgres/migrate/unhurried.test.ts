import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { withSource, withTarget } from '../../../../src/server/cli/migrate/places.ts';
import type { Rows } from '../../../../src/server/cli/migrate/sides.ts';
import { TABLES } from '../../../../src/server/cli/migrate/tables.ts';
import { emptyDatabase, openPostgres } from '../../../support/postgres/openPostgres.ts';

const events = TABLES.find(({ name }) => name === 'events')!;

/** Longer than a beacon may wait. */
const LONG_MS = 11_000;

/** As where a table is so large that it takes long to read it. */
async function slowly(url: string, read: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('BEGIN');
  await client.query('LOCK TABLE events IN ACCESS EXCLUSIVE MODE');
  const end = sleep(LONG_MS).then(() => client.query('COMMIT'));
  await read();
  await end;
}

const readAll = async (rows: Rows): Promise<void> => {
  expect(await rows.count(events)).toBe(0);
  for await (const _ of rows.pages(events)) expect.unreachable('it has none');
};

it('reads large tables of both sides however long that takes', { timeout: 120_000 }, async () => {
  const url = await emptyDatabase();
  await withTarget({ option: '--to', value: url }, target => slowly(url, () => readAll(target)));
  const { store, urls } = await openPostgres();
  await store.close();
  await withSource({ option: '--from', value: urls[0]! }, source => slowly(urls[0]!, () => readAll(source)));
});
