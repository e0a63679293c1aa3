import type { Access } from '../../access/access.ts';
import { isMore, isTheirs, keepsAnOwner, needsToGive } from '../../access/ownUsers.ts';
import { readAccounts, seenOf } from '../../access/within.ts';
import { HttpError, invalid } from '../../http/errors.ts';
import type { Store } from '../../store/store.ts';
import type { UserRow } from '../../store/users.ts';
import { ownAccounts } from './accountList.ts';
import { readRole, type UserChange } from './usersBodies.ts';

/** What a user is after a change that somebody asks for. Throws what that may not be. */
export async function changedUser(
  store: Store,
  access: Access,
  { user, body }: { user: UserRow; body: UserChange },
): Promise<UserRow> {
  const role = readRole(body, user.role);
  const had = (user.people ?? 0) > 0;
  const people = body.people ?? had;
  if (!isTheirs(access, user) && (role !== user.role || people !== had)) {
    const field = role !== user.role ? 'role' : 'people';
    const message = `"${user.name}" has other accounts too, whose owner alone can change that`;
    throw new HttpError('forbidden', `${field}: ${message}`);
  }
  const { accounts, isGiven } = await accountsAfter(store, access, { user, asked: body.accounts });
  // What he has already, and what is taken from him, is not given.
  const given = {
    role: isGiven || isMore(role, user.role) ? role : 'viewer',
    people: people && (isGiven || !had),
    accounts: isGiven ? accounts : [],
  } as const;
  needsToGive(access, given, body.publish ? 'publish' : 'role');
  const after: UserRow = {
    ...user,
    role,
    people: people ? user.people || 1 : 0,
    accounts: accounts === '*' ? '*' : JSON.stringify(accounts),
  };
  keepsAnOwner(await store.users.list(), user, after);
  return after;
}

/** His accounts as they would be: of those that the asking one doesn't open he keeps what he has. */
async function accountsAfter(
  store: Store,
  access: Access,
  { user, asked }: { user: UserRow; asked: string[] | '*' | undefined },
): Promise<{ accounts: string[] | '*'; isGiven: boolean }> {
  const before = readAccounts(user.accounts);
  if (asked === undefined) return { accounts: before, isGiven: false };
  if (before === '*' && access.accounts !== '*') {
    if (asked === '*') return { accounts: before, isGiven: false };
    throw new HttpError(
      'forbidden',
      `accounts: "${user.name}" has all of them, which this token does not open`,
    );
  }
  const own = await ownAccounts(store, access, asked);
  if (own === '*') return { accounts: own, isGiven: before !== '*' };
  const seen = seenOf(access, user.accounts);
  const others = before === '*' ? [] : before.filter(id => !seen.includes(id));
  const accounts = [...new Set([...others, ...own])];
  if (!accounts.length) {
    const message = 'accounts: must leave him one; DELETE /users/{name} removes him';
    throw invalid({ field: 'accounts', message, type: 'too_short' });
  }
  return { accounts, isGiven: before !== '*' && own.some(id => !before.includes(id)) };
}
