import { sql } from 'kysely';
import { lockAccounts } from '../accountState.ts';
import type { Context } from '../context.ts';
import { written } from '../kysely.ts';
import { dropRebuild } from '../rebuild/fresh.ts';
import type { PublicKind } from '../schema.ts';
import type { Server } from '../server.ts';
import type { Servers } from '../servers.ts';
import type { Session } from '../session.ts';
import { daysOf, isNoTable } from './days.ts';

/** Rows that go in one transaction. Nobody waits for them: nothing is stored of the account any more. */
const STEP = 5000;

/** By what it is known that an account is there, and what its beacons are let in by. */
const FIRST = ['tags', 'tag_paths', 'account_state'];

/** What else is kept of an account, beside its events. */
const TABLES = [
  ...['seen', 'husks', 'counts', 'last_seen', 'hour_names', 'happenings', 'kind_counts', 'kind_seen'],
  ...[
    'identities',
    'touches',
    'conversions',
    'credits_due',
    'counted_before',
    'refunds',
    'retention',
    'visits',
  ],
  ...['line_item_pixels', 'campaign_pixels', 'line_items', 'campaigns', 'conversion_pixels', 'segments'],
  ...['saved_pixels', 'pixel_events', 'pixel_rules', 'known_names', 'record_words', 'account_rules'],
];

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

/** Of an account that moves, or whose move was stopped, another server has rows too; it says so. */
async function eraseCopies({ all }: Servers, home: Server, accountId: string): Promise<void> {
  for (const server of all) {
    if (server === home) continue;
    const state = await server.first('SELECT 1 FROM account_state WHERE account_id = $1', [accountId]);
    if (!state) continue;
    await eraseRows(server, accountId);
    await server.transaction(async session => {
      for (const table of FIRST) await session.run(`DELETE FROM ${table} WHERE account_id = $1`, [accountId]);
    });
  }
}

async function eraseRows(server: Server, accountId: string): Promise<void> {
  const days = await daysOf(server);
  for (const table of [...days.map(({ name }) => name), ...TABLES]) {
    const removal = written(
      sql`DELETE FROM ${sql.table(table)} WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM ${sql.table(table)} WHERE account_id = ${accountId} LIMIT ${sql.lit(STEP)}))`,
    );
    for (let left = STEP; left === STEP; ) {
      left = await server
        .transaction(session => session.run(removal))
        .catch(error => {
          if (isNoTable(error)) return 0;
          throw error;
        });
      await new Promise(setImmediate);
    }
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
