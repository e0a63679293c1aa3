import { takeMoveLock } from '../move/moveLock.ts';
import { noNotes } from '../move/noNotes.ts';
import { traceOf } from '../move/traceOf.ts';
import { dropRebuild } from '../rebuild/fresh.ts';
import type { Server } from '../server.ts';
import type { Servers } from '../servers.ts';
import { eraseRows } from './accountRows.ts';

/** Where an account is. */
interface Home {
  home: Server;
  accountId: string;
}

/**
 * Something of an account was erased where it is. Where its move to another server was stopped, what that one has of it goes as well,
 * and what is noted of changes, and the move begins anew; so does what is left where it has moved from.
 * @returns false while a command moves it: what was erased goes from the copy before that is done, unless it is stopped
 */
export async function dropCopies(servers: Servers, of: Home, signal?: AbortSignal): Promise<boolean> {
  if (!(await isLeft(servers, of))) return true;
  return servers.first.transaction(async session => {
    if (!(await takeMoveLock(session))) return false;
    const { home, accountId } = of;
    for (const server of servers.all) {
      if (server === home) await dropTraces(server, accountId);
      else if (await isCopy(server, accountId)) await dropCopy(server, accountId, signal);
    }
    return true;
  });
}

async function isLeft({ all }: Servers, { home, accountId }: Home): Promise<boolean> {
  for (const server of all) if (server !== home && (await isCopy(server, accountId))) return true;
  return (await traceOf(home)).noted?.accountId === accountId;
}

const isCopy = async (server: Server, accountId: string): Promise<boolean> =>
  (await server.first(
    `SELECT 1 FROM account_state WHERE account_id = $1 AND moving IN ('coming', 'moving')`,
    [accountId],
  )) !== undefined;

/** Removes what a server has of an account that is on another one; that it is no whole one stays said there. */
export async function dropCopy(server: Server, accountId: string, signal?: AbortSignal): Promise<void> {
  // First of all: the move would go on with what is left, and note or refuse what goes.
  await dropTraces(server, accountId);
  await server.transaction(session => dropRebuild(session, accountId));
  await eraseRows(server, accountId, signal);
}

async function dropTraces(server: Server, accountId: string): Promise<void> {
  const { noted, kept } = await traceOf(server);
  if (noted?.accountId === accountId) await noNotes(server);
  if (kept?.accountId === accountId) await server.run('DROP SCHEMA IF EXISTS tgp_move CASCADE');
}
