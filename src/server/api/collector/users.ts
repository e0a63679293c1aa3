import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { hashPassword } from '../../access/password.ts';
import { HttpError } from '../../http/errors.ts';
import { nothing } from '../../http/openapi/parts.ts';
import { Exists } from '../../store/errors.ts';
import type { UserRow } from '../../store/users.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime } from '../time.ts';
import { AccountList, accountsJson, ownAccounts } from './accountList.ts';
import { type UserAnswer as Answer, UserAnswer, UsersAnswer } from './usersAnswers.ts';

const NewUser = Type.Object(
  {
    name: Type.String({
      pattern: '^[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}$',
      fix: 'must be 1 to 100 letters, digits or ". _ @ + -", and start with a letter or digit',
    }),
    password: Type.String({ minLength: 8, maxLength: 200, fix: 'must be a text of 8 to 200 characters' }),
    role: Type.Enum(['viewer', 'editor'], { fix: 'must be "viewer" or "editor"' }),
    accounts: AccountList,
  },
  { additionalProperties: false },
);
const OneUser = Type.Object({ name: Type.String() });

const userJson = ({ name, role, accounts, created_at }: UserRow): Answer => ({
  name,
  role,
  accounts: accountsJson(accounts),
  created_at: isoTime(created_at),
});

/** Users: who may log in with a name and a password. Only a token for all accounts sees them. */
export const users: ApiRoutes = async (app, { store, random, passwordCost, now }) => {
  app.post(
    '/users',
    {
      schema: {
        summary: 'Make a user',
        description: 'For tokens for all accounts.',
        body: NewUser,
        response: { 201: UserAnswer },
        shown: { refusals: [409] },
      },
    },
    async ({ access, body }, reply) => {
      needsAll(access);
      const { name, role } = body;
      const accounts = await ownAccounts(store, access, body.accounts);
      const user: UserRow = {
        name,
        password: await hashPassword(body.password, { random, passwordCost }),
        role,
        accounts: accounts === '*' ? '*' : JSON.stringify(accounts),
        created_at: now(),
      };
      try {
        await store.users.add(user);
      } catch (error) {
        if (error instanceof Exists)
          throw new HttpError('conflict', `name: there is a user "${name}" already`);
        throw error;
      }
      return reply.code(201).send(userJson(user));
    },
  );

  app.get(
    '/users',
    {
      schema: {
        summary: 'List the users',
        description: 'For tokens for all accounts.',
        response: { 200: UsersAnswer },
        shown: { refusals: [403] },
      },
    },
    async ({ access }) => {
      needsAll(access);
      return { users: (await store.users.list()).map(userJson) };
    },
  );

  app.delete(
    '/users/:name',
    {
      schema: {
        summary: 'Remove a user',
        description: 'For tokens for all accounts.',
        params: OneUser,
        response: { 204: nothing },
      },
    },
    async ({ access, params }, reply) => {
      needsAll(access);
      if (!(await store.users.remove(params.name)))
        throw new HttpError('not_found', `no user "${params.name}"`);
      return reply.code(204).send();
    },
  );
};

function needsAll({ accounts }: Access): void {
  if (accounts !== '*')
    throw new HttpError('forbidden', 'only a token for all accounts can see or make users');
}
