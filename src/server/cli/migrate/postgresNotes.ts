import type { Server } from '../../postgres/server.ts';
import { Away } from '../../store/errors.ts';
import type { Shape } from './catalog.ts';
import { keyOf, TABLES, type Table } from './tables.ts';

/** How often a table's triggers are tried again that others are in the way of. */
const TRIES = 60;

/** How long they may keep beacons waiting: whoever writes to the table waits behind whoever waits for it. */
const LOCK_MS = 500;

/** What an error is to whoever writes then: to come again. See storeError.ts. */
const REFUSED = '57P03';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Has a server note what is added, changed and removed in its tables, whoever does that, in the same transaction: which row of
 * which table. Once it refuses, such a transaction fails. Stopped in the middle, it is done another time.
 * @param only notes that account's rows alone
 */
export async function noteChanges(
  server: Server,
  shapes: ReadonlyMap<string, Shape>,
  { id, target, only }: { id: string; target: string; only: string | undefined },
): Promise<void> {
  await server.transaction(async session => {
    await session.run('CREATE SCHEMA IF NOT EXISTS tgp_move');
    await session.run(
      'CREATE TABLE IF NOT EXISTS tgp_move.source (id text PRIMARY KEY, account_id text, refuses boolean NOT NULL)',
    );
    await session.run(
      `CREATE TABLE IF NOT EXISTS tgp_move.notes (
         id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, key text[] NOT NULL)`,
    );
    await session.run('INSERT INTO tgp_move.source VALUES ($1, $2, false) ON CONFLICT DO NOTHING', [
      id,
      only ?? null,
    ]);
  });
  for (const table of notedTables(only))
    await noteTable(server, table, shapes.get(table.name)!, target, only);
}

/** What is of all accounts stays where it is when one of them moves. */
export const notedTables = (only: string | undefined): readonly Table[] =>
  only === undefined ? TABLES : TABLES.filter(({ of }) => of !== 'all');

async function noteTable(
  server: Server,
  table: Table,
  shape: Shape,
  target: string,
  only: string | undefined,
): Promise<void> {
  const { name } = table;
  const key = keyOf(table).map(column =>
    shape.types.get(column) === 'bytea' ? `encode(${column}, 'hex')` : `${column}::text`,
  );
  const where = only === undefined ? '' : `WHERE account_id = ${quoted(only)}`;
  const keys = (rows: string) => `SELECT ${quoted(name)}, ARRAY[${key.join(', ')}] FROM ${rows} ${where}`;
  const note = 'INSERT INTO tgp_move.notes (name, key)';
  const made = [
    `CREATE OR REPLACE FUNCTION tgp_move.note_${name}() RETURNS trigger LANGUAGE plpgsql AS $note$
     DECLARE
       noted bigint;
     BEGIN
       ${note} ${keys('changed')};
       GET DIAGNOSTICS noted = ROW_COUNT;
       IF TG_OP = 'UPDATE' THEN
         ${note} ${keys('before')} EXCEPT ${keys('changed')};
       END IF;
       IF noted > 0 AND (SELECT refuses FROM tgp_move.source) THEN
         RAISE EXCEPTION USING ERRCODE = '${REFUSED}', MESSAGE = ${quoted(target)};
       END IF;
       RETURN NULL;
     END $note$`,
    ...dropsOf(name),
    `CREATE TRIGGER tgp_move_insert AFTER INSERT ON ${name} REFERENCING NEW TABLE AS changed
     FOR EACH STATEMENT EXECUTE FUNCTION tgp_move.note_${name}()`,
    `CREATE TRIGGER tgp_move_update AFTER UPDATE ON ${name} REFERENCING NEW TABLE AS changed OLD TABLE AS before
     FOR EACH STATEMENT EXECUTE FUNCTION tgp_move.note_${name}()`,
    `CREATE TRIGGER tgp_move_delete AFTER DELETE ON ${name} REFERENCING OLD TABLE AS changed
     FOR EACH STATEMENT EXECUTE FUNCTION tgp_move.note_${name}()`,
  ];
  await gently(server, made);
}

const dropsOf = (table: string): string[] =>
  ['insert', 'update', 'delete'].map(event => `DROP TRIGGER IF EXISTS tgp_move_${event} ON ${table}`);

/** Takes all of that away. */
export async function noNotes(server: Server): Promise<void> {
  const named = await server.all<{ name: string }>(
    `SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
     WHERE tgname LIKE 'tgp\\_move\\_%' AND NOT tgisinternal AND NOT relispartition ORDER BY 1`,
  );
  for (const { name } of named) {
    await gently(server, dropsOf(name));
  }
  await server.run('DROP SCHEMA IF EXISTS tgp_move CASCADE');
}

/** Changes a table's form without keeping those waiting who write to it. */
async function gently(server: Server, statements: string[]): Promise<void> {
  for (let left = TRIES; ; left--) {
    try {
      await server.transaction(async session => {
        await session.run(`SET LOCAL lock_timeout = ${LOCK_MS}`);
        for (const sql of statements)
          await session.run({ compile: () => ({ sql, parameters: [] }) } as never);
      });
      return;
    } catch (error) {
      if (left === 0 || !(error instanceof Away)) throw error;
      await new Promise(resolve => setTimeout(resolve, LOCK_MS));
    }
  }
}
