import type { IdentityRow } from '../../store/rows.ts';
import type { Session } from '../session.ts';

/** Most events of a user in each tag that are looked at for one with both ids. */
const MAX_EVENTS = 100;

type Told = Pick<IdentityRow, 'user_id' | 'anonymous_id'> & { seq: number | null };

/**
 * Removes who a device's visitor is where the events that told it are gone: of those that are still told, another event stands
 * for it. In a transaction that has the account's lock.
 * @param seqs the events that went
 */
export async function forgetIdentities(
  session: Session,
  accountId: string,
  seqs: readonly number[],
): Promise<void> {
  const rows = await session.all<Told>(
    `SELECT own.user_id, own.anonymous_id, told.seq FROM identities AS own
     LEFT JOIN LATERAL (
       SELECT latest.seq FROM tags CROSS JOIN LATERAL (
         SELECT seq, anonymous_id, received_at FROM events
         WHERE events.account_id = $1 AND events.write_key = tags.write_key AND events.user_id = own.user_id
           AND events.user_id <> '' ORDER BY received_at DESC, seq DESC LIMIT ${MAX_EVENTS}) AS latest
       WHERE tags.account_id = $1 AND latest.anonymous_id = own.anonymous_id
       ORDER BY latest.received_at DESC, latest.seq DESC LIMIT 1) AS told ON true
     WHERE own.account_id = $1 AND own.seq = ANY($2)`,
    [accountId, seqs],
  );
  const told = rows.filter(row => row.seq !== null);
  const gone = rows.filter(row => row.seq === null);
  const idsOf = (some: Told[]) => [some.map(row => row.user_id), some.map(row => row.anonymous_id)];
  if (told.length) {
    await session.run(
      `UPDATE identities AS row SET seq = given.seq
       FROM unnest($2::text[], $3::text[], $4::bigint[]) AS given (user_id, anonymous_id, seq)
       WHERE row.account_id = $1 AND row.user_id = given.user_id AND row.anonymous_id = given.anonymous_id`,
      [accountId, ...idsOf(told), told.map(row => row.seq)],
    );
  }
  if (gone.length) {
    await session.run(
      `DELETE FROM identities AS row USING unnest($2::text[], $3::text[]) AS given (user_id, anonymous_id)
       WHERE row.account_id = $1 AND row.user_id = given.user_id AND row.anonymous_id = given.anonymous_id`,
      [accountId, ...idsOf(gone)],
    );
  }
}
