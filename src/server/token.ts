import { createHash } from 'node:crypto';
import type { Random } from './random.ts';
import type { Scope, Store } from './store/store.ts';

/** Marks a text as a secret of ours, for people and for secret scanners. */
const PREFIX = 'tgp_';

export const makeToken = (random: Random): string => PREFIX + random.bytes(32).toString('base64url');

/** Plain SHA-256 will do: a token has 256 random bits, so there is nothing to guess slowly. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Makes a token and stores its hash. What it returns is not to be had again. */
export async function addToken(
  { store, random, now }: { store: Store; random: Random; now: () => number },
  { name, scope, accounts }: { name: string; scope: Scope; accounts: string[] | '*' },
): Promise<string> {
  const token = makeToken(random);
  await store.addToken({
    id: random.uuid(),
    name,
    hash: hashToken(token),
    scope,
    accounts: accounts === '*' ? '*' : JSON.stringify(accounts),
    created_at: now(),
    revoked_at: null,
  });
  return token;
}
