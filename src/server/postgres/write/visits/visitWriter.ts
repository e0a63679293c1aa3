import type { Session } from '../../session.ts';
import type { Heard } from '../happenings.ts';
import type { Placed } from '../placed.ts';

/** How visits are made again of what is left of their events: see memory/visits.ts. */
export interface Again {
  /** Until when the events of a tag are gone. */
  untilOf(accountId: string, writeKey: string): Promise<number>;
  /** Whether an event that told no session began a visit when it arrived. */
  hadBegun(accountId: string, writeKey: string, visitor: string, session: string): Promise<boolean>;
}

/** Adds events to their visits, in the events' own order: what several add to one is written once. */
export interface VisitWriter {
  /** Reads in one go what many of those events will ask for: they may be added without it too. */
  prepare(events: readonly Placed[]): Promise<void>;
  add(event: Placed, heard: Heard | undefined): Promise<void>;
  write(): Promise<void>;
}

export function visitWriter(_session: Session, _again?: Again): VisitWriter {
  throw new Error('not there yet');
}
