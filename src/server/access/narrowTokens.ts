import type { TokenRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { UserRow } from '../store/users.ts';
import { dependentsOf } from './dependents.ts';
import { rightsOf } from './rightsOf.ts';
import { readAccounts } from './within.ts';

/** What is left of what a token opens, once its user opens no more than he does. */
function narrowed(token: TokenRow, user: UserRow, time: number): Partial<TokenRow> {
  const rights = rightsOf(user.role);
  const [own, his] = [readAccounts(token.accounts), readAccounts(user.accounts)];
  const accounts = his === '*' ? own : own === '*' ? his : own.filter(id => his.includes(id));
  const scope = rights.scope === 'read' ? 'read' : token.scope;
  // One of all accounts that can write has users: that is an owner's.
  const isOver = !accounts.length || (accounts === '*' && scope === 'write' && !rights.owner);
  return {
    accounts: accounts === '*' ? '*' : JSON.stringify(accounts),
    scope,
    publish: rights.publish && scope === 'write' ? token.publish : 0,
    people: user.people ? (token.people ?? 0) : 0,
    ...(isOver && { revoked_at: time }),
  };
}

/** Takes from the tokens that hang on a user what he has no more: what opens nothing then is revoked. */
export async function narrowTokens(store: Pick<Store, 'tokens'>, user: UserRow, time: number): Promise<void> {
  for (const token of await dependentsOf(store, { kind: 'user', id: user.name })) {
    const change = narrowed(token, user, time);
    const isOther = Object.entries(change).some(
      ([name, value]) => (token[name as keyof TokenRow] ?? 0) !== value,
    );
    if (isOther) await store.tokens.change(token, change);
  }
}
