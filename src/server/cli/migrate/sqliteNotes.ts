import type { DatabaseSync } from 'node:sqlite';
import { sqliteKeyOf, TABLES, type Table } from './tables.ts';

/** The longest key of a table. */
const COLUMNS = ['k1', 'k2', 'k3', 'k4', 'k5'];

/**
 * Has a store note what is added, changed and removed in it, whoever does that, in the same transaction: which row of which table.
 * Once it refuses, such a transaction fails. In a transaction of the caller's.
 */
export function noteChanges(db: DatabaseSync, id: string, target: string): void {
  db.exec(`
    CREATE TABLE moving (id TEXT NOT NULL, refuses INTEGER NOT NULL) STRICT;
    CREATE TABLE moving_tags (write_key TEXT PRIMARY KEY, account_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO moving_tags SELECT write_key, account_id FROM tags;
    -- Values as they are: no type is theirs.
    CREATE TABLE moving_notes (id INTEGER PRIMARY KEY, name TEXT, tag TEXT, ${COLUMNS.join(', ')});
    CREATE TRIGGER moving_tags_insert AFTER INSERT ON tags BEGIN
      INSERT OR REPLACE INTO moving_tags VALUES (NEW.write_key, NEW.account_id);
    END;`);
  db.prepare('INSERT INTO moving VALUES (?, 0)').run(id);
  const refusal = `this store has moved to ${target}: start the collector with that one`.replaceAll(
    "'",
    "''",
  );
  for (const table of TABLES) {
    for (const event of ['INSERT', 'UPDATE', 'DELETE'] as const) {
      db.exec(`CREATE TRIGGER moving_${table.name}_${event.toLowerCase()}_note AFTER ${event} ON ${table.name} BEGIN
        SELECT RAISE(ABORT, '${refusal}') FROM moving WHERE refuses = 1;
        ${event === 'DELETE' ? '' : noteOf(table, 'NEW')}
        ${event === 'INSERT' ? '' : noteOf(table, 'OLD', event === 'UPDATE')}
      END`);
    }
  }
}

/** @param isOther only where its key is another one now */
function noteOf(table: Table, row: 'NEW' | 'OLD', isOther = false): string {
  const key = sqliteKeyOf(table);
  const of = (which: string) => key.map(column => `${which}.${column}`).join(', ');
  const tag = table.of === 'tag' ? `${row}.write_key` : 'NULL';
  return `INSERT INTO moving_notes (name, tag, ${COLUMNS.slice(0, key.length).join(', ')})
    SELECT '${table.name}', ${tag}, ${of(row)}${isOther ? ` WHERE (${of('OLD')}) IS NOT (${of('NEW')})` : ''};`;
}
