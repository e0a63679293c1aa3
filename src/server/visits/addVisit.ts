import { gainOf } from '../attribution/gainOf.ts';
import type { Said } from '../attribution/said.ts';
import { cutText } from '../store/cutText.ts';
import type { StoredEvent } from '../store/event.ts';
import { MAX_INDEXED } from '../store/indexed.ts';
import type { StoredVisit } from '../store/visits.ts';
import { addToVisit, isEarliest, newVisit } from './addToVisit.ts';
import { readVisit } from './readVisit.ts';
import { SAME_VISIT_MS, sessionOf } from './sessionOf.ts';

/** The visits of a visitor of a tag, as memory holds them. */
export interface OwnVisits {
  of(session: string): StoredVisit | undefined;
  /** The latest of those that began until then; of two, the one whose first event arrived later. */
  latest(until: number): StoredVisit | undefined;
  add(visit: StoredVisit): void;
}

/**
 * Which visits there were, where they are made again of what is left of their events. One that began before events went
 * stays as it is: all of it is counted there. What is left of older events makes none.
 */
export interface Before {
  until: number;
  /** Whether an event that told no session began one when it arrived; another may have its id for a session. */
  hadBegun(visitor: string, session: string, seq: number): boolean;
}

const NEVER: Before = { until: 0, hadBegun: () => false };

/** Adds an event to its visit, in the events' own order; gives the visit, where it is of one. */
export function addVisit(
  visitsOf: (visitor: string) => OwnVisits,
  { seq, event }: { seq: number; event: StoredEvent },
  heard: { said: Said; first: unknown } | undefined,
  { until, hadBegun }: Before = NEVER,
): StoredVisit | undefined {
  const of = sessionOf(event);
  if (!of || (of.begins && event.time < until)) return undefined;
  const { visitor, begins } = of;
  const visits = visitsOf(visitor);
  const session = of.session || cutText(event.messageId, MAX_INDEXED);
  const isKnown = of.session !== '' || (until > 0 && hadBegun(visitor, session, seq));
  // Its id may be that of a session of the visitor's: two visits can't have one name.
  const found = (isKnown ? undefined : near(visits, event.time)) ?? visits.of(session);
  if (found ? found.started_at < until : !begins) return undefined;
  const visit = found ?? newVisit({ seq, write_key: event.writeKey, visitor, session }, event);
  const gain = gainOf(event, heard?.said, heard?.first !== undefined);
  addToVisit(visit, event, readVisit(event, isEarliest(visit, event)), gain);
  if (!found) visits.add(visit);
  return visit;
}

/** The latest visit that goes on until about then. */
export function near(visits: OwnVisits, time: number): StoredVisit | undefined {
  const found = visits.latest(time + SAME_VISIT_MS);
  return found && found.ended_at + SAME_VISIT_MS >= time ? found : undefined;
}
