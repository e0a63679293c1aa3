import type { StoredVisit } from '../../store/visits.ts';
import type { Connection } from '../connection.ts';

/** The latest visit of a visitor that began until a time. */
const latest = (columns: string) =>
  `SELECT ${columns} FROM visits WHERE write_key = ? AND visitor = ? AND started_at <= ?
   ORDER BY started_at DESC, seq DESC LIMIT 1`;

/** How a visitor's visit is found. */
export const findVisits = (db: Connection) => ({
  /** By its session's own id. */
  bySession: db.prepare<StoredVisit>(
    'SELECT * FROM visits WHERE write_key = ? AND visitor = ? AND session = ?',
  ),
  latest: db.prepare<StoredVisit>(latest('*')),
  /** Where that one is: an index has the answer alone. */
  latestPlace: db.prepare<Pick<StoredVisit, 'seq' | 'started_at'>>(latest('seq, started_at')),
});
