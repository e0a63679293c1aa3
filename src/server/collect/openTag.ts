import type { TagRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Refused } from './refused.ts';

/** The tag of a write key that a beacon came with; throws `Refused` where it takes none. */
export async function openTag(store: Store, writeKey: string): Promise<TagRow> {
  const tag = await store.tags.get(writeKey);
  if (!tag) throw new Refused(401, 'invalid write key', writeKey);
  if (tag.disabled) throw new Refused(401, 'source is disabled', writeKey);
  return tag;
}
