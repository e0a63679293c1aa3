import { describe, expect, it } from 'vitest';
import { judge } from '../../../../src/server/attribution/judge.ts';
import type { ConversionPixelRow } from '../../../../src/server/store/adRecords.ts';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import type { Open } from './engine.ts';
import { ad, addAccounts, adEvent, append, DAY, event, HOUR, landing, NOW, pixel, purchase } from './rows.ts';

const ago = (ms: number) => ({ time: NOW - ms, receivedAt: NOW - ms });
const click = (id: string, ms: number, given: Partial<StoredEvent> = {}, line_item_id = '5') =>
  adEvent(id, 'click', { ...ago(ms), ...given }, { line_item_id });
const view = (id: string, ms: number, given: Partial<StoredEvent> = {}, line_item_id = '5') =>
  adEvent(id, 'impression', { ...ago(ms), ...given }, { line_item_id });

/** What one conversion could be credited to. */
export function readingTouches(open: Open): void {
  const opened = async (row: Partial<ConversionPixelRow>, ...events: StoredEvent[]) => {
    const { store } = await open();
    await addAccounts(store);
    await store.conversionPixels.add(pixel(1, row));
    await append(store, ...events);
    return store;
  };
  const read = (store: Store, messageId = 'p', limit = 100) =>
    store.conversionTouches({ account: 'acme', pixelId: 1, writeKey: 'k1', messageId, limit });
  /** The touches of the purchase `p`, the latest first, each with what became of it. */
  const judged = async (store: Store, limit?: number) => {
    const { conversion, rule, touches } = (await read(store, 'p', limit))!;
    return touches.map(each => `${each.id} ${judge(each, conversion, rule!)}`);
  };

  describe('the touches of a conversion', () => {
    it('are those of its visitor before it, each with what became of it', async () => {
      const store = await opened(
        { trigger_type: 'hybrid', post_click_expire_mins: 60 * 24 * 3 },
        click('old', 4 * DAY),
        view('seen', 5 * DAY, {}, '6'),
        click('seenLongAgo', DAY, {}, '6'),
        click('first', 2 * DAY),
        click('second', DAY + HOUR),
        view('shown', HOUR),
        click('tooOld', 91 * DAY),
        click('after', -HOUR),
        click('anothers', HOUR, { anonymousId: 'b' }),
        purchase('p'),
      );
      expect(await judged(store)).toEqual([
        'shown click',
        'seenLongAgo window',
        'second credited',
        'first later',
        'old window',
        'seen click',
      ]);
      expect((await read(store))!.isWhole).toBe(true);
    });

    it('tell since when a click’s window counts', async () => {
      const store = await opened(
        {},
        view('v', 3 * DAY),
        view('w', 2 * DAY),
        click('c', DAY),
        click('d', HOUR, {}, '6'),
        purchase('p'),
      );
      const { touches } = (await read(store))!;
      expect(touches.map(({ id, since }) => [id, NOW - since])).toEqual([
        ['d', HOUR],
        ['c', 2 * DAY],
        ['w', 2 * DAY],
        ['v', 3 * DAY],
      ]);
    });

    it('are of no use where the pixel counts none of their kind, and none of landings', async () => {
      const store = await opened(
        { trigger_type: 'view', landings_count: 0 },
        click('c', HOUR),
        view('v', 2 * HOUR),
        landing('l', { source: 'news' }, ago(3 * HOUR)),
        purchase('p'),
      );
      const told = await judged(store);
      expect(told.slice(0, 2)).toEqual(['c trigger', 'v credited']);
      expect(told[2]).toMatch(/ trigger$/);
    });

    it('are those of line items that use the pixel, as it was when the conversion came', async () => {
      const store = await opened({ trigger_type: 'hybrid', landings_count: 0 });
      await store.lineItems.add({ ...ad(5), pixels: [1] });
      await append(
        store,
        click('c', HOUR, {}, '6'),
        click('d', 2 * HOUR),
        landing('l', { source: 'news' }, ago(3 * HOUR)),
        purchase('p'),
      );
      await store.conversionPixels.change((await store.conversionPixels.get(1))!, { trigger_type: 'view' });
      const told = await judged(store);
      expect(told.slice(0, 2)).toEqual(['c line_item', 'd credited']);
      expect(told[2]).toMatch(/ landing$/);
    });

    it('are those of the visitor’s other devices too, without what others did there', async () => {
      const store = await opened(
        {},
        click('phone', 3 * HOUR, { anonymousId: 'phone' }),
        click('others', 2 * HOUR, { anonymousId: 'phone', userId: 'u2' }),
        event('in', { anonymousId: 'phone', userId: 'u1', ...ago(4 * HOUR) }),
        purchase('p', { anonymousId: 'a', userId: 'u1' }),
      );
      expect(await judged(store)).toEqual(['others others', 'phone credited']);
    });

    it('are at most so many, and what is credited is among them', async () => {
      const store = await opened(
        { trigger_type: 'view' },
        view('v', 9 * HOUR),
        ...[1, 2, 3, 4].map(hours => click(`c${hours}`, hours * HOUR)),
        purchase('p'),
      );
      expect(await judged(store, 3)).toEqual(['c1 trigger', 'c2 trigger', 'v credited']);
      expect((await read(store, 'p', 3))!.isWhole).toBe(false);
      expect((await read(store, 'p', 5))!.isWhole).toBe(true);
    });

    it('are none of a conversion that is not there, of another account’s or another pixel’s', async () => {
      const store = await opened({}, click('c', HOUR), purchase('p'), event('view', { type: 'page' }));
      expect(await read(store, 'q')).toBeUndefined();
      expect(await read(store, 'view')).toBeUndefined();
      const place = { account: 'acme', pixelId: 1, writeKey: 'k1', messageId: 'p', limit: 9 };
      expect(await store.conversionTouches({ ...place, account: 'other' })).toBeUndefined();
      expect(await store.conversionTouches({ ...place, pixelId: 2 })).toBeUndefined();
      expect(await store.conversionTouches({ ...place, writeKey: 'k2' })).toBeUndefined();
    });
  });
}
