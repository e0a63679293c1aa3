import { fittingPlaces, STEP_BYTES } from '../../store/fittingPlaces.ts';
import type { StoredVisit } from '../../store/visits.ts';
import type { Connection } from '../connection.ts';
import { visitDays } from './visitDays.ts';

/** Most visits that go in one transaction. */
const STEP = 200;

type Gone = Pick<StoredVisit, 'seq' | 'session' | 'started_at'>;

/** Removes the visits of a visitor of a tag, a few in each transaction; yields how many, after each. */
export type RemovedVisits = (
  whose: { writeKey: string; visitor: string },
  told?: (visit: Gone) => void,
) => Generator<number>;

export function removeVisits(db: Connection): RemovedVisits {
  const some = db.prepare<Gone & { size: number }>(
    `SELECT seq, session, started_at, octet_length(pages) + octet_length(names) AS size FROM visits WHERE write_key = ? AND visitor = ? LIMIT ${STEP}`,
  );
  const remove = db.prepare('DELETE FROM visits WHERE seq = ?');
  const days = visitDays(db);

  return function* ({ writeKey, visitor }, told) {
    for (let isMore = true; isMore; ) {
      const times = some.all(writeKey, visitor).map(({ started_at }) => started_at);
      yield* days.clear(writeKey, times);
      yield db.transaction(() => {
        const found = some.all(writeKey, visitor);
        const rows = fittingPlaces(found, STEP_BYTES);
        isMore = rows.length < found.length || found.length === STEP;
        for (const row of rows) {
          told?.(row);
          remove.run(row.seq);
          days.note(writeKey, row.started_at);
        }
        days.erase();
        return rows.length;
      });
    }
  };
}
