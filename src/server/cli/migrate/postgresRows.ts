import type { Session } from '../../postgres/session.ts';
import type { Value } from '../../postgres/texts.ts';
import { listsOf, type Shape, unnest } from './catalog.ts';
import type { Page, Place, Rows } from './sides.ts';
import { pageOf, placeOf, valuesOf } from './sqliteRows.ts';
import { keyOf, type Row, type Table } from './tables.ts';

/** Keys that are looked up at once. */
const KEYS = 1000;

/** Some servers: what is of all accounts is on the first of them. */
export interface Servered {
  sessions: readonly Session[];
  shapes: ReadonlyMap<string, Shape>;
  /** Which of them an account's rows are on. */
  placeOf(accountId: string): number;
  /** Only that account's rows. */
  only: string | undefined;
}

/** Where an account is, and its texts as they are searched: no other engine has that. */
const OWN = ['server', 'small'];

/** The rows of PostgreSQL servers. */
export function postgresRows({ sessions, shapes, placeOf: serverOf, only }: Servered): Rows {
  const shapeOf = ({ name }: Table): Shape => shapes.get(name)!;
  const columns = (table: Table): string[] =>
    [...shapeOf(table).types.keys()].filter(column => !OWN.includes(column));
  const serversOf = (table: Table): readonly Session[] =>
    table.of === 'all' ? sessions.slice(0, 1) : sessions;

  return {
    columns,

    async *pages(table: Table, after?: Place): AsyncGenerator<Page> {
      const { key, types } = shapeOf(table);
      const size = pageOf(table);
      const select = `SELECT ${columns(table).join(', ')} FROM ${table.name}`;
      const end = `ORDER BY ${key.join(', ')} LIMIT ${size}`;
      const owned = only === undefined ? [] : ['account_id = $1'];
      const from = owned.length + 1;
      const beyond = `(${key.join(', ')}) > (${key.map((column, at) => `$${from + at}::${types.get(column)}`).join(', ')})`;
      const where = (all: string[]) => (all.length ? `WHERE ${all.join(' AND ')}` : '');
      const given = only === undefined ? [] : [only];
      let [at, ...values] = after ? [after[0] as number, ...valuesOf<Value>(after.slice(1))] : [0];
      for (const servers = serversOf(table); at < servers.length; at++, values = []) {
        for (;;) {
          const rows = values.length
            ? await servers[at]!.all<Row>(`${select} ${where([...owned, beyond])} ${end}`, [
                ...given,
                ...values,
              ])
            : await servers[at]!.all<Row>(`${select} ${where(owned)} ${end}`, given);
          const last = rows.at(-1);
          if (!last) break;
          values = key.map(column => last[column] as Value);
          yield { rows, place: [at, ...placeOf(values)] };
          if (rows.length < size) break;
        }
      }
    },

    async byKeys(table, keys) {
      const key = keyOf(table);
      const shape = shapeOf(table);
      const names = key.map((_, at) => `k${at}`);
      // One look-up each, whatever the planner believes of how many there are.
      const find = `SELECT found.* FROM ${unnest(shape, key)} AS given (${names.join(', ')}) CROSS JOIN LATERAL (
        SELECT ${columns(table).join(', ')} FROM ${table.name} AS row
        WHERE ${key.map((column, at) => `row.${column} = given.${names[at]}`).join(' AND ')} LIMIT 1) AS found`;
      const found: Row[] = [];
      for (const [server, own] of byServer(keys, row =>
        table.of === 'all' ? 0 : serverOf(row.account_id as string),
      )) {
        for (let at = 0; at < own.length; at += KEYS)
          found.push(
            ...(await sessions[server]!.all<Row>(find, listsOf(shape, key, own.slice(at, at + KEYS)))),
          );
      }
      return found;
    },

    async count(table) {
      let sum = 0;
      for (const session of serversOf(table)) {
        const counted = await session.first<{ n: number }>(
          `SELECT count(*) AS n FROM ${table.name}${only === undefined ? '' : ' WHERE account_id = $1'}`,
          only === undefined ? [] : [only],
        );
        sum += counted!.n;
      }
      return sum;
    },
  };
}

/** Rows by the server that they are on. */
export function byServer(rows: readonly Row[], serverOf: (row: Row) => number): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const server = serverOf(row);
    const group = groups.get(server);
    if (group) group.push(row);
    else groups.set(server, [row]);
  }
  return groups;
}
