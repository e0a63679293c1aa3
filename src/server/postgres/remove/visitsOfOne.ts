import type { StoredVisit } from '../../store/visits.ts';
import type { OwnVisits } from '../../visits/addVisit.ts';

/** The visits of one visitor, in memory. */
export interface VisitsOfOne extends OwnVisits {
  all(): readonly StoredVisit[];
  /** One of them may have begun earlier than it was known to. */
  moved(visit: StoredVisit): void;
}

export function visitsOfOne(): VisitsOfOne {
  const bySession = new Map<string, StoredVisit>();
  /** By when they began. */
  const inOrder: StoredVisit[] = [];

  /** Has the one at a place stand before those that began later. */
  function settle(from: number): void {
    for (let at = from; at > 0 && isLater(inOrder[at - 1]!, inOrder[at]!); at--) {
      [inOrder[at - 1], inOrder[at]] = [inOrder[at]!, inOrder[at - 1]!];
    }
  }

  return {
    all: () => inOrder,
    of: session => bySession.get(session),
    // What is asked for is among the last, where events come in their order.
    latest: until => inOrder.findLast(visit => visit.started_at <= until),
    add(visit) {
      bySession.set(visit.session, visit);
      settle(inOrder.push(visit) - 1);
    },
    moved: visit => settle(inOrder.lastIndexOf(visit)),
  };
}

const isLater = (one: StoredVisit, other: StoredVisit): boolean =>
  one.started_at > other.started_at || (one.started_at === other.started_at && one.seq > other.seq);
