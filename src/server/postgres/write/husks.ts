import type { Context } from '../context.ts';
import type { EventRow, HuskRow } from '../schema.ts';
import type { Session } from '../session.ts';

/** What an event leaves behind. */
export type Left = Pick<
  EventRow,
  'account_id' | 'seq' | 'write_key' | 'message_id' | 'event' | 'received_at' | 'time'
> &
  Pick<HuskRow, 'type'> &
  Partial<Pick<HuskRow, 'kind' | 'source' | 'is_repeat'>>;

/**
 * Puts husks in the place of events, whose rows and those in `seen` go. In a transaction that holds the accounts' locks.
 */
export function leaveHusks(
  _session: Session,
  _mark: Context['mark'],
): (events: readonly Left[]) => Promise<void> {
  throw new Error('not there yet');
}
