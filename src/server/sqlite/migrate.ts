import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { migrationNames } from './migrationNames.ts';
import { newerVersion } from './newerVersion.ts';
import type { OnProgress } from './rebuild/rebuild.ts';
import { transaction } from './transaction.ts';

/**
 * Brings a database to the newest schema: runs the dated files it has not seen, all in one transaction. A
 * file that was edited after it ran, or that is gone, is an error: the schema would not be what the code reads. Killed in
 * the middle it has done nothing.
 * @param onProgress told after each statement how much of the text of all of them is done
 * @returns whether it ran any
 */
export function migrate(db: DatabaseSync, folder: URL, onProgress?: OnProgress): boolean {
  const files = migrationNames(folder);
  return transaction(db, () => {
    db.exec('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, checksum TEXT NOT NULL) STRICT');
    const rows = db.prepare('SELECT name, checksum FROM migrations').all() as {
      name: string;
      checksum: string;
    }[];
    const done = new Map(rows.map(({ name, checksum }) => [name, checksum]));
    const newer = newerVersion(db, files);
    if (newer) {
      throw new Error(
        `this data was written by a ${newer}: start that version, or put the backup from before it back with this one ` +
          '("tgp restore <file>", which keeps what is there)',
      );
    }
    const pending: { name: string; sql: string; checksum: string }[] = [];
    for (const name of files) {
      const sql = readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n');
      const checksum = createHash('sha256').update(sql).digest('hex');
      if (done.get(name) === checksum) continue;
      if (done.has(name))
        throw new Error(`migration ${name} was edited after it ran: restore it and add a new one`);
      pending.push({ name, sql, checksum });
    }
    const total = pending.reduce((sum, { sql }) => sum + sql.length, 0);
    let before = 0;
    for (const { name, sql, checksum } of pending) {
      runEach(db, sql, ran => onProgress?.(before + ran, total));
      db.prepare('INSERT INTO migrations VALUES (?, ?)').run(name, checksum);
      before += sql.length;
    }
    return pending.length > 0;
  });
}

/** Nothing but white space and comments. */
const NOTHING = /^(\s|--.*|\/\*[\s\S]*?\*\/)*$/;

/** Runs one statement after the other; SQLite says where each ends. */
function runEach(db: DatabaseSync, sql: string, ran: (characters: number) => void): void {
  for (let rest = sql; !NOTHING.test(rest); ) {
    const statement = db.prepare(rest);
    statement.run();
    rest = rest.slice(statement.sourceSQL.length);
    ran(sql.length - rest.length);
  }
}
