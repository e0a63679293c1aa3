import { Away, NoSuchRecord } from '../store/errors.ts';
import type { AccountState } from './schema.ts';
import type { Session } from './session.ts';

/** The rows of these accounts, locked; those that there are, whether they move or not. */
export const lockStates = (session: Session, accountIds: readonly string[]): Promise<AccountState[]> =>
  session.all<AccountState>(
    'SELECT * FROM account_state WHERE account_id = ANY($1) ORDER BY account_id FOR UPDATE',
    [accountIds],
  );

/**
 * Locks an account until the transaction ends: what is stored of its events, and what they are read by, is in one order. Several are
 * locked in the order of their ids, or two collectors would wait for each other.
 */
export async function lockAccounts(
  session: Session,
  accountIds: readonly string[],
): Promise<Map<string, AccountState>> {
  const rows = await lockStates(session, accountIds);
  const moving = rows.find(row => row.moving !== '');
  if (moving) throw new Away(`account "${moving.account_id}" moves to another server: ask again`);
  return new Map(rows.map(row => [row.account_id, row]));
}

/** The same of one account that must be there; throws `NoSuchRecord`. */
export async function lockAccount(session: Session, accountId: string): Promise<AccountState> {
  const state = (await lockAccounts(session, [accountId])).get(accountId);
  if (!state) throw new NoSuchRecord(`there is no account "${accountId}"`);
  return state;
}

/** What an account's events are read by is different from the next event on: whoever knows it by its version reads it again. */
export const newVersion = (session: Session, accountId: string): Promise<number> =>
  session.run('UPDATE account_state SET version = version + 1 WHERE account_id = $1', [accountId]);
