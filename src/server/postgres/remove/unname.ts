import { keptMarks } from '../../attribution/keptMarks.ts';
import { sharedCampaign } from '../../attribution/sharedCampaign.ts';
import type { PersonId } from '../../store/people.ts';
import type { ConversionRow } from '../../store/rows.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';

/** A conversion that is nobody's any more, and which of its visitor's ids go on keeping others from counting. */
export interface Unnamed {
  row: ConversionRow;
  ids: readonly PersonId[];
}

export const PERSON_IDS = ['anonymous_id', 'user_id'] as const satisfies PersonId[];

/**
 * Takes all that names a person out of conversions of an account whose events are gone. What they keep from counting again goes
 * on doing so: their orders, and their visitors by those ids.
 */
export async function unname(session: Session, mark: Context['mark'], some: readonly Unnamed[]) {
  const [first] = some;
  if (!first) return;
  await keepCounted(session, mark, some);
  // Where a touch has a time and no id, it is gone.
  await session.run(
    `UPDATE conversions AS row SET message_id = '', anonymous_id = '', user_id = '', order_id = '', value_sent = '',
       touch_id = NULL, campaign = given.campaign
     FROM unnest($2::bigint[], $3::bigint[], $4::text[]) AS given (pixel_id, seq, campaign)
     WHERE row.account_id = $1 AND row.pixel_id = given.pixel_id AND row.seq = given.seq`,
    [
      first.row.account_id,
      some.map(({ row }) => row.pixel_id),
      some.map(({ row }) => row.seq),
      some.map(({ row }) => sharedCampaign(row.campaign)),
    ],
  );
}

/** Remembers the orders and those ids of conversions of an account that are about to lose them. */
export async function keepCounted(session: Session, mark: Context['mark'], some: readonly Unnamed[]) {
  const kept = some.flatMap(({ row, ids }) => keptMarks(mark, row, ids).map(each => ({ ...row, ...each })));
  const [first] = kept;
  if (!first) return;
  await session.run(
    `INSERT INTO counted_before (account_id, pixel_id, mark, seq, time)
     SELECT $1, * FROM unnest($2::bigint[], $3::bytea[], $4::bigint[], $5::bigint[]) ON CONFLICT DO NOTHING`,
    [
      first.account_id,
      kept.map(row => row.pixel_id),
      kept.map(row => row.mark),
      kept.map(row => row.seq),
      kept.map(row => row.time),
    ],
  );
}
