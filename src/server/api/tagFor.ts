import { HttpError } from '../http/errors.ts';
import type { TagRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

/** The tag whose write key the code carries: the one that is named, or the oldest that takes beacons. */
export async function tagFor(store: Store, accountId: string, writeKey?: string): Promise<TagRow> {
  const tags = await store.tags.list([accountId]);
  const tag = tags.find(each => (writeKey === undefined ? !each.disabled : each.write_key === writeKey));
  if (tag) return tag;
  if (writeKey !== undefined) {
    throw new HttpError('not_found', `no tag with write key "${writeKey}" in the account "${accountId}"`);
  }
  const fix = tags.length
    ? `has only disabled tags: enable one (PATCH /accounts/${accountId}/tags/{write_key}), or name one as write_key`
    : `has no tag yet: make one first (POST /accounts/${accountId}/tags)`;
  throw new HttpError('conflict', `the account "${accountId}" ${fix}`);
}
