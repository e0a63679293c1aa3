import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { beginSession } from '../../access/session.ts';
import { AUTH_COOKIE, setCookie } from '../../access/sessionCookie.ts';
import { checkedBy } from '../../http/validate.ts';
import type { ApiParts } from '../apiRoutes.ts';
import { AuthAnswer } from './answers.ts';
import { badFields, ResponseError, rateExceeded } from './error.ts';

const Body = Type.Object(
  {
    auth: Type.Object(
      {
        username: Type.String({ minLength: 1, maxLength: 100, fix: 'must be the name of a user' }),
        password: Type.String({ minLength: 1, maxLength: 200, fix: 'must be the password' }),
      },
      { fix: 'must be like {"username": "…", "password": "…"}' },
    ),
  },
  { fix: 'must be like {"auth": {"username": "…", "password": "…"}}' },
);
const problemsOf = checkedBy(Body);

/** `POST /auth`: a token for a user's name and password. */
export function logIn(app: FastifyInstance, parts: ApiParts): void {
  const { checkPassword, senderOf } = parts;
  app.post(
    '/auth',
    {
      config: { isOpen: true },
      schema: {
        summary: 'Log in: a token for a name and a password',
        shown: { body: Body, response: { 200: AuthAnswer }, refusals: [401, 429] },
      },
    },
    async (request, reply) => {
      const { body, ip } = request;
      const problems = problemsOf(body ?? null);
      if (problems.length) throw badFields(problems);
      const { username, password } = (body as { auth: { username: string; password: string } }).auth;
      const checked = await checkPassword(username, password, ip);
      if (checked.retryAfter !== undefined) {
        throw rateExceeded(`too many log-ins: try again in ${checked.retryAfter} s`, checked.retryAfter);
      }
      request.logIn = checked.logIn;
      const token = checked.user && (await beginSession(parts, checked.user, 'auth'));
      if (!token) throw new ResponseError('NOAUTH', 'no user with this name and password');
      // From another's page it would put its visitor into an account that is not his.
      if (senderOf(request) !== 'other') setCookie(request, reply, AUTH_COOKIE, token);
      return { response: { status: 'OK', token } };
    },
  );
}
