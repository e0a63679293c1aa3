import { OTHER_NAMES, WORDS } from '../../store/names.ts';
import type { RetentionRow } from '../schema.ts';
import type { Server } from '../server.ts';
import type { Forgetting } from './noteGone.ts';
import { step } from './step.ts';

const STEP = 1000;

/** Whether nobody knows the name of a row: nobody else makes names up. `$4` has the words of all accounts. */
const IS_UNKNOWN = `type IN ('page', 'screen', 'track') AND NOT CASE type
  WHEN 'track' THEN event = ANY($4) OR EXISTS (
    SELECT 1 FROM known_names AS known WHERE known.account_id = $1 AND known.event = counted.event)
  ELSE event IN ('', $5) END`;

const REMOVALS = [
  `DELETE FROM counts WHERE ctid = ANY(ARRAY(SELECT ctid FROM counts AS counted
     WHERE account_id = $1 AND write_key = $2 AND hour < $3 AND hour >= $6 AND ${IS_UNKNOWN} LIMIT ${STEP}))`,
  `DELETE FROM last_seen WHERE ctid = ANY(ARRAY(SELECT ctid FROM last_seen AS counted
     WHERE account_id = $1 AND write_key = $2 AND time < $3 AND ${IS_UNKNOWN} AND $6::bigint IS NOT NULL LIMIT ${STEP}))`,
];

/** Removes what a tag counted, and when it was seen last, under names that nobody knows, where its events are gone. */
export async function forgetNames(server: Server, { accountId, writeKey }: Forgetting): Promise<void> {
  const row = await server.first<RetentionRow>(
    'SELECT * FROM retention WHERE account_id = $1 AND write_key = $2 AND names_until < until',
    [accountId, writeKey],
  );
  if (!row) return;
  const { until, names_until } = row;
  const values = [accountId, writeKey, until, [...WORDS], OTHER_NAMES, names_until];
  for (const removal of REMOVALS) {
    for (let removed = STEP; removed === STEP; ) {
      removed = await step(server, accountId, session => session.run(removal, values));
    }
  }
  await step(server, accountId, async session => {
    await session.run('DELETE FROM hour_names WHERE account_id = $1 AND write_key = $2 AND hour < $3', [
      accountId,
      writeKey,
      until,
    ]);
    await session.run('UPDATE retention SET names_until = $3 WHERE account_id = $1 AND write_key = $2', [
      accountId,
      writeKey,
      until,
    ]);
  });
}
