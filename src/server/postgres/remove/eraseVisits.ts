import type { StoredVisit } from '../../store/visits.ts';
import type { Server } from '../server.ts';
import { eraseStep } from './step.ts';
import { type Dropped, visitsAgain } from './visitsAgain.ts';

/** Most visits that go in one transaction. */
const STEP = 500;

export interface VisitEraser {
  /** Removes the visits of some visitors of a tag, by `visitorOf`; settles with how many. */
  drop(writeKey: string, visitors: readonly string[]): Promise<number>;
  /** Makes again what others did in the visits that went; settles with how many. */
  again(): Promise<number>;
}

/** Removes the visits of those of whom events of an account go, and makes them again of what is left. */
export function eraseVisits(server: Server, accountId: string): VisitEraser {
  const dropped = new Map<string, Dropped>();

  function whoseOf(writeKey: string, visitor: string): Dropped {
    const key = JSON.stringify([writeKey, visitor]);
    const whose = dropped.get(key) ?? { accountId, writeKey, visitor, sessions: new Map<string, number>() };
    dropped.set(key, whose);
    return whose;
  }

  return {
    async drop(writeKey, visitors) {
      const those = [...new Set(visitors)];
      for (const visitor of those) whoseOf(writeKey, visitor);
      let removed = 0;
      for (let left = those.length ? STEP : 0; left === STEP; removed += left) {
        const rows = await eraseStep(server, accountId, session =>
          session.all<Pick<StoredVisit, 'seq' | 'visitor' | 'session'>>(
            `DELETE FROM visits WHERE ctid = ANY(ARRAY(
               SELECT ctid FROM visits WHERE account_id = $1 AND write_key = $2 AND visitor = ANY($3) LIMIT ${STEP}))
             RETURNING seq, visitor, session`,
            [accountId, writeKey, those],
          ),
        );
        for (const row of rows) whoseOf(writeKey, row.visitor).sessions.set(row.session, row.seq);
        left = rows.length;
      }
      return removed;
    },
    async again() {
      let made = 0;
      for (const whose of dropped.values()) made += await visitsAgain(server, whose);
      return made;
    },
  };
}
