import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { countsOf } from './counted.ts';
import type { Open } from './engine.ts';
import { addAccounts, append, DAY, event, landing, MINUTE, NOW, pixel, purchase } from './rows.ts';

/** What stays known of events that are gone. */
export function remembering(open: Open): void {
  const OLD = NOW - 9 * DAY;
  const at = (time: number) => ({ time, receivedAt: time });
  const opened = async (says: Parameters<typeof pixel>[1] = {}) => {
    const { store } = await open();
    await addAccounts(store);
    await store.conversionPixels.add(pixel(1, says));
    return store;
  };
  const all = async (store: Store) => ({
    counts: await countsOf(store, { writeKeys: ['k1', 'k2'] }),
    conversions: (await store.conversions({ accounts: ['acme'], limit: 99 })).conversions,
    stored: store.status().eventsStored,
  });
  const isAsBefore = async (store: Store, before: Awaited<ReturnType<typeof all>>) => {
    expect(await all(store)).toEqual(before);
    for (const table of (await store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
    expect(await all(store)).toEqual(before);
  };

  describe('an event that retention removed', () => {
    it('is not counted again, however often it comes back', async () => {
      const store = await opened();
      const sold: StoredEvent[] = [
        purchase('1', at(OLD), { order_id: 'A', revenue: '20' }),
        purchase('2', at(OLD + MINUTE), { revenue: '25' }),
        event('3', { ...at(OLD), event: 'lead' }),
        event('4', { ...at(OLD), event: '', type: 'page' }),
      ];
      await append(store, ...sold, event('last'));
      expect(await store.forget(NOW, 3)).toBe(4);
      const before = await all(store);
      expect(before.conversions.map(({ credited_value }) => credited_value)).toEqual([25, 20]);
      expect(await append(store, ...sold, ...sold)).toEqual(Array(8).fill(false));
      await isAsBefore(store, before);
      expect(await append(store, { ...sold[0]!, writeKey: 'k2' })).toEqual([true]);
    });

    it('keeps a pixel that counts a person once from counting him again, by either of his ids', async () => {
      const store = await opened({ min_minutes_per_conv: null });
      await append(store, purchase('1', { ...at(OLD), userId: 'u' }), event('last'));
      await store.forget(NOW, 3);
      const before = await all(store);
      await append(
        store,
        purchase('2'),
        purchase('3', { anonymousId: 'b', userId: 'u' }),
        purchase('4', { anonymousId: 'b' }),
        purchase('5', { anonymousId: 'u', userId: 'a' }),
      );
      const { conversions } = await all(store);
      expect(conversions.map(({ message_id }) => message_id).sort()).toEqual(['', '4', '5']);
      expect(before.conversions).toHaveLength(1);
      await isAsBefore(store, await all(store));
    });

    it('keeps its visitor from counting again for the minutes that its pixel says', async () => {
      const store = await opened({ min_minutes_per_conv: 10 });
      await append(store, purchase('1', at(OLD)), event('last'));
      await store.forget(NOW, 3);
      const late = (id: string, minutes: number) =>
        purchase(id, { time: OLD + minutes * MINUTE, receivedAt: NOW });
      await append(store, late('2', -10), late('3', -9), late('4', 9), late('5', 10));
      const { conversions } = await all(store);
      expect(conversions.map(({ message_id }) => message_id)).toEqual(['5', '', '2']);
    });

    it('leaves nothing that names anybody in its conversion', async () => {
      const store = await opened();
      const campaign = {
        name: 'spring',
        source: 'news',
        medium: 'email',
        content: 'jane@x.example',
        term: 'jane',
        gclid: 'Cj0',
        email: 'jane@x.example',
      };
      await append(
        store,
        landing('l', campaign, at(OLD)),
        purchase('p', at(OLD + MINUTE), { order_id: 'A1', revenue: '5', currency: 'EUR' }),
        event('last'),
      );
      await store.forget(NOW, 3);
      const { conversions } = await all(store);
      expect(conversions).toEqual([
        {
          account_id: 'acme',
          pixel_id: 1,
          seq: 2,
          write_key: 'k1',
          message_id: '',
          time: OLD + MINUTE,
          anonymous_id: '',
          user_id: '',
          order_id: '',
          value: 5,
          currency: 'EUR',
          attribution: 'click',
          credited_value: 5,
          touch_id: null,
          touch_time: OLD,
          line_item_id: null,
          campaign_id: null,
          campaign: '{"name":"spring","source":"news","medium":"email"}',
          order_tag: 'k1',
          value_sent: '',
          marks: '',
          signed: 0,
          refunded: 0,
          completed_by: '[]',
        },
      ]);
      await isAsBefore(store, await all(store));
    });

    it('leaves none of a conversion that came without a visitor', async () => {
      const store = await opened();
      const fire = {
        ...at(OLD),
        type: 'fire' as const,
        event: '1',
        anonymousId: '',
        fields: { properties: { order_id: 'A1' } },
      };
      await append(store, event('f', fire), event('last'));
      await store.forget(NOW, 3);
      expect((await all(store)).conversions).toMatchObject([{ message_id: '', order_id: '' }]);
    });
  });
}
