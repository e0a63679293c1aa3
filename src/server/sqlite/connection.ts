import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Compilable } from 'kysely';
import { storeError } from './storeError.ts';
import { transaction } from './transaction.ts';

/** A statement that is prepared once and run often. */
export interface Statement<Row> {
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
  iterate(...values: SQLInputValue[]): Iterable<Row>;
  run(...values: SQLInputValue[]): { changes: number; lastInsertRowid: number };
}

/** The one way to SQLite: nothing waits, and every error that comes out of it is one of the contract's. */
export class Connection {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  get isOpen(): boolean {
    return this.#db.isOpen;
  }

  get isTransaction(): boolean {
    return this.#db.isTransaction;
  }

  exec(sql: string): void {
    known(() => this.#db.exec(sql));
  }

  prepare<Row = unknown>(sql: string): Statement<Row> {
    const statement = known(() => this.#db.prepare(sql));
    return {
      get: (...values) => known(() => statement.get(...values) as Row | undefined),
      all: (...values) => known(() => statement.all(...values) as Row[]),
      run: (...values) => known(() => statement.run(...values) as ReturnType<Statement<Row>['run']>),
      *iterate(...values) {
        try {
          yield* statement.iterate(...values) as Iterable<Row>;
        } catch (error) {
          throw storeError(error);
        }
      },
    };
  }

  /** The rows that a query finds, or that a change says it returns. */
  all<Row>(query: Compilable<Row>): Row[] {
    const { sql, parameters } = query.compile();
    return this.prepare<Row>(sql).all(...(parameters as SQLInputValue[]));
  }

  /** The first of them. */
  first<Row>(query: Compilable<Row>): Row | undefined {
    const { sql, parameters } = query.compile();
    return this.prepare<Row>(sql).get(...(parameters as SQLInputValue[]));
  }

  transaction<Result>(work: () => Result): Result {
    return transaction(this, work);
  }

  close(): void {
    this.#db.close();
  }
}

function known<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw storeError(error);
  }
}
