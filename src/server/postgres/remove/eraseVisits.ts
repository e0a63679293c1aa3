import type { Server } from '../server.ts';
import { remakeVisits } from './remakeVisits.ts';
import { eraseStep } from './step.ts';
import { type Due, markDue, STEP, takeVisits } from './visitsDue.ts';

export interface VisitEraser {
  /** Removes the visits of some visitors of a tag, by `visitorOf`; settles with how many. */
  drop(writeKey: string, visitors: readonly string[]): Promise<number>;
  /** Makes again what others did in the visits that went; settles with how many. */
  again(): Promise<number>;
}

/** Removes the visits of those of whom events of an account go, and makes them again of what is left. */
export function eraseVisits(server: Server, accountId: string): VisitEraser {
  const dropped = new Map<string, Due>();

  return {
    async drop(writeKey, visitors) {
      const those = [...new Set(visitors)];
      for (const visitor of those)
        dropped.set(JSON.stringify([writeKey, visitor]), {
          account_id: accountId,
          write_key: writeKey,
          visitor,
        });
      let removed = 0;
      for (let left = those.length ? STEP : 0; left === STEP; removed += left) {
        left = await eraseStep(server, accountId, async session => {
          await markDue(session, accountId, writeKey, those);
          return takeVisits(session, accountId, writeKey, those);
        });
      }
      return removed;
    },
    async again() {
      const step = remakeVisits(server);
      let made = 0;
      for (const due of dropped.values()) {
        while (await step(due));
        const row = await server.first<{ made: number }>(
          'SELECT count(*) AS made FROM visits WHERE account_id = $1 AND write_key = $2 AND visitor = $3',
          [accountId, due.write_key, due.visitor],
        );
        made += row!.made;
      }
      return made;
    },
  };
}
