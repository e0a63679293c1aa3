import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { HttpError } from './errors.ts';
import type { AccountRow, Scope, Store, TagRow } from './store/store.ts';
import { hashToken } from './token.ts';

/** What a token opens. */
export interface Access {
  accounts: string[] | '*';
  scope: Scope;
  /** The token's number; 0 where it is not in the store. */
  tokenNumber: number;
}

/** Tells what a token opens; undefined for a wrong or a revoked one. Every API dialect asks here. */
export type FindAccess = (token: string) => Promise<Access | undefined>;

/** @param fixed tokens that are not in the store, with what they open */
export function findAccess(store: Store, fixed: [token: string, access: Access][]): FindAccess {
  const known = fixed.map(([token, access]) => ({ hash: Buffer.from(hashToken(token)), access }));
  return async token => {
    const hash = hashToken(token);
    const bytes = Buffer.from(hash);
    const match = known.filter(each => timingSafeEqual(each.hash, bytes))[0];
    if (match) return match.access;
    const row = await store.token(hash);
    if (!row || row.revoked_at !== null) return undefined;
    const accounts = row.accounts === '*' ? '*' : JSON.parse(row.accounts);
    return { accounts, scope: row.scope, tokenNumber: row.number };
  };
}

/** Reads `Authorization: Bearer …` and says what it opens, or throws what the client should hear. */
export async function authorize(find: FindAccess, request: FastifyRequest): Promise<Access> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw new HttpError('unauthorized', 'send an API token: "Authorization: Bearer tgp_…"');
  const access = await find(token);
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

export const opens = ({ accounts }: Access, id: string): boolean => accounts === '*' || accounts.includes(id);

/** The account, or a 404 that is the same whether it is missing or another's. */
export async function ownAccount(store: Store, access: Access, id: string): Promise<AccountRow> {
  const account = opens(access, id) ? await store.account(id) : undefined;
  if (!account) throw new HttpError('not_found', `no account "${id}" that this token may see`);
  return account;
}

/** The tag, or a 404 that is the same whether it is missing or another's. */
export async function ownTag(store: Store, access: Access, writeKey: string): Promise<TagRow> {
  const tag = await store.tag(writeKey);
  if (!tag || !opens(access, tag.account_id)) {
    throw new HttpError('not_found', `no tag with write key "${writeKey}" that this token may see`);
  }
  return tag;
}
