import { isSearched, smallOf } from '../../postgres/records/smallLetters.ts';
import { keepSecretKey } from '../../postgres/secretKey.ts';
import type { Server } from '../../postgres/server.ts';
import type { Session } from '../../postgres/session.ts';
import { OF_ALL } from '../../postgres/unfinished.ts';
import { texts } from '../../postgres/write/arrays.ts';
import { partitions } from '../../postgres/write/partitions.ts';
import { listsOf, readCatalog, unnest } from './catalog.ts';
import { byServer, postgresRows } from './postgresRows.ts';
import type { PostgresSide } from './postgresSource.ts';
import { publicIds } from './publicIds.ts';
import type { Target } from './sides.ts';
import { keyOf, type Row, type Table } from './tables.ts';
import { unhurried } from './unhurried.ts';

const FOR_LONG = { statementMs: 0 };

/** Rows are found by their keys, whatever the planner believes of how many there are. */
const BY_KEY = ['hashjoin', 'mergejoin', 'seqscan'].map(how => `SET LOCAL enable_${how} = off`);

/** What a collector has stored that was used, on the first server and on each. */
const USED_FIRST = ['accounts', 'users', 'tokens', 'audit'];
const USED = ['events', 'husks', 'tags'];

const SEEN = ['account_id', 'write_key', 'message_id', 'received_at', 'seq'];

export interface TargetParts {
  side: PostgresSide;
  /** What a server calls itself: accounts say so where they are. */
  idOf(place: number): string;
}

