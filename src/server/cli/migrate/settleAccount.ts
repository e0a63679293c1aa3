import { noNotes } from '../../postgres/move/noNotes.ts';
import { traceOf } from '../../postgres/move/traceOf.ts';
import { dropRebuild } from '../../postgres/rebuild/fresh.ts';
import type { AccountState } from '../../postgres/schema.ts';
import type { Server } from '../../postgres/server.ts';
import type { Servers } from '../../postgres/servers.ts';
import { readCatalog } from './catalog.ts';
import { notedTables } from './postgresNotes.ts';

/** Rows that are removed at once. */
const STEP = 5000;

const FOR_LONG = { statementMs: 0 };

/**
 * Leaves an account on the server where it is, and nowhere else: whatever a move has left, done or not. Of what another server has,
 * that alone goes which is known to be a copy, or to have been taken over.
 * @param home what that server calls itself; undefined: the account is no more
 */
export async function settleAccount(
  servers: Servers,
  accountId: string,
  home: string | undefined,
): Promise<void> {
  const own = home === undefined ? undefined : servers.named(home);
  for (const server of servers.all) {
    const { noted, kept } = await traceOf(server);
    const state = await server.first<AccountState>('SELECT * FROM account_state WHERE account_id = $1', [
      accountId,
    ]);
    // It would note that, or refuse it.
    if (noted?.accountId === accountId) await noNotes(server);
    if (server === own) {
      if (state?.moving === 'moving') await setState(server, accountId, '');
    } else if (state && (kept?.accountId === accountId || /^(coming|moving)$/.test(state.moving))) {
      await clear(server, accountId);
      if (state.moving === 'coming' || !own)
        await server.run('DELETE FROM account_state WHERE account_id = $1', [accountId]);
      else {
        // Whoever missed the move is told so.
        await setState(server, accountId, 'moved');
        await server.run('UPDATE account_state SET next_seq = 1, events = 0 WHERE account_id = $1', [
          accountId,
        ]);
      }
    }
    if (kept?.accountId === accountId) await server.run('DROP SCHEMA IF EXISTS tgp_move CASCADE');
  }
}

const setState = (server: Server, accountId: string, moving: AccountState['moving']): Promise<number> =>
  server.run('UPDATE account_state SET moving = $2, version = version + 1 WHERE account_id = $1', [
    accountId,
    moving,
  ]);

/** Removes the account's rows, in steps. */
async function clear(server: Server, accountId: string): Promise<void> {
  await server.transaction(session => dropRebuild(session, accountId));
  const shapes = await readCatalog(server);
  for (const name of [...notedTables(accountId).map(table => table.name), 'seen']) {
    const key = shapes.get(name)!.key.join(', ');
    const remove = `DELETE FROM ${name} WHERE (${key}) IN (
      SELECT ${key} FROM ${name} WHERE account_id = $1 ORDER BY ${key} LIMIT ${STEP})`;
    while (await server.transaction(session => session.run(remove, [accountId]), FOR_LONG));
  }
}
