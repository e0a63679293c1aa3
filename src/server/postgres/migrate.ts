import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { ENCODING, HOW_TO_MAKE, isUnicode } from './encoding.ts';
import type { Server } from './server.ts';

export const MIGRATIONS = new URL('migrations/', import.meta.url);

/** Whoever changes the form of a database has this advisory lock: others wait. */
const LOCK = 7_498_112;

/** The user has not the right: since PostgreSQL 15 nobody makes tables in `public` but its database's owner. */
const FORBIDDEN = '42501';

export const HOW_TO_OWN = "the database must be its user's own (ALTER DATABASE … OWNER TO …)";

/** A change of much data takes its time, and others wait for it. */
const FOR_LONG = { statementMs: 0 };

/** The files that make a database, the oldest first. */
export const migrationNames = (folder = MIGRATIONS): string[] =>
  readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort();

/**
 * Brings a server's database to the newest form: runs the dated files it has not seen, all in one transaction, and gives it a
 * name of its own. A file that was edited after it ran, or that is gone, is an error, and so is a database that can't have every text.
 */
export async function migrate(server: Server, folder: URL = MIGRATIONS): Promise<void> {
  try {
    await bring(server, folder);
  } catch (error) {
    const { code, message } = error as Error & { code?: unknown };
    if (code !== FORBIDDEN) throw error;
    throw new Error(`${server.name}: ${message}: ${HOW_TO_OWN}`, { cause: error });
  }
}

async function bring(server: Server, folder: URL): Promise<void> {
  const files = migrationNames(folder);
  const { encoding } = (await server.first<{ encoding: string }>(`SELECT ${ENCODING} AS encoding`))!;
  if (!isUnicode(encoding)) {
    throw new Error(`the database of ${server.name} is in ${encoding}, and must be in UTF8: ${HOW_TO_MAKE}`);
  }
  await server.transaction(async session => {
    await session.all('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await session.run(
      'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, checksum text NOT NULL)',
    );
    const rows = await session.all<{ name: string; checksum: string }>(
      'SELECT name, checksum FROM migrations',
    );
    const done = new Map(rows.map(({ name, checksum }) => [name, checksum]));
    const unknown = [...done.keys()].filter(name => !files.includes(name));
    if (unknown.length) {
      throw new Error(`this data was written by a newer version (${unknown.join(', ')}): start that version`);
    }
    for (const name of files) {
      const sql = readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n');
      const checksum = createHash('sha256').update(sql).digest('hex');
      if (done.get(name) === checksum) continue;
      if (done.has(name))
        throw new Error(`migration ${name} was edited after it ran: restore it and add a new one`);
      // Several statements at once can't be prepared.
      await session.run({ compile: () => ({ sql, parameters: [] }) } as never);
      await session.run('INSERT INTO migrations (name, checksum) VALUES ($1, $2)', [name, checksum]);
    }
    await session.run(
      `INSERT INTO this_server SELECT $1, $2::bigint, pg_database_size(current_database())
       WHERE NOT EXISTS (SELECT 1 FROM this_server)`,
      [randomUUID(), Date.now()],
    );
    await session.run(
      `INSERT INTO store_keys SELECT 'mark', $1 WHERE NOT EXISTS (SELECT 1 FROM store_keys WHERE name = 'mark')`,
      [randomBytes(32).toString('hex')],
    );
  }, FOR_LONG);
}
