import { createHash } from 'node:crypto';
import type { Random } from '../http/random.ts';
import type { Publish, Scope, TokenRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

/** Marks a text as a secret of ours, for people and for secret scanners. */
const PREFIX = 'tgp_';

export const makeToken = (random: Random): string => PREFIX + random.bytes(32).toString('base64url');

/** Plain SHA-256 will do: a token has 256 random bits, so there is nothing to guess slowly. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

interface TokenParts {
  store: Store;
  random: Random;
  now: () => number;
}

interface NewToken {
  name: string;
  scope: Scope;
  accounts: string[] | '*';
  /** Default: false. */
  publish?: boolean;
  /** Default: false. */
  people?: boolean;
  /** Who makes it. Default: nobody who could be removed. */
  maker?: Maker;
  /** Default: null, it has no end. */
  expiresAt?: number | null;
}

/** Who made a token. */
export interface Maker {
  kind: NonNullable<TokenRow['maker_kind']>;
  id: string;
}

/** Makes a token and stores its hash. The token itself is not to be had again. */
export async function makeStoredToken(
  { store, random, now }: TokenParts,
  { name, scope, accounts, publish, people, maker, expiresAt = null }: NewToken,
): Promise<{ token: string; row: TokenRow }> {
  const token = makeToken(random);
  const row = await store.tokens.add({
    id: random.uuid(),
    name,
    hash: hashToken(token),
    scope,
    accounts: accounts === '*' ? '*' : JSON.stringify(accounts),
    created_at: now(),
    revoked_at: null,
    maker_kind: maker?.kind ?? null,
    maker_id: maker?.id ?? null,
    expires_at: expiresAt,
    publish: (publish ? 1 : 0) satisfies Publish,
    people: (people ? 1 : 0) satisfies Publish,
  });
  return { token, row };
}

/** The same where the token is all that is wanted. */
export const addToken = async (parts: TokenParts, token: NewToken): Promise<string> =>
  (await makeStoredToken(parts, token)).token;
