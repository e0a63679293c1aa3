import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { checkServer } from '../../../src/server/cli/doctor/checkServers.ts';
import { openPostgres } from '../../../src/server/postgres/postgresStore.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { Server } from '../../../src/server/postgres/server.ts';
import { emptyDatabase } from '../../support/postgres/openPostgres.ts';

it('says whose a database must be where its user may make no tables', async () => {
  const url = await emptyDatabase();
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query('CREATE ROLE visitor LOGIN');
  const name = `others_${process.pid}`;
  await owner.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  onTestFinished(async () => {
    await owner.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await owner.query('DROP ROLE visitor');
    await owner.end();
  });
  const servers = readServers(url.replace('tgp@', 'visitor@').replace(/[^/]*$/, name));
  await expect(openPostgres(servers)).rejects.toThrow(/permission denied .*ALTER DATABASE … OWNER TO/);
  expect(await checkServer(servers[0]!)).toMatchObject({
    found: expect.stringContaining('make no tables'),
    fix: expect.stringContaining('OWNER TO'),
  });
});

it('makes the tables, each text as it was given', async () => {
  const [address] = readServers(await emptyDatabase());
  const server = new Server(address!);
  const text = 'a\0b\uf8ff0 \u{1f600} ß';
  expect(
    await server.first('SELECT $1::text AS text, $2::text[] AS texts, $3::bigint AS number', [
      text,
      [text, null, '{"'],
      2 ** 53 - 1,
    ]),
  ).toEqual({ text, texts: [text, null, '{"'], number: 2 ** 53 - 1 });
  const { n } = (await server.first<{ n: number }>('SELECT count(*) AS n FROM events'))!;
  expect(n).toBe(0);
  await server.close();
});

it('begins with no database whose encoding has not every text, and says what makes one', async () => {
  const url = new URL(await emptyDatabase());
  const owner = new pg.Client({ connectionString: url.href });
  await owner.connect();
  const name = `ascii_${process.pid}`;
  await owner.query(`CREATE DATABASE ${name} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0`);
  onTestFinished(async () => {
    await owner.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await owner.end();
  });
  url.pathname = `/${name}`;
  const servers = readServers(url.href);
  await expect(openPostgres(servers)).rejects.toThrow(/SQL_ASCII.*createdb -E UTF8 -T template0$/);
  expect(await checkServer(servers[0]!)).toMatchObject({
    found: expect.stringContaining('SQL_ASCII'),
    fix: expect.stringContaining('createdb -E UTF8 -T template0'),
  });
});
