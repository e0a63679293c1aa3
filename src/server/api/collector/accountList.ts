import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { opens } from '../../access/auth.ts';
import { invalid } from '../../http/errors.ts';
import type { Store } from '../../store/store.ts';

/** The accounts of a user or token, in a body. */
export const AccountList = Type.Unsafe<string[] | '*'>({
  anyOf: [{ const: '*' }, { type: 'array', minItems: 1, maxItems: 1000, items: { type: 'string' } }],
  fix: 'must be a list of account ids, or "*" for all of them',
});

/** Each account once; a 422 that is the same whether one is missing or another's. */
export async function ownAccounts(
  store: Store,
  access: Access,
  accounts: string[] | '*',
): Promise<string[] | '*'> {
  if (accounts === '*') return accounts;
  const known = new Set((await store.accounts.list(accounts)).map(({ id }) => id));
  const missing = accounts.find(id => !known.has(id) || !opens(access, id));
  if (missing === undefined) return [...new Set(accounts)];
  const message = `accounts: no account "${missing}" that this token may see`;
  throw invalid({ field: 'accounts', message, type: 'unknown' });
}
