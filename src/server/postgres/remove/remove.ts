import type { Store } from '../../store/store.ts';
import type { Context } from '../context.ts';
import type { Read } from '../read/read.ts';
import { eraseAccount } from './eraseAccount.ts';
import { eraseTag } from './eraseTag.ts';
import { forget } from './forget.ts';
import { people } from './people.ts';

/** All that removes events, and what is held of one person. */
export type Removing = Pick<Store, 'forget' | 'eraseTag' | 'eraseAccount' | 'people'>;

export const removing = (context: Context, read: Pick<Read, 'events' | 'visits'>): Removing => ({
  forget: (now, defaultDays) => forget(context, now, defaultDays),
  eraseTag: (writeKey, erasing) => eraseTag(context, writeKey, erasing),
  eraseAccount: id => eraseAccount(context, id),
  people: people(context, read),
});
