import { describe, expect, it } from 'vitest';
import type { ConversionPixelRow } from '../../../../src/server/store/adRecords.ts';
import type { ConversionFilter, ConversionGroup } from '../../../../src/server/store/conversions.ts';
import { MAX_OTHER_CURRENCIES, OTHER_CURRENCIES } from '../../../../src/server/store/currencies.ts';
import { BadCursor } from '../../../../src/server/store/errors.ts';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { allPages, NO_CURSORS } from './allPages.ts';
import type { Open } from './engine.ts';
import {
  addAccounts,
  adEvent,
  append,
  event,
  HOUR,
  landing,
  NOW,
  pixel,
  purchase,
  THIS_HOUR,
} from './rows.ts';

/** How conversions are read. */
export function readingConversions(open: Open): void {
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

  describe('conversions', () => {
    /** Two pixels, three visitors; one is credited to a click on the line item 5, one to a view of 6. */
    const sold = async () => {
      const store = await opened(pixel(1), pixel(2), pixel(3, { account_id: 'other' }));
      const day = { time: NOW - 24 * HOUR };
      const revenue = (value: string, currency = 'EUR') => ({ revenue: value, currency });
      await append(
        store,
        adEvent('c', 'click', { ...day, anonymousId: 'a' }, { line_item_id: '5' }),
        adEvent('v', 'impression', { ...day, anonymousId: 'b' }, { line_item_id: '6' }),
        purchase('1', { anonymousId: 'a', time: THIS_HOUR - 1 }, revenue('0.1')),
        purchase('2', { anonymousId: 'b', time: THIS_HOUR }, revenue('0.2')),
        purchase('3', { anonymousId: 'c', time: NOW }, revenue('5', 'USD')),
        purchase('4', { anonymousId: 'c', time: NOW }),
        event('5', { anonymousId: 'b', type: 'fire', event: '1', time: NOW + 1 }),
        purchase('6', { writeKey: 'o1', time: NOW }, revenue('7')),
      );
      return store;
    };

    it('come newest first, of the same time the last to arrive, of one event by pixel', async () => {
      const store = await sold();
      expect((await read(store)).map(row => `${row.message_id} ${row.pixel_id}`)).toEqual([
        '5 1',
        '6 3',
        '4 1',
        '4 2',
        '3 1',
        '3 2',
        '2 1',
        '2 2',
        '1 1',
        '1 2',
      ]);
    });

    it('are those that each filter lets through', async () => {
      const store = await sold();
      expect(await made(store, { accounts: ['other'] })).toEqual(['6 3']);
      expect(await made(store, { accounts: [] })).toEqual([]);
      expect(await made(store, { accounts: ['acme'], pixelIds: [2, 3] })).toEqual([
        '1 2',
        '2 2',
        '3 2',
        '4 2',
      ]);
      expect(await made(store, { pixelIds: [] })).toEqual([]);
      expect(await made(store, { lineItemIds: [5] })).toEqual(['1 2', '1 1']);
      expect(await made(store, { lineItemIds: [6, 7] })).toEqual(['2 2', '2 1', '5 1']);
      expect(await made(store, { attribution: 'click' })).toEqual(['1 2', '1 1']);
      expect(await made(store, { attribution: 'view', pixelIds: [1] })).toEqual(['2 1', '5 1']);
      expect(await made(store, { attribution: 'unattributed', pixelIds: [1] })).toEqual(['3 1', '4 1']);
    });

    it('are of a time, from its begin on and before its end', async () => {
      const store = await sold();
      const times = (filter: Partial<ConversionFilter>) => made(store, { pixelIds: [1], ...filter });
      expect(await times({ from: THIS_HOUR, to: NOW + 1 })).toEqual(['2 1', '3 1', '4 1']);
      expect(await times({ from: THIS_HOUR + 1, to: NOW })).toEqual([]);
      expect(await times({ to: THIS_HOUR })).toEqual(['1 1']);
      expect(await times({ from: NOW + 1 })).toEqual(['5 1']);
    });

    it('come once each over the pages, whatever arrives between them', async () => {
      for (const limit of [1, 2, 3]) {
        const store = await sold();
        const before = await made(store, { accounts: ['acme'] });
        let extra = 0;
        const seen = await allPages(
          async cursor => {
            const page = await store.conversions({ accounts: ['acme'], limit, ...(cursor && { cursor }) });
            return { rows: page.conversions, next: page.next };
          },
          async () => {
            for (const time of [THIS_HOUR - 1, THIS_HOUR, NOW, NOW + 1]) {
              await store.append(purchase(`x${extra++}`, { time, receivedAt: NOW + 9, anonymousId: 'z' }));
            }
          },
        );
        const found = seen.map(row => `${row.message_id} ${row.pixel_id}`);
        expect(new Set(found).size).toBe(found.length);
        expect(found.filter(each => !each.startsWith('x')).reverse()).toEqual(before);
      }
    });

    it('have a next page only where there are more', async () => {
      const store = await sold();
      const next = async (limit: number) => (await store.conversions({ accounts: ['acme'], limit })).next;
      expect(await next(8)).toEqual(expect.any(String));
      expect(await next(9)).toBeNull();
      expect(await next(10)).toBeNull();
    });

    it('are not read from a cursor that no page gave out', async () => {
      const store = await sold();
      for (const cursor of NO_CURSORS) {
        const page = store.conversions({ accounts: ['acme'], limit: 1, cursor });
        await expect(page, cursor).rejects.toThrow(BadCursor);
      }
    });

    it('are copies', async () => {
      const store = await sold();
      const [first] = await read(store);
      const { ...copy } = first!;
      for (const name of Object.keys(first!)) (first as unknown as Record<string, string>)[name] = 'changed';
      expect((await read(store))[0]).toEqual(copy);
    });
  });

  describe('totals of conversions', () => {
    const totals = (store: Store, by: ConversionGroup[], filter: Partial<ConversionFilter> = {}) =>
      store.conversionTotals({ accounts: ['acme'], limit: 100, ...filter }, by);

    const sold = async () => {
      const store = await opened(
        pixel(1, { post_click_value: 2 }),
        pixel(2, { pixel_conversion_event_id: null }),
        pixel(3, { account_id: 'other' }),
      );
      const fire = (id: string, given: Partial<StoredEvent>, properties: Record<string, string>) =>
        event(id, { type: 'fire', event: '2', ...given, fields: { properties } });
      await append(
        store,
        landing('l', { gclid: 'g' }, { time: NOW - HOUR }),
        adEvent('c', 'click', { anonymousId: 'b', time: NOW - HOUR }),
        purchase('1', { time: THIS_HOUR - 1 }),
        purchase('2', { time: THIS_HOUR, anonymousId: 'b' }, { revenue: '0.1', currency: 'EUR' }),
        purchase('3', { time: NOW, anonymousId: 'b' }, { revenue: '0.2', currency: 'EUR' }),
        purchase('4', { time: NOW, anonymousId: 'c' }, { revenue: '-3', currency: 'USD' }),
        fire('5', { anonymousId: 'c' }, {}),
        fire('6', { anonymousId: 'c' }, { value: '4' }),
        fire('7', { anonymousId: 'd' }, { currency: 'EUR' }),
        purchase('8', { writeKey: 'o1' }, { revenue: '100' }),
      );
      return store;
    };

    it('are a line for each currency', async () => {
      expect(await totals(await sold(), [])).toEqual([
        { currency: '', count: 3, value: 6, refunded: 0 },
        { currency: 'EUR', count: 3, value: 0.3, refunded: 0 },
        { currency: 'USD', count: 1, value: null, refunded: 0 },
      ]);
    });

    it('are of a currency in whatever case its code is', async () => {
      const store = await opened(pixel(1));
      const codes = ['EUR', 'eur', ' Eur ', 'points', 'Points', '€€€', ''];
      for (const [at, currency] of codes.entries())
        await append(store, purchase(`${at}`, { anonymousId: `${at}` }, { revenue: '1', currency }));
      expect(await totals(store, [])).toEqual(
        [
          ['', 1],
          ['EUR', 3],
          ['Points', 1],
          ['points', 1],
          ['€€€', 1],
        ].map(([currency, count]) => ({ currency, count, value: count, refunded: 0 })),
      );
    });

    it('tell currencies apart, and of those that are made up the most frequent', async () => {
      const store = await opened(pixel(1));
      const buy = (id: string, currency: string) =>
        purchase(id, { anonymousId: id }, { revenue: '0.1', currency });
      const junk = Array.from({ length: 1200 }, (_, at) => buy(`junk ${at}`, `A${1000 + at}`));
      const honest = ['points', 'EUR', 'zwl', 'points'].map((each, at) => buy(`honest ${at}`, each));
      await append(store, ...junk.slice(0, 600), ...honest, ...junk.slice(600));
      for (const by of [[], ['attribution']] as const) {
        const lines = (await totals(store, [...by])).map(({ attribution: _, ...line }) => line);
        const line = (currency: string) => lines.find(each => each.currency === currency);
        expect(lines).toHaveLength(MAX_OTHER_CURRENCIES + 3);
        expect(line('EUR')).toEqual({ currency: 'EUR', count: 1, value: 0.1, refunded: 0 });
        expect(line('ZWL')).toMatchObject({ count: 1, value: 0.1 });
        expect(line('points')).toMatchObject({ count: 2, value: 0.2 });
        // They are counted; amounts of two currencies are never added.
        const count = 1200 - (MAX_OTHER_CURRENCIES - 1);
        expect(line(OTHER_CURRENCIES)).toEqual({
          currency: OTHER_CURRENCIES,
          count,
          value: null,
          refunded: 0,
        });
      }
    });

    it('are of all there are, however many', { timeout: 300_000 }, async () => {
      const store = await opened(pixel(1));
      const most = Array.from({ length: 6000 }, (_, at) =>
        // Some of the same time, as many as are read at once.
        purchase(
          `${at}`,
          { anonymousId: `${at}`, time: NOW + Math.max(0, at - 5000) },
          at % 3 ? { revenue: '1' } : {},
        ),
      );
      await Promise.all(most.map(each => store.append(each)));
      const sum = { currency: '', count: 6000, value: 4000, refunded: 0 };
      expect(await totals(store, [])).toEqual([sum]);
      expect(await totals(store, ['pixel'], { from: NOW })).toEqual([{ pixel_id: 1, ...sum }]);
      expect(await totals(store, [], { from: NOW + 1 })).toMatchObject([{ count: 999 }]);
      expect(await totals(store, [], { to: NOW + 1 })).toMatchObject([{ count: 5001 }]);
    });

    it('are a line for each group, in the order of the groups', async () => {
      const store = await sold();
      expect(await totals(store, ['pixel'])).toEqual([
        { pixel_id: 1, currency: '', count: 1, value: 2, refunded: 0 },
        { pixel_id: 1, currency: 'EUR', count: 2, value: 0.3, refunded: 0 },
        { pixel_id: 1, currency: 'USD', count: 1, value: null, refunded: 0 },
        { pixel_id: 2, currency: '', count: 2, value: 4, refunded: 0 },
        { pixel_id: 2, currency: 'EUR', count: 1, value: null, refunded: 0 },
      ]);
      expect(await totals(store, ['attribution', 'pixel'], { pixelIds: [1] })).toMatchObject([
        { attribution: 'click', pixel_id: 1, currency: '', count: 1 },
        { attribution: 'click', pixel_id: 1, currency: 'EUR', count: 2 },
        { attribution: 'unattributed', pixel_id: 1, currency: 'USD', count: 1 },
      ]);
      expect(await totals(store, ['line_item'], { pixelIds: [1] })).toMatchObject([
        { line_item_id: null, currency: '', count: 1 },
        { line_item_id: null, currency: 'USD', count: 1 },
        { line_item_id: 5, currency: 'EUR', count: 2 },
      ]);
      expect(await totals(store, ['hour'], { pixelIds: [1] })).toMatchObject([
        { hour: THIS_HOUR - HOUR, currency: '', count: 1 },
        { hour: THIS_HOUR, currency: 'EUR', count: 2 },
        { hour: THIS_HOUR, currency: 'USD', count: 1 },
      ]);
    });

    it('are of what each filter lets through, as many lines as there may be', async () => {
      const store = await sold();
      expect(await totals(store, [], { accounts: ['other'] })).toEqual([
        { currency: '', count: 1, value: 100, refunded: 0 },
      ]);
      expect(await totals(store, [], { attribution: 'click' })).toMatchObject([{ count: 1 }, { count: 2 }]);
      expect(await totals(store, [], { from: NOW, lineItemIds: [5] })).toEqual([
        { currency: 'EUR', count: 1, value: 0.2, refunded: 0 },
      ]);
      expect(await totals(store, [], { to: THIS_HOUR })).toMatchObject([{ count: 1 }]);
      expect(await totals(store, [], { accounts: [] })).toEqual([]);
      expect(await totals(store, ['pixel'], { limit: 2 })).toHaveLength(2);
    });
  });
}
