import type { FastifyRequest } from 'fastify';
import type { Access } from '../../access/access.ts';
import { EXPIRED } from '../../access/auth.ts';
import { cookieProblem, isChanging, NOT_A_COOKIE } from '../../access/cookieProblem.ts';
import { AUTH_COOKIE, CONSOLE_COOKIE, hasSeveral, tokenInCookie } from '../../access/sessionCookie.ts';
import { tokenInHeader } from '../../access/tokenInHeader.ts';
import type { ApiParts } from '../apiRoutes.ts';
import { ResponseError } from './error.ts';

/** What the request's token opens: raw, as `Bearer` or as a cookie; of a log-in or of the API. */
export async function accessOf(parts: ApiParts, request: FastifyRequest): Promise<Access> {
  const { token, cookie } = tokenIn(request);
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
  const problem = cookieProblem(request, access, { cookie, sender: parts.senderOf(request) });
  if (problem) throw new ResponseError(problem === NOT_A_COOKIE ? 'NOAUTH' : 'UNAUTH', problem);
  if (isChanging(request) && access.scope !== 'write') {
    throw new ResponseError(
      'UNAUTH',
      'this token can only read; use one of an editor or with the scope "write"',
    );
  }
  return access;
}

interface Sent {
  token: string | undefined;
  /** The cookie that it came in; null where it came in a header. */
  cookie: 'auth' | 'console' | null;
}

function tokenIn(request: FastifyRequest): Sent {
  const sent = tokenInHeader(request);
  if (sent !== undefined) return { token: /^(?:Bearer +)?(\S+)$/i.exec(sent)?.[1], cookie: null };
  const console = tokenInCookie(request, CONSOLE_COOKIE);
  if (console) return { token: console, cookie: 'console' };
  return { token: tokenInCookie(request, AUTH_COOKIE), cookie: 'auth' };
}
