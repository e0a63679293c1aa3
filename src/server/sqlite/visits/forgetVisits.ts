import { fittingPlaces, STEP_BYTES } from '../../store/fittingPlaces.ts';
import type { StoredVisit } from '../../store/visits.ts';
import type { Connection } from '../connection.ts';
import { visitDays } from './visitDays.ts';

/** Most visits that are looked at in one transaction. */
const STEP = 200;

type Place = Pick<StoredVisit, 'seq' | 'started_at' | 'ended_at'>;

/** Removes the visits of a tag that ended before its events went. */
export function forgetVisits(db: Connection): (writeKey: string) => Generator<0> {
  const retention = db.prepare<{ until: number }>('SELECT until FROM retention WHERE write_key = ?');
  const old = db.prepare<Place & { size: number }>(
    `SELECT seq, started_at, ended_at, octet_length(pages) + octet_length(names) AS size FROM visits
     WHERE write_key = ? AND started_at < ? AND (started_at, seq) > (?, ?) ORDER BY started_at, seq LIMIT ${STEP}`,
  );
  const remove = db.prepare('DELETE FROM visits WHERE seq = ?');
  const days = visitDays(db);
  return function* (writeKey) {
    const until = retention.get(writeKey)?.until ?? 0;
    let last: Place | undefined = { seq: 0, started_at: Number.MIN_SAFE_INTEGER, ended_at: 0 };
    while (last && until) {
      const { started_at, seq }: Place = last;
      const some = (): (Place & { size: number })[] => old.all(writeKey, until, started_at, seq);
      const gone = some().filter(({ ended_at }) => ended_at < until);
      yield* days.clear(
        writeKey,
        gone.map(row => row.started_at),
      );
      last = db.transaction(() => {
        const found = some();
        const rows = fittingPlaces(found, STEP_BYTES);
        for (const row of rows) {
          if (row.ended_at >= until) continue;
          remove.run(row.seq);
          days.note(writeKey, row.started_at);
        }
        days.erase();
        return rows.length < found.length || found.length === STEP ? rows.at(-1) : undefined;
      });
      yield 0;
    }
  };
}
