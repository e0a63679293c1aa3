import { Type } from 'typebox';
import { hashPassword } from '../../access/password.ts';
import { beginSession, isOver } from '../../access/session.ts';
import { CONSOLE_COOKIE, setCookie } from '../../access/sessionCookie.ts';
import { HttpError } from '../../http/errors.ts';
import { nothing } from '../../http/openapi/parts.ts';
import type { SessionRow } from '../../store/users.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime } from '../time.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { SessionsAnswer, WhoAnswer } from './sessionsAnswers.ts';
import { password } from './users.ts';

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
const OneSession = Type.Object({ id: Type.String() });
const SessionsQuery = Type.Object({ user: Type.Optional(Type.String()) }, { additionalProperties: false });

/** Enough of a hash to tell log-ins apart; of no use to anyone else. */
const idOf = ({ hash }: Pick<SessionRow, 'hash'>): string => hash.slice(0, 16);

/** The console's log-in, and the log-ins of both kinds: who is in, out, and with which password. */
export const sessions: ApiRoutes = async (app, parts) => {
  const { store, random, passwordCost, now, senderOf, checkPassword } = parts;

  async function checked(name: string, sent: string, ip: string) {
    const result = await checkPassword(name, sent, ip);
    if (result.retryAfter === undefined) return result;
    const message = `too many log-ins: try again in ${result.retryAfter} s`;
    throw new HttpError('rate_limit_exceeded', message, undefined, result.retryAfter);
  }

  /** Those of a user that are not over. */
  const openOf = async (user: string) =>
    (await store.sessions.list(user)).filter(session => !isOver(session, now()));

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
      if (!user) throw new HttpError('unauthorized', 'no user with this name and password');
      setCookie(request, reply, CONSOLE_COOKIE, await beginSession(parts, name, 'console'));
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
      accounts: access.accounts,
      expires_at: access.expiresAt === null ? null : isoTime(access.expiresAt),
      session: access.session && { id: idOf(access.session), kind: access.session.kind },
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
      request.changes?.push({ kind: 'session', id: idOf(session), accountId: null });
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

  app.get(
    '/sessions',
    {
      schema: {
        summary: 'List log-ins that are not over',
        description: "One's own, and for tokens for all accounts everybody's.",
        querystring: SessionsQuery,
        response: { 200: SessionsAnswer },
        shown: { refusals: [403, 404] },
      },
    },
    async ({ access, query }) => {
      const names = await usersSeen(
        access.accounts === '*' && access.actor.kind !== 'demo',
        access.actor,
        query,
      );
      const found = (await Promise.all(names.map(openOf))).flat();
      return {
        sessions: found.map(session => ({
          id: idOf(session),
          user: session.user_name,
          kind: session.kind,
          created_at: isoTime(session.created_at),
          used_at: isoTime(session.used_at),
          is_this: session.hash === access.session?.hash,
        })),
      };
    },
  );

  async function usersSeen(
    seesAll: boolean,
    { kind, id }: { kind: string; id: string },
    { user }: { user?: string },
  ): Promise<string[]> {
    const own = kind === 'user' ? [id] : [];
    const seen = seesAll ? (await store.users.list()).map(({ name }) => name) : own;
    if (!seesAll && !own.length) {
      throw new HttpError(
        'forbidden',
        "only a user sees his log-ins, and a token for all accounts everybody's",
      );
    }
    if (user !== undefined && !seen.includes(user)) {
      throw new HttpError('not_found', `no user "${user}" that this token may see`);
    }
    return user === undefined ? seen : [user];
  }

  app.delete(
    '/sessions/:id',
    {
      config: { isOwn: true },
      schema: {
        summary: 'End a log-in',
        description: "One's own; for tokens for all accounts that can write anybody's.",
        params: OneSession,
        response: { 204: nothing },
      },
      onRequest: untypedIfEmpty,
    },
    async (request, reply) => {
      const { access, params } = request;
      const { accounts, scope, actor } = access;
      const names = await usersSeen(accounts === '*' && scope === 'write', actor, {});
      const found = (await Promise.all(names.map(openOf))).flat().find(each => idOf(each) === params.id);
      if (!found || !(await store.sessions.remove(found.hash))) {
        throw new HttpError('not_found', `no log-in "${params.id}" that this token may see`);
      }
      request.changes?.push({ kind: 'session', id: params.id, accountId: null });
      return reply.code(204).send();
    },
  );
};
