import type { DatabaseSync } from 'node:sqlite';

/**
 * All of the work or none of it. It must not wait: what runs meanwhile would be in the same transaction.
 * @param begin `BEGIN` where nothing may be written, or where others may write until it is
 */
export function transaction<Result>(
  db: Pick<DatabaseSync, 'exec' | 'isTransaction'>,
  work: () => Result,
  begin: 'BEGIN IMMEDIATE' | 'BEGIN' = 'BEGIN IMMEDIATE',
): Result {
  db.exec(begin);
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
