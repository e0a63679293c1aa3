import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { countsOf, lastSeenOf } from './counted.ts';
import type { Open } from './engine.ts';
import {
  account,
  adEvent,
  append,
  DAY,
  event,
  HOUR,
  landing,
  NOW,
  pixel,
  purchase,
  THIS_HOUR,
  tag,
} from './rows.ts';

/** The first moment that is kept where `days` are. */
const since = (days: number) => THIS_HOUR - days * DAY;
const at = (time: number) => ({ time, receivedAt: time });

/** How old events are removed, and what stays of them. */
export function forgetting(open: Open): void {
  /** Two tags of `acme`, one of `other`, all of which keep events for as long as they say. */
  const opened = async (days: { k1?: number; k2?: number; o1?: number } = {}) => {
    const { store } = await open();
    for (const id of ['acme', 'other']) await store.accounts.add(account(id));
    await store.tags.add(tag('k1', { retention_days: days.k1 ?? null }));
    await store.tags.add(tag('k2', { retention_days: days.k2 ?? null }));
    await store.tags.add(tag('o1', { account_id: 'other', retention_days: days.o1 ?? null }));
    await store.conversionPixels.add(pixel(1));
    return store;
  };
  const idsOf = async (store: Store) => {
    const { events } = await store.events({ writeKeys: ['k1', 'k2', 'o1'], limit: 5000 });
    const { events: history } = await store.history({ accounts: '*', limit: 5000 });
    const ids = events.map(({ messageId }) => messageId).sort();
    expect(history.map(({ messageId }) => messageId).sort()).toEqual(ids);
    return ids;
  };
  const last = (id = 'z') => event(id, at(NOW));

  it('knows the most days for which a tag keeps its events', async () => {
    const some = async (days: Parameters<typeof opened>[0]) =>
      (await opened(days)).retentionClock.longestDays();
    expect(await some({})).toBe(0);
    expect(await some({ k1: 3 })).toBe(3);
    expect(await some({ k1: 5, k2: 400, o1: 30 })).toBe(400);
  });

  describe('an event', () => {
    it('is removed where it was received before the hour in which its days end', async () => {
      const store = await opened();
      await append(
        store,
        event('kept', at(since(3))),
        event('gone', at(since(3) - 1)),
        event('kept too', at(since(3) + 1)),
        event('old', at(since(300))),
        // It happened long ago, but was received within.
        event('late', { time: since(30), receivedAt: since(3) }),
        last(),
      );
      expect(await store.forget(NOW, 3)).toBe(2);
      expect(await idsOf(store)).toEqual(['kept', 'kept too', 'late', 'z']);
      expect(await store.forget(NOW, 3)).toBe(0);
      expect(await store.forget(NOW + 59 * 60_000 - (NOW - THIS_HOUR), 3)).toBe(0);
      expect(await store.forget(THIS_HOUR + HOUR, 3)).toBe(3);
      expect(await idsOf(store)).toEqual(['z']);
    });

    it('is kept for as long as its tag says, whatever the collector does', async () => {
      const store = await opened({ k1: 2, k2: 9 });
      const old = (id: string, days: number, writeKey: string) =>
        event(id, { ...at(since(days) - 1), writeKey });
      await append(
        store,
        ...[2, 5, 9].flatMap(days => ['k1', 'k2', 'o1'].map(key => old(`${key} ${days}`, days, key))),
        last(),
      );
      expect(await store.forget(NOW, 5)).toBe(3 + 1 + 2);
      expect(await idsOf(store)).toEqual(['k2 2', 'k2 5', 'o1 2', 'z']);
    });

    it('is kept for ever where nobody says anything', async () => {
      const store = await opened({ k1: 5 });
      await append(
        store,
        event('k1', at(since(9))),
        event('k2', { ...at(since(9)), writeKey: 'k2' }),
        event('o1', { ...at(0), writeKey: 'o1' }),
        last(),
      );
      expect(await store.forget(NOW, null)).toBe(1);
      expect(await idsOf(store)).toEqual(['k2', 'o1', 'z']);
    });

    it('stays where it is the last of all to have arrived, however old', async () => {
      const store = await opened();
      await append(store, event('1', at(since(30))), event('2', { ...at(since(40)), writeKey: 'k2' }));
      expect(await store.forget(NOW, 3)).toBe(1);
      expect(await idsOf(store)).toEqual(['2']);
      const cursor = (await store.history({ accounts: '*', limit: 9 })).next;
      await store.append(event('3', at(since(20))));
      expect((await store.history({ accounts: '*', limit: 9, after: cursor })).events).toMatchObject([
        { messageId: '3' },
      ]);
      expect(await store.forget(NOW, 3)).toBe(1);
      expect(await idsOf(store)).toEqual(['3']);
    });

    it('is known also when it is gone', async () => {
      const store = await opened();
      await append(store, event('old', at(since(9))), event('kept', at(NOW - 5)), last());
      await store.forget(NOW, 3);
      expect(await append(store, event('kept'), last(), event('old'))).toEqual([false, false, false]);
    });

    it('is one of thousands that are removed', async () => {
      const store = await opened();
      const old = Array.from({ length: 2500 }, (_, index) => event(`${index}`, at(since(9) + index)));
      await Promise.all(old.map(each => store.append(each)));
      await append(store, event('kept'), last());
      expect(await store.forget(NOW, 3)).toBe(2500);
      expect(await idsOf(store)).toEqual(['kept', 'z']);
    });

    it('is read on after, from a cursor that was given before', async () => {
      const store = await opened();
      const times = [0, 9, 8, 1, 7].map((days, index) => event(`${index}`, at(since(days))));
      await append(store, ...times, last());
      const page = await store.events({ writeKeys: ['k1'], limit: 2 });
      const history = await store.history({ accounts: '*', limit: 2 });
      await store.forget(NOW, 3);
      const rest = await store.events({ writeKeys: ['k1'], limit: 9, cursor: page.next! });
      expect(rest.events.map(({ messageId }) => messageId)).toEqual(['3']);
      const onward = await store.history({ accounts: '*', limit: 9, after: history.next });
      expect(onward.events.map(({ messageId }) => messageId)).toEqual(['3', 'z']);
    });
  });

  describe('what was made of an event that is gone', () => {
    const sold = async () => {
      const store = await opened({ k1: 3 });
      await append(
        store,
        adEvent('c', 'click', { ...at(since(9)), userId: 'u' }, { line_item_id: '5', campaign_id: '6' }),
        purchase('p', { ...at(since(9) + HOUR), userId: 'u' }, { order_id: 'A1' }),
        purchase('other', { ...at(since(9) + HOUR), writeKey: 'k2', anonymousId: 'b' }),
        // They happened long ago, but were received within.
        purchase('late', { time: since(9) + HOUR, receivedAt: NOW, anonymousId: 'c' }),
        event('late too', { event: 'lead', time: since(30), receivedAt: NOW }),
        last(),
      );
      const all = async () => ({
        counts: await countsOf(store, { writeKeys: ['k1', 'k2'] }),
        lastSeen: await lastSeenOf(store, { writeKeys: ['k1', 'k2'] }),
        activity: await store.activity({ writeKeys: ['k1'], type: 'track' }),
        conversions: (await store.conversions({ accounts: ['acme'], limit: 9 })).conversions,
        status: store.status().eventsStored,
      });
      return { store, all };
    };

    it('stays: counts, last-seen times, and conversions with their credit, but nothing that names anybody', async () => {
      const { store, all } = await sold();
      const before = await all();
      expect(before.conversions).toMatchObject([
        { message_id: 'late', anonymous_id: 'c' },
        { message_id: 'other', anonymous_id: 'b' },
        { message_id: 'p', anonymous_id: 'a', user_id: 'u', line_item_id: 5 },
      ]);
      expect(await store.forget(NOW, null)).toBe(2);
      const [late, other, own] = before.conversions;
      expect(await all()).toEqual({
        ...before,
        conversions: [
          late,
          other,
          { ...own, message_id: '', anonymous_id: '', user_id: '', order_id: '', touch_id: null },
        ],
      });
      const again = await all();
      await store.rebuild();
      expect(await all()).toEqual(again);
    });

    it('is no visitor’s any more, and keeps him and his order from counting again', async () => {
      const { store } = await sold();
      const read = (await store.conversionPixels.get(1))!;
      await store.conversionPixels.change(read, { min_minutes_per_conv: null });
      await store.forget(NOW, null);
      await append(
        store,
        purchase('again', { userId: 'u' }),
        purchase('order', { anonymousId: 'd' }, { order_id: 'A1' }),
      );
      const { conversions } = await store.conversions({ accounts: ['acme'], limit: 9 });
      expect(conversions.map(({ message_id }) => message_id)).toEqual(['late', 'other', '']);
      for (const table of (await store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
    });

    it('is no touch any more', async () => {
      const store = await opened({ k1: 3, k2: 20 });
      const touch = (id: string, days: number, given: Partial<StoredEvent>) =>
        adEvent(id, 'click', { ...at(since(days)), ...given });
      await append(
        store,
        touch('gone', 9, {}),
        landing('gone too', { gclid: 'g' }, at(since(8))),
        touch('kept', 10, { writeKey: 'k2', anonymousId: 'b' }),
        touch('young', 1, { anonymousId: 'c' }),
        touch('edge', 3, { anonymousId: 'd' }),
        last(),
      );
      await store.forget(NOW, null);
      const ids = ['a', 'b', 'c', 'd'];
      await append(store, ...ids.map(id => purchase(id, { ...at(NOW + 1), anonymousId: id })));
      const { conversions } = await store.conversions({ accounts: ['acme'], limit: 9 });
      expect(Object.fromEntries(conversions.map(row => [row.message_id, row.touch_id]))).toEqual({
        a: null,
        b: 'kept',
        c: 'young',
        d: 'edge',
      });
    });

    it('stays credited to its touch, whatever touches arrive later', async () => {
      const store = await opened({ k1: 3, k2: 20 });
      await append(
        store,
        adEvent('c', 'click', at(since(9))),
        purchase('gone', at(since(8))),
        purchase('kept', { ...at(since(8)), writeKey: 'k2' }),
        last(),
      );
      await store.forget(NOW, null);
      await append(
        store,
        adEvent('another visitor', 'click', { time: since(9) + 1, receivedAt: NOW, anonymousId: 'b' }),
        adEvent('after both', 'click', { time: since(8) + 1, receivedAt: NOW }),
      );
      const { conversions } = await store.conversions({ accounts: ['acme'], limit: 9 });
      expect(conversions.map(row => [row.message_id, row.touch_id])).toEqual([
        ['kept', 'c'],
        ['', null],
      ]);
    });

    it('stays credited to its touch, also where the touch alone is gone', async () => {
      const store = await opened();
      await append(store, adEvent('c', 'click', at(since(4))), purchase('p', at(since(1))), last());
      await store.forget(NOW, 3);
      const { conversions } = await store.conversions({ accounts: ['acme'], limit: 9 });
      expect(conversions).toMatchObject([{ touch_id: 'c', line_item_id: 5, anonymous_id: 'a' }]);
      const { tables } = await store.rebuild();
      expect(tables.map(({ changed }) => changed)).toEqual([0, 0, 0, 0, 0]);
      expect((await store.conversions({ accounts: ['acme'], limit: 9 })).conversions).toEqual(conversions);
    });
  });

  it('needs no tag, no event and no day to be asked', async () => {
    const { store } = await open();
    expect(await store.forget(NOW, 3)).toBe(0);
    expect(await store.forget(NOW, null)).toBe(0);
  });
}
