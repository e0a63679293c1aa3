import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { allPages } from './allPages.ts';
import type { Open } from './engine.ts';
import {
  addAccounts,
  append,
  DAY,
  event,
  HOUR,
  MINUTE,
  NOW,
  pixel,
  pixelEvent,
  purchase,
  savedPixel,
  THIS_HOUR,
} from './rows.ts';

const KEYS = ['k1', 'k2', 'o1'];

/** What events tell of, and what of it counts. */
export function telling(open: Open): void {
  const opened = async () => {
    const { store } = await open();
    await addAccounts(store);
    return store;
  };
  /** An event of this name, and what it says of its pixel. */
  const told = (messageId: string, name: string, context: object = {}, given: Partial<StoredEvent> = {}) =>
    event(messageId, { event: name, ...given, fields: { context: { pixel: context } as never } });
  const evt = (messageId: string, given: Partial<StoredEvent> = {}, properties: object = {}) =>
    event(messageId, { event: 'evt_1', ...given, fields: { properties: properties as never } });
  const kindsOf = async (store: Store, ids: string[], writeKey = 'k1') => {
    const found = await store.kinds.told(ids.map(messageId => ({ writeKey, messageId })));
    return Object.fromEntries(found.map(({ messageId, kind }) => [messageId, kind]));
  };
  const repeatsOf = async (store: Store, ...ids: string[]) => {
    const found = await store.kinds.told(ids.map(messageId => ({ writeKey: 'k1', messageId })));
    return Object.fromEntries(
      found.flatMap(({ messageId, repeatOf }) => (repeatOf === null ? [] : [[messageId, repeatOf]])),
    );
  };
  const countsOf = async (store: Store, writeKeys = KEYS) => {
    const { counts } = await store.kinds.counts({ writeKeys, limit: 1000 });
    const sums: Record<string, number> = {};
    for (const { kind, count } of counts) sums[kind] = (sums[kind] ?? 0) + count;
    return sums;
  };

  describe('what an event tells', () => {
    it('is said by a conversion pixel before a pixel event before a saved pixel or a type before a name', async () => {
      const store = await opened();
      await store.pixelEvents.add(pixelEvent('evt_1', { type: 'lead' }));
      await store.pixelEvents.add(pixelEvent('evt_2', { type: 'custom' }));
      await store.pixelEvents.add(pixelEvent('evt_3', { account_id: 'other' }));
      await store.savedPixels.add(savedPixel('pix_1', { conversion_type: 'add_to_cart' }));
      await store.savedPixels.add(savedPixel('pix_2', { name: 'n', conversion_type: 'newsletter' }));
      await store.conversionPixels.add(pixel(1, { pixel_conversion_event_id: 8 }));
      await store.conversionPixels.add(pixel(2, { pixel_conversion_event_id: null }));
      const type = { conversion_type: 'Contact' };
      await append(
        store,
        told('fire', '1', { id: 'evt_1' }, { type: 'fire' }),
        told('fire of none', '2', type, { type: 'fire' }),
        told('event', 'evt_1', { id: 'pix_1', ...type }),
        told('event by its pixel', 'purchase', { id: 'evt_1', ...type }),
        told('custom event', 'evt_2', type),
        told("another's event", 'evt_3'),
        told('saved', 'purchase', { id: 'pix_1', ...type }),
        told('saved as its name', 'pix_1'),
        told('saved of no kind', 'purchase', { id: 'pix_2', ...type }),
        told('type', 'purchase', type),
        told('type of no kind', 'Order Completed', { conversion_type: 'newsletter' }),
        told('type that is no text', 'Order Completed', { conversion_type: ['lead'] }),
        told('name', 'ADD TO CART'),
        told('other', 'other'),
        told('page', 'purchase', type, { type: 'page' }),
        told('page view', 'page_view'),
      );
      const ids = [
        ...[
          'fire',
          'fire of none',
          'event',
          'event by its pixel',
          'custom event',
          "another's event",
          'saved',
        ],
        ...[
          'saved as its name',
          'saved of no kind',
          'type',
          'type of no kind',
          'type that is no text',
          'name',
        ],
        ...['other', 'page', 'page view'],
      ];
      expect(await kindsOf(store, ids)).toEqual({
        fire: 'lead',
        event: 'lead',
        'event by its pixel': 'lead',
        saved: 'add_to_cart',
        'saved as its name': 'add_to_cart',
        'saved of no kind': 'contact',
        type: 'contact',
        'type of no kind': 'purchase',
        'type that is no text': 'purchase',
        name: 'add_to_cart',
      });
    });

    it('is what its records said when it came', async () => {
      const store = await opened();
      const saved = savedPixel('pix_1', { conversion_type: 'lead' });
      const say = (id: string) => append(store, told(`e${id}`, 'evt_1'), told(`p${id}`, 'pix_1'));
      await say('0');
      await store.pixelEvents.add(pixelEvent('evt_1'));
      await store.savedPixels.add(saved);
      await say('1');
      await store.savedPixels.change(saved, { conversion_type: 'contact' });
      await say('2');
      await store.pixelEvents.remove('acme', 'evt_1');
      await store.savedPixels.remove('acme', 'pix_1');
      await say('3');
      const expected = { e1: 'purchase', p1: 'lead', e2: 'purchase', p2: 'contact' };
      const ids = ['e0', 'p0', 'e1', 'p1', 'e2', 'p2', 'e3', 'p3'];
      expect(await kindsOf(store, ids)).toEqual(expected);
      await store.rebuild();
      expect(await kindsOf(store, ids)).toEqual(expected);
    });

    it('fires the pixels of its category', async () => {
      const store = await opened();
      await store.pixelEvents.add(pixelEvent('evt_1'));
      await store.conversionPixels.add(pixel(1));
      await store.conversionPixels.add(pixel(2, { pixel_conversion_event_id: 8 }));
      await append(store, evt('m1'), told('m2', 'Lead'), told('m3', 'subscribe'), told('m4', 'evt_2'));
      const { conversions } = await store.conversions({ accounts: ['acme'], limit: 9 });
      expect(conversions.map(row => `${row.message_id} ${row.pixel_id}`).sort()).toEqual(['m1 1', 'm2 2']);
    });
  });

  describe('what is told twice', () => {
    const twice = async (...events: StoredEvent[]) => {
      const store = await opened();
      await store.pixelEvents.add(pixelEvent('evt_1'));
      await store.conversionPixels.add(pixel(1));
      await append(store, ...events);
      const { conversions } = await store.conversions({ accounts: ['acme'], limit: 9 });
      const { purchase: count } = await countsOf(store);
      return {
        count,
        conversions: conversions.map(({ message_id }) => message_id).sort(),
        repeats: await repeatsOf(store, ...events.map(({ messageId }) => messageId)),
        store,
      };
    };
    const by = { revenue: '5' };

    it('counts once by its order, in whatever way and however late it is told', async () => {
      const order = { order_id: 'A' };
      const late = { anonymousId: 'b', time: NOW + 9 * DAY };
      expect(
        await twice(purchase('m1', {}, order), evt('m2', late, order), purchase('m3', late, order)),
      ).toMatchObject({ count: 1, conversions: ['m1'], repeats: { m2: 'm1', m3: 'm1' } });
      expect(await twice(purchase('m1', {}, order), purchase('m2', { writeKey: 'k2' }, order))).toMatchObject(
        { count: 2, repeats: {} },
      );
      expect(await twice(purchase('m1', {}, order), evt('m2', {}, { order_id: 'B' }))).toMatchObject({
        count: 2,
        conversions: ['m1', 'm2'],
        repeats: {},
      });
    });

    it('counts once by its visitor and value within 30 minutes, where one of the two is a pixel event', async () => {
      const pair = (given: Partial<StoredEvent>, properties = by) =>
        twice(evt('m1', {}, by), purchase('m2', given, properties));
      const once = { count: 1, conversions: ['m1'], repeats: { m2: 'm1' } };
      const both = { count: 2, conversions: ['m1', 'm2'], repeats: {} };
      expect(await pair({})).toMatchObject(once);
      expect(await pair({ time: NOW + 30 * MINUTE })).toMatchObject(once);
      expect(await pair({ time: NOW - 30 * MINUTE, receivedAt: NOW })).toMatchObject(once);
      expect(await pair({ time: NOW + 30 * MINUTE + 1 })).toMatchObject(both);
      expect(await pair({ time: NOW - 30 * MINUTE - 1, receivedAt: NOW })).toMatchObject(both);
      expect(await pair({ anonymousId: 'b' })).toMatchObject(both);
      expect(await pair({}, { revenue: '6' })).toMatchObject(both);
      expect(await pair({}, {} as typeof by)).toMatchObject(both);
      expect(await twice(evt('m1'), purchase('m2'))).toMatchObject(once);
      expect(await twice(purchase('m1', {}, by), purchase('m2', {}, by))).toMatchObject(both);
      expect(await twice(evt('m1', {}, by), evt('m2', {}, by))).toMatchObject(both);
      const user = { anonymousId: '', userId: 'u' };
      expect(await twice(evt('m1', user, by), purchase('m2', user, by))).toMatchObject(once);
      const nobody = { anonymousId: '', userId: '' };
      expect(await twice(evt('m1', nobody, by), purchase('m2', nobody, by))).toMatchObject(both);
      const fire = event('m2', { type: 'fire', event: '1', fields: { properties: { value: '5' } } });
      expect(await twice(evt('m1', {}, by), fire)).toMatchObject(once);
    });

    it('counts two where two are told in both ways', async () => {
      const all = [evt('m1', {}, by), purchase('m2', {}, by), evt('m3', {}, by), purchase('m4', {}, by)];
      const { repeats, count } = await twice(...all);
      expect(count).toBe(2);
      expect(repeats).toEqual({ m2: 'm1', m4: 'm1' });
    });

    it('counts once where the same pixels count it, whatever its kind, and not where others do', async () => {
      const store = await opened();
      await store.pixelEvents.add(pixelEvent('evt_1', { type: 'contact' }));
      await append(
        store,
        evt('m1', {}, { order_id: 'A' }),
        event('m2', { event: 'signup', fields: { properties: { order_id: 'A' } } }),
        // By its visitor: it names no order.
        event('m3', { event: 'lead' }),
        event('m4', { event: 'purchase', fields: { properties: { order_id: 'A' } } }),
        event('m5', { event: 'search', fields: { properties: { order_id: 'A' } } }),
        event('m6', { event: 'donate', fields: { properties: { order_id: 'A' } } }),
      );
      expect(await countsOf(store)).toEqual({ contact: 1, purchase: 1, search: 1, donate: 1 });
      expect(await repeatsOf(store, 'm1', 'm2', 'm3', 'm4', 'm5', 'm6')).toEqual({ m2: 'm1', m3: 'm1' });
    });

    it('is told by the event of the two that happened first', async () => {
      const at = (minutes: number) => ({ time: NOW - minutes * MINUTE, receivedAt: NOW });
      const { repeats } = await twice(
        evt('m1', at(5), by),
        evt('m2', at(20), by),
        evt('m3', at(1), by),
        purchase('m4', at(0), by),
      );
      expect(repeats).toEqual({ m4: 'm2' });
    });

    it('has the order that one of the two names', async () => {
      const order = { ...by, order_id: 'A' };
      const told = [
        evt('m1', {}, by),
        purchase('m2', {}, order),
        purchase('m3', { anonymousId: 'b' }, order),
      ];
      expect(await twice(...told, purchase('m4', {}, { ...by, order_id: 'B' }))).toMatchObject({
        count: 2,
        repeats: { m2: 'm1', m3: 'm1' },
      });
    });

    it('counts for a pixel that did not count it yet', async () => {
      const { store } = await twice(evt('m1', {}, by));
      await store.conversionPixels.add(pixel(2));
      await append(store, purchase('m2', {}, by));
      const { conversions } = await store.conversions({ accounts: ['acme'], limit: 9 });
      expect(conversions.map(row => `${row.message_id} ${row.pixel_id}`).sort()).toEqual(['m1 1', 'm2 2']);
    });

    it('is the same again after a rebuild, where the first of them is gone, too', async () => {
      const { store } = await twice();
      await store.tags.change((await store.tags.get('k1'))!, { retention_days: 3 });
      const old = { time: THIS_HOUR - 3 * DAY - MINUTE, receivedAt: THIS_HOUR - 3 * DAY - MINUTE };
      const kept = { time: THIS_HOUR - 3 * DAY + MINUTE, receivedAt: THIS_HOUR - 3 * DAY + MINUTE };
      await append(
        store,
        evt('m1', old, by),
        purchase('m2', kept, by),
        purchase('m3', old, { order_id: 'A' }),
        purchase('m4', kept, { order_id: 'A' }),
        event('last', { time: NOW, receivedAt: NOW }),
      );
      await store.forget(NOW, null);
      await append(store, purchase('m5', kept, { order_id: 'A' }), purchase('m6', kept, by));
      const ids = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'];
      const before = [await countsOf(store), await repeatsOf(store, ...ids), await kindsOf(store, ids)];
      expect(before).toEqual([
        { purchase: 3 },
        { m2: 'm1', m4: 'm3', m5: '' },
        { m2: 'purchase', m4: 'purchase', m5: 'purchase', m6: 'purchase' },
      ]);
      for (const { changed } of (await store.rebuild()).tables) expect(changed).toBe(0);
      expect([await countsOf(store), await repeatsOf(store, ...ids), await kindsOf(store, ids)]).toEqual(
        before,
      );
    });
  });

  describe('counts by kind', () => {
    const some = async () => {
      const store = await opened();
      const at = (hours: number, writeKey = 'k1') => ({
        writeKey,
        time: THIS_HOUR - hours * HOUR,
        receivedAt: NOW + hours,
      });
      await append(
        store,
        purchase('1', at(0)),
        purchase('2', at(0)),
        told('3', 'Lead', {}, at(0)),
        purchase('4', at(1)),
        purchase('5', at(2, 'k2')),
        purchase('6', at(2, 'o1')),
        event('7', { type: 'page', ...at(1) }),
        event('8', { ...at(1) }),
      );
      return store;
    };

    it('are told by hour, the newest first, then by tag and kind, a page at a time', async () => {
      const store = await some();
      const read = (limit: number, filter: object = {}) =>
        allPages(async cursor => {
          const page = { writeKeys: KEYS, ...filter, limit, ...(cursor && { cursor }) };
          const { counts, next } = await store.kinds.counts(page);
          expect(counts.length).toBeLessThanOrEqual(limit);
          return { rows: counts, next };
        });
      const row = (write_key: string, kind: string, hours: number, count = 1) =>
        ({ write_key, kind, hour: THIS_HOUR - hours * HOUR, count }) as const;
      const all = [
        row('k1', 'lead', 0),
        row('k1', 'purchase', 0, 2),
        row('k1', 'page_view', 1),
        row('k1', 'purchase', 1),
        row('k2', 'purchase', 2),
        row('o1', 'purchase', 2),
      ];
      for (const limit of [1, 2, 5, 6, 99]) expect(await read(limit)).toEqual(all);
      expect((await store.kinds.counts({ writeKeys: KEYS, limit: 6 })).next).toBeNull();
      expect(await read(9, { writeKeys: ['o1'] })).toEqual(all.slice(-1));
      expect(await read(1, { from: THIS_HOUR - HOUR, to: THIS_HOUR })).toEqual(all.slice(2, 4));
      await expect(store.kinds.counts({ writeKeys: KEYS, limit: 1, cursor: 'no' })).rejects.toThrow();
    });

    it('are told of some kinds, by tag and hour', async () => {
      const store = await some();
      const kinds = ['purchase', 'lead'];
      expect(
        await store.kinds.hours({
          writeKeys: ['k1', 'k2'],
          kinds,
          from: THIS_HOUR - 2 * HOUR,
          to: THIS_HOUR + HOUR,
        }),
      ).toEqual([
        { write_key: 'k2', hour: THIS_HOUR - 2 * HOUR, count: 1 },
        { write_key: 'k1', hour: THIS_HOUR - HOUR, count: 1 },
        { write_key: 'k1', hour: THIS_HOUR, count: 3 },
      ]);
      const once = { writeKeys: ['k1'], kinds, from: THIS_HOUR - HOUR, to: THIS_HOUR };
      expect(await store.kinds.hours(once)).toHaveLength(1);
      expect(await store.kinds.activity({ writeKeys: ['k2', 'k1', 'k3'], kinds })).toEqual([
        { write_key: 'k1', firstHour: THIS_HOUR - HOUR, lastSeen: NOW + 1 },
        { write_key: 'k2', firstHour: THIS_HOUR - 2 * HOUR, lastSeen: NOW + 2 },
      ]);
      expect(await store.kinds.activity({ writeKeys: KEYS, kinds: ['search'] })).toEqual([]);
    });

    it('are seen by who told of them, a repeat too', async () => {
      const store = await opened();
      await store.pixelEvents.add(pixelEvent('evt_1'));
      await store.conversionPixels.add(pixel(1));
      const at = (ms: number) => ({ time: NOW, receivedAt: NOW + ms });
      await append(
        store,
        evt('m1', at(3)),
        purchase('m2', at(5)),
        purchase('m3', at(4)),
        event('m4', { type: 'fire', event: '1', ...at(1) }),
      );
      const row = (source: string, time: number) => ({ write_key: 'k1', kind: 'purchase', source, time });
      expect(await store.kinds.seen(['k1'])).toEqual([
        row('evt_1', NOW + 3),
        row('fire', NOW + 1),
        row('name', NOW + 5),
      ]);
      expect(await store.kinds.seen(['k2', 'o1'])).toEqual([]);
    });
  });

  describe('a difference', () => {
    it('is none where all is counted by the vocabulary of today, and nothing is changed by asking', async () => {
      const store = await opened();
      await store.pixelEvents.add(pixelEvent('evt_1'));
      await store.conversionPixels.add(pixel(1));
      await append(
        store,
        evt('m1'),
        purchase('m2'),
        purchase('m3', { anonymousId: 'b' }),
        told('m4', 'lead'),
      );
      expect(await store.isOutdated()).toBe(false);
      const { events, tables, kinds } = await store.difference();
      expect(events).toBe(4);
      for (const { changed } of tables) expect(changed).toBe(0);
      const same = (count: number) => ({ before: count, after: count });
      expect(kinds).toEqual([
        { kind: 'purchase', events: same(2), conversions: same(2) },
        { kind: 'lead', events: same(1), conversions: same(0) },
      ]);
      expect(await countsOf(store)).toEqual({ purchase: 2, lead: 1 });
    });
  });
}
