import {
  type Compilable,
  DummyDriver,
  type Expression,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import type { Schema } from './schema.ts';

/** Writes SQL and runs none: a session runs it. */
export const build = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: db => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** A query that is written as text. */
export const written = <Row>(query: RawBuilder<Row>): Compilable<Row> => ({
  compile: () => query.compile(build),
});

/** The same where the table is a variable. */
export const buildAny = build as unknown as Kysely<Record<keyof Schema, Record<string, unknown>>>;

/** Of all accounts those that are at home on a server: while one moves, or where a move was stopped, its rows are on two. */
export const AT_HOME = sql<SqlBool>`account_id <> all (array(select account_id from account_state where moving <> ''))`;

/** True where a column is one of the values. A list is one value. For a single one an index gives its rows in order. */
export const among = (column: string, values: readonly (string | number)[]): Expression<SqlBool> =>
  values.length === 1
    ? sql<SqlBool>`${sql.ref(column)} = ${values[0]}`
    : sql<SqlBool>`${sql.ref(column)} = any(${sql.val([...values])})`;
