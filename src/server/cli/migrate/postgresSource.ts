import { noNotes } from '../../postgres/move/noNotes.ts';
import type { AccountState } from '../../postgres/schema.ts';
import { keptSecretKey } from '../../postgres/secretKey.ts';
import type { Server } from '../../postgres/server.ts';
import type { Session } from '../../postgres/session.ts';
import { readCatalog, type Shape } from './catalog.ts';
import { noteChanges } from './postgresNotes.ts';
import { postgresRows } from './postgresRows.ts';
import type { Changed, Moment, Source } from './sides.ts';
import { keyOf, type Row, TABLES, type Table } from './tables.ts';
import { unhurried } from './unhurried.ts';

const STEP = 5000;

const BY_NAME = new Map(TABLES.map(table => [table.name, table]));

const FOR_LONG = { statementMs: 0 };

/** One moment for all that is read, which waits for whoever takes what was read. */
const AT_ONE_MOMENT = [
  'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY',
  'SET LOCAL idle_in_transaction_session_timeout = 0',
];

export interface PostgresSide {
  name: string;
  /** In their order. */
  servers: readonly Server[];
  /** Which of them an account is on. */
  placeOf(accountId: string): number;
  /** Only that account, without what is of all. */
  only?: string;
}

/** A store in PostgreSQL servers, beside the collectors that may be running. */
export async function postgresSource(side: PostgresSide): Promise<Source> {
  const { servers, placeOf, only } = side;
  const shapes = await readCatalog(servers[0]!);
  const rowsOf = (sessions: readonly Session[]) => postgresRows({ sessions, shapes, placeOf, only });
  /** What the last moment told of, by server. */
  let told: number[][] = [];

  async function* changesOf(sessions: readonly Session[]): AsyncGenerator<Changed[]> {
    for (const [at, session] of sessions.entries()) {
      for (let after = 0; ; ) {
        const notes = await session.all<{ id: number; name: string; key: string[] }>(
          `SELECT id, name, key FROM tgp_move.notes WHERE id > $1 ORDER BY id LIMIT ${STEP}`,
          [after],
        );
        if (!notes.length) break;
        after = notes.at(-1)!.id;
        told[at]!.push(...notes.map(({ id }) => id));
        yield notes.map(({ name, key }) => {
          const table = BY_NAME.get(name)!;
          return { table, key: keyOfTexts(table, shapes.get(name)!, key) };
        });
      }
    }
  }

  const momentOf = (sessions: readonly Session[]): Moment => ({
    ...rowsOf(sessions),
    changes: () => changesOf(sessions),
    async numbers() {
      const states: AccountState[] = [];
      for (const session of sessions) states.push(...(await statesOf(session, only)));
      return states.map(({ account_id, next_seq, shared_event }) => ({
        accountId: account_id,
        next: next_seq,
        shared: shared_event,
      }));
    },
    tags: () =>
      only === undefined
        ? sessions[0]!.all<Row>(`SELECT id AS write_key, account_id FROM public_ids WHERE kind = 'write_key'`)
        : Promise.resolve([]),
  });

  return {
    ...rowsOf(servers.map(unhurried)),
    name: side.name,

    async migration() {
      for (const server of servers) {
        const is = await server.first<{ is: boolean }>(
          `SELECT to_regclass('tgp_move.source') IS NOT NULL AS is`,
        );
        if (!is!.is) continue;
        const found = await server.first<{ id: string }>('SELECT id FROM tgp_move.source');
        if (found) return found.id;
      }
      return undefined;
    },

    async begin(id, target) {
      for (const server of servers) await ensureWhole(server);
      for (const server of servers) await noteChanges(server, shapes, { id, target, only });
    },

    async moment(work) {
      const inAll = <Result>(
        at: number,
        sessions: Session[],
        done: (all: Session[]) => Promise<Result>,
      ): Promise<Result> =>
        at === servers.length
          ? done(sessions)
          : servers[at]!.transaction(async session => {
              for (const sql of AT_ONE_MOMENT) await session.run(sql);
              return inAll(at + 1, [...sessions, session], done);
            }, FOR_LONG);
      return inAll(0, [], sessions => {
        told = sessions.map(() => []);
        return work(momentOf(sessions));
      });
    },

    async forget() {
      for (const [at, ids] of told.entries()) {
        for (let from = 0; from < ids.length; from += STEP)
          await servers[at]!.run('DELETE FROM tgp_move.notes WHERE id = ANY($1)', [
            ids.slice(from, from + STEP),
          ]);
      }
      told = [];
    },

    async refuse() {
      for (const server of servers) {
        await server.transaction(async session => {
          // Whoever writes has it for himself until he has committed, and looks at what is said here after that.
          await session.run('LOCK TABLE tgp_move.notes IN SHARE MODE');
          await session.run('UPDATE tgp_move.source SET refuses = true');
        }, FOR_LONG);
      }
    },

    async accept() {
      for (const server of servers) await server.run('UPDATE tgp_move.source SET refuses = false');
    },

    async secretKey() {
      // An account's move is within the same servers.
      const kept = only === undefined ? await keptSecretKey(servers[0]!) : undefined;
      if (!kept) return undefined;
      return { key: kept.key, where: kept.key ? 'on the first server' : 'in the file of --secret-key-file' };
    },

    async whole() {
      const states: AccountState[] = [];
      for (const server of servers) states.push(...(await statesOf(server, only)));
      const token = await servers[0]!.first<{ number: number }>(
        `SELECT number FROM last_numbers WHERE kind = 'token'`,
      );
      return { states, lastToken: token?.number ?? 0 };
    },

    async end() {
      for (const server of servers) await noNotes(server);
    },

    async close() {},
  };
}

/** Of accounts that are there; of one that has moved away only that is known. */
const statesOf = (session: Session, only: string | undefined): Promise<AccountState[]> =>
  session.all<AccountState>(
    `SELECT * FROM account_state WHERE moving = '' AND ($1::text IS NULL OR account_id = $1) ORDER BY account_id`,
    [only ?? null],
  );

/** What a server has of an account that is on another one would be taken for the account's. */
async function ensureWhole(server: Server): Promise<void> {
  const row = await server.first<{ account_id: string }>(
    `SELECT account_id FROM account_state WHERE moving = 'moving' LIMIT 1`,
  );
  if (row) {
    throw new Error(
      `the account "${row.account_id}" is not all of its new server's yet: "tgp shard move" with it goes on there; do that first`,
    );
  }
}

/** A key's values as they are in its columns. */
function keyOfTexts(table: Table, { types }: Shape, texts: readonly string[]): Row {
  const ofText = (column: string, text: string): unknown => {
    const type = types.get(column);
    return type === 'text' ? text : type === 'bytea' ? Buffer.from(text, 'hex') : Number(text);
  };
  return Object.fromEntries(keyOf(table).map((column, at) => [column, ofText(column, texts[at]!)]));
}
