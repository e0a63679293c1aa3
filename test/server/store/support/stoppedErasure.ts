import { expect } from 'vitest';
import { MemoryStore } from '../../../../src/server/memory/memoryStore.ts';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { addAccounts, append, HOUR, landing, MINUTE, NOW, pixel, purchase } from '../promises/rows.ts';

const MOST = 240;

const VICTIM = { accounts: ['acme'], by: 'user_id', id: 'victim' } as const;

/** What two people did on one device: some of it tells no session, and is a visit with what was just before. */
const ofBoth = (from: number, to: number): StoredEvent[] =>
  Array.from({ length: to - from }, (_, n) => {
    const at = from + n;
    const time = NOW + ((at * 7) % 40) * 2 * HOUR + (at % 3) * 10 * MINUTE;
    const whose = {
      anonymousId: 'device',
      userId: at % 3 ? 'other' : 'victim',
      time,
      receivedAt: NOW + at * MINUTE,
    };
    if (at % 5 === 4) return purchase(`m${at}`, whose, { order_id: `${at % 10}`, value: '5' });
    return landing(`m${at}`, {}, whose, at % 4 ? '' : `s${at % 8}`);
  });

const visitsOf = async (store: Store) =>
  (await store.visits({ writeKeys: ['k1'], limit: 500 })).visits.map(visit => ({ ...visit }));

/**
 * Erases one of two people who share a device, and stops that after so many steps, as a crash does; the next start, or the one after
 * it, has the visits that a rebuild would make, and once he is erased again those of a store in which nothing was stopped.
 */
export async function expectVisitsAgain(
  open: () => Promise<Store>,
  { stopAfter, starts }: { stopAfter: number; starts: number },
): Promise<void> {
  const whole = new MemoryStore();
  let store = await open();
  for (const each of [whole, store]) {
    await addAccounts(each);
    await each.conversionPixels.add(pixel(1));
    await append(each, ...ofBoth(0, MOST));
  }
  let left = stopAfter;
  const onProgress = () => {
    if (left-- === 0) throw new Error('stopped');
  };
  await expect(store.people.erase(VICTIM, { onProgress })).rejects.toThrow('stopped');
  for (let n = 0; n < starts; n++) {
    // Which of them comes before the visits are through is chance.
    for (const each of [whole, store]) await append(each, ...ofBoth(MOST + 10 * n, MOST + 10 * n + 10));
    await store.close();
    store = await open();
  }
  await store.settled();
  const { tables } = await store.difference();
  expect(tables.find(({ name }) => name === 'visits')).toMatchObject({ changed: 0 });
  expect((await visitsOf(store)).length).toBeGreaterThan(5);
  for (const each of [whole, store]) await each.people.erase(VICTIM);
  expect(await visitsOf(store)).toEqual(await visitsOf(whole));
}
