import type { Connection } from '../connection.ts';
import { remakeVisits } from './remakeVisits.ts';
import { removeVisits } from './removeVisits.ts';
import { type VisitsDue, visitsDue, type Whose } from './visitsDue.ts';

export interface VisitEraser {
  /** Removes the visits that an event's is one of; yields how many, after each transaction. */
  drop(writeKey: string, visitor: string): Generator<number>;
  /** Before an event of his goes, in the same transaction: whoever made his visits again meanwhile had that one too. */
  mark: VisitsDue['mark'];
  /** Makes again what others did in the visits that went; yields how many, after each transaction. */
  again(): Generator<number>;
}

/** Removes the visits of those of whom events go, and makes them again of what is left. */
export function eraseVisits(db: Connection): VisitEraser {
  const remove = removeVisits(db);
  const remake = remakeVisits(db, remove);
  const { mark, had } = visitsDue(db);
  const dropped = new Map<string, Whose>();

  return {
    *drop(writeKey, visitor) {
      const whose = { writeKey, visitor };
      dropped.set(JSON.stringify([writeKey, visitor]), whose);
      // One who has none is marked when events of his go.
      yield* remove(whose, ({ session, seq }) => {
        mark(whose);
        had(whose, session, seq);
      });
    },
    mark,
    *again() {
      for (const whose of dropped.values()) yield* remake(whose);
    },
  };
}
