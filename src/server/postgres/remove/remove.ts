import type { Store } from '../../store/store.ts';
import type { Context } from '../context.ts';
import type { Writing } from '../write/writing.ts';

/** All that removes events, and what is held of one person. */
export type Removing = Pick<Store, 'forget' | 'eraseTag' | 'eraseAccount' | 'people'>;

export function removing(_context: Context, _writing: Writing): Removing {
  throw new Error('not there yet');
}
