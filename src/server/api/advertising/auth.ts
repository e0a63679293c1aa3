import type { FastifyRequest } from 'fastify';
import type { Access } from '../../access/access.ts';
import { EXPIRED } from '../../access/auth.ts';
import type { ApiParts } from '../apiRoutes.ts';
import { ResponseError } from './error.ts';

export const COOKIE = 'tgp_session';

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
  const access = await parts.findAccess(token);
  if (access === 'expired') throw new ResponseError('NOAUTH_EXPIRED', EXPIRED);
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
