import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { notForTheDemo } from '../../access/auth.ts';
import { dependentsOf, isThere, makerOf } from '../../access/dependents.ts';
import { needsOwnerOfUsers } from '../../access/ownUsers.ts';
import { makeStoredToken } from '../../access/token.ts';
import { isWithin } from '../../access/within.ts';
import { HttpError, invalid } from '../../http/errors.ts';
import type { TokenRow } from '../../store/rows.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { label as name } from '../label.ts';
import { answerList, LIST_PARAMETERS, next } from '../recordList.ts';
import { orCsv } from '../sendCsv.ts';
import { isoTime, readTime } from '../time.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { AccountList, ownAccounts } from './accountList.ts';
import { REMOVAL_ANSWERS, Removal, removeWith } from './removal.ts';
import { SHOWN, Token, tokenJson } from './tokensAnswers.ts';

const scope = Type.Enum(['read', 'write'], { fix: 'must be "read" or "write"' });
const NewToken = Type.Object(
  {
    name,
    scope,
    accounts: AccountList,
    publish: Type.Optional(Type.Boolean({ fix: 'must be true or false' })),
    people: Type.Optional(Type.Boolean({ fix: 'must be true or false' })),
    expires_at: Type.Optional(
      Type.Unsafe<string | null>({
        type: ['string', 'null'],
        maxLength: 40,
        fix: 'must be null or a time like 2026-12-31T00:00:00Z',
      }),
    ),
  },
  { additionalProperties: false },
);
const TokensQuery = Type.Object(LIST_PARAMETERS, { additionalProperties: false });
const TokensAnswer = Type.Object({ tokens: Type.Array(Token), next }, { additionalProperties: false });
const OneToken = Type.Object({ id: Type.String() });

const MadeToken = Type.Object({ ...SHOWN, token: Type.String() }, { additionalProperties: false });
const TokenWithDependents = Type.Object(
  { ...SHOWN, tokens: Type.Array(Token, { description: 'Those that hang on it.' }) },
  { additionalProperties: false },
);

/** API tokens. A token sees those that open nothing which it doesn't open itself. */
export const tokens: ApiRoutes = async (app, { store, random, now }) => {
  app.get(
    '/tokens',
    {
      schema: {
        summary: 'List the API tokens that open nothing more than this one',
        querystring: TokensQuery,
        response: { 200: TokensAnswer },
        shown: { response: { 200: orCsv(TokensAnswer) }, refusals: [403] },
      },
    },
    async ({ access, query }, reply) => {
      notForTheDemo(access);
      return answerList(
        reply,
        query,
        {
          records: store.tokens,
          accounts: access.accounts,
          file: 'tokens',
          toJson: tokenJson,
          columns: Object.keys(SHOWN),
        },
        tokens => ({ tokens }),
      );
    },
  );

  /** The token, or a 404 that is the same whether it is missing or another's. */
  async function seen(access: Access, id: string): Promise<TokenRow> {
    const row = await store.tokens.get(id);
    if (row && isWithin(access, row.accounts)) return row;
    throw new HttpError('not_found', `no token "${id}" that this token may see`);
  }

  app.get(
    '/tokens/:id',
    {
      schema: {
        summary: 'Get an API token, with those that hang on it',
        params: OneToken,
        response: { 200: TokenWithDependents },
        shown: { refusals: [403] },
      },
    },
    async ({ access, params }) => {
      notForTheDemo(access);
      const row = await seen(access, params.id);
      const dependents = await dependentsOf(store, { kind: 'token', id: row.id });
      return { ...tokenJson(row), tokens: dependents.map(tokenJson) };
    },
  );

  app.post(
    '/tokens',
    {
      schema: {
        summary: 'Make an API token',
        description: 'It hangs on whoever makes it, and ends with him.',
        body: NewToken,
        response: { 201: MadeToken },
      },
    },
    async ({ access, body }, reply) => {
      needsOwnerOfUsers(access, 'makes API tokens');
      if (body.accounts === '*' && access.accounts !== '*') {
        throw new HttpError('forbidden', 'only a token for all accounts can make one for all: list yours');
      }
      const { name, scope, publish = false, people = false } = body;
      if (people && !access.people) {
        throw new HttpError('forbidden', 'people: this token has no such right, and can give none');
      }
      if (publish && !access.publish) {
        throw new HttpError('forbidden', 'publish: this token has no such right, and can give none');
      }
      if (publish && scope !== 'write') {
        const message = 'publish: goes with the scope "write" alone';
        throw invalid({ field: 'publish', message, type: 'scope' });
      }
      const expiresAt = endOf(body.expires_at, access, now());
      const accounts = await ownAccounts(store, access, body.accounts);
      const maker = makerOf(access);
      const given = { name, scope, publish, people, accounts, maker, expiresAt };
      const { token, row } = await makeStoredToken({ store, random, now }, given);
      if (!(await isThere(store, maker))) {
        await store.tokens.change(row, { revoked_at: now() });
        throw new HttpError('unauthorized', 'whoever makes this token was removed meanwhile');
      }
      return reply.code(201).send({ ...tokenJson(row), token });
    },
  );

  // A second time it is as revoked as before: whoever must be sure may ask again.
  app.delete(
    '/tokens/:id',
    {
      schema: {
        summary: 'Revoke an API token, and those that hang on it',
        params: OneToken,
        querystring: Removal,
        response: REMOVAL_ANSWERS,
      },
      onRequest: untypedIfEmpty,
    },
    async ({ access, params, query }, reply) => {
      const row = await seen(access, params.id);
      const isOwn = row.maker_kind === 'user' && row.maker_id === access.actor.id;
      if (!isOwn) needsOwnerOfUsers(access, 'revokes API tokens that others made');
      const time = now();
      const at = { store, time, access, maker: { kind: 'token', id: row.id } as const };
      const more = await removeWith(at, query.tokens, async () => {
        await store.tokens.change(row, { revoked_at: time });
      });
      return more ? reply.send(more) : reply.code(204).send();
    },
  );
};

/** When a new token ends: as it is said, and not later than the one that makes it. */
function endOf(sent: string | null | undefined, { expiresAt }: Access, time: number): number | null {
  if (sent === undefined) return expiresAt;
  const end = sent === null ? null : readTime('expires_at', sent)!;
  const refuse = (fix: string) =>
    invalid({ field: 'expires_at', message: `expires_at: ${fix}`, type: 'time' });
  if (end !== null && end <= time) throw refuse('must be a time that is still to come');
  if (expiresAt !== null && (end === null || end > expiresAt)) {
    throw refuse(`must not be after ${isoTime(expiresAt)}, when the token that makes it ends`);
  }
  return end;
}
