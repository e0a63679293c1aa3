import { expect, it } from 'vitest';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { Server } from '../../../src/server/postgres/server.ts';
import { emptyDatabase } from '../../support/postgres/openPostgres.ts';

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
