import { describe, expect, it } from 'vitest';
import type { ConversionPixelRow } from '../../../../src/server/store/adRecords.ts';
import type { ConversionFilter } from '../../../../src/server/store/conversions.ts';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import type { Open } from './engine.ts';
import { addAccounts, append, event, HOUR, MINUTE, NOW, pixel, purchase } from './rows.ts';

/** What counts as a conversion. */
export function converting(open: Open): void {
  const opened = async (...pixels: ConversionPixelRow[]) => {
    const { store } = await open();
    await addAccounts(store);
    for (const each of pixels) await store.conversionPixels.add(each);
    return store;
  };
  const read = async (store: Store, filter: Partial<ConversionFilter> = {}) =>
    (await store.conversions({ accounts: ['acme', 'other'], limit: 100, ...filter })).conversions;
  /** The conversions as `event pixel`, the earliest first. */
  const made = async (store: Store, filter: Partial<ConversionFilter> = {}) =>
    (await read(store, filter)).map(row => `${row.message_id} ${row.pixel_id}`).reverse();

  describe('a conversion', () => {
    it('is made by a purchase for the pixels of purchases, and by a fire for its pixel', async () => {
      const store = await opened(pixel(1), pixel(2), pixel(3, { pixel_conversion_event_id: 8 }));
      await append(
        store,
        purchase('m1'),
        event('m2', { event: 'lead', time: NOW + 1 }),
        event('m3', { type: 'fire', event: '2', time: NOW + 2 }),
        event('m4', { event: 'other' }),
        event('m5', { type: 'page', event: 'purchase' }),
        event('m6', { type: 'fire', event: '9' }),
      );
      expect(await made(store)).toEqual(['m1 2', 'm1 1', 'm2 3', 'm3 2']);
    });

    it('says what its beacon said', async () => {
      const store = await opened(pixel(1));
      const properties = { order_id: ' A1 ', revenue: '12.5', currency: 'EUR' };
      const who = { anonymousId: 'x', userId: 'u', time: NOW - 5, receivedAt: NOW };
      await append(store, event('m0'), purchase('m1', who, properties), purchase('m2', { time: NOW + 1 }));
      const [second, first] = await read(store);
      expect(first).toEqual({
        account_id: 'acme',
        pixel_id: 1,
        seq: expect.any(Number),
        write_key: 'k1',
        message_id: 'm1',
        time: NOW - 5,
        anonymous_id: 'x',
        user_id: 'u',
        order_id: 'A1',
        value: 12.5,
        currency: 'EUR',
        attribution: 'unattributed',
        credited_value: 12.5,
        touch_id: null,
        touch_time: null,
        line_item_id: null,
        campaign_id: null,
        campaign: '',
        order_tag: 'k1',
        value_sent: '',
        marks: '',
        completed_by: '[]',
        signed: 0,
        refunded: 0,
      });
      expect(second).toMatchObject({ order_id: '', value: null, currency: '', credited_value: null });
    });

    it('is of the pixels of its own account', async () => {
      const store = await opened(pixel(1), pixel(2, { account_id: 'other' }));
      await append(
        store,
        purchase('m1'),
        purchase('m2', { writeKey: 'o1', time: NOW + 1 }),
        event('m3', { writeKey: 'o1', type: 'fire', event: '1' }),
      );
      expect((await read(store)).map(row => [row.account_id, row.pixel_id, row.message_id])).toEqual([
        ['other', 2, 'm2'],
        ['acme', 1, 'm1'],
      ]);
    });

    it('is made of the events that arrive after its pixel says so', async () => {
      const store = await opened();
      let at = 0;
      const buy = () => store.append(purchase(`m${++at}`, { time: NOW + at }));
      await buy();
      let read = await store.conversionPixels.add(pixel(1, { state: 'inactive' }));
      const say = async (change: Partial<ConversionPixelRow>) => {
        await store.conversionPixels.change(read, change);
        read = (await store.conversionPixels.get(1))!;
      };
      await buy();
      await say({ state: 'active' });
      await buy();
      await say({ pixel_conversion_event_id: 8 });
      await buy();
      await say({ pixel_conversion_event_id: 7, name: 'Other' });
      await buy();
      await say({ state: 'inactive' });
      await say({ state: 'active' });
      await buy();
      await store.conversionPixels.remove(1);
      await buy();
      expect(await made(store)).toEqual(['m3 1', 'm5 1', 'm6 1']);
      await store.conversionPixels.add(pixel(1));
      await buy();
      expect(await made(store)).toEqual(['m3 1', 'm5 1', 'm6 1', 'm8 1']);
    });

    it('is not changed by a change of its pixel that is refused', async () => {
      const store = await opened(pixel(1, { code: 'a' }), pixel(2, { code: 'b', state: 'inactive' }));
      const read = (await store.conversionPixels.get(2))!;
      await store.conversionPixels.change(read, { code: 'a', state: 'active' }).catch(() => {});
      await store.conversionPixels.change({ ...read, revision: 9 }, { state: 'active' });
      await store.append(purchase('m1'));
      expect(await made(store)).toEqual(['m1 1']);
    });
  });

  describe('the repeat interval', () => {
    const fires = async (row: Partial<ConversionPixelRow>, ...events: StoredEvent[]) => {
      const store = await opened(pixel(1, row));
      await append(store, ...events);
      return (await made(store)).map(each => each.split(' ')[0]).sort();
    };
    /** Purchases at these distances, in the order of their arrival, all received at once. */
    const at = (...distances: number[]) =>
      distances.map((ms, place) => purchase(`m${place}`, { time: NOW + ms, receivedAt: NOW + 99 * HOUR }));
    const ten = { min_minutes_per_conv: 10 };

    it('of 0 counts all', async () => {
      expect(await fires({ min_minutes_per_conv: 0 }, ...at(0, 0, 1))).toEqual(['m0', 'm1', 'm2']);
    });

    it('of none counts one per visitor, ever', async () => {
      const year = 365 * 24 * HOUR;
      expect(await fires({ min_minutes_per_conv: null }, ...at(0, year, -year))).toEqual(['m0']);
    });

    it('lets through what is an interval apart, to the millisecond, on both sides', async () => {
      expect(await fires(ten, ...at(0, 10 * MINUTE - 1))).toEqual(['m0']);
      expect(await fires(ten, ...at(0, 10 * MINUTE))).toEqual(['m0', 'm1']);
      expect(await fires(ten, ...at(0, 10 * MINUTE + 1))).toEqual(['m0', 'm1']);
      expect(await fires(ten, ...at(0, 1 - 10 * MINUTE))).toEqual(['m0']);
      expect(await fires(ten, ...at(0, -10 * MINUTE))).toEqual(['m0', 'm1']);
      expect(await fires(ten, ...at(0, 9 * MINUTE))).toEqual(['m0']);
      expect(await fires(ten, ...at(0, 11 * MINUTE))).toEqual(['m0', 'm1']);
      expect(await fires(ten, ...at(0, 0))).toEqual(['m0']);
    });

    it('goes by the time of the events, in whatever order and how far apart they arrive', async () => {
      expect(await fires(ten, ...at(20 * MINUTE, 0, 10 * MINUTE, 25 * MINUTE, 30 * MINUTE))).toEqual([
        'm0',
        'm1',
        'm2',
        'm4',
      ]);
      const late = [
        purchase('m0', { time: NOW, receivedAt: NOW }),
        purchase('m1', { time: NOW + 5 * MINUTE, receivedAt: NOW + 5 * HOUR }),
        purchase('m2', { time: NOW + 20 * MINUTE, receivedAt: NOW + 5 * HOUR + 1 }),
      ];
      expect(await fires(ten, ...late)).toEqual(['m0', 'm2']);
    });

    it('counts from what counted, not from what was left out', async () => {
      expect(await fires(ten, ...at(0, 6 * MINUTE, 12 * MINUTE))).toEqual(['m0', 'm2']);
    });

    it('is each visitor’s own, told by either of the ids', async () => {
      const by = (id: string, anonymousId: string, userId: string) => purchase(id, { anonymousId, userId });
      const store = await opened(pixel(1, ten));
      await append(
        store,
        by('1', 'a', ''),
        by('2', 'b', ''),
        by('3', 'a', 'u'),
        by('4', 'c', 'u'),
        by('5', 'd', 'u'),
        by('6', 'c', ''),
        by('7', '', 'a'),
        by('8', 'A', ''),
      );
      expect((await made(store)).sort()).toEqual(['1 1', '2 1', '4 1', '7 1', '8 1']);
    });

    it('is of nobody where a visitor has no id', async () => {
      const nobody = { anonymousId: '', userId: '' };
      const store = await opened(pixel(1, ten));
      await append(
        store,
        purchase('1', { ...nobody, userId: 'u' }),
        purchase('2', { ...nobody, userId: 'w' }),
        purchase('3', { ...nobody, anonymousId: 'a' }),
        purchase('4', nobody),
        purchase('5', nobody),
      );
      expect((await made(store)).sort()).toEqual(['1 1', '2 1', '3 1', '4 1', '5 1']);
    });

    it('is each pixel’s own', async () => {
      const store = await opened(pixel(1, ten), pixel(2, { min_minutes_per_conv: 30 }), pixel(3, ten));
      const fire = (id: string, minutes: number, name: string) =>
        event(id, { type: 'fire', event: name, time: NOW + minutes * MINUTE });
      await append(store, fire('a', 0, '3'), purchase('b', { time: NOW + 5 * MINUTE }));
      await append(
        store,
        purchase('c', { time: NOW + 20 * MINUTE }),
        purchase('d', { time: NOW + 35 * MINUTE }),
      );
      expect((await made(store)).sort()).toEqual(['a 3', 'b 1', 'b 2', 'c 1', 'c 3', 'd 1', 'd 2', 'd 3']);
    });

    it('is each account’s own', async () => {
      const store = await opened(pixel(1, ten), pixel(2, { ...ten, account_id: 'other' }));
      await append(
        store,
        purchase('1'),
        purchase('2', { writeKey: 'o1' }),
        purchase('3', { writeKey: 'k2' }),
      );
      expect((await made(store)).sort()).toEqual(['1 1', '2 2']);
    });

    it('is the one that the pixel said when the event arrived', async () => {
      const store = await opened(pixel(1, ten));
      await append(store, purchase('1'), purchase('2', { time: NOW + 5 * MINUTE }));
      await store.conversionPixels.change((await store.conversionPixels.get(1))!, {
        min_minutes_per_conv: 4,
      });
      await append(store, purchase('3', { time: NOW + 5 * MINUTE }));
      expect(await made(store)).toEqual(['1 1', '3 1']);
    });
  });

  describe('an order', () => {
    it('counts once for a pixel, whoever and whenever', async () => {
      const store = await opened(pixel(1), pixel(2));
      const order = { order_id: 'A1' };
      await append(
        store,
        purchase('1', {}, order),
        purchase('2', { anonymousId: 'b', time: NOW + 999 * HOUR }, order),
        purchase('3', { anonymousId: 'c', time: NOW - 999 * HOUR }, { order_id: ' A1' }),
        event('4', { type: 'fire', event: '2', time: NOW + 1, fields: { properties: order } }),
        purchase('5', {}, { order_id: 'a1' }),
      );
      expect((await made(store)).sort()).toEqual(['1 1', '1 2', '5 1', '5 2']);
    });

    it('is each pixel’s own', async () => {
      const store = await opened(pixel(1), pixel(2));
      const order = { order_id: 'A1' };
      await append(
        store,
        event('1', { type: 'fire', event: '1', fields: { properties: order } }),
        purchase('2', {}, order),
        purchase('3', {}, order),
      );
      expect((await made(store)).sort()).toEqual(['1 1', '2 2']);
    });

    it('is each account’s own', async () => {
      const store = await opened(pixel(1), pixel(2, { account_id: 'other' }));
      const order = { order_id: 'A1' };
      await append(store, purchase('1', {}, order), purchase('2', { writeKey: 'o1' }, order));
      expect((await made(store)).sort()).toEqual(['1 1', '2 2']);
    });

    it('without an id is none, nor is one with an id too long', async () => {
      const store = await opened(pixel(1));
      const long = { order_id: 'x'.repeat(256) };
      const longest = { order_id: 'x'.repeat(255) };
      await append(
        store,
        purchase('1'),
        purchase('2', {}, { order_id: '' }),
        purchase('3', {}, { order_id: ' ' }),
      );
      await append(store, purchase('4', {}, long), purchase('5', {}, long));
      await append(store, purchase('6', {}, longest), purchase('7', {}, longest));
      expect((await made(store)).sort()).toEqual(['1 1', '2 1', '3 1', '4 1', '5 1', '6 1']);
    });

    it('is none by what a page writes that has no order: each counts', async () => {
      const store = await opened(pixel(1));
      const words = [
        'undefined',
        ' null',
        'NaN',
        'None',
        '[object Object]',
        '{{ order.name }}',
        '\u0024{id}',
      ];
      for (const [at, order_id] of words.entries())
        await append(
          store,
          purchase(`a${at}`, {}, { order_id }),
          purchase(`b${at}`, { anonymousId: 'b' }, { order_id }),
        );
      await append(store, purchase('k1:purchase:NaN'), purchase('c', {}, { order_id: 'null-1' }));
      await append(store, purchase('d', {}, { order_id: 'null-1' }));
      expect(await made(store)).toHaveLength(2 * words.length + 2);
    });

    it('that was left out as a repeat may count later', async () => {
      const store = await opened(pixel(1, { min_minutes_per_conv: 10 }));
      await append(
        store,
        purchase('1'),
        purchase('2', { time: NOW + MINUTE }, { order_id: 'A1' }),
        purchase('3', { time: NOW + 10 * MINUTE }, { order_id: 'A1' }),
      );
      expect(await made(store)).toEqual(['1 1', '3 1']);
    });
  });
}
