import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { notForTheDemo, opens } from '../../access/auth.ts';
import { makeStoredToken } from '../../access/token.ts';
import { HttpError } from '../../http/errors.ts';
import { nothing } from '../../http/openapi/parts.ts';
import type { TokenRow } from '../../store/rows.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { label as name } from '../label.ts';
import { isoTime } from '../time.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { AccountList, accountsJson, ownAccounts } from './accountList.ts';

const scope = Type.Enum(['read', 'write'], { fix: 'must be "read" or "write"' });
const NewToken = Type.Object({ name, scope, accounts: AccountList }, { additionalProperties: false });
const OneToken = Type.Object({ id: Type.String() });

const SHOWN = {
  id: Type.String(),
  number: Type.Integer(),
  name: Type.String(),
  scope: Type.Enum(['read', 'write']),
  accounts: Type.Unsafe<string[] | '*'>({
    anyOf: [
      { type: 'string', const: '*' },
      { type: 'array', items: { type: 'string' } },
    ],
  }),
  created_at: Type.String({ format: 'date-time' }),
  revoked_at: Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' }),
};
const Token = Type.Object(SHOWN, { title: 'Token', additionalProperties: false });
const MadeToken = Type.Object({ ...SHOWN, token: Type.String() }, { additionalProperties: false });

const tokenJson = ({ id, number, name, scope, accounts, created_at, revoked_at }: TokenRow) => ({
  id,
  number,
  name,
  scope,
  accounts: accountsJson(accounts),
  created_at: isoTime(created_at),
  revoked_at: revoked_at === null ? null : isoTime(revoked_at),
});

/** API tokens. A token sees those that open nothing which it doesn't open itself. */
export const tokens: ApiRoutes = async (app, { store, random, now }) => {
  app.get(
    '/tokens',
    {
      schema: {
        summary: 'List the API tokens that open nothing more than this one',
        response: { 200: Type.Object({ tokens: Type.Array(Token) }, { additionalProperties: false }) },
        shown: { refusals: [403] },
      },
    },
    async ({ access }) => {
      notForTheDemo(access);
      return { tokens: (await store.tokens.list()).filter(row => isWithin(access, row)).map(tokenJson) };
    },
  );

  app.post(
    '/tokens',
    { schema: { summary: 'Make an API token', body: NewToken, response: { 201: MadeToken } } },
    async ({ access, body }, reply) => {
      if (body.accounts === '*' && access.accounts !== '*') {
        throw new HttpError('forbidden', 'only a token for all accounts can make one for all: list yours');
      }
      const accounts = await ownAccounts(store, access, body.accounts);
      const { token, row } = await makeStoredToken({ store, random, now }, { ...body, accounts });
      return reply.code(201).send({ ...tokenJson(row), token });
    },
  );

  // A second time it is as revoked as before: whoever must be sure may ask again.
  app.delete(
    '/tokens/:id',
    {
      schema: { summary: 'Revoke an API token', params: OneToken, response: { 204: nothing } },
      onRequest: untypedIfEmpty,
    },
    async ({ access, params }, reply) => {
      const row = await store.tokens.get(params.id);
      if (!row || !isWithin(access, row)) {
        throw new HttpError('not_found', `no token "${params.id}" that this token may see`);
      }
      await store.tokens.change(row, { revoked_at: now() });
      return reply.code(204).send();
    },
  );
};

function isWithin(access: Access, row: TokenRow): boolean {
  const accounts = accountsJson(row.accounts);
  return accounts === '*' ? access.accounts === '*' : accounts.every(id => opens(access, id));
}
