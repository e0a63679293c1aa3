import { lockAccounts } from '../accountState.ts';
import type { Context } from '../context.ts';
import { dropRebuild } from '../rebuild/fresh.ts';
import type { PublicKind } from '../schema.ts';
import type { Server } from '../server.ts';
import type { Servers } from '../servers.ts';
import type { Session } from '../session.ts';
import { eraseRows, TABLES } from './accountRows.ts';
import { dropCopies, dropCopy } from './dropCopies.ts';

/** Ids that go in one transaction. Nobody waits for them. */
const STEP = 5000;

/** By what it is known that an account is there, and what its beacons are let in by. */
const FIRST = ['tags', 'tag_paths', 'account_state'];

/**
 * Removes an account with all that hangs on it, a few rows in each transaction: from the first on nothing is stored of it, whoever
 * has let it in. Killed, it goes on another time.
 * @returns false where there is none
 */
export async function eraseAccount(context: Context, accountId: string): Promise<boolean> {
  const { servers, changes } = context;
  const { first } = servers;
  const server = await servers.find(accountId);
  if (!server) return false;
  await server.transaction(async session => {
    await lockAccounts(session, [accountId]);
    await dropRebuild(session, accountId);
    for (const table of FIRST) await session.run(`DELETE FROM ${table} WHERE account_id = $1`, [accountId]);
    await changes.tell(session, accountId);
  });
  await eraseRows(server, accountId);
  await eraseCopies(servers, server, accountId);
  await eraseIds(context, accountId);
  return first.transaction(async session => {
    const many = await session.run('DELETE FROM accounts WHERE id = $1', [accountId]);
    // Whoever changes the account has waited, or is waited for.
    const sweep = async (own: Session) => {
      await dropRebuild(own, accountId);
      for (const table of [...FIRST, ...TABLES, 'events']) {
        await own.run(`DELETE FROM ${table} WHERE account_id = $1`, [accountId]);
      }
      await changes.tell(own, accountId);
    };
    await (server === first ? sweep(session) : server.transaction(sweep));
    await session.run('DELETE FROM public_ids WHERE account_id = $1', [accountId]);
    await changes.tell(session, accountId);
    return many > 0;
  });
}

/** Of an account whose move was stopped another server has rows too, and its own one notes of changes. */
async function eraseCopies(servers: Servers, home: Server, accountId: string): Promise<void> {
  await dropCopies(servers, { home, accountId });
  for (const server of servers.all) {
    if (server === home) continue;
    const state = await server.first('SELECT 1 FROM account_state WHERE account_id = $1', [accountId]);
    if (!state) continue;
    await dropCopy(server, accountId);
    await server.transaction(async session => {
      for (const table of FIRST) await session.run(`DELETE FROM ${table} WHERE account_id = $1`, [accountId]);
    });
  }
}

/** What strangers know its records by. */
async function eraseIds({ servers, changes }: Context, accountId: string): Promise<void> {
  for (let left = STEP; left === STEP; ) {
    left = await servers.first.transaction(async session => {
      const ids = await session.all<{ kind: PublicKind; id: string }>(
        `DELETE FROM public_ids WHERE ctid = ANY(ARRAY(
           SELECT ctid FROM public_ids WHERE account_id = $1 LIMIT ${STEP})) RETURNING kind, id`,
        [accountId],
      );
      await changes.tellIds(session, ids);
      return ids.length;
    });
  }
}
