import type { FastifyRequest } from 'fastify';
import type { Sender } from '../http/sender.ts';
import type { SessionKind } from '../store/users.ts';
import type { Access } from './access.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True where a route takes no token. */
    isOpen?: boolean;
    /** True where whoever can only read changes what is his own: his log-ins, his password. */
    isOwn?: boolean;
  }
}

export const NOT_A_COOKIE = 'this token is of another cookie, or of none: log in again';

export const isChanging = ({ method }: Pick<FastifyRequest, 'method'>): boolean =>
  method !== 'GET' && method !== 'HEAD';

/**
 * Why a token opens nothing by the way that it came; undefined where it does. Browsers send a cookie for pages of
 * neighbours too: only our own may change things with it. A client that is no browser tells of no page, and has the
 * cookie of `POST /auth`; the console is always in a browser, and sends JSON, which no form does.
 * @param from the cookie that it came in; null where it came in a header
 */
export function cookieProblem(
  request: FastifyRequest,
  { session }: Access,
  { cookie, sender }: { cookie: SessionKind | null; sender: Sender },
): string | undefined {
  const isOfConsole = session?.kind === 'console';
  if (isOfConsole !== (cookie === 'console')) return NOT_A_COOKIE;
  if (cookie === null || (cookie === 'auth' && !isChanging(request))) return undefined;
  if (sender === 'other')
    return 'the cookie is not for other pages than the collector\'s own: send "Authorization"';
  if (cookie === 'auth' || !isChanging(request)) return undefined;
  if (sender === 'unsaid') {
    return 'the console\'s cookie changes nothing where the browser does not say whose page asks: send "Authorization"';
  }
  const {
    'content-type': type = '',
    'content-length': length,
    'transfer-encoding': coding,
  } = request.headers;
  const isEmpty = request.method !== 'POST' && !Number(length ?? 0) && coding === undefined;
  if (isEmpty || /^application\/json *(;|$)/i.test(type)) return undefined;
  return "content-type: send application/json with the console's cookie";
}
