import { Type } from 'typebox';
import { ownAccount } from '../../access/auth.ts';
import { firstTag } from '../../access/firstTag.ts';
import { needsOwnerOfUsers } from '../../access/ownUsers.ts';
import { needsPeople } from '../../access/personRight.ts';
import { withoutAccount } from '../../access/withoutAccount.ts';
import { HttpError, invalid } from '../../http/errors.ts';
import type { Erasing } from '../../store/erasing.ts';
import { Exists } from '../../store/errors.ts';
import type { AccountRow, TagRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { recordLater } from '../auditHooks.ts';
import { label as name } from '../label.ts';
import { answerList, LIST_PARAMETERS } from '../recordList.ts';
import { orCsv } from '../sendCsv.ts';
import { isoTime } from '../time.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { AccountAnswer, AccountsAnswer, type AccountAnswer as Answer } from './accountsAnswers.ts';
import { answerErasure, countOf, ErasureQuery, erasureAnswers } from './answerErasure.ts';
import { dayIn, ZONE_FIX } from './daysOf.ts';

const time_zone = Type.Optional(
  Type.Unsafe<string | null>({
    type: ['string', 'null'],
    maxLength: 64,
    fix: `${ZONE_FIX}, or null`,
    description: 'Whose days its reports are of. Default: null, of whoever reads them.',
  }),
);

/** Most hosts that an account may redirect to. */
const MAX_HOSTS = 100;

const NewAccount = Type.Object(
  {
    id: Type.String({
      pattern: '^[a-z0-9][a-z0-9_-]{0,49}$',
      fix: 'must be 1 to 50 lower case letters, digits, "_" or "-", and start with a letter or digit',
    }),
    name,
    time_zone,
  },
  { additionalProperties: false },
);

const AccountChange = Type.Object(
  {
    name: Type.Optional(name),
    redirect_hosts: Type.Optional(
      Type.Array(
        Type.String({
          maxLength: 253,
          pattern: '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\\d{1,5})?$',
          fix: 'must be a host in lower case, like "shop.example" or "shop.example:8443"',
        }),
        { maxItems: MAX_HOSTS, fix: `must be a list of at most ${MAX_HOSTS} hosts` },
      ),
    ),
    orders_across_tags: Type.Optional(Type.Boolean({ fix: 'must be true or false' })),
    time_zone,
  },
  { additionalProperties: false },
);

const AccountsQuery = Type.Object(LIST_PARAMETERS, { additionalProperties: false });
const OneAccount = Type.Object({ id: Type.String() });

/** Throws where there is no such zone. */
function zoneIsKnown(zone: string | null | undefined): void {
  if (typeof zone === 'string' && !dayIn(zone))
    throw invalid({ field: 'time_zone', message: `time_zone: ${ZONE_FIX}, or null`, type: 'timezone' });
}

const accountJson = (account: AccountRow): Answer => ({
  ...account,
  created_at: isoTime(account.created_at),
  redirect_hosts: JSON.parse(account.redirect_hosts) as string[],
  orders_across_tags: account.orders_across_tags === 1,
});

/** Accounts: who owns tags, tokens and pixels. */
export const accounts: ApiRoutes = async (app, { store, random, now }) => {
  app.post(
    '/accounts',
    {
      schema: {
        summary: 'Make an account',
        description: 'For tokens for all accounts.',
        body: NewAccount,
        response: { 201: AccountAnswer },
        shown: { refusals: [409] },
      },
    },
    async ({ access, body }, reply) => {
      if (access.accounts !== '*') {
        throw new HttpError('forbidden', 'only a token for all accounts can make one');
      }
      needsOwnerOfUsers(access, 'makes accounts');
      zoneIsKnown(body.time_zone);
      for (;;) {
        const account = {
          ...body,
          // Drawn, not counted up: several collectors can make accounts without asking each other.
          advertiser_id: random.int(100_000_000, 2_147_483_647),
          business_id: random.uuid(),
          created_at: now(),
          redirect_hosts: '[]',
          orders_across_tags: 0 as const,
          time_zone: body.time_zone ?? null,
        };
        try {
          const made = await store.accounts.add(account);
          await store.tags.add(firstTag({ store, random, now }, made.id));
          return reply.code(201).send(accountJson(made));
        } catch (error) {
          if (!(error instanceof Exists)) throw error;
          if (error.field === 'id')
            throw new HttpError('conflict', `id: there is an account "${body.id}" already`);
        }
      }
    },
  );

  app.get(
    '/accounts',
    {
      schema: {
        summary: 'List the accounts that the token sees',
        querystring: AccountsQuery,
        response: { 200: AccountsAnswer },
        shown: { response: { 200: orCsv(AccountsAnswer) } },
      },
    },
    async ({ access, query }, reply) =>
      answerList(
        reply,
        query,
        {
          records: store.accounts,
          accounts: access.accounts,
          file: 'accounts',
          toJson: accountJson,
          columns: Object.keys(AccountAnswer.properties),
        },
        accounts => ({ accounts }),
      ),
  );

  app.get(
    '/accounts/:id',
    { schema: { summary: 'Get an account', params: OneAccount, response: { 200: AccountAnswer } } },
    async ({ access, params }) => accountJson(await ownAccount(store, access, params.id)),
  );

  app.patch(
    '/accounts/:id',
    {
      schema: {
        summary: 'Change an account',
        params: OneAccount,
        body: AccountChange,
        response: { 200: AccountAnswer },
      },
    },
    async ({ access, params, body }) => {
      zoneIsKnown(body.time_zone);
      const account = await ownAccount(store, access, params.id);
      const { redirect_hosts, orders_across_tags, ...texts } = body;
      const flag = { orders_across_tags: orders_across_tags ? 1 : 0 } as const;
      const change = {
        ...texts,
        ...(redirect_hosts && { redirect_hosts: JSON.stringify([...new Set(redirect_hosts)]) }),
        ...(orders_across_tags !== undefined && flag),
      };
      if (Object.keys(change).length) await store.accounts.change(account, change);
      return accountJson({ ...account, ...change });
    },
  );

  app.delete(
    '/accounts/:id',
    {
      schema: {
        summary: 'Remove an account with its tags, events, pixels and all that is made of them',
        description:
          'For owners of it, and tokens for all accounts that may write, with the right "people". Tokens, users and invitations ' +
          'lose it; a token that opened nothing else is revoked.',
        params: OneAccount,
        querystring: ErasureQuery,
        response: erasureAnswers,
        shown: { refusals: [403] },
      },
      onRequest: untypedIfEmpty,
    },
    async (request, reply) => {
      const { access, params, query } = request;
      const account = await ownAccount(store, access, params.id);
      if (!access.owner) {
        throw new HttpError('forbidden', 'only an owner, or a token for all accounts, can remove one');
      }
      needsPeople(access);
      const tags = await store.tags.list([account.id]);
      request.changes?.push({ kind: 'account', id: account.id, accountId: account.id });
      const isTold = query.progress === 'true';
      const record = recordLater(request, { store, now });
      return answerErasure({
        ...{ reply, isTold },
        count: countOf(
          store,
          tags.map(({ write_key }) => write_key),
          now(),
        ),
        async erase(erasing) {
          // Whoever stops it has the account still, and may go on.
          if (isTold) await eraseTags(store, tags, erasing);
          await withoutAccount(store, account.id, now());
          await store.eraseAccount(account.id);
          if (isTold) await record();
          return undefined;
        },
      });
    },
  );
};

/** One after the other; tells of the events of all. */
async function eraseTags(store: Store, tags: TagRow[], { onProgress, signal }: Erasing): Promise<void> {
  let before = 0;
  for (const { write_key } of tags) {
    let events = 0;
    await store.eraseTag(write_key, {
      ...(signal && { signal }),
      onProgress(gone) {
        events = gone;
        onProgress?.(before + gone);
      },
    });
    before += events;
  }
}
