import type { Context } from '../context.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from './accountFacts.ts';
import type { CreditAgain } from './creditAgain.ts';
import type { Heard } from './happenings.ts';
import type { Placed } from './placed.ts';

/** Makes touches, log-ins, conversions and refunds, in the events' own order. */
export interface Conversions {
  /** Reads in one go what many of those events will ask for: they may be added without it too, one after the other. */
  prepare(events: readonly Placed[]): Promise<void>;
  add(event: Placed, heard: Heard | undefined): Promise<void>;
  /** Writes what waits still. */
  write(): Promise<void>;
}

export function conversions(
  _session: Session,
  _parts: { facts: AccountFacts; mark: Context['mark']; again: CreditAgain },
): Conversions {
  throw new Error('not there yet');
}
