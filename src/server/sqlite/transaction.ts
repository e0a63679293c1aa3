import type { DatabaseSync } from 'node:sqlite';

/** All of the work or none of it. It must not wait: what runs meanwhile would be in the same transaction. */
export function transaction<Result>(
  db: Pick<DatabaseSync, 'exec' | 'isTransaction'>,
  work: () => Result,
): Result {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite rolls back by itself on some errors (disk full), and then has nothing to roll back.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
