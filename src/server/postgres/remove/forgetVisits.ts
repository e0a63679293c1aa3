import type { Server } from '../server.ts';
import type { Forgetting } from './noteGone.ts';
import { step } from './step.ts';

const STEP = 1000;

/** Removes the visits of a tag that ended before its events went. */
export async function forgetVisits(server: Server, { accountId, writeKey }: Forgetting): Promise<void> {
  for (let removed = STEP; removed === STEP; ) {
    removed = await step(server, accountId, session =>
      session.run(
        `DELETE FROM visits WHERE ctid = ANY(ARRAY(
           SELECT visits.ctid FROM visits JOIN retention USING (account_id, write_key)
           WHERE account_id = $1 AND write_key = $2 AND started_at < until AND ended_at < until LIMIT ${STEP}))`,
        [accountId, writeKey],
      ),
    );
  }
}
