import type { Session } from '../session.ts';

/** A tag whose events from before a time go. */
export interface Forgetting {
  accountId: string;
  writeKey: string;
  until: number;
}

/** Notes that they are gone. */
export const noteGone = (session: Session, { accountId, writeKey, until }: Forgetting): Promise<number> =>
  session.run(
    `INSERT INTO retention (account_id, write_key, until) VALUES ($1, $2, $3)
     ON CONFLICT (account_id, write_key) DO UPDATE SET until = greatest(retention.until, excluded.until)`,
    [accountId, writeKey, until],
  );
