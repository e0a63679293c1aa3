import type { Access } from './access.ts';
import { opens } from './auth.ts';

type Opens = Pick<Access, 'accounts'>;

/** As they are stored: a JSON list of ids, or `*` for all of them. */
export const readAccounts = (accounts: string): string[] | '*' =>
  accounts === '*' ? '*' : JSON.parse(accounts);

/** Whether stored accounts are all among those that somebody opens. What opens none any more is of whoever opens all. */
export function isWithin(access: Opens, stored: string): boolean {
  const accounts = readAccounts(stored);
  if (access.accounts === '*') return true;
  return accounts !== '*' && accounts.length > 0 && accounts.every(id => opens(access, id));
}

/** What somebody sees of stored accounts: those that he opens himself. */
export function seenOf(access: Opens, stored: string): string[] | '*' {
  const accounts = readAccounts(stored);
  return accounts === '*' ? '*' : accounts.filter(id => opens(access, id));
}
