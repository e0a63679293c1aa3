import { describe, expect, it } from 'vitest';
import type { ConversionPixelRow } from '../../../../src/server/store/adRecords.ts';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import type { Open } from './engine.ts';
import { addAccounts, adEvent, append, DAY, HOUR, landing, MINUTE, NOW, pixel, purchase } from './rows.ts';

/** A click or a view of the visitor `a` some time before the purchase. */
const ago = (ms: number) => ({ time: NOW - ms, receivedAt: NOW - ms });
const click = (id: string, ms: number, given: Partial<StoredEvent> = {}, line_item_id = '5') =>
  adEvent(id, 'click', { ...ago(ms), ...given }, { line_item_id });
const view = (id: string, ms: number, given: Partial<StoredEvent> = {}, line_item_id = '5') =>
  adEvent(id, 'impression', { ...ago(ms), ...given }, { line_item_id });

/** What a conversion is credited to. */
export function attributing(open: Open): void {
  const opened = async (row: Partial<ConversionPixelRow>, ...events: StoredEvent[]) => {
    const { store } = await open();
    await addAccounts(store);
    await store.conversionPixels.add(pixel(1, row));
    await append(store, ...events);
    return store;
  };
  const credits = async (store: Awaited<ReturnType<typeof opened>>) =>
    (await store.conversions({ accounts: ['acme'], limit: 100 })).conversions;
  /** The touch that a purchase now is credited to. */
  const credited = async (row: Partial<ConversionPixelRow>, ...events: StoredEvent[]) => {
    const [one] = await credits(await opened(row, ...events, purchase('p')));
    return one!.touch_id ?? one!.attribution;
  };

  describe('a window', () => {
    const kinds = [
      { trigger_type: 'click', column: 'post_click_expire_mins', touch: click, longest: 90 * DAY },
      { trigger_type: 'view', column: 'post_view_expire_mins', touch: view, longest: 30 * DAY },
      { trigger_type: 'hybrid', column: 'post_click_expire_mins', touch: click, longest: 90 * DAY },
      { trigger_type: 'hybrid', column: 'post_view_expire_mins', touch: view, longest: 30 * DAY },
    ] as const;

    it.each(kinds)('of $column ends after its minutes, to the millisecond ($trigger_type)', async each => {
      const { trigger_type, column, touch } = each;
      for (const minutes of [1, 10, 600]) {
        const within = async (ms: number) =>
          (await credited({ trigger_type, [column]: minutes }, touch('t', minutes * MINUTE + ms))) === 't';
        expect(await within(0)).toBe(true);
        expect(await within(1)).toBe(false);
        expect(await within(MINUTE)).toBe(false);
        expect(await within(-MINUTE)).toBe(true);
      }
    });

    it.each(kinds)('of $column is the longest where the pixel says none or 0 ($trigger_type)', async each => {
      const { trigger_type, column, touch, longest } = each;
      for (const minutes of [null, 0]) {
        const within = async (ms: number) =>
          (await credited({ trigger_type, [column]: minutes }, touch('t', longest + ms))) === 't';
        expect(await within(0)).toBe(true);
        expect(await within(1)).toBe(false);
        expect(await within(MINUTE)).toBe(false);
      }
    });

    it('is each kind’s own', async () => {
      const row = { post_click_expire_mins: 10, post_view_expire_mins: 60 };
      expect(await credited(row, view('v', 30 * MINUTE, {}, '6'), click('c', 20 * MINUTE))).toBe('v');
      expect(await credited(row, view('v', 61 * MINUTE, {}, '6'), click('c', 10 * MINUTE))).toBe('c');
    });

    it('of a click counts from the impression of its line item', async () => {
      const row = { trigger_type: 'click', post_click_expire_mins: 60 } as const;
      const seen = (ms: number, lineItem = '5') => view('v', ms, {}, lineItem);
      expect(await credited(row, seen(60 * MINUTE), click('c', MINUTE))).toBe('c');
      expect(await credited(row, seen(60 * MINUTE + 1), click('c', MINUTE))).toBe('unattributed');
      expect(await credited(row, seen(61 * MINUTE, '6'), click('c', MINUTE))).toBe('c');
      // The last one before the click is what counts.
      expect(await credited(row, seen(999 * MINUTE), view('w', 2 * MINUTE), click('c', MINUTE))).toBe('c');
      expect(await credited(row, seen(61 * MINUTE), click('c', MINUTE), view('w', 0))).toBe('unattributed');
    });
  });

  describe('a touch', () => {
    it('is a click for pixels of clicks, a view for pixels of views', async () => {
      const both = [view('v', MINUTE), click('c', 2 * MINUTE)];
      expect(await credited({ trigger_type: 'click' }, ...both)).toBe('c');
      expect(await credited({ trigger_type: 'view' }, ...both)).toBe('v');
      expect(await credited({ trigger_type: 'click' }, view('v', MINUTE))).toBe('unattributed');
      expect(await credited({ trigger_type: 'view' }, click('c', MINUTE))).toBe('unattributed');
    });

    it('that is a click goes before every view where both count', async () => {
      expect(await credited({}, view('v', MINUTE), click('c', DAY))).toBe('c');
      expect(await credited({}, click('c', DAY), view('v', MINUTE))).toBe('c');
      expect(await credited({}, view('v', MINUTE))).toBe('v');
    });

    it('is the latest one, of the same time the last to arrive', async () => {
      expect(await credited({}, click('1', DAY), click('2', HOUR), click('3', 2 * HOUR))).toBe('2');
      expect(await credited({}, click('2', HOUR), click('1', HOUR))).toBe('1');
      expect(await credited({}, view('1', DAY), view('2', HOUR), view('3', 2 * HOUR))).toBe('2');
      expect(await credited({}, view('2', HOUR), view('1', HOUR))).toBe('1');
      for (const [first, last] of [
        ['a', ''],
        ['', 'a'],
      ] as const) {
        const [one, other] = [first, last].map(anonymousId => ({
          anonymousId,
          userId: anonymousId ? '' : 'u',
        }));
        const store = await opened(
          {},
          click('1', HOUR, one),
          click('2', HOUR, other),
          purchase('p', { userId: 'u' }),
        );
        expect(await credits(store)).toMatchObject([{ touch_id: '2' }]);
      }
    });

    it('is not after the conversion, but may be at the same time', async () => {
      expect(await credited({}, click('c', 0))).toBe('c');
      expect(await credited({}, click('c', -1))).toBe('unattributed');
    });

    it('is of the same visitor, told by either of the ids, in the account', async () => {
      const who = (anonymousId: string, userId: string, more = {}) => ({ anonymousId, userId, ...more });
      const by = (given: Partial<StoredEvent>, buyer: Partial<StoredEvent>) =>
        opened({}, click('c', HOUR, given), purchase('p', buyer)).then(async store => {
          return (await credits(store))[0]!.touch_id;
        });
      expect(await by(who('a', ''), who('a', 'u'))).toBe('c');
      expect(await by(who('b', 'u'), who('a', 'u'))).toBe('c');
      expect(await by(who('a', 'u'), who('a', ''))).toBe('c');
      expect(await by(who('', 'u'), who('', 'u'))).toBe('c');
      expect(await by(who('a', '', { writeKey: 'k2' }), who('a', ''))).toBe('c');
      expect(await by(who('b', ''), who('a', ''))).toBeNull();
      expect(await by(who('', ''), who('', ''))).toBeNull();
      expect(await by(who('', 'u'), who('', ''))).toBeNull();
      expect(await by(who('a', ''), who('', 'a'))).toBeNull();
      expect(await by(who('a', 'u', { writeKey: 'o1' }), who('a', 'u'))).toBeNull();
    });

    it('gives the conversion its ad', async () => {
      const ids = { line_item_id: '5', campaign_id: '7' };
      const store = await opened({}, adEvent('c', 'click', ago(HOUR), ids), purchase('p'));
      expect(await credits(store)).toMatchObject([
        {
          attribution: 'click',
          touch_id: 'c',
          touch_time: NOW - HOUR,
          line_item_id: 5,
          campaign_id: 7,
          campaign: '',
        },
      ]);
    });

    it('is a landing with a campaign, with the ad of the click that it names', async () => {
      const store = await opened({}, landing('l', { gclid: 'g', name: 'é' }, ago(HOUR)), purchase('p'));
      const [own] = await credits(store);
      expect(own).toMatchObject({ attribution: 'click', touch_time: NOW - HOUR, line_item_id: null });
      expect(JSON.parse(own!.campaign)).toEqual({ gclid: 'g', name: 'é' });

      const clicked = click('c', 2 * HOUR, { anonymousId: 'z', writeKey: 'k2' });
      const named = landing('l', { tgpclid: 'c' }, ago(HOUR));
      expect(await credits(await opened({}, clicked, named, purchase('p')))).toMatchObject([
        { touch_time: NOW - HOUR, line_item_id: 5, campaign: '{"tgpclid":"c"}' },
      ]);
      const foreign = click('c', 2 * HOUR, { writeKey: 'o1' });
      expect(await credits(await opened({}, foreign, named, purchase('p')))).toMatchObject([
        { line_item_id: null },
      ]);
      const seen = view('c', 2 * HOUR, { anonymousId: 'z' });
      expect(await credits(await opened({}, seen, named, purchase('p')))).toMatchObject([
        { line_item_id: null },
      ]);
    });

    it('is a visit, at the time of its earliest event, one for each campaign', async () => {
      const row = { post_click_expire_mins: 60 };
      const spring = { name: 'spring' };
      const seen = [landing('1', spring, ago(30 * MINUTE)), landing('2', spring, ago(90 * MINUTE))];
      expect(await credited(row, ...seen)).toBe('unattributed');
      const summer = landing('3', { name: 'summer' }, ago(20 * MINUTE));
      const [other] = await credits(await opened(row, ...seen, summer, purchase('p')));
      expect(other!.campaign).toBe('{"name":"summer"}');
      const visit = landing('3', spring, ago(20 * MINUTE), 's2');
      expect(await credits(await opened(row, ...seen, visit, purchase('p')))).toMatchObject([
        { touch_time: NOW - 20 * MINUTE },
      ]);
      const again = landing('3', spring, ago(10 * MINUTE));
      const later = await opened(row, landing('1', spring, ago(30 * MINUTE)), again, purchase('p'));
      expect(await credits(later)).toMatchObject([{ touch_time: NOW - 30 * MINUTE }]);
    });
  });

  describe('a touch that arrives late', () => {
    it('is credited what it would have been on time', async () => {
      for (const late of [click('t', HOUR), view('t', HOUR), click('t', 0), view('t', 0)]) {
        const store = await opened({}, purchase('p'), { ...late, receivedAt: NOW + DAY });
        expect(await credits(store)).toMatchObject([{ touch_id: 't', line_item_id: 5 }]);
      }
      const landed = landing('l', { name: 'spring' }, { time: NOW - HOUR, receivedAt: NOW + 1 });
      expect(await credits(await opened({}, purchase('p'), landed))).toMatchObject([
        { attribution: 'click', campaign: '{"name":"spring"}' },
      ]);
    });

    it('takes the place of an earlier one, not of a later one', async () => {
      const late = (ms: number) => click('late', ms, { receivedAt: NOW + 1 });
      const store = await opened({}, click('c', HOUR), purchase('p'), late(MINUTE));
      expect(await credits(store)).toMatchObject([{ touch_id: 'late' }]);
      const other = await opened({}, click('c', HOUR), purchase('p'), late(DAY));
      expect(await credits(other)).toMatchObject([{ touch_id: 'c' }]);
    });

    it('changes nothing where it is after the conversion, of another visitor or account, or too old', async () => {
      const row = { post_click_expire_mins: 60 };
      for (const late of [
        click('t', -1),
        click('t', MINUTE, { anonymousId: 'b' }),
        click('t', MINUTE, { writeKey: 'o1' }),
        click('t', 60 * MINUTE + 1),
      ]) {
        expect(await credits(await opened(row, purchase('p'), late))).toMatchObject([
          { attribution: 'unattributed', touch_id: null },
        ]);
      }
    });

    it('is credited every conversion after it, and none before', async () => {
      const store = await opened(
        {},
        purchase('1', ago(2 * HOUR)),
        purchase('2', ago(HOUR)),
        purchase('3', ago(0)),
        purchase('4', { anonymousId: 'b', userId: 'u' }),
        click('t', HOUR, { userId: 'u' }),
      );
      const byId = (await credits(store)).map(row => [row.message_id, row.touch_id]);
      expect(Object.fromEntries(byId)).toEqual({ 1: null, 2: 't', 3: 't', 4: 't' });
    });

    it('may make a visit begin earlier, and its conversions lose it', async () => {
      const spring = { name: 'spring' };
      const store = await opened(
        { post_click_expire_mins: 60 },
        landing('1', spring, ago(30 * MINUTE)),
        purchase('p'),
      );
      expect(await credits(store)).toMatchObject([{ attribution: 'click', touch_time: NOW - 30 * MINUTE }]);
      await append(store, landing('2', spring, { time: NOW - 40 * MINUTE, receivedAt: NOW + 1 }));
      expect(await credits(store)).toMatchObject([{ attribution: 'click', touch_time: NOW - 40 * MINUTE }]);
      await append(store, landing('3', spring, { time: NOW - 90 * MINUTE, receivedAt: NOW + 2 }));
      expect(await credits(store)).toMatchObject([{ attribution: 'unattributed', touch_time: null }]);
    });

    it('may be another’s of the same id, and is credited to the one whose it is', async () => {
      const row = { post_click_expire_mins: 60 };
      const store = await opened(row, click('t', 30 * MINUTE), purchase('p'));
      expect(await credits(store)).toMatchObject([{ touch_time: NOW - 30 * MINUTE }]);
      const other = { writeKey: 'k2', anonymousId: 'b', receivedAt: NOW + 1 };
      await append(store, click('t', 40 * MINUTE, other));
      expect(await credits(store)).toMatchObject([{ touch_time: NOW - 40 * MINUTE }]);
      for (const table of (await store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
    });

    it('is credited by each pixel as it says', async () => {
      const store = await opened({ post_click_expire_mins: 1, post_click_value: 2 });
      await store.conversionPixels.add(pixel(2, { post_click_expire_mins: 60, post_click_value: 3 }));
      await append(store, purchase('p'), click('t', HOUR));
      expect(await credits(store)).toMatchObject([
        { pixel_id: 1, touch_id: null, credited_value: null },
        { pixel_id: 2, touch_id: 't', credited_value: 3 },
      ]);
    });

    it('is credited by what the pixel said when the conversion arrived', async () => {
      const store = await opened({ post_click_expire_mins: 60, post_click_value: 2 }, purchase('p'));
      const read = (await store.conversionPixels.get(1))!;
      await store.conversionPixels.change(read, { post_click_expire_mins: 1, post_click_value: 9 });
      await append(store, click('t', HOUR));
      expect(await credits(store)).toMatchObject([{ touch_id: 't', credited_value: 2 }]);
      await store.conversionPixels.remove(1);
      await append(store, click('later', MINUTE));
      expect(await credits(store)).toMatchObject([{ touch_id: 'later', credited_value: 2 }]);
    });
  });

  describe('one who has much', () => {
    const many = <Made>(count: number, make: (at: number) => Made) =>
      Array.from({ length: count }, (_, at) => make(at));
    const addAll = (store: Store, events: StoredEvent[]) =>
      Promise.all(events.map(each => store.append(each)));

    it('has the latest hundred clicks looked at, and all that was seen', async () => {
      const row = { trigger_type: 'click', post_click_expire_mins: 60 } as const;
      // What was clicked last was seen too long ago; of line item 6 nothing was seen.
      const seen = [view('v', 2 * HOUR), ...many(500, at => view(`w${at}`, 30 * MINUTE + at, {}, '7'))];
      const clicks = (count: number) => many(count, at => click(`c${at}`, MINUTE + at));
      const older = click('older', 59 * MINUTE, {}, '6');
      for (const [count, touch] of [
        [99, 'older'],
        [100, null],
      ] as const) {
        const store = await opened(row);
        await addAll(store, [...seen, older, ...clicks(count), purchase('p')]);
        expect(await credits(store)).toMatchObject([{ touch_id: touch }]);
      }
    });

    it('has the first thousand conversions credited again', async () => {
      const store = await opened({});
      const { conversionPixels } = store;
      await conversionPixels.change((await conversionPixels.get(1))!, { pixel_conversion_event_id: 8 });
      await conversionPixels.add(pixel(2));
      await addAll(
        store,
        many(1001, at => purchase(`p${at}`, { time: NOW - at })),
      );
      await append(
        store,
        purchase('q', { anonymousId: '', userId: 'u' }),
        click('late', HOUR, { userId: 'u' }),
      );
      await store.settled();
      const credited = { accounts: ['acme'], lineItemIds: [5], limit: 2000 };
      const { conversions } = await store.conversions(credited);
      expect(conversions).toHaveLength(1001);
      expect(conversions.map(({ message_id }) => message_id)).not.toContain('p1000');
      for (const table of (await store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
      expect((await store.conversions(credited)).conversions).toHaveLength(1001);
    });
  });

  it('is worth its own value, else the pixel’s for what it is credited to', async () => {
    const row = { post_click_value: 2, post_view_value: 0.5 };
    const worth = async (given: Record<string, string>, ...touches: StoredEvent[]) => {
      const [one] = await credits(await opened(row, ...touches, purchase('p', {}, given)));
      return [one!.value, one!.credited_value];
    };
    expect(await worth({}, click('c', HOUR))).toEqual([null, 2]);
    expect(await worth({}, view('v', HOUR))).toEqual([null, 0.5]);
    expect(await worth({})).toEqual([null, null]);
    expect(await worth({ revenue: '7' }, click('c', HOUR))).toEqual([7, 7]);
    expect(await worth({ revenue: '0' }, view('v', HOUR))).toEqual([0, 0]);
    expect(await worth({ revenue: '0' }, click('c', HOUR))).toEqual([0, 0]);
    expect(await worth({ revenue: '7' })).toEqual([7, 7]);
  });
}
