import type { Erasing } from '../../store/erasing.ts';
import type { Store } from '../../store/store.ts';
import { DEMO_CODE, MADE_UP } from './fillDemo.ts';

/** Whether there is something made up in an account. */
export const isMadeUp = ({ name }: { name: string }): boolean => name === MADE_UP;

/**
 * Removes what was made up of an account's demo shop, with what was really done in it. Its tag stays, under its write key; where it
 * is stopped, with what is left.
 */
export async function emptyDemo(store: Store, accountId: string, erasing?: Erasing): Promise<void> {
  const [tag] = await store.tags.list([accountId]);
  if (tag) {
    try {
      await store.eraseTag(tag.write_key, { ...erasing, isKept: true });
    } catch (error) {
      // What is removed takes no beacons, and the shop goes on.
      const left = await store.tags.get(tag.write_key);
      if (left) await store.tags.change(left, { disabled: 0 });
      throw error;
    }
  }
  for (const { id, code } of await store.conversionPixels.list([accountId]))
    if (code?.startsWith(DEMO_CODE)) await store.conversionPixels.remove(id);
  const account = await store.accounts.get(accountId);
  if (account && isMadeUp(account)) await store.accounts.change(account, { name: 'Demo' });
}
