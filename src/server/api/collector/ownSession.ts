import { Type } from 'typebox';
import { hashPassword } from '../../access/password.ts';
import { beginSession } from '../../access/session.ts';
import { CONSOLE_COOKIE, setCookie } from '../../access/sessionCookie.ts';
import { HttpError } from '../../http/errors.ts';
import { nothing } from '../../http/openapi/parts.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime } from '../time.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { sessionId } from './sessionId.ts';
import { WhoAnswer } from './sessionsAnswers.ts';
import { password } from './usersBodies.ts';

const LogIn = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, fix: 'must be the name of a user' }),
    password: Type.String({ minLength: 1, maxLength: 200, fix: 'must be the password' }),
  },
  { additionalProperties: false },
);
const NewPassword = Type.Object(
  {
    password: Type.String({ minLength: 1, maxLength: 200, fix: 'must be the password as it is now' }),
    new_password: password,
  },
  { additionalProperties: false },
);

/** The log-in of whoever asks: in by the console, who it is, out, and with which password. */
export const ownSession: ApiRoutes = async (app, parts) => {
  const { store, random, passwordCost, senderOf, checkPassword } = parts;

  async function checked(name: string, sent: string, ip: string) {
    const result = await checkPassword(name, sent, ip);
    if (result.retryAfter === undefined) return result;
    const message = `too many log-ins: try again in ${result.retryAfter} s`;
    throw new HttpError('rate_limit_exceeded', message, undefined, result.retryAfter);
  }

  app.post(
    '/session',
    {
      config: { isOpen: true },
      schema: {
        summary: 'Log in to the console',
        description: "The token is in the cookie alone, which is for the console's own pages.",
        body: LogIn,
        response: { 204: nothing },
        shown: { refusals: [400, 401, 403, 429] },
      },
    },
    async (request, reply) => {
      if (senderOf(request) !== 'own') {
        throw new HttpError(
          'forbidden',
          'this log-in is for the page of the console: POST /auth gives a token',
        );
      }
      const { name, password } = request.body;
      const { user, logIn } = await checked(name, password, request.ip);
      request.logIn = logIn;
      const token = user && (await beginSession(parts, user, 'console'));
      if (!token) throw new HttpError('unauthorized', 'no user with this name and password');
      setCookie(request, reply, CONSOLE_COOKIE, token);
      return reply.code(204).send();
    },
  );

  app.get(
    '/session',
    { schema: { summary: 'Tell who asks, and what that opens', response: { 200: WhoAnswer } } },
    async ({ access }) => ({
      actor: access.actor,
      scope: access.scope,
      publish: access.publish,
      owner: access.owner,
      ...(access.people && { people: true as const }),
      accounts: access.accounts,
      expires_at: access.expiresAt === null ? null : isoTime(access.expiresAt),
      session: access.session && { id: sessionId(access.session), kind: access.session.kind },
    }),
  );

  app.delete(
    '/session',
    {
      config: { isOwn: true },
      schema: { summary: 'Log out', response: { 204: nothing } },
      onRequest: untypedIfEmpty,
    },
    async (request, reply) => {
      const { session } = request.access;
      if (!session)
        throw new HttpError('forbidden', 'this is no log-in: DELETE /tokens/{id} revokes a token');
      await store.sessions.remove(session.hash);
      request.changes?.push({ kind: 'session', id: sessionId(session), accountId: null });
      if (session.kind === 'console') setCookie(request, reply, CONSOLE_COOKIE, '');
      return reply.code(204).send();
    },
  );

  app.put(
    '/session/password',
    {
      config: { isOwn: true },
      schema: {
        summary: "Change one's password",
        description: "It ends one's other log-ins.",
        body: NewPassword,
        response: { 204: nothing },
        shown: { refusals: [429] },
      },
    },
    async (request, reply) => {
      const { access, body, ip } = request;
      if (!access.session)
        throw new HttpError('forbidden', 'this is no log-in: log in to change your password');
      const name = access.actor.id;
      const { user } = await checked(name, body.password, ip);
      if (!user) throw new HttpError('forbidden', 'password: this is not your password');
      await store.users.change(user, {
        password: await hashPassword(body.new_password, { random, passwordCost }),
      });
      for (const { hash } of await store.sessions.list(name))
        if (hash !== access.session.hash) await store.sessions.remove(hash);
      return reply.code(204).send();
    },
  );
};
