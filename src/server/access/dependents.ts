import type { TokenRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Access } from './access.ts';
import type { Maker } from './token.ts';

type Tokens = Pick<Store, 'tokens'>;

/** The tokens that hang on somebody: those he made, those that these made, and so on. Revoked ones are none any more. */
export async function dependentsOf({ tokens }: Tokens, maker: Maker): Promise<TokenRow[]> {
  const all = (await tokens.list()).filter(({ revoked_at }) => revoked_at === null);
  const found = new Set<TokenRow>();
  const add = (by: Maker): void => {
    for (const row of all) {
      if (row.maker_kind !== by.kind || row.maker_id !== by.id || found.has(row)) continue;
      found.add(row);
      add({ kind: 'token', id: row.id });
    }
  };
  add(maker);
  return [...found].sort((a, b) => a.number - b.number);
}

/** Revokes all that hangs on somebody, also what came while it was done; settles with it. */
export async function revokeDependents(store: Tokens, maker: Maker, time: number): Promise<TokenRow[]> {
  const revoked: TokenRow[] = [];
  for (;;) {
    const rows = await dependentsOf(store, maker);
    if (!rows.length) return revoked;
    for (const row of rows) {
      await store.tokens.change(row, { revoked_at: time });
      revoked.push(row);
    }
  }
}

/** Makes whoever asks the maker of what somebody made himself; what those tokens made stays theirs. */
export async function takeOver(store: Tokens, from: Maker, access: Access): Promise<TokenRow[]> {
  const rows = (await dependentsOf(store, from)).filter(
    ({ maker_kind, maker_id }) => maker_kind === from.kind && maker_id === from.id,
  );
  const maker = makerOf(access);
  for (const row of rows) {
    const expires_at = earlier(row.expires_at, access.expiresAt);
    await store.tokens.change(row, { maker_kind: maker.kind, maker_id: maker.id, expires_at });
  }
  return rows;
}

/** Whoever asks, as the maker of a token. The demo makes none. */
export const makerOf = ({ actor: { kind, id } }: Access): Maker => ({
  kind: kind === 'demo' ? 'token' : kind,
  id,
});

/** Whether somebody is still there: who was removed while his token was being made leaves none. */
export async function isThere(
  { tokens, users }: Pick<Store, 'tokens' | 'users'>,
  { kind, id }: Maker,
): Promise<boolean> {
  if (kind === 'admin') return true;
  if (kind === 'user') return (await users.get(id)) !== undefined;
  return (await tokens.get(id))?.revoked_at === null;
}

const earlier = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);
