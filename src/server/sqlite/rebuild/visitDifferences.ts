import type { VisitDifference } from '../../store/store.ts';
import type { Connection } from '../connection.ts';
import { UNTIL } from './correct.ts';
import type { Schemas } from './replay.ts';

/** How many visits there are of each way to be counted and each channel, and would be. What is kept as it is is in both. */
export function visitDifferences(db: Connection, { fresh, live }: Schemas): VisitDifference[] {
  return db
    .prepare<VisitDifference>(
      `SELECT counted, channel, sum(before) AS before, sum(after) AS after FROM (
         SELECT counted, channel, 1 AS before, 0 AS after FROM ${live}.visits
         UNION ALL SELECT counted, channel, 0, 1 FROM ${live}.visits AS row WHERE started_at < ${UNTIL}
         UNION ALL SELECT counted, channel, 0, 1 FROM ${fresh}.visits AS row
           WHERE started_at >= ${UNTIL} AND NOT EXISTS (SELECT 1 FROM ${live}.visits AS own
             WHERE own.write_key = row.write_key AND own.visitor = row.visitor AND own.session = row.session
               AND own.started_at < ${UNTIL}))
       GROUP BY counted, channel ORDER BY counted, channel`,
    )
    .all();
}
