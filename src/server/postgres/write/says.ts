import type { Said } from '../../attribution/said.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from './accountFacts.ts';
import type { Placed } from './placed.ts';

/** What events say, by what the records of their accounts said when they arrived. */
export function says(
  _session: Session,
  _facts: AccountFacts,
): (events: readonly Placed[]) => Promise<(Said | undefined)[]> {
  throw new Error('not there yet');
}
