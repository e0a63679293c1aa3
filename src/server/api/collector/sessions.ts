import { Type } from 'typebox';
import { isOver } from '../../access/session.ts';
import { HttpError } from '../../http/errors.ts';
import { nothing } from '../../http/openapi/parts.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime } from '../time.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { sessionId } from './sessionId.ts';
import { SessionsAnswer } from './sessionsAnswers.ts';

const OneSession = Type.Object({ id: Type.String() });
const SessionsQuery = Type.Object({ user: Type.Optional(Type.String()) }, { additionalProperties: false });

/** The log-ins that are not over, of both kinds. */
export const sessions: ApiRoutes = async (app, { store, now }) => {
  /** Those of a user that are not over. */
  const openOf = async (user: string) =>
    (await store.sessions.list(user)).filter(session => !isOver(session, now()));

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
          id: sessionId(session),
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
        description: "One's own; for owners of all accounts, and tokens for all that can write, anybody's.",
        params: OneSession,
        response: { 204: nothing },
      },
      onRequest: untypedIfEmpty,
    },
    async (request, reply) => {
      const { access, params } = request;
      const { accounts, owner, actor } = access;
      const names = await usersSeen(accounts === '*' && owner, actor, {});
      const found = (await Promise.all(names.map(openOf))).flat().find(each => sessionId(each) === params.id);
      if (!found || !(await store.sessions.remove(found.hash))) {
        throw new HttpError('not_found', `no log-in "${params.id}" that this token may see`);
      }
      request.changes?.push({ kind: 'session', id: params.id, accountId: null });
      return reply.code(204).send();
    },
  );
};
