import { type Static, Type } from 'typebox';
import { readAccounts } from '../../access/within.ts';
import { exactly, nullable, time } from '../../http/openapi/parts.ts';
import type { InvitationRow } from '../../store/invitations.ts';
import { ROLES } from '../../store/users.ts';
import { isoTime } from '../time.ts';

const given = {
  role: Type.Enum([...ROLES]),
  accounts: Type.Union([Type.Literal('*'), Type.Array(Type.String())]),
  people: Type.Optional(Type.Literal(true)),
  name: nullable(Type.String()),
  expires_at: time,
};
const invitation = {
  id: Type.String(),
  ...given,
  created_at: time,
  made_by: exactly({ kind: Type.Enum(['token', 'user', 'admin']), id: Type.String() }),
};

/** What a link is good for, to whoever has it. */
export const GivenAnswer = exactly(given, { title: 'Given' });
export const InvitationsAnswer = exactly({
  invitations: Type.Array(exactly(invitation, { title: 'Invitation' })),
});
export const MadeInvitation = exactly({
  ...invitation,
  key: Type.String({ description: 'Shown once.' }),
  link: nullable(
    Type.String({
      description:
        'The page of the console that takes it; null where the collector can not tell its own address.',
    }),
  ),
});

export const givenJson = ({
  role,
  accounts,
  people,
  name,
  expires_at,
}: InvitationRow): Static<typeof GivenAnswer> => ({
  role,
  accounts: readAccounts(accounts),
  ...(people > 0 && { people: true as const }),
  name: name || null,
  expires_at: isoTime(expires_at),
});

export const invitationJson = (row: InvitationRow) => ({
  id: row.id,
  ...givenJson(row),
  created_at: isoTime(row.created_at),
  made_by: { kind: row.maker_kind, id: row.maker_id },
});
