import type { FastifyRequest } from 'fastify';
import type { Access } from '../auth.ts';
import { isAway } from '../store/isAway.ts';
import { hashToken } from '../token.ts';
import type { ApiParts } from './apiRoutes.ts';
import { ResponseError } from './responseError.ts';

export const COOKIE = 'tgp_session';
const MINUTE = 60_000;
const IDLE_MS = 2 * 60 * MINUTE;
export const SESSION_MS = 24 * 60 * MINUTE;

/** What the request's token opens: raw, as `Bearer` or as the cookie; of a log-in or of the API. */
export async function accessOf(parts: ApiParts, request: FastifyRequest): Promise<Access> {
  const { authorization, cookie = '' } = request.headers;
  const token =
    authorization !== undefined
      ? /^(?:Bearer +)?(\S+)$/i.exec(authorization)?.[1]
      : new RegExp(`(?:^|;) *${COOKIE}=([^;\\s]+)`).exec(cookie)?.[1];
  if (!token) {
    throw new ResponseError(
      'NOAUTH',
      'send a token: POST /auth gives one, for "Authorization" or as a cookie',
    );
  }
  const access = (await parts.findAccess(token)) ?? (await sessionAccess(parts, token));
  if (!access) throw new ResponseError('NOAUTH', 'this token is unknown or revoked');
  if (request.method === 'GET') return access;
  if (access.scope !== 'write') {
    throw new ResponseError(
      'UNAUTH',
      'this token can only read; use one of an editor or with the scope "write"',
    );
  }
  // A browser sends the cookie for any page of the same site; only our own may change things with it.
  const from = request.headers['sec-fetch-site'] ?? 'none';
  if (authorization === undefined && from !== 'same-origin' && from !== 'none') {
    throw new ResponseError('UNAUTH', 'the cookie is not for other sites\' pages: send "Authorization"');
  }
  return access;
}

async function sessionAccess({ store, now }: ApiParts, token: string): Promise<Access | undefined> {
  const session = await store.users.session(hashToken(token));
  if (!session) return undefined;
  const { hash, role, accounts, created_at, used_at } = session;
  const time = now();
  if (time - used_at >= IDLE_MS || time - created_at >= SESSION_MS) {
    throw new ResponseError('NOAUTH_EXPIRED', 'this token has expired: POST /auth gives a new one');
  }
  if (time - used_at >= MINUTE) {
    // Reading goes on where the disk is full.
    await store.users.useSession(hash, time).catch(error => {
      if (!isAway(error)) throw error;
    });
  }
  return {
    accounts: accounts === '*' ? '*' : JSON.parse(accounts),
    scope: role === 'editor' ? 'write' : 'read',
    tokenNumber: 0,
  };
}
