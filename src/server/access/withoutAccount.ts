import type { Store } from '../store/store.ts';

/** The list of accounts without one; undefined where it is not in it. */
function without(accounts: string, id: string): string[] | undefined {
  if (accounts === '*') return undefined;
  const ids = JSON.parse(accounts) as string[];
  return ids.includes(id) ? ids.filter(each => each !== id) : undefined;
}

/** Takes an account out of what tokens, users and invitations open: who makes one of that name again must not find them. */
export async function withoutAccount(
  { tokens, users, invitations }: Pick<Store, 'tokens' | 'users' | 'invitations'>,
  id: string,
  time: number,
): Promise<void> {
  for (const row of await tokens.list()) {
    const left = without(row.accounts, id);
    if (!left) continue;
    const revoked = left.length || row.revoked_at !== null ? {} : { revoked_at: time };
    await tokens.change(row, { accounts: JSON.stringify(left), ...revoked });
  }
  for (const row of await users.list()) {
    const left = without(row.accounts, id);
    if (left) await users.change(row, { accounts: JSON.stringify(left) });
  }
  for (const row of await invitations.list()) {
    const left = without(row.accounts, id);
    if (left?.length) await invitations.change(row, { accounts: JSON.stringify(left) });
    else if (left) await invitations.remove(row.id);
  }
}