/** PostgreSQL servers that are to hold a store. */
export async function postgresTarget({ side, idOf }: TargetParts): Promise<Target> {
  const { servers, placeOf, only } = side;
  const [first] = servers as [Server, ...Server[]];
  /** The tables that were since public ids were written down; undefined: they were not yet. */
  let changed: Set<string> | undefined;
  const days = servers.map(partitions);
  const shapes = await readCatalog(first);
  const rows = postgresRows({ sessions: servers.map(unhurried), shapes, placeOf, only });
  const serverOf = (table: Table) => (row: Row) =>
    table.of === 'all' ? 0 : placeOf(row.account_id as string);

  async function insert(session: Session, table: Table, all: readonly Row[]): Promise<void> {
    if (!all.length) return;
    const { name } = table;
    const shape = shapes.get(name)!;
    const columns = rows.columns(table);
    const own = ownColumns(name, all);
    await session.run(
      `INSERT INTO ${name} (${[...columns, ...Object.keys(own)].join(', ')})
       SELECT ${[...columns, ...Object.keys(own).map(each => `${each}::${shape.types.get(each)}`)].join(', ')}
       FROM unnest(${[...columns.map(each => shape.types.get(each)), ...Object.keys(own).map(() => 'text')]
         .map((type, at) => `$${at + 1}::${type}[]`)
         .join(', ')}) AS given (${[...columns, ...Object.keys(own)].join(', ')}) ON CONFLICT DO NOTHING`,
      [...listsOf(shape, columns, all), ...Object.values(own)],
    );
    if (name !== 'events') return;
    const seen = shapes.get('seen')!;
    await session.run(
      `INSERT INTO seen (${SEEN.join(', ')}) SELECT * FROM ${unnest(seen, SEEN)} ON CONFLICT DO NOTHING`,
      listsOf(seen, SEEN, all),
    );
  }

  /** What the other engine has not, as lists of texts: where an account is, and what is searched in small letters. */
  function ownColumns(name: string, all: readonly Row[]): Record<string, string> {
    return {
      ...(name === 'accounts' && { server: texts(all, row => idOf(placeOf(row.id as string))) }),
      ...(isSearched(name) && {
        small: texts(all, row => {
          const small = smallOf(name, row);
          return small && texts(small, each => each);
        }),
      }),
    };
  }

  async function remove(session: Session, table: Table, keys: readonly Row[]): Promise<void> {
    if (!keys.length) return;
    const from = (name: string, key: readonly string[]) =>
      `DELETE FROM ${name} AS row USING ${unnest(shapes.get(name)!, key)} AS given (${key.map((_, at) => `k${at}`).join(', ')})
       WHERE ${key.map((column, at) => `row.${column} = given.k${at}`).join(' AND ')}`;
    const key = keyOf(table);
    await session.run(from(table.name, key), listsOf(shapes.get(table.name)!, key, keys));
    if (table.name !== 'events') return;
    const seen = ['account_id', 'seq', 'write_key'];
    await session.run(from('seen', seen), listsOf(shapes.get('seen')!, seen, keys));
  }

  /** What is lost is done again: that it was done is kept on the same server, and the commit of that waits. */
  const soon = async (session: Session, at: number) => {
    if (at === 0) await session.run('SET LOCAL synchronous_commit = off');
  };

  return {
    ...rows,
    name: side.name,

    kept: {
      async get(name) {
        const is = await first.first<{ is: boolean }>(
          `SELECT to_regclass('tgp_move.kept') IS NOT NULL AS is`,
        );
        if (!is!.is) return undefined;
        return (
          await first.first<{ value: string }>('SELECT value FROM tgp_move.kept WHERE name = $1', [name])
        )?.value;
      },
      async set(name, value) {
        await first.run(
          'INSERT INTO tgp_move.kept (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2',
          [name, value],
        );
      },
    },

    async content() {
      for (const [at, server] of servers.entries()) {
        for (const table of at === 0 && only === undefined ? [...USED_FIRST, ...USED] : USED) {
          const where = only === undefined ? '' : 'WHERE account_id = $1';
          const used = await server.first(
            `SELECT 1 FROM ${table} ${where} LIMIT 1`,
            only === undefined ? [] : [only],
          );
          if (used) return `it has ${table}`;
        }
      }
      return undefined;
    },

    async begin() {
      await first.transaction(async session => {
        await session.run('CREATE SCHEMA IF NOT EXISTS tgp_move');
        await session.run(
          'CREATE TABLE IF NOT EXISTS tgp_move.kept (name text PRIMARY KEY, value text NOT NULL)',
        );
        // Collectors go on while an account moves; a store that is being moved is none yet.
        if (only === undefined)
          await session.run('INSERT INTO tgp_move.kept VALUES ($1, $1) ON CONFLICT DO NOTHING', [OF_ALL]);
      });
    },

    async knowTags() {},

    async add(table, all) {
      for (const [at, own] of byServer(all, serverOf(table))) {
        const server = servers[at]!;
        if (table.name === 'events') await days[at]!.ensure(own.map(row => row.received_at as number));
        await server.transaction(async session => {
          await soon(session, at);
          await insert(session, table, own);
        }, FOR_LONG);
      }
    },

    async replace(table, keys, all) {
      changed?.add(table.name);
      const given = byServer(all, serverOf(table));
      for (const [at, own] of byServer(keys, serverOf(table))) {
        const server = servers[at]!;
        const added = given.get(at) ?? [];
        if (table.name === 'events') await days[at]!.ensure(added.map(row => row.received_at as number));
        await server.transaction(async session => {
          // The source forgets what changed once this is done.
          for (const sql of BY_KEY) await session.run(sql);
          await remove(session, table, own);
          await insert(session, table, added);
        }, FOR_LONG);
      }
    },

    async settle() {
      for (const server of servers) {
        await server.transaction(session => session.run('ANALYZE'), FOR_LONG);
      }
    },

    async prepare() {
      // Whose they are stays as it is when one account moves.
      if (only !== undefined) return;
      await first.transaction(session => publicIds(session, servers), FOR_LONG);
      changed = new Set();
    },

    async keepSecretKey({ key, where }) {
      if (!key) return undefined;
      await keepSecretKey(first, key);
      return `The key of the tags' secrets is on the first server now. Give collectors no --secret-key-file, or one that is ${where}.`;
    },

    async finish({ states, lastToken }) {
      const shape = shapes.get('account_state')!;
      const columns = [...shape.types.keys()];
      for (const [at, own] of byServer(states as unknown as Row[], row =>
        placeOf(row.account_id as string),
      )) {
        await servers[at]!.run(
          `INSERT INTO account_state (${columns.join(', ')}) SELECT * FROM ${unnest(shape, columns)}
           ON CONFLICT (account_id) DO UPDATE SET (${columns.join(', ')}) = ROW(${columns.map(each => `excluded.${each}`).join(', ')})`,
          listsOf(shape, columns, own),
        );
      }
      await first.transaction(async session => {
        await publicIds(session, servers, changed);
        await session.run(
          `UPDATE last_numbers SET number = CASE kind WHEN 'token' THEN $1::bigint
             ELSE (SELECT coalesce(max(seq), 0) FROM audit) END WHERE kind IN ('token', 'audit')`,
          [lastToken],
        );
        await session.run('DROP SCHEMA tgp_move CASCADE');
      }, FOR_LONG);
    },

    async close() {},
  };
}
