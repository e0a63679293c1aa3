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

/** The columns of all tables, as one text. */
const COLUMNS = `SELECT md5(string_agg(concat_ws(' ', attrelid::regclass, attnum, attname, atttypid, attnotnull), ','
    ORDER BY attrelid::regclass::text, attnum))
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped`;

export async function makeTemplate(url: (database: string) => string): Promise<void> {
  await ask(url('postgres'), `CREATE DATABASE ${TEMPLATE}`);
  const [address] = readServers(url(TEMPLATE));
  const server = new Server(address!);
  try {
    await migrate(server);
    // Each copy is a server of its own.
    await server.run('DELETE FROM this_server');
    await server.run('DELETE FROM store_keys');
    // Where a copy is cleaned it is asked whether it has them still.
    await server.run(`DO $$ BEGIN EXECUTE format('COMMENT ON SCHEMA public IS %L', (${COLUMNS})); END $$`);
  } finally {
    await server.close();
  }
}

/** What is in a database beside its form goes: to make another one takes ten times as long. Fails where its form is another by now. */
const CLEAN = `DO $$
DECLARE each record;
BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
  IF EXISTS (SELECT 1 FROM pg_trigger WHERE NOT tgisinternal)
    OR EXISTS (SELECT 1 FROM pg_namespace WHERE nspname LIKE 'tgp%') THEN
    RAISE EXCEPTION 'it is used up';
  END IF;
  FOR each IN SELECT inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'events'::regclass LOOP
    EXECUTE format('DROP TABLE %s', each.name);
  END LOOP;
  IF obj_description('public'::regnamespace, 'pg_namespace') IS DISTINCT FROM (${COLUMNS}) THEN
    RAISE EXCEPTION 'its tables are others';
  END IF;
  FOR each IN SELECT oid::regclass AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname NOT IN ('migrations', 'last_numbers') LOOP
    EXECUTE format('DELETE FROM %s', each.name);
  END LOOP;
  UPDATE last_numbers SET number = 0 WHERE number <> 0;
END $$`;

/** Those that a test had, and no other has. */
const clean: string[] = [];

/** A database with nothing in it; gives its address, and what lets go of it. */
export async function makeDatabase(
  url: (database: string) => string,
): Promise<{ url: string; letGo(): Promise<void> }> {
  const name = clean.pop() ?? `tgp_${randomUUID().replaceAll('-', '')}`;
  if (!made.has(name)) await ask(url('postgres'), `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  made.add(name);
  return {
    url: url(name),
    async letGo() {
      try {
        await ask(url(name), CLEAN);
        clean.push(name);
      } catch {
        await ask(url('postgres'), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }
    },
  };
}

const made = new Set<string>();
