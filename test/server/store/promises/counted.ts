import type { CountFilter, LastSeenFilter } from '../../../../src/server/store/event.ts';
import type { CountRow, LastSeenRow } from '../../../../src/server/store/rows.ts';
import type { Store } from '../../../../src/server/store/store.ts';

/** All counts, as far as they fit into one page. */
export const countsOf = async (
  store: Store,
  filter: Omit<CountFilter, 'limit' | 'cursor'>,
): Promise<CountRow[]> => (await store.counts({ ...filter, limit: 10_000 })).counts;

/** All names, with when they were seen last. */
export const lastSeenOf = (store: Store, filter: Omit<LastSeenFilter, 'limit'>): Promise<LastSeenRow[]> =>
  store.lastSeen({ ...filter, limit: 10_000 });
