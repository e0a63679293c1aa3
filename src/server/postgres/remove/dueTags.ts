import { DAY_MS } from '../../../protocol/durations.ts';
import type { Server } from '../server.ts';
import type { Forgetting } from './noteGone.ts';
import { lookFor } from './step.ts';

/** Tags that are looked at in one statement. */
const STEP = 500;

interface Found {
  account_id: string;
  write_key: string;
  until: number | null;
  is_due: boolean;
}

/**
 * The tags of a server of which something may go: of most nothing does. Nothing is locked for it.
 * @param hour the one that is now
 */
export async function* dueTags(
  server: Server,
  hour: number,
  defaultDays: number | null,
): AsyncGenerator<Forgetting> {
  for (let last: Found | undefined = { account_id: '', write_key: '', until: null, is_due: false }; last; ) {
    const { account_id, write_key }: Found = last;
    const found: Found[] = await lookFor(
      server,
      `SELECT account_id, write_key, until, until IS NOT NULL
         AND EXISTS (SELECT 1 FROM account_state WHERE account_state.account_id = tag.account_id AND moving = '') AND (
         EXISTS (SELECT 1 FROM events WHERE (events.account_id, events.write_key) = (tag.account_id, tag.write_key)
           AND events.received_at < tag.until)
         OR EXISTS (SELECT 1 FROM husks WHERE (husks.account_id, husks.write_key) = (tag.account_id, tag.write_key)
           AND husks.type <> '' AND husks.received_at < tag.until)
         OR EXISTS (SELECT 1 FROM retention AS gone WHERE (gone.account_id, gone.write_key) = (tag.account_id, tag.write_key)
           AND (gone.names_until < gone.until
             OR EXISTS (SELECT 1 FROM visits WHERE visits.account_id = gone.account_id
               AND visits.write_key = gone.write_key AND visits.started_at < gone.until AND visits.ended_at < gone.until)))
       ) AS is_due
       FROM (SELECT account_id, write_key, $1::bigint - coalesce(retention_days, $2::integer) * ${DAY_MS}::bigint AS until
         FROM tags WHERE (account_id, write_key) > ($3, $4) ORDER BY account_id, write_key LIMIT ${STEP}) AS tag
       ORDER BY account_id, write_key`,
      [hour, defaultDays, account_id, write_key],
    );
    for (const { account_id: accountId, write_key: writeKey, until, is_due } of found) {
      if (is_due) yield { accountId, writeKey, until: until! };
    }
    last = found.length === STEP ? found.at(-1) : undefined;
  }
}
