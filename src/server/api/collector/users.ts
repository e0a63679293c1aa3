import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { dependentsOf } from '../../access/dependents.ts';
import { forgetInvitations } from '../../access/invitation.ts';
import { narrowTokens } from '../../access/narrowTokens.ts';
import {
  isTheirs,
  keepsAnOwner,
  needsOwner,
  needsToGive,
  needsToSeeUsers,
  seesUser,
} from '../../access/ownUsers.ts';
import { hashPassword } from '../../access/password.ts';
import { isWithin } from '../../access/within.ts';
import { HttpError } from '../../http/errors.ts';
import type { UserRow } from '../../store/users.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { answerList, LIST_PARAMETERS } from '../recordList.ts';
import { orCsv } from '../sendCsv.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { ownAccounts } from './accountList.ts';
import { addUser } from './addUser.ts';
import { changedUser } from './changedUser.ts';
import { REMOVAL_ANSWERS, Removal, removeWith } from './removal.ts';
import { tokenJson } from './tokensAnswers.ts';
import { UserAnswer, UsersAnswer, UserWithDependents, userJson } from './usersAnswers.ts';
import { NewUser, readRole, UserChange } from './usersBodies.ts';

const UsersQuery = Type.Object(LIST_PARAMETERS, { additionalProperties: false });
const OneUser = Type.Object({ name: Type.String() });

/** Users: who may log in with a name and a password. An owner has those of his accounts. */
export const users: ApiRoutes = async (app, { store, random, passwordCost, now, changingUsers }) => {
  app.post(
    '/users',
    {
      schema: {
        summary: 'Make a user',
        description: 'For owners, and tokens for all accounts that can write.',
        body: NewUser,
        response: { 201: UserAnswer },
        shown: { refusals: [409] },
      },
    },
    async ({ access, body }, reply) => {
      needsOwner(access);
      const { name, people = false } = body;
      const role = readRole(body);
      needsToGive(access, { role, people, accounts: body.accounts }, body.publish ? 'publish' : 'role');
      const accounts = await ownAccounts(store, access, body.accounts);
      const user: UserRow = {
        name,
        password: await hashPassword(body.password, { random, passwordCost }),
        role,
        accounts: accounts === '*' ? '*' : JSON.stringify(accounts),
        created_at: now(),
        // Drawn, not counted up, and none that a token has.
        number: random.int(100_000_000, 2_147_483_647),
        people: people ? 1 : 0,
        upgraded: 0,
      };
      await changingUsers(() => addUser(store, user));
      return reply.code(201).send(userJson(access, user));
    },
  );

  app.get(
    '/users',
    {
      schema: {
        summary: 'List the users',
        description: 'For tokens for all accounts; an owner has those who share an account with him.',
        querystring: UsersQuery,
        response: { 200: UsersAnswer },
        shown: { response: { 200: orCsv(UsersAnswer) }, refusals: [403] },
      },
    },
    async ({ access, query }, reply) => {
      needsToSeeUsers(access);
      return answerList(
        reply,
        { ...query, sort: query.sort ?? 'name' },
        {
          records: store.users,
          accounts: access.accounts,
          file: 'users',
          toJson: user => userJson(access, user),
          columns: Object.keys(UserAnswer.properties),
        },
        users => ({ users }),
      );
    },
  );

  /** The user, or a 404 that is the same whether he is missing or another's. */
  async function seen(access: Access, name: string): Promise<UserRow> {
    const user = await store.users.get(name);
    if (user && seesUser(access, user)) return user;
    throw new HttpError('not_found', `no user "${name}" that this token may see`);
  }

  async function withTokens(access: Access, user: UserRow) {
    const dependents = await dependentsOf(store, { kind: 'user', id: user.name });
    const tokens = dependents.filter(({ accounts }) => isWithin(access, accounts)).map(tokenJson);
    return { ...userJson(access, user), tokens };
  }

  app.get(
    '/users/:name',
    {
      schema: {
        summary: 'Get a user, with the tokens that hang on him',
        description: 'For tokens for all accounts, and owners of an account of his.',
        params: OneUser,
        response: { 200: UserWithDependents },
        shown: { refusals: [403] },
      },
    },
    async ({ access, params }) => {
      needsToSeeUsers(access);
      return withTokens(access, await seen(access, params.name));
    },
  );

  app.patch(
    '/users/:name',
    {
      schema: {
        summary: "Change a user's role, accounts and rights",
        description:
          'For owners, and tokens for all accounts that can write. An owner of some accounts gives and takes those alone. The ' +
          'tokens that hang on the user open no more than he does from then on.',
        params: OneUser,
        body: UserChange,
        response: { 200: UserWithDependents },
        shown: { refusals: [409] },
      },
    },
    async ({ access, params, body }) => {
      needsOwner(access);
      const after = await changingUsers(async () => {
        const user = await seen(access, params.name);
        const changed = await changedUser(store, access, { user, body });
        const { role, accounts, people } = changed;
        await store.users.change(user, { role, accounts, people });
        return changed;
      });
      await narrowTokens(store, after, now());
      return withTokens(access, after);
    },
  );

  app.delete(
    '/users/:name',
    {
      schema: {
        summary: 'Remove a user, with his log-ins, his invitations and the tokens that hang on him',
        description: 'For owners of all his accounts, and tokens for all accounts that can write.',
        params: OneUser,
        querystring: Removal,
        response: REMOVAL_ANSWERS,
        shown: { refusals: [409] },
      },
      onRequest: untypedIfEmpty,
    },
    async ({ access, params, query }, reply) => {
      needsOwner(access);
      const found = await seen(access, params.name);
      mayRemove(access, await store.users.list(), found);
      const { name } = found;
      const maker = { kind: 'user', id: name } as const;
      const more = await removeWith({ store, time: now(), access, maker }, query.tokens, () =>
        changingUsers(async () => {
          const user = await seen(access, name);
          mayRemove(access, await store.users.list(), user);
          await store.users.remove(name);
        }),
      );
      await forgetInvitations(store, each => each.maker_kind === 'user' && each.maker_id === name);
      return more ? reply.send(more) : reply.code(204).send();
    },
  );
};

function mayRemove(access: Access, users: UserRow[], user: UserRow): void {
  if (!isTheirs(access, user)) {
    const fix = 'take yours from him (PATCH /users/{name} {accounts})';
    throw new HttpError('forbidden', `"${user.name}" has other accounts too: ${fix}`);
  }
  keepsAnOwner(users, user, undefined);
}
