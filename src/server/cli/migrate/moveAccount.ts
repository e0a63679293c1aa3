import { type Changes, changes } from '../../postgres/changes.ts';
import { dropRebuild } from '../../postgres/rebuild/fresh.ts';
import type { AccountState } from '../../postgres/schema.ts';
import type { Server } from '../../postgres/server.ts';
import type { Servers } from '../../postgres/servers.ts';
import { readCatalog } from './catalog.ts';
import { type Moved, migrate, type Show } from './migrate.ts';
import { noNotes, notedTables } from './postgresNotes.ts';
import { postgresSource } from './postgresSource.ts';
import { postgresTarget } from './postgresTarget.ts';
import type { Source, Target, Whole } from './sides.ts';

/** Rows that are removed at once. */
const STEP = 5000;

const FOR_LONG = { statementMs: 0 };

export interface MoveAccount {
  servers: Servers;
  accountId: string;
  /** What the server calls itself that it moves to. */
  to: string;
  show: Show;
  through?: (sides: { source: Source; target: Target }) => { source: Source; target: Target };
}

/**
 * Moves an account to another server, while events of it are stored. For the last moment nothing of it is stored, and whoever sends
 * comes again; from then on it is on the other one, and what the first one has of it goes, in steps. Whenever it is stopped,
 * the next run goes on where it was. Gives nothing where it was there already.
 */
export async function moveAccount(move: MoveAccount): Promise<Moved | undefined> {
  const { servers, accountId, to, show, through = sides => sides } = move;
  const row = await servers.first.first<{ server: string }>('SELECT server FROM accounts WHERE id = $1', [
    accountId,
  ]);
  if (!row) throw new Error(`there is no account "${accountId}"`);
  const target = servers.named(to);
  if (row.server === to) {
    await clear(servers, accountId, target);
    return undefined;
  }
  const source = servers.named(row.server);
  const told = changes(servers);
  try {
    const sideOf = (server: Server) => ({
      name: server.name,
      servers: [server],
      placeOf: () => 0,
      only: accountId,
    });
    const there = await postgresTarget({ side: sideOf(target), idOf: () => to });
    const finish = (whole: Whole) => switchTo(move, { source, target, told }, whole.states[0]!);
    const moved = await migrate({
      ...through({ source: await postgresSource(sideOf(source)), target: { ...there, finish } }),
      tables: notedTables(accountId),
      isRenumbered: false,
      isSwitch: true,
      show,
    });
    if (moved.switchMs !== undefined) await clear(servers, accountId, target);
    return moved;
  } finally {
    await told.close();
  }
}

interface Switch {
  source: Server;
  target: Server;
  told: Changes;
}

/** From then on the account is on the other server. */
async function switchTo(
  { servers, accountId, to }: MoveAccount,
  { source, target, told }: Switch,
  state: AccountState,
): Promise<void> {
  const { types } = (await readCatalog(target)).get('account_state')!;
  const all = { ...state, version: state.version + 1, moving: '' } as unknown as Record<
    string,
    string | number
  >;
  const columns = [...types.keys()];
  await target.run(
    `INSERT INTO account_state (${columns.join(', ')})
     VALUES (${columns.map((column, at) => `$${at + 1}::${types.get(column)}`).join(', ')})
     ON CONFLICT (account_id) DO UPDATE SET ${columns.map(column => `${column} = excluded.${column}`).join(', ')}`,
    columns.map(column => all[column]),
  );
  // Whoever still looks for it there is told to come again, and asks where it is.
  await source.transaction(async session => {
    await session.all('SELECT 1 FROM account_state WHERE account_id = $1 FOR UPDATE', [accountId]);
    await session.run(`UPDATE account_state SET moving = 'moving' WHERE account_id = $1`, [accountId]);
    await told.tell(session, accountId);
  });
  await servers.first.transaction(async session => {
    await session.run('UPDATE accounts SET server = $2 WHERE id = $1', [accountId, to]);
    await told.tell(session, accountId);
  });
}

/** Removes what servers have of an account that is on another one. That it was there stays: whoever missed the move is told so. */
async function clear(servers: Servers, accountId: string, target: Server): Promise<void> {
  for (const server of servers.all) {
    if (server === target) continue;
    const state = await server.first<AccountState>('SELECT * FROM account_state WHERE account_id = $1', [
      accountId,
    ]);
    if (state?.moving !== 'moving') continue;
    await noNotes(server);
    await server.transaction(session => dropRebuild(session, accountId));
    const shapes = await readCatalog(server);
    for (const name of [...notedTables(accountId).map(table => table.name), 'seen']) {
      const key = shapes.get(name)!.key.join(', ');
      const remove = `DELETE FROM ${name} WHERE (${key}) IN (
        SELECT ${key} FROM ${name} WHERE account_id = $1 ORDER BY ${key} LIMIT ${STEP})`;
      while (await server.transaction(session => session.run(remove, [accountId]), FOR_LONG));
    }
    await server.run(
      `UPDATE account_state SET moving = 'moved', next_seq = 1, events = 0, version = version + 1 WHERE account_id = $1`,
      [accountId],
    );
  }
  const is = await target.first<{ is: boolean }>(`SELECT to_regclass('tgp_move.kept') IS NOT NULL AS is`);
  if (is!.is) await target.run('DROP SCHEMA tgp_move CASCADE');
}
