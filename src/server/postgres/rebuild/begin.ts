import { NOTHING } from '../remove/visitsDue.ts';
import type { Session } from '../session.ts';
import { clearFresh, FRESH } from './fresh.ts';
import { isIncomplete, isThere, untilOf } from './rules.ts';

/** Those that keep what was made of events that are gone. */
const KEPT = ['touches', 'identities', 'refunds', 'conversions', 'happenings'];

/** Takes over what is no longer made of any event of an account, into tables that have nothing of it. */
export async function begin(session: Session, live: string, accountId: string): Promise<void> {
  await clearFresh(session, accountId);
  const take = (table: string, condition: string) =>
    session.run(
      `INSERT INTO ${FRESH}.${table} SELECT * FROM ${live}.${table} AS own WHERE account_id = $1 AND ${condition}`,
      [accountId],
    );
  await take('conversions', `${isThere('own')} AND ${isIncomplete('own')}`);
  for (const table of KEPT) await take(table, `NOT ${isThere('own')}`);
  // Visits that are being made again are made here too: whoever does that begins anew.
  await session.run(
    `UPDATE ${live}.visits_due SET seq = ${NOTHING} WHERE account_id = $1 AND session = '' AND seq <> ${NOTHING}`,
    [accountId],
  );
  // What began before events went is kept as it is.
  await take('visits', `started_at < ${untilOf('own')}`);
}
