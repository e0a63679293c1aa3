import type { Store } from '../../store/store.ts';
import type { Context } from '../context.ts';
import type { Writing } from '../write/writing.ts';

/** Makes all that is made from events again. */
export type Rebuilding = Pick<Store, 'rebuild' | 'difference' | 'isOutdated'>;

export function rebuilding(_context: Context, _writing: Writing): Rebuilding {
  throw new Error('not there yet');
}
