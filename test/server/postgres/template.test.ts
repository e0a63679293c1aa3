import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { makeDatabase } from '../../support/postgres/template.ts';

/** A database for as long as something is done in it; gives its name. */
async function used(sql: string): Promise<string> {
  const port = inject('postgresPort');
  const { url, letGo } = await makeDatabase(database => `postgres://tgp@127.0.0.1:${port}/${database}`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
  await letGo();
  return new URL(url).pathname;
}

it('uses the database of a test again in the next one, unless its tables are others by now', async () => {
  const name = await used('INSERT INTO store_keys VALUES (1, 2)');
  expect(await used('SELECT 1')).toBe(name);
  expect(await used('ALTER TABLE accounts ADD COLUMN newer integer NOT NULL')).toBe(name);
  expect(await used('SELECT 1')).not.toBe(name);
});
