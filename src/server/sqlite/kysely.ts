import {
  type Compilable,
  DummyDriver,
  type Expression,
  Kysely,
  type RawBuilder,
  type SqlBool,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { Schema } from './schema.ts';

/** Writes SQL and runs none: a connection runs it, at once, so that no commit of events gets into a transaction. */
export const build = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** A query that is written as text. */
export const written = <Row>(query: RawBuilder<Row>): Compilable<Row> => ({
  compile: () => query.compile(build),
});

/** The same where the table is a variable. */
export const buildAny = build as unknown as Kysely<Record<keyof Schema, Record<string, unknown>>>;

/**
 * True where a column is one of the values. A list is one value, as JSON: a statement has no place for more than 32,766.
 * For a single one an index gives its rows in order.
 */
export const among = (column: string, values: readonly (string | number)[]): Expression<SqlBool> =>
  values.length === 1
    ? sql<SqlBool>`${sql.ref(column)} = ${values[0]}`
    : sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;
