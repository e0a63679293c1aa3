import { sql } from 'kysely';
import { written } from '../kysely.ts';
import type { Server } from '../server.ts';
import { daysOf, isNoTable } from './days.ts';

/** Rows that go in one transaction. Nobody waits for them: nothing is stored of the account there any more. */
const STEP = 5000;

/** What else is kept of an account, beside its events. */
export const TABLES = [
  ...['seen', 'husks', 'counts', 'last_seen', 'hour_names', 'happenings', 'kind_counts', 'kind_seen'],
  ...[
    'identities',
    'touches',
    'conversions',
    'credits_due',
    'counted_before',
    'refunds',
    'retention',
    'visits',
    'visits_due',
  ],
  ...['line_item_pixels', 'campaign_pixels', 'line_items', 'campaigns', 'conversion_pixels', 'segments'],
  ...['saved_pixels', 'pixel_events', 'pixel_rules', 'known_names', 'record_words', 'account_rules'],
];

/** Removes them, a few in each transaction. */
export async function eraseRows(server: Server, accountId: string, signal?: AbortSignal): Promise<void> {
  const days = await daysOf(server);
  for (const table of [...days.map(({ name }) => name), ...TABLES]) {
    const removal = written(
      sql`DELETE FROM ${sql.table(table)} WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM ${sql.table(table)} WHERE account_id = ${accountId} LIMIT ${sql.lit(STEP)}))`,
    );
    for (let left = STEP; left === STEP; ) {
      signal?.throwIfAborted();
      left = await server
        .transaction(session => session.run(removal))
        .catch(error => {
          if (isNoTable(error)) return 0;
          throw error;
        });
      await new Promise(setImmediate);
    }
  }
}
