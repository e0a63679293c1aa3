import { describe, expect, it } from 'vitest';
import type { Store } from '../../../../src/server/store/store.ts';
import { countsOf, lastSeenOf } from './counted.ts';
import type { Open } from './engine.ts';
import { addAccounts, adEvent, append, event, HOUR, landing, MINUTE, NOW, pixel, purchase } from './rows.ts';

/** How what is made from events is made again. */
export function rebuilding(open: Open): void {
  const all = async (store: Store) => ({
    counts: await countsOf(store, { writeKeys: ['k1', 'k2', 'o1'] }),
    lastSeen: await lastSeenOf(store, { writeKeys: ['k1', 'k2', 'o1'] }),
    conversions: await store.conversions({ accounts: ['acme', 'other'], limit: 100 }),
    events: await store.events({ writeKeys: ['k1', 'k2', 'o1'], limit: 100 }),
    visits: await store.visits({ writeKeys: ['k1', 'k2', 'o1'], limit: 100 }),
  });

  describe('a rebuild', () => {
    it('changes nothing, whatever pixels said and in whatever order events arrived', async () => {
      const { store } = await open();
      await addAccounts(store);
      const ten = { min_minutes_per_conv: 10, post_click_expire_mins: 60 };
      await store.conversionPixels.add(pixel(1, ten));
      await store.conversionPixels.add(pixel(2, { account_id: 'other' }));
      const change = async (to: Parameters<Store['conversionPixels']['change']>[1]) =>
        store.conversionPixels.change((await store.conversionPixels.get(1))!, to);
      const back = (ms: number, receivedAt = NOW) => ({ time: NOW - ms, receivedAt });
      await append(
        store,
        purchase('p1', back(0), { order_id: 'A' }),
        purchase('p2', back(5 * MINUTE)),
        purchase('p3', back(10 * MINUTE), { revenue: '5' }),
        adEvent('late', 'click', back(30 * MINUTE)),
        landing('l1', { name: 'x' }, back(20 * MINUTE)),
        landing('l2', { name: 'x' }, back(40 * MINUTE)),
      );
      await change({ state: 'inactive' });
      await append(store, purchase('p4', { anonymousId: 'b' }), event('e', { type: 'page' }));
      await change({ state: 'active', post_click_expire_mins: 1, min_minutes_per_conv: 0 });
      await append(
        store,
        purchase('p5', back(9 * MINUTE)),
        purchase('p6', { anonymousId: 'c' }, { order_id: 'A' }),
        purchase('p7', { writeKey: 'o1' }),
        adEvent('v', 'impression', { writeKey: 'o1', ...back(HOUR) }),
      );
      await store.conversionPixels.remove(1);
      await append(store, purchase('p8'), event('last', back(2 * HOUR, NOW + 5)));
      const before = await all(store);
      expect(before.conversions.conversions).toHaveLength(4);
      const { conversions } = before.conversions;
      expect(conversions.filter(({ attribution }) => attribution !== 'unattributed')).toHaveLength(3);
      expect(await store.rebuild()).toEqual({
        events: 14,
        tables: [
          { name: 'counts', rows: before.counts.length, changed: 0 },
          { name: 'last_seen', rows: before.lastSeen.length, changed: 0 },
          { name: 'touches', rows: 3, changed: 0 },
          { name: 'conversions', rows: 4, changed: 0 },
          { name: 'visits', rows: before.visits.visits.length, changed: 0 },
        ],
      });
      expect(await all(store)).toEqual(before);
      expect(store.status().eventsStored).toBe(14);
    });

    it('changes nothing of visitors whose ids are longer than an index holds', async () => {
      const { store } = await open();
      await addAccounts(store);
      await store.conversionPixels.add(pixel(1));
      const visitor = { anonymousId: 'a'.repeat(300), userId: 'u'.repeat(300) };
      await append(store, landing('l', { name: 'x' }, visitor), purchase('p', visitor));
      const { tables } = await store.rebuild();
      for (const each of tables) expect(each).toMatchObject({ changed: 0 });
    });

    it('of nothing is nothing', async () => {
      const { store } = await open();
      const { events, tables } = await store.rebuild();
      expect(events).toBe(0);
      for (const each of tables) expect(each).toMatchObject({ rows: 0, changed: 0 });
    });

    it('leaves what comes after as it would have been', async () => {
      const { store } = await open();
      await addAccounts(store);
      await store.conversionPixels.add(pixel(1, { min_minutes_per_conv: 10 }));
      await append(store, adEvent('c', 'click', { time: NOW - HOUR }), purchase('p1'));
      await store.rebuild();
      expect(await append(store, purchase('p1'), purchase('p2', { time: NOW + 9 * MINUTE }))).toEqual([
        false,
        true,
      ]);
      await store.append(purchase('p3', { time: NOW + 10 * MINUTE }));
      expect((await all(store)).conversions.conversions).toMatchObject([
        { message_id: 'p3', touch_id: 'c' },
        { message_id: 'p1', touch_id: 'c' },
      ]);
      expect(await countsOf(store, { writeKeys: ['k1'], event: 'purchase' })).toMatchObject([{ count: 3 }]);
    });
  });
}
