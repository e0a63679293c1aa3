import type { FastifyRequest } from 'fastify';
import type { Access } from '../../access/access.ts';
import { EXPIRED } from '../../access/auth.ts';
import { AUTH_COOKIE, hasSeveral, tokenInCookie } from '../../access/sessionCookie.ts';
import type { ApiParts } from '../apiRoutes.ts';
import { ResponseError } from './error.ts';

/** What the request's token opens: raw, as `Bearer` or as the cookie; of a log-in or of the API. */
export async function accessOf(parts: ApiParts, request: FastifyRequest): Promise<Access> {
  const { authorization } = request.headers;
  const token =
    authorization !== undefined
      ? /^(?:Bearer +)?(\S+)$/i.exec(authorization)?.[1]
      : tokenInCookie(request, AUTH_COOKIE);
  if (!token) {
    const several = hasSeveral(request, AUTH_COOKIE)
      ? 'several cookies of one name came, none is believed: '
      : '';
    throw new ResponseError(
      'NOAUTH',
      `${several}send a token: POST /auth gives one, for "Authorization" or as a cookie`,
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
  // A browser sends the cookie for pages of neighbours too: only our own may change things with it. A client that is no
  // browser says nothing of a page.
  if (authorization === undefined && parts.senderOf(request) === 'other') {
    throw new ResponseError('UNAUTH', 'the cookie is not for other pages than ours: send "Authorization"');
  }
  return access;
}
