import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { dependentsOf } from '../../access/dependents.ts';
import { hashPassword } from '../../access/password.ts';
import { foldName } from '../../access/sameName.ts';
import { HttpError, invalid } from '../../http/errors.ts';
import { Exists } from '../../store/errors.ts';
import type { UserRow } from '../../store/users.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime } from '../time.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { AccountList, accountsJson, ownAccounts } from './accountList.ts';
import { REMOVAL_ANSWERS, Removal, removeWith } from './removal.ts';
import { tokenJson } from './tokensAnswers.ts';
import { type UserAnswer as Answer, UserAnswer, UsersAnswer, UserWithDependents } from './usersAnswers.ts';

/** Of a user, as he is given it. */
export const password = Type.String({
  minLength: 8,
  maxLength: 200,
  fix: 'must be a text of 8 to 200 characters',
});

export const userName = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}$',
  fix: 'must be 1 to 100 letters, digits or ". _ @ + -", and start with a letter or digit',
});

const NewUser = Type.Object(
  {
    name: userName,
    password,
    role: Type.Enum(['viewer', 'editor'], { fix: 'must be "viewer" or "editor"' }),
    accounts: AccountList,
    publish: Type.Optional(Type.Boolean({ fix: 'must be true or false' })),
    people: Type.Optional(Type.Boolean({ fix: 'must be true or false' })),
  },
  { additionalProperties: false },
);
const OneUser = Type.Object({ name: Type.String() });

const userJson = ({ name, number, role, publish, people, accounts, created_at }: UserRow): Answer => ({
  name,
  number,
  role,
  publish: publish > 0,
  ...((people ?? 0) > 0 && { people: true as const }),
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
      const { name, role, publish = false, people = false } = body;
      if (people && !access.people) {
        throw new HttpError('forbidden', 'people: this token has no such right, and can give none');
      }
      if (publish && !access.publish) {
        throw new HttpError('forbidden', 'publish: this token has no such right, and can give none');
      }
      if (publish && role !== 'editor') {
        throw invalid({
          field: 'publish',
          message: 'publish: goes with the role "editor" alone',
          type: 'role',
        });
      }
      const accounts = await ownAccounts(store, access, body.accounts);
      const user: UserRow = {
        name,
        password: await hashPassword(body.password, { random, passwordCost }),
        role,
        accounts: accounts === '*' ? '*' : JSON.stringify(accounts),
        created_at: now(),
        publish: publish ? 1 : 0,
        // Drawn, not counted up, and none that a token has.
        number: random.int(100_000_000, 2_147_483_647),
        people: people ? 1 : 0,
      };
      const same = (await store.users.list()).find(other => foldName(other.name) === foldName(name));
      if (same) throw new HttpError('conflict', `name: there is a user "${same.name}" already`);
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

  app.get(
    '/users/:name',
    {
      schema: {
        summary: 'Get a user, with the tokens that hang on him',
        description: 'For tokens for all accounts.',
        params: OneUser,
        response: { 200: UserWithDependents },
        shown: { refusals: [403] },
      },
    },
    async ({ access, params }) => {
      needsAll(access);
      const user = await store.users.get(params.name);
      if (!user) throw new HttpError('not_found', `no user "${params.name}"`);
      const dependents = await dependentsOf(store, { kind: 'user', id: user.name });
      return { ...userJson(user), tokens: dependents.map(tokenJson) };
    },
  );

  app.delete(
    '/users/:name',
    {
      schema: {
        summary: 'Remove a user, with his log-ins and the tokens that hang on him',
        description: 'For tokens for all accounts.',
        params: OneUser,
        querystring: Removal,
        response: REMOVAL_ANSWERS,
      },
      onRequest: untypedIfEmpty,
    },
    async ({ access, params, query }, reply) => {
      needsAll(access);
      const missing = () => new HttpError('not_found', `no user "${params.name}"`);
      if (!(await store.users.get(params.name))) throw missing();
      const at = { store, time: now(), access, maker: { kind: 'user', id: params.name } as const };
      const more = await removeWith(at, query.tokens, async () => {
        if (!(await store.users.remove(params.name))) throw missing();
      });
      return more ? reply.send(more) : reply.code(204).send();
    },
  );
};

function needsAll({ accounts }: Access): void {
  if (accounts !== '*')
    throw new HttpError('forbidden', 'only a token for all accounts can see or make users');
}
