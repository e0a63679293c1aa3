import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { HttpError } from '../http/errors.ts';
import type { AccountRow, TagRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Access } from './access.ts';
import { sessionAccess } from './session.ts';
import { hashToken } from './token.ts';

/** Of the owner's own token. */
export const adminAccess: Access = {
  accounts: '*',
  scope: 'write',
  tokenNumber: 0,
  actor: { kind: 'admin', id: '', name: 'admin' },
};

export const EXPIRED = 'this token has expired: POST /auth gives a new one';

/** Tells what a token opens; undefined for a wrong or a revoked one. Every API dialect asks here. */
export type FindAccess = (token: string) => Promise<Access | 'expired' | undefined>;

/**
 * Knows the tokens of the API and of log-ins.
 * @param fixed tokens that are not in the store, with what they open
 */
export function findAccess(
  store: Store,
  fixed: [token: string, access: Access][],
  now: () => number,
): FindAccess {
  const known = fixed.map(([token, access]) => ({ hash: Buffer.from(hashToken(token)), access }));
  return async token => {
    const hash = hashToken(token);
    const bytes = Buffer.from(hash);
    const match = known.filter(each => timingSafeEqual(each.hash, bytes))[0];
    if (match) return match.access;
    const row = await store.tokens.ofHash(hash);
    if (!row) return sessionAccess(store, hash, now());
    if (row.revoked_at !== null) return undefined;
    const { id, name, number, scope } = row;
    const accounts = row.accounts === '*' ? '*' : JSON.parse(row.accounts);
    return { accounts, scope, tokenNumber: number, actor: { kind: 'token', id, name } };
  };
}

/** Reads `Authorization: Bearer …` and says what it opens, or throws what the client should hear. */
export async function authorize(find: FindAccess, request: FastifyRequest): Promise<Access> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw new HttpError('unauthorized', 'send an API token: "Authorization: Bearer tgp_…"');
  const access = await find(token);
  if (access === 'expired') throw new HttpError('unauthorized', EXPIRED);
  if (!access) throw new HttpError('unauthorized', 'this API token is unknown or revoked');
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  if (!isReading && access.scope !== 'write') {
    throw new HttpError(
      'forbidden',
      'this API token can only read; use one with the scope "write" (editor or higher)',
    );
  }
  return access;
}

export const opens = ({ accounts }: Pick<Access, 'accounts'>, id: string): boolean =>
  accounts === '*' || accounts.includes(id);

/** The account, or a 404 that is the same whether it is missing or another's. */
export async function ownAccount(store: Store, access: Access, id: string): Promise<AccountRow> {
  const account = opens(access, id) ? await store.accounts.get(id) : undefined;
  if (!account) throw new HttpError('not_found', `no account "${id}" that this token may see`);
  return account;
}

/** The tag, or a 404 that is the same whether it is missing or another's. */
export async function ownTag(store: Store, access: Access, writeKey: string): Promise<TagRow> {
  const tag = await store.tags.get(writeKey);
  if (!tag || !opens(access, tag.account_id)) {
    throw new HttpError('not_found', `no tag with write key "${writeKey}" that this token may see`);
  }
  return tag;
}

/** Whoever can open the console has the demo's token; who works here is not for them. */
export function notForTheDemo({ actor }: Access): void {
  if (actor.kind === 'demo') throw new HttpError('forbidden', 'the demo shows events, not who may see them');
}
