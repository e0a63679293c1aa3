import type { Erasing } from './erasing.ts';
import type { StoredEvent } from './event.ts';
import type { ConversionRow, TouchRow } from './rows.ts';
import type { VisitRow } from './visits.ts';

/** By which id a person is asked for. */
export type PersonId = 'anonymous_id' | 'user_id';

/** A visitor or a user, in some accounts. To a user belongs what his visitors did before he logged in, if nobody else did with them. */
export interface Person {
  accounts: readonly string[];
  by: PersonId;
  id: string;
}

/** An id of a person, or of an event. */
export interface MarkedId {
  by: PersonId | 'message_id';
  id: string;
}

export interface HeldFilter extends Person {
  limit: number;
  /** As in `EventFilter`. */
  maxBytes?: number;
  /** Where the last page ended, as that page said it. */
  cursor?: string | undefined;
}

/** A page of what is held of a person. */
export interface Held {
  events: StoredEvent[];
  touches: TouchRow[];
  conversions: ConversionRow[];
  visits: VisitRow[];
  /** Reads on from here; null at the end. */
  next: string | null;
}

/** How many rows of each were his. */
export interface Erased {
  events: number;
  touches: number;
  conversions: number;
  /** Those of which nothing is left: what others did in a visit that he shared with them is one still. */
  visits: number;
}

/** All that is held of one person. */
export interface People {
  /** A page may be empty that is not the last. Throws `BadCursor`. */
  held(filter: HeldFilter, signal?: AbortSignal): Promise<Held>;
  /**
   * Leaves husks in the place of his events, and of his conversions what names nobody: counts stand, and what comes again is
   * known. His visits go, from reports too. What he sends later is new. Stopped, the visits of what is left are there.
   */
  erase(person: Person, erasing?: Erasing): Promise<Erased>;
  /** What stands for him, or for an event's id, where that must not be told: a keyed hash, in hex. */
  mark(of: MarkedId): Promise<string>;
}
