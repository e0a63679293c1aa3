import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { onTestFinished, vi } from 'vitest';

/** How many rows each transaction read and changed from now on, until the running test ends. */
export function countRows(): number[] {
  const rows: number[] = [];
  const { prepare } = DatabaseSync.prototype;
  const add = (many: number) => {
    if (rows.length) rows[rows.length - 1]! += many;
  };
  const spy = vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (
    this: DatabaseSync,
    sql,
  ) {
    const statement = prepare.call(this, sql);
    const { run, get, all } = statement;
    const own = {
      run(...values: SQLInputValue[]) {
        if (sql.startsWith('BEGIN')) rows.push(0);
        const changes = run.apply(statement, values as never);
        add(Number(changes.changes));
        return changes;
      },
      get(...values: SQLInputValue[]) {
        const row = get.apply(statement, values as never);
        add(row ? 1 : 0);
        return row;
      },
      all(...values: SQLInputValue[]) {
        const found = all.apply(statement, values as never);
        add(found.length);
        return found;
      },
    };
    return Object.assign(statement, own as Partial<StatementSync>);
  });
  onTestFinished(() => spy.mockRestore());
  return rows;
}
