import type { InvitationRow, Invitations } from '../store/invitations.ts';
import type { Connection } from './connection.ts';
import { build } from './kysely.ts';
import { records } from './records.ts';

/** Invitations that nobody took yet. */
export const invitations = (db: Connection): Invitations => ({
  ...records<InvitationRow, [id: string], []>(db, {
    table: 'invitations',
    key: ['id'],
    filter: [],
    order: ['created_at', 'id'],
  }),
  async ofHash(hash) {
    return db.first(build.selectFrom('invitations').selectAll().where('hash', '=', hash));
  },
});
