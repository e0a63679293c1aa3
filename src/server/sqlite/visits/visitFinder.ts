import { cutText } from '../../store/cutText.ts';
import type { StoredEvent } from '../../store/event.ts';
import { MAX_INDEXED } from '../../store/indexed.ts';
import type { StoredVisit } from '../../store/visits.ts';
import { SAME_VISIT_MS, sessionOf } from '../../visits/sessionOf.ts';
import type { Connection } from '../connection.ts';
import { findVisits } from './findVisits.ts';

/** Finds the visit that an event is in, as far as can be told afterwards. */
export function visitFinder(db: Connection): (event: StoredEvent) => StoredVisit | undefined {
  const { bySession, latest } = findVisits(db);
  return event => {
    const of = sessionOf(event);
    if (!of) return undefined;
    const { writeKey, time } = event;
    const own = bySession.get(writeKey, of.visitor, of.session || cutText(event.messageId, MAX_INDEXED));
    if (own || of.session) return own;
    const found = latest.get(writeKey, of.visitor, time + SAME_VISIT_MS);
    return found && found.ended_at + SAME_VISIT_MS >= time ? found : undefined;
  };
}
