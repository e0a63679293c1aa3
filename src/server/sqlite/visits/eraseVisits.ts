import type { Connection } from '../connection.ts';
import { type Dropped, remakeVisits } from './remakeVisits.ts';
import { removeVisits } from './removeVisits.ts';

export interface VisitEraser {
  /** Removes the visits that an event's is one of; yields how many, after each transaction. */
  drop(writeKey: string, visitor: string): Generator<number>;
  /** Makes again what others did in the visits that went; yields how many, after each transaction. */
  again(): Generator<number>;
}

/** Removes the visits of those of whom events go, and makes them again of what is left. */
export function eraseVisits(db: Connection): VisitEraser {
  const remove = removeVisits(db);
  const remake = remakeVisits(db, remove);
  const dropped = new Map<string, Dropped>();

  return {
    *drop(writeKey, visitor) {
      const key = JSON.stringify([writeKey, visitor]);
      const whose = dropped.get(key) ?? { writeKey, visitor, sessions: new Map<string, number>() };
      dropped.set(key, whose);
      yield* remove(whose, ({ session, seq }) => void whose.sessions.set(session, seq));
    },
    *again() {
      for (const whose of dropped.values()) yield* remake(whose);
    },
  };
}
