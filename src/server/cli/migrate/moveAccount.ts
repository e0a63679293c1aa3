import { type Changes, changes } from '../../postgres/changes.ts';
import { traceOf } from '../../postgres/move/traceOf.ts';
import type { AccountState } from '../../postgres/schema.ts';
import type { Server } from '../../postgres/server.ts';
import type { Servers } from '../../postgres/servers.ts';
import { readCatalog } from './catalog.ts';
import { type Moved, migrate, type Show } from './migrate.ts';
import { movedAccounts } from './movedAccounts.ts';
import { notedTables } from './postgresNotes.ts';
import { postgresSource } from './postgresSource.ts';
import { postgresTarget } from './postgresTarget.ts';
import { settleAccount } from './settleAccount.ts';
import type { Source, Target, Whole } from './sides.ts';

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
 * the next run goes on where it was; one to where the account is gives it up. Gives nothing where it was there already.
 */
export async function moveAccount(move: MoveAccount): Promise<Moved | undefined> {
  const { servers, accountId, to, show, through = sides => sides } = move;
  const home = await homeOf(servers, accountId);
  if (home === undefined) throw new Error(`there is no account "${accountId}"`);
  await ensureNoOther(servers, accountId);
  const [source, target] = [servers.named(home), servers.named(to)];
  const isBegun = source !== target && (await isGoingOn(accountId, source, target));
  if (!isBegun) await settleAccount(servers, accountId, home);
  if (source === target) return undefined;
  await ensureThere(source, accountId);
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
    if (!isBegun) {
      await there.begin();
      await there.kept.set('account', accountId);
    }
    // What is there is a copy: nobody reads it, or stores to it.
    await target.run(
      `INSERT INTO account_state (account_id, moving) VALUES ($1, 'coming')
       ON CONFLICT (account_id) DO UPDATE SET moving = 'coming'`,
      [accountId],
    );
    const moved = await migrate({
      ...through({ source: await postgresSource(sideOf(source)), target: { ...there, finish } }),
      tables: notedTables(accountId),
      isRenumbered: false,
      isSwitch: true,
      show,
    });
    if (moved.switchMs !== undefined) await settleAccount(servers, accountId, to);
    return moved;
  } finally {
    await told.close();
  }
}

const homeOf = async ({ first }: Servers, accountId: string): Promise<string | undefined> =>
  (await first.first<{ server: string }>('SELECT server FROM accounts WHERE id = $1', [accountId]))?.server;

/** One move at a time: what is noted of one account is nothing that is known of another. One that only has to clear up does that. */
async function ensureNoOther(servers: Servers, accountId: string): Promise<void> {
  for (const other of await movedAccounts(servers)) {
    if (other === accountId) continue;
    const home = await homeOf(servers, other);
    const noted = home === undefined ? undefined : (await traceOf(servers.named(home))).noted;
    if (noted?.accountId === other) {
      throw new Error(
        `the move of the account "${other}" was stopped: go on with that one first, or give it up with "tgp shard move" to where it is, ${servers.named(home!).name}`,
      );
    }
    await settleAccount(servers, other, home);
  }
}

/** Whether an earlier run began with the same. */
async function isGoingOn(accountId: string, source: Server, target: Server): Promise<boolean> {
  const [{ noted }, { kept }] = [await traceOf(source), await traceOf(target)];
  return noted?.accountId === accountId && kept?.accountId === accountId && noted.id === kept.id;
}

/** An earlier run may have been stopped just when it was to be there no more. */
async function ensureThere(source: Server, accountId: string): Promise<void> {
  await source.run(`UPDATE account_state SET moving = '' WHERE account_id = $1 AND moving = 'moving'`, [
    accountId,
  ]);
  const state = await source.first<AccountState>('SELECT * FROM account_state WHERE account_id = $1', [
    accountId,
  ]);
  if (state?.moving !== '')
    throw new Error(`${source.name} has nothing of the account "${accountId}": another server took it over`);
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
