import { dropsOf, gently } from '../../postgres/move/noNotes.ts';
import type { Server } from '../../postgres/server.ts';
import type { Shape } from './catalog.ts';
import { keyOf, TABLES, type Table } from './tables.ts';

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
