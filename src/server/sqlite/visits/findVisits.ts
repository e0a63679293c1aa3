import type { StoredVisit } from '../../store/visits.ts';
import { MAX_LOOKED_AT } from '../../visits/takeBack.ts';
import type { Connection } from '../connection.ts';

/** The latest visit of a visitor that began until a time. */
const latest = (columns: string, most = 1) =>
  `SELECT ${columns} FROM visits WHERE write_key = ? AND visitor = ? AND started_at <= ?
   ORDER BY started_at DESC, seq DESC LIMIT ${most}`;

/** How a visitor's visit is found. */
export const findVisits = (db: Connection) => ({
  /** By its session's own id. */
  bySession: db.prepare<StoredVisit>(
    'SELECT * FROM visits WHERE write_key = ? AND visitor = ? AND session = ?',
  ),
  /** Of those that began until then and whose first event arrived before another, the last. */
  latestBefore: db.prepare<StoredVisit>(
    `SELECT * FROM visits WHERE seq = (SELECT seq FROM (${latest('seq, started_at', MAX_LOOKED_AT)})
       WHERE seq < ? ORDER BY started_at DESC, seq DESC LIMIT 1)`,
  ),
  latest: db.prepare<StoredVisit>(latest('*')),
  /** Where that one is: an index has the answer alone. */
  latestPlace: db.prepare<Pick<StoredVisit, 'seq' | 'started_at'>>(latest('seq, started_at')),
});
