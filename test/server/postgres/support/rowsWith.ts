import { sql } from 'kysely';
import { written } from '../../../../src/server/postgres/kysely.ts';
import { readServers } from '../../../../src/server/postgres/readServers.ts';
import { Server } from '../../../../src/server/postgres/server.ts';

/** Every row of every table of some servers, whatever schema it is in, as text; those with a pattern. */
export async function rowsWith(pattern: RegExp, urls: readonly string[]): Promise<string[]> {
  const texts: string[] = [];
  for (const url of urls) {
    const [address] = readServers(url);
    const server = new Server(address!);
    const tables = await server.all<{ schema: string; name: string }>(
      `SELECT table_schema::text AS schema, table_name::text AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { schema, name } of tables) {
      const rows = await server.all<{ row: string }>(
        written(sql.raw(`SELECT to_jsonb(each)::text AS row FROM "${schema}"."${name}" AS each`)),
      );
      texts.push(...rows.map(({ row }) => `${name}: ${row}`));
    }
    await server.close();
  }
  return texts.filter(text => pattern.test(text));
}
