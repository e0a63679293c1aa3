import type { Store } from '../../store/store.ts';
import type { Context } from '../context.ts';

/** All records, with the lists of them. */
export type AllRecords = Pick<
  Store,
  | 'accounts'
  | 'tags'
  | 'savedPixels'
  | 'pixelEvents'
  | 'conversionPixels'
  | 'lineItems'
  | 'campaigns'
  | 'segments'
  | 'users'
  | 'tokens'
  | 'sessions'
  | 'invitations'
  | 'audit'
  | 'servedFiles'
  | 'retentionClock'
>;

export function records(_context: Context): AllRecords {
  throw new Error('not there yet');
}
