import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Compilable } from 'kysely';
import { type Room, room } from './room.ts';
import { storeError } from './storeError.ts';
import { transaction } from './transaction.ts';

/** A statement that is prepared once and run often. */
export interface Statement<Row> {
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
  iterate(...values: SQLInputValue[]): Iterable<Row>;
  run(...values: SQLInputValue[]): Changes;
}

/** How many rows a statement changed, and the number of the last one that it added. */
interface Changes {
  changes: number;
  lastInsertRowid: number;
}

/** The one way to SQLite: nothing waits, and every error that comes out of it is one of the contract's. */
export class Connection {
  readonly #db: DatabaseSync;
  readonly #transactions: Parameters<typeof transaction>[0];
  readonly room: Room;

  /** @param maxBytes what the store may hold; null: no limit */
  constructor(db: DatabaseSync, maxBytes: number | null = null) {
    this.#db = db;
    this.room = room(sql => this.prepare(sql), maxBytes);
    // Prepared: where few beacons come, each is a transaction of its own.
    const statements = new Map(['BEGIN IMMEDIATE', 'COMMIT'].map(sql => [sql, this.prepare(sql)]));
    this.#transactions = {
      exec: sql => void (statements.get(sql)?.run() ?? this.exec(sql)),
      get isTransaction() {
        return db.isTransaction;
      },
    };
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
    // Node 22 takes `?1` for a name, and gives it no value by its place.
    const numbers = new Set(sql.match(NUMBERS));
    const bound = (values: SQLInputValue[]): SQLInputValue[] => {
      if (!numbers.size) return values;
      const all = values.map((value, n) => [`?${n + 1}`, value] as const);
      const named = Object.fromEntries(all.filter(([number]) => numbers.has(number)));
      // A statement takes an object of values by name in their place: no overload takes the one or the other.
      return [named] as unknown as SQLInputValue[];
    };
    return {
      get(...values) {
        try {
          return statement.get(...bound(values)) as Row | undefined;
        } catch (error) {
          throw storeError(error);
        }
      },
      all: (...values) => known(() => statement.all(...bound(values)) as Row[]),
      run(...values) {
        try {
          return statement.run(...bound(values)) as Changes;
        } catch (error) {
          throw storeError(error);
        }
      },
      *iterate(...values) {
        try {
          yield* statement.iterate(...bound(values)) as Iterable<Row>;
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
    return transaction(this.#transactions, work);
  }

  close(): void {
    this.#db.close();
  }
}

/** Parameters that say which of the values they are. */
const NUMBERS = /\?[1-9]\d*/g;

function known<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw storeError(error);
  }
}
