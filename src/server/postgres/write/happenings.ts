import type { Said } from '../../attribution/said.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';
import type { Placed } from './placed.ts';

/** What an event says, and which one told the same before. */
export interface Heard {
  said: Said;
  /** The event that told it first, and counts; undefined where it is this one. */
  first: First | undefined;
}

export interface First {
  seq: number;
  id: string;
}

/**
 * Notes what each event says, in the events' own order, and finds what was told before: by its order, and without one by
 * its visitor and value near its time, where one of the two is a pixel event.
 * @param kept the first one of an event that is known to be a repeat of one that may be gone
 */
export function happenings(
  _session: Session,
  _mark: Context['mark'],
  _kept?: (event: Placed) => Promise<First | undefined>,
): (event: Placed, said: Said | undefined) => Promise<Heard | undefined> {
  throw new Error('not there yet');
}
