import type { DatabaseSync } from 'node:sqlite';

/**
 * Takes away what `tgp migrate` has a store note, and its refusal to take more: the store is as if it were moved nowhere. What is
 * kept in a store that another one is being moved to stays. In a transaction of the caller's.
 */
export function noMove(db: DatabaseSync): void {
  if (!db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'moving'`).get()) return;
  const triggers = db.prepare(
    `SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'moving_*'`,
  );
  for (const { name } of triggers.all()) db.exec(`DROP TRIGGER "${name}"`);
  db.exec('DROP TABLE moving_notes; DROP TABLE moving_tags; DROP TABLE moving');
}
