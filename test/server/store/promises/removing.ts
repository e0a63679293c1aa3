import { describe, expect, it } from 'vitest';
import type { Store } from '../../../../src/server/store/store.ts';
import { countsOf, lastSeenOf } from './counted.ts';
import type { Open } from './engine.ts';
import {
  ad,
  addAccounts,
  adEvent,
  append,
  auditRow,
  event,
  HOUR,
  NOW,
  pixel,
  pixelEvent,
  purchase,
  savedPixel,
} from './rows.ts';

/** How tags and accounts go, with what hangs on them. */
export function removing(open: Open): void {
  const filled = async () => {
    const { store } = await open();
    await addAccounts(store);
    await store.conversionPixels.add(pixel(1));
    await store.conversionPixels.add(pixel(2, { account_id: 'other' }));
    await store.lineItems.add({ ...ad(5), pixels: [1] });
    await store.campaigns.add({ ...ad(6), pixels: [1] });
    await store.savedPixels.add(savedPixel('p'));
    await store.pixelEvents.add(pixelEvent('e'));
    const old = { time: NOW - HOUR, receivedAt: NOW };
    await append(
      store,
      adEvent('click', 'click', old),
      purchase('sale', {}, { order_id: 'A', revenue: '5' }),
      purchase('elsewhere', { writeKey: 'k2' }, { revenue: '2' }),
      purchase('same order', { writeKey: 'k2', anonymousId: 'b' }, { order_id: 'A' }),
      purchase('theirs', { writeKey: 'o1' }),
      event('page', { type: 'page', event: 'Home' }),
    );
    await store.settled();
    return store;
  };
  const of = async (store: Store, writeKey: string) => ({
    events: (await store.events({ writeKeys: [writeKey], limit: 9 })).events.length,
    counts: (await countsOf(store, { writeKeys: [writeKey] })).length,
    lastSeen: (await lastSeenOf(store, { writeKeys: [writeKey] })).length,
  });
  const isRebuilt = async (store: Store) => {
    for (const table of (await store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
  };
  const NOTHING = { events: 0, counts: 0, lastSeen: 0 };
  const conversions = async (store: Store) =>
    (await store.conversions({ accounts: ['acme', 'other'], limit: 9 })).conversions;

  describe('a tag that is removed', () => {
    it('leaves with its events and what is made of them, and what others have stays', async () => {
      const store = await filled();
      const others = await of(store, 'k2');
      expect(await store.eraseTag('k1')).toBe(true);
      expect(await store.tags.get('k1')).toBeUndefined();
      expect(await of(store, 'k1')).toEqual(NOTHING);
      expect(await of(store, 'k2')).toEqual(others);
      expect(await conversions(store)).toMatchObject([
        { message_id: 'theirs' },
        { message_id: 'same order' },
        // Its touch is gone, its credit is not.
        { message_id: 'elsewhere', attribution: 'click', line_item_id: 5, touch_id: null },
      ]);
      await isRebuilt(store);
      expect(await conversions(store)).toHaveLength(3);
      expect(await store.eraseTag('k1')).toBe(false);
    });

    it('tells how many events have gone, and goes on where it was stopped', async () => {
      const store = await filled();
      const others = await of(store, 'k2');
      await Promise.all(Array.from({ length: 600 }, (_, at) => store.append(event(`one of many ${at}`))));
      await store.settled();
      const stopping = new AbortController();
      const told: number[] = [];
      const stopped = store.eraseTag('k1', {
        signal: stopping.signal,
        onProgress(events) {
          told.push(events);
          stopping.abort(new Error('enough'));
        },
      });
      // An engine that does it in one step is through by then.
      const outcome = await stopped.catch((error: Error) => error.message);
      expect(['enough', true]).toContain(outcome);
      expect(told[0]).toBeGreaterThan(0);
      if (outcome !== true) {
        expect((await of(store, 'k1')).events).toBe(9);
        expect(await store.eraseTag('k1', { onProgress: events => told.push(events) })).toBe(true);
      }
      expect(await of(store, 'k1')).toEqual(NOTHING);
      expect(await of(store, 'k2')).toEqual(others);
      await isRebuilt(store);
    });

    it('stays where it was stopped before it began', async () => {
      const store = await filled();
      const before = await of(store, 'k1');
      const signal = AbortSignal.abort(new Error('no'));
      await expect(store.eraseTag('k1', { signal })).rejects.toThrow('no');
      expect(await of(store, 'k1')).toEqual(before);
      expect(await store.tags.get('k1')).toMatchObject({ disabled: 0 });
    });

    it('is nobody’s as soon as it is gone, whoever asked for it meanwhile', async () => {
      const store = await filled();
      let isOver = false;
      const asking = (async () => {
        for (; !isOver; await new Promise(setImmediate)) await store.tags.get('k1');
      })();
      await store.eraseTag('k1');
      expect(await store.tags.get('k1')).toBeUndefined();
      isOver = true;
      await asking;
    });

    it('is there all through where it is to be kept, and takes events after that', async () => {
      const store = await filled();
      const tag = (await store.tags.get('k1'))!;
      const others = await of(store, 'k2');
      const seen = new Set<string | undefined>();
      let isOver = false;
      const asking = (async () => {
        for (; !isOver; await new Promise(setImmediate)) seen.add((await store.tags.get('k1'))?.write_key);
      })();
      const all = await Promise.all([1, 2, 3].map(() => store.eraseTag('k1', { isKept: true })));
      isOver = true;
      await asking;
      expect(all).toEqual([true, true, true]);
      expect([...seen]).toEqual(['k1']);
      expect(await store.tags.get('k1')).toEqual({ ...tag, disabled: 0 });
      if (tag.path !== null) expect((await store.tags.ofPath(tag.path))!.write_key).toBe('k1');
      expect(await of(store, 'k1')).toEqual(NOTHING);
      expect(await of(store, 'k2')).toEqual(others);
      await append(store, event('since'));
      expect((await of(store, 'k1')).events).toBe(1);
      await isRebuilt(store);
      expect(await store.eraseTag('nobody', { isKept: true })).toBe(false);
    });

    it('leaves no number that would be given again', async () => {
      const store = await filled();
      const { next } = await store.history({ accounts: '*', limit: 99 });
      await store.eraseTag('k1');
      await append(store, event('new', { writeKey: 'k2' }));
      const { events } = await store.history({ accounts: '*', limit: 99, after: next });
      expect(events.map(({ messageId }) => messageId)).toEqual(['new']);
      await isRebuilt(store);
    });
  });

  describe('an account that is removed', () => {
    it('leaves with all that hangs on it, and what others have stays', async () => {
      const store = await filled();
      await store.forget(NOW, null);
      expect(await store.eraseAccount('acme')).toBe(true);
      for (const key of ['k1', 'k2']) expect(await of(store, key)).toEqual(NOTHING);
      expect(await conversions(store)).toMatchObject([{ message_id: 'theirs' }]);
      expect((await store.accounts.list('*')).map(({ id }) => id)).toEqual(['other']);
      expect(await store.tags.list(['acme'])).toEqual([]);
      expect(await store.savedPixels.list('*')).toEqual([]);
      expect(await store.pixelEvents.list('*')).toEqual([]);
      expect((await store.conversionPixels.list('*')).map(({ id }) => id)).toEqual([2]);
      expect([await store.lineItems.list('*'), await store.campaigns.list('*')]).toEqual([[], []]);
      await isRebuilt(store);
      expect(await store.eraseAccount('acme')).toBe(false);
      await append(store, purchase('late', { writeKey: 'o1' }));
      expect(await conversions(store)).toHaveLength(2);
    });
  });

  describe('the audit log', () => {
    it('is forgotten from before a time', async () => {
      const { store } = await open();
      await store.audit.add([-2, -1, 0, 1].map(ms => auditRow({ time: NOW + ms })));
      expect(await store.audit.forget(NOW)).toBe(2);
      expect(await store.audit.forget(NOW)).toBe(0);
      await store.audit.add([auditRow({ time: NOW + 2 })]);
      const { rows } = await store.audit.list({ accounts: '*', limit: 9 });
      expect(rows.map(({ time }) => time - NOW)).toEqual([2, 1, 0]);
    });
  });
}
