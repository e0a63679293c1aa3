import { newVersion } from '../accountState.ts';
import type { Session } from '../session.ts';

/** Most visits that go in one transaction. */
export const STEP = 500;

/** What of a visitor's visits is done before any of it is. */
export const NOTHING = -1;

/** A visitor of a tag whose visits are to be made again. */
export interface Due {
  account_id: string;
  write_key: string;
  visitor: string;
}

const MARK = `INSERT INTO visits_due (account_id, write_key, visitor, session, seq)
  SELECT $1, $2, visitor, '', ${NOTHING} FROM unnest($3::text[]) AS given (visitor) ORDER BY visitor
  ON CONFLICT (account_id, write_key, visitor, session) DO UPDATE SET seq = ${NOTHING} RETURNING xmax = 0 AS is_new`;

const TAKE = `WITH gone AS (
    DELETE FROM visits WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM visits WHERE account_id = $1 AND write_key = $2 AND visitor = ANY($3) LIMIT ${STEP}))
    RETURNING account_id, write_key, visitor, session, seq)
  INSERT INTO visits_due (account_id, write_key, visitor, session, seq) SELECT * FROM gone
  ON CONFLICT (account_id, write_key, visitor, session) DO UPDATE SET seq = excluded.seq`;

/** Notes that the visits of some visitors of a tag are to be made again, from the first one on. In a transaction that has the account's lock. */
export async function markDue(
  session: Session,
  accountId: string,
  writeKey: string,
  visitors: readonly string[],
): Promise<void> {
  if (!visitors.length) return;
  const marked = await session.all<{ is_new: boolean }>(MARK, [accountId, writeKey, [...new Set(visitors)]]);
  // What is stored from now on leaves them out.
  if (marked.some(row => row.is_new)) await newVersion(session, accountId);
}

/** Removes some of their visits, and notes which there were; settles with how many. In such a transaction. */
export const takeVisits = (
  session: Session,
  accountId: string,
  writeKey: string,
  visitors: readonly string[],
): Promise<number> => session.run(TAKE, [accountId, writeKey, [...visitors]]);
