import type { Access } from '../../access/access.ts';
import { ownTag } from '../../access/auth.ts';
import type { Store } from '../../store/store.ts';

/** The write keys that a request is about: the one it names, or all that its token may see. */
export async function writeKeysOf(
  store: Store,
  access: Access,
  writeKey: string | undefined,
): Promise<string[]> {
  if (writeKey !== undefined) return [(await ownTag(store, access, writeKey)).write_key];
  return (await store.tags.list(access.accounts)).map(tag => tag.write_key);
}
