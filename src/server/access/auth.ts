import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { HttpError } from '../http/errors.ts';
import type { Sender } from '../http/sender.ts';
import type { AccountRow, TagRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Access } from './access.ts';
import { cookieProblem, isChanging, NOT_A_COOKIE } from './cookieProblem.ts';
import { sessionAccess } from './session.ts';
import { CONSOLE_COOKIE, tokenInCookie } from './sessionCookie.ts';
import { hashToken } from './token.ts';
import { tokenInHeader } from './tokenInHeader.ts';

/** Of the owner's own token. */
export const adminAccess: Access = {
  accounts: '*',
  scope: 'write',
  publish: true,
  owner: true,
  people: true,
  tokenNumber: 0,
  actor: { kind: 'admin', id: '', name: 'admin' },
  expiresAt: null,
  session: null,
};

export const EXPIRED = 'this token has expired: POST /auth gives a new one, and POST /tokens one of the API';

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
    const { id, name, number, scope, publish, people, revoked_at, expires_at: expiresAt } = row;
    if (revoked_at !== null) return undefined;
    if (expiresAt !== null && now() >= expiresAt) return 'expired';
    const accounts = row.accounts === '*' ? '*' : JSON.parse(row.accounts);
    return {
      accounts,
      scope,
      publish: scope === 'write' && publish > 0,
      owner: scope === 'write' && accounts === '*',
      people: (people ?? 0) > 0,
      tokenNumber: number,
      actor: { kind: 'token', id, name },
      expiresAt,
      session: null,
    };
  };
}

/** What `authorize` asks. */
export interface Authorities {
  findAccess: FindAccess;
  senderOf: (request: FastifyRequest) => Sender;
}

/** Reads `Authorization: Bearer …`, or the console's cookie, and says what it opens, or throws what the client should hear. */
export async function authorize(
  { findAccess: find, senderOf }: Authorities,
  request: FastifyRequest,
): Promise<Access> {
  const token = tokenIn(request);
  if (!token)
    throw new HttpError(
      'unauthorized',
      'send an API token: "Authorization: Bearer tgp_…" or "X-API-Key: tgp_…"',
    );
  const access = await find(token);
  if (access === 'expired') throw new HttpError('unauthorized', EXPIRED);
  if (!access) throw new HttpError('unauthorized', 'this API token is unknown or revoked');
  const problem = cookieProblem(request, access, {
    cookie: tokenInHeader(request) === undefined ? 'console' : null,
    sender: senderOf(request),
  });
  if (problem) throw new HttpError(problem === NOT_A_COOKIE ? 'unauthorized' : 'forbidden', problem);
  if (isChanging(request) && access.scope !== 'write' && !request.routeOptions.config.isOwn) {
    throw new HttpError(
      'forbidden',
      'this API token can only read; use one with the scope "write" (editor or higher)',
    );
  }
  return access;
}

function tokenIn(request: FastifyRequest): string | undefined {
  const sent = tokenInHeader(request);
  return sent === undefined ? tokenInCookie(request, CONSOLE_COOKIE) : /^Bearer +(\S+)$/i.exec(sent)?.[1];
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
