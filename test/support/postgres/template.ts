import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../../src/server/postgres/migrate.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { Server } from '../../../src/server/postgres/server.ts';

/** A database in the form that a collector makes: others are copies of it. */
const TEMPLATE = 'tgp_template';

/** Runs one statement as the server's owner. */
async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export async function makeTemplate(url: (database: string) => string): Promise<void> {
  await ask(url('postgres'), `CREATE DATABASE ${TEMPLATE}`);
  const [address] = readServers(url(TEMPLATE));
  const server = new Server(address!);
  try {
    await migrate(server);
    // Each copy is a server of its own.
    await server.run('DELETE FROM this_server');
    await server.run('DELETE FROM store_keys');
  } finally {
    await server.close();
  }
}

/** A database with nothing in it; gives its address, and what removes it. */
export async function makeDatabase(
  url: (database: string) => string,
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `tgp_${randomUUID().replaceAll('-', '')}`;
  await ask(url('postgres'), `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  return { url: url(name), drop: () => ask(url('postgres'), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
