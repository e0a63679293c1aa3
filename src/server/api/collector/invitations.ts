import { Type } from 'typebox';
import { makerOf } from '../../access/dependents.ts';
import { forgetInvitations, INVITATION_MS, JOIN_PAGE } from '../../access/invitation.ts';
import { needsOwner, needsToGive, needsToSeeUsers } from '../../access/ownUsers.ts';
import { hashToken, makeToken } from '../../access/token.ts';
import { isWithin } from '../../access/within.ts';
import { HttpError } from '../../http/errors.ts';
import { nothing } from '../../http/openapi/parts.ts';
import { baseOf } from '../../http/publicUrl.ts';
import type { InvitationRow } from '../../store/invitations.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { AccountList, ownAccounts } from './accountList.ts';
import { InvitationsAnswer, invitationJson, MadeInvitation } from './invitationsAnswers.ts';
import { RIGHTS, readRole, userName } from './usersBodies.ts';

const NewInvitation = Type.Object(
  { ...RIGHTS, accounts: AccountList, name: Type.Optional(userName) },
  { additionalProperties: false },
);
const OneInvitation = Type.Object({ id: Type.String() });

/** Links that make a user, once, each for whoever opens it. */
export const invitations: ApiRoutes = async (app, { store, random, now }) => {
  app.post(
    '/invitations',
    {
      schema: {
        summary: 'Make a link that makes a user, once',
        description:
          'For owners, and tokens for all accounts that can write. It holds for 7 days, and as long as whoever makes it may give ' +
          'what it gives.',
        body: NewInvitation,
        response: { 201: MadeInvitation },
      },
    },
    async (request, reply) => {
      const { access, body } = request;
      needsOwner(access);
      const { people = false, name = '' } = body;
      const role = readRole(body);
      needsToGive(access, { role, people, accounts: body.accounts }, body.publish ? 'publish' : 'role');
      const accounts = await ownAccounts(store, access, body.accounts);
      const time = now();
      const key = makeToken(random);
      const maker = makerOf(access);
      const invitation: InvitationRow = {
        id: random.uuid(),
        hash: hashToken(key),
        role,
        accounts: accounts === '*' ? '*' : JSON.stringify(accounts),
        people: people ? 1 : 0,
        name,
        created_at: time,
        expires_at: time + INVITATION_MS,
        maker_kind: maker.kind,
        maker_id: maker.id,
      };
      await forgetInvitations(store, ({ expires_at }) => time >= expires_at);
      await store.invitations.add(invitation);
      const base = baseOf(request);
      const link = base === undefined ? null : `${base}${JOIN_PAGE}${key}`;
      return reply.code(201).send({ ...invitationJson(invitation), key, link });
    },
  );

  app.get(
    '/invitations',
    {
      schema: {
        summary: 'List the invitations that nobody took yet',
        description: 'For tokens for all accounts; an owner has those that give nothing beyond his.',
        response: { 200: InvitationsAnswer },
        shown: { refusals: [403] },
      },
    },
    async ({ access }) => {
      needsToSeeUsers(access);
      const seen = (await store.invitations.list()).filter(
        ({ accounts, expires_at }) => now() < expires_at && isWithin(access, accounts),
      );
      return { invitations: seen.map(invitationJson) };
    },
  );

  app.delete(
    '/invitations/:id',
    {
      schema: {
        summary: 'Take back an invitation',
        description: 'For owners, and tokens for all accounts that can write.',
        params: OneInvitation,
        response: { 204: nothing },
      },
      onRequest: untypedIfEmpty,
    },
    async ({ access, params }, reply) => {
      needsOwner(access);
      const row = await store.invitations.get(params.id);
      if (!row || !isWithin(access, row.accounts) || !(await store.invitations.remove(row.id)))
        throw new HttpError('not_found', `no invitation "${params.id}" that this token may see`);
      return reply.code(204).send();
    },
  );
};
