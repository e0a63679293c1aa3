import type { Store } from '../../store/store.ts';
import type { Context } from '../context.ts';

/** All that is read of events and of what is made of them. */
export type Read = Pick<
  Store,
  | 'event'
  | 'events'
  | 'history'
  | 'counts'
  | 'dayCounts'
  | 'lastSeen'
  | 'activity'
  | 'hours'
  | 'lastTriggered'
  | 'conversions'
  | 'conversionTouches'
  | 'refunds'
  | 'conversionTotals'
  | 'kinds'
  | 'visit'
  | 'visits'
  | 'reports'
>;

export function read(_context: Context): Read {
  throw new Error('not there yet');
}
