import type { DatabaseSync } from 'node:sqlite';

interface Part {
  type: 'table' | 'index' | 'view' | 'trigger';
  name: string;
  sql: string;
}

/** Those that SQLite has for itself are made with the others. */
const PARTS = `SELECT type, name, sql FROM %.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
  ORDER BY type = 'table' DESC`;

const SERVED = 'name, body, served_at';

/**
 * Makes a store what another one is, which is attached as `restored`: in a transaction of the caller's, in which nobody else
 * writes, so that every connection sees the one or the other, and a process that is killed leaves the one that was. What was
 * served since that one was made must be served for ever as well.
 */
export function replaceStore(db: DatabaseSync): void {
  const partsOf = (schema: string) => db.prepare(PARTS.replace('%', schema)).all() as unknown as Part[];
  const own = partsOf('main');
  const hasServed = own.some(({ name }) => name === 'served_files');
  if (hasServed) db.exec(`CREATE TEMP TABLE served AS SELECT ${SERVED} FROM main.served_files`);
  // Indexes and triggers go with their table.
  for (const { type, name } of own)
    if (type === 'table' || type === 'view') db.exec(`DROP ${type} main.${quoted(name)}`);
  const made = partsOf('restored');
  for (const { type, name, sql } of made) {
    db.exec(sql.replace(/^(CREATE (?:TABLE|UNIQUE INDEX|INDEX|VIEW|TRIGGER)) /i, '$1 main.'));
    // Rows before their indexes: those are then made in one go.
    if (type === 'table') db.exec(`INSERT INTO main.${quoted(name)} SELECT * FROM restored.${quoted(name)}`);
  }
  if (hasServed)
    db.exec(
      `INSERT OR IGNORE INTO main.served_files (${SERVED}) SELECT * FROM served; DROP TABLE temp.served`,
    );
  for (const pragma of ['application_id', 'user_version']) {
    const value = db.prepare(`PRAGMA restored.${pragma}`).get()![pragma];
    db.exec(`PRAGMA main.${pragma} = ${value}`);
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
