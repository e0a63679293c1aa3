import { Type } from 'typebox';
import { isFirstUserKey } from '../../access/firstUser.ts';
import { hashPassword } from '../../access/password.ts';
import { beginSession } from '../../access/session.ts';
import { CONSOLE_COOKIE, setCookie } from '../../access/sessionCookie.ts';
import { HttpError } from '../../http/errors.ts';
import { nothing } from '../../http/openapi/parts.ts';
import { isAny } from '../../store/isAny.ts';
import type { UserRow } from '../../store/users.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { password, userName } from './usersBodies.ts';

const FirstUser = Type.Object(
  {
    key: Type.String({
      minLength: 1,
      maxLength: 200,
      fix: 'must be the key of the link that the collector printed at its start',
    }),
    name: userName,
    password,
  },
  { additionalProperties: false },
);

/** The first user, who may do all: made by the link that the start prints while there is no user. */
export const firstUser: ApiRoutes = async (app, parts) => {
  const { store, random, passwordCost, now, senderOf } = parts;
  // Two at once must not both be the first.
  let isBusy = false;

  app.post(
    '/session/first',
    {
      config: { isOpen: true },
      schema: {
        summary: 'Make the first user, and log him in to the console',
        description:
          'By the key of the link that a collector without users prints at its start. It is good for one user.',
        body: FirstUser,
        response: { 204: nothing },
        shown: { refusals: [400, 403, 409, 429] },
      },
    },
    async (request, reply) => {
      const { key, name, password } = request.body;
      if (senderOf(request) !== 'own') {
        throw new HttpError('forbidden', 'the first user is made in the console: POST /users makes others');
      }
      if (!isFirstUserKey(parts.firstUserKey, key)) {
        throw new HttpError(
          'forbidden',
          'key: this link is not of the running collector: the last start printed the one that holds',
        );
      }
      const late = () =>
        new HttpError('conflict', 'there is a user already: log in, or ask him to make you one');
      if (isBusy) throw late();
      isBusy = true;
      let user: UserRow;
      try {
        if (await isAny(store.users)) throw late();
        user = {
          name,
          password: await hashPassword(password, { random, passwordCost }),
          role: 'owner',
          accounts: '*',
          created_at: now(),
          people: 1,
          number: random.int(100_000_000, 2_147_483_647),
          upgraded: 0,
        };
        await store.users.add(user);
      } finally {
        isBusy = false;
      }
      request.logIn = { kind: 'user', name };
      setCookie(request, reply, CONSOLE_COOKIE, (await beginSession(parts, user, 'console')) ?? '');
      return reply.code(204).send();
    },
  );
};
