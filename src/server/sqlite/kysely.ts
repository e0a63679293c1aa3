import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import type { Schema } from '../store/schema.ts';

/**
 * Kysely over the store's own connection. One statement at a time: a transaction that waits would let the
 * events' commit run inside it.
 */
export function kysely(db: DatabaseSync): Kysely<Schema> {
  const prepare = (sql: string) => {
    const statement = db.prepare(sql);
    return {
      reader: statement.columns().length > 0,
      all: (values: readonly unknown[]) => statement.all(...(values as SQLInputValue[])),
      run: (values: readonly unknown[]) => statement.run(...(values as SQLInputValue[])),
      iterate: (values: readonly unknown[]) => statement.iterate(...(values as SQLInputValue[])),
    };
  };
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: { prepare, close() {} } }) });
}
