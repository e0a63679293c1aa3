import type { Compilable } from 'kysely';
import type { ClientBase, CustomTypesConfig, QueryConfig } from 'pg';
import pg from 'pg';
import { storeError } from './storeError.ts';
import { readText, type Value, writeValue } from './texts.ts';

/** A statement: text is prepared once in each connection, what a builder made is not. */
export type Query<Row> = string | Compilable<Row>;

/** Where statements run: one after the other in one transaction, or each in its own. Every error is one of the contract's. */
export interface Session {
  all<Row>(query: Query<Row>, values?: readonly Value[]): Promise<Row[]>;
  /** The first of them. */
  first<Row>(query: Query<Row>, values?: readonly Value[]): Promise<Row | undefined>;
  /** How many rows it changed. */
  run(query: Query<unknown>, values?: readonly Value[]): Promise<number>;
}

/** The driver's own; its types know not all of its numbers. */
const parserOf = (id: number): ((text: string) => unknown) => pg.types.getTypeParser(id as 25, 'text');

/** `int8`, `numeric`, texts: JavaScript's numbers hold all that is stored here. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [20, Number],
  [1700, Number],
  [25, readText],
  [1043, readText],
  [1009, text => (parserOf(1009)(text) as (string | null)[]).map(each => each && readText(each))],
  [1016, text => (parserOf(1016)(text) as string[]).map(Number)],
]);

export const TYPES: CustomTypesConfig = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && PARSERS.get(id)) ||
    pg.types.getTypeParser(id, format as 'text')) as CustomTypesConfig['getTypeParser'],
};

/** Names of the statements that are prepared, by their text. */
const names = new Map<string, string>();

/** More of them would be ones that somebody composes: a connection would prepare each for nothing. */
const MAX_NAMES = 1000;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_NAMES) return known;
  const name = `tgp${names.size}`;
  names.set(text, name);
  return name;
}

function configOf(query: Query<unknown>, values: readonly Value[]): QueryConfig {
  if (typeof query === 'string') {
    const name = nameOf(query);
    return { ...(name && { name }), text: query, values: values.map(writeValue) };
  }
  const { sql: text, parameters } = query.compile();
  return { text, values: (parameters as Value[]).map(writeValue) };
}

/** Runs statements in a connection, or in any that is free. */
export function sessionOf(client: Pick<ClientBase, 'query'>): Session {
  const ask = async (query: Query<unknown>, values: readonly Value[] = []) => {
    try {
      return await client.query(configOf(query, values));
    } catch (error) {
      throw storeError(error);
    }
  };
  return {
    all: async <Row>(query: Query<Row>, values?: readonly Value[]) =>
      (await ask(query, values)).rows as Row[],
    first: async <Row>(query: Query<Row>, values?: readonly Value[]) =>
      (await ask(query, values)).rows[0] as Row | undefined,
    run: async (query, values) => (await ask(query, values)).rowCount ?? 0,
  };
}
