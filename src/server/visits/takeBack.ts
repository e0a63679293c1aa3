import { type Gain, gainOf } from '../attribution/gainOf.ts';
import { cutText } from '../store/cutText.ts';
import { MAX_INDEXED } from '../store/indexed.ts';
import type { StoredVisit } from '../store/visits.ts';
import { SAME_VISIT_MS, sessionOf } from './sessionOf.ts';
import type { Replaced } from './takesPlace.ts';

/** Most visits of a visitor that are looked at for the one that an event was added to: he may have begun any number since. */
export const MAX_LOOKED_AT = 100;

/** What an event brought to a visit, and whose that is. */
export interface Brought {
  seq: number;
  writeKey: string;
  visitor: string;
  /** The one that it told; else the one that it began, if it did. */
  session: string;
  isTold: boolean;
  time: number;
  /** Where it told no session, its visit had begun by then. */
  until: number;
  gain: Gain;
}

/** What a replaced event had brought to a visit; undefined where it brought none. @param until as in `Before` */
export function broughtBy({ seq, event, said }: Replaced, until = 0): Brought | undefined {
  const of = sessionOf(event);
  const gain = gainOf(event, said, false);
  if (!of || !gain || (of.begins && event.time < until)) return undefined;
  const { writeKey, messageId, time } = event;
  return {
    seq,
    writeKey,
    visitor: of.visitor,
    session: of.session || cutText(messageId, MAX_INDEXED),
    isTold: of.session !== '',
    time,
    until: time + SAME_VISIT_MS,
    gain,
  };
}

/**
 * The visit that it was brought to. One whose first event arrived later was not there.
 * @param named by its session
 * @param latest of those whose first event arrived before it, and that began until then, the last; of `MAX_LOOKED_AT`
 */
export function broughtTo<Visit extends Pick<StoredVisit, 'seq' | 'ended_at'>>(
  { seq, isTold, time }: Brought,
  named: Visit | undefined,
  latest: Visit | undefined,
): Visit | undefined {
  if (isTold || named?.seq === seq) return named && named.seq <= seq ? named : undefined;
  if (latest && latest.ended_at + SAME_VISIT_MS >= time) return latest;
  return named && named.seq < seq ? named : undefined;
}
