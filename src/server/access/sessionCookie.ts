import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookiesOf } from '../http/cookiesOf.ts';
import { prefixOf } from '../http/publicUrl.ts';
import { SESSION_MS } from './session.ts';

/** Of `POST /auth`, and of the console. The tag, whose cookies lie on the same host where that is the site's, has none so called. */
export const AUTH_COOKIE = 'tgp_auth';
export const CONSOLE_COOKIE = 'tgp_console';

type Asked = Pick<FastifyRequest, 'protocol' | 'publicUrl'>;

/**
 * On https a browser takes it from this very host alone, and for all of it. Under a path of a site's it is for that path:
 * no other program there gets it.
 */
function nameOf(name: string, request: Asked): string {
  if (request.protocol !== 'https') return name;
  return `${prefixOf(request) ? '__Secure-' : '__Host-'}${name}`;
}

/** The token in such a cookie. Of several none is believed: any of them may have been planted by a neighbour. */
export function tokenInCookie(request: FastifyRequest, name: string): string | undefined {
  const values = cookiesOf(request.headers.cookie, nameOf(name, request));
  return values.length === 1 ? values[0] : undefined;
}

/** Whether several cookies of that name came. */
export const hasSeveral = (request: FastifyRequest, name: string): boolean =>
  cookiesOf(request.headers.cookie, nameOf(name, request)).length > 1;

/** Gives a browser the token of a log-in for as long as that may last; '' takes it away. */
export function setCookie(request: FastifyRequest, reply: FastifyReply, name: string, token: string): void {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  const age = token ? SESSION_MS / 1000 : 0;
  reply.header(
    'set-cookie',
    `${nameOf(name, request)}=${token}; Path=${prefixOf(request)}/; Max-Age=${age}; HttpOnly; SameSite=Strict${secure}`,
  );
}
