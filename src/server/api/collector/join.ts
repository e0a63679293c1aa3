import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { openInvitation } from '../../access/invitation.ts';
import { hashPassword } from '../../access/password.ts';
import { beginSession } from '../../access/session.ts';
import { CONSOLE_COOKIE, setCookie } from '../../access/sessionCookie.ts';
import { HttpError, invalid } from '../../http/errors.ts';
import { nothing } from '../../http/openapi/parts.ts';
import type { InvitationRow } from '../../store/invitations.ts';
import type { UserRow } from '../../store/users.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { addUser } from './addUser.ts';
import { GivenAnswer, givenJson } from './invitationsAnswers.ts';
import { password, userName } from './usersBodies.ts';

const key = Type.String({ minLength: 1, maxLength: 200, fix: 'must be the key of a link that invites' });
const Asked = Type.Object({ key }, { additionalProperties: false });
const Joining = Type.Object({ key, name: userName, password }, { additionalProperties: false });

/** The page of a link that invites: what it is good for, and the user that it makes. */
export const join: ApiRoutes = async (app, parts) => {
  const { store, random, passwordCost, now, senderOf, changingUsers } = parts;

  async function invitationOf(request: FastifyRequest, key: string): Promise<InvitationRow> {
    if (senderOf(request) !== 'own')
      throw new HttpError('forbidden', 'an invitation is taken in the console: POST /users makes users');
    return opened(key);
  }

  async function opened(key: string): Promise<InvitationRow> {
    const invitation = await openInvitation(store, key, now());
    if (invitation) return invitation;
    throw over();
  }

  app.post(
    '/session/invitation',
    {
      config: { isOpen: true, isLooking: true },
      schema: {
        summary: 'Tell what an invitation is good for',
        description: 'By the key of its link; for the page of the console.',
        body: Asked,
        response: { 200: GivenAnswer },
        shown: { refusals: [400, 403, 429] },
      },
    },
    async request => givenJson(await invitationOf(request, request.body.key)),
  );

  app.post(
    '/session/join',
    {
      config: { isOpen: true },
      schema: {
        summary: 'Take an invitation: make the user, and log him in to the console',
        description: 'By the key of its link, which is good for one user.',
        body: Joining,
        response: { 204: nothing },
        shown: { refusals: [400, 403, 409, 429] },
      },
    },
    async (request, reply) => {
      const { key, name, password } = request.body;
      // One at a time: two at once must not both take it, and passwords take time and room.
      const user = await changingUsers(async () => {
        const invitation = await invitationOf(request, key);
        if (invitation.name && invitation.name !== name) {
          const message = `name: this invitation is for "${invitation.name}"`;
          throw invalid({ field: 'name', message, type: 'name' });
        }
        const hash = await hashPassword(password, { random, passwordCost });
        return take(await opened(key), { name, password: hash });
      });
      request.logIn = { kind: 'user', name };
      setCookie(request, reply, CONSOLE_COOKIE, (await beginSession(parts, user, 'console')) ?? '');
      return reply.code(204).send();
    },
  );

  /** Whoever takes the invitation away at the same moment, by taking it or by taking it back, has it. */
  async function take(
    { id, role, accounts, people }: InvitationRow,
    own: Pick<UserRow, 'name' | 'password'>,
  ): Promise<UserRow> {
    const number = random.int(100_000_000, 2_147_483_647);
    const user = { ...own, role, accounts, created_at: now(), number, people, upgraded: 0 as const };
    await addUser(store, user);
    if (await store.invitations.remove(id)) return user;
    await store.users.remove(user.name);
    throw over();
  }
};

const over = () => new HttpError('forbidden', 'key: this link holds no more: ask for another one');
