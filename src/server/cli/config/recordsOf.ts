import { MemoryStore } from '../../memory/memoryStore.ts';
import type { Store } from '../../store/store.ts';

/** A copy, in memory, of the records that a file may tell of: whatever is tried in it changes nothing. */
export async function recordsOf(store: Store | undefined): Promise<MemoryStore> {
  const copy = new MemoryStore();
  if (!store) return copy;
  for (const account of await store.accounts.list('*')) await copy.accounts.add(account);
  for (const tag of await store.tags.list('*')) await copy.tags.add(tag);
  for (const pixel of await store.savedPixels.list('*')) await copy.savedPixels.add(pixel);
  for (const pixel of await store.conversionPixels.list('*')) await copy.conversionPixels.add(pixel);
  for (const user of await store.users.list()) await copy.users.add(user);
  return copy;
}
