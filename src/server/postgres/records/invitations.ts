import type { InvitationRow, Invitations } from '../../store/invitations.ts';
import type { Context } from '../context.ts';
import { INVITATION } from './columns.ts';
import { shared } from './shared.ts';

/** Invitations that nobody took yet. */
export const invitations = (context: Context): Invitations => ({
  ...shared<InvitationRow>(context, {
    table: 'invitations',
    columns: INVITATION,
    key: 'id',
    order: ['created_at', 'id'],
  }),
  ofHash: hash =>
    context.servers.first.first<InvitationRow>(
      `SELECT ${INVITATION.join(', ')} FROM invitations WHERE hash = $1`,
      [hash],
    ),
});
