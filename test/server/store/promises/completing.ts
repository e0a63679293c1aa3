import { describe, expect, it } from 'vitest';
import type { ConversionPixelRow } from '../../../../src/server/store/adRecords.ts';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Open } from './engine.ts';
import { account, addAccounts, adEvent, append, event, HOUR, MINUTE, NOW, pixel, purchase } from './rows.ts';

const ORDER = { order_id: 'A1' };
const nobody = { anonymousId: '', userId: '' };
const clicked = (id: string, anonymousId: string) =>
  adEvent(id, 'click', { anonymousId, time: NOW - HOUR, receivedAt: NOW - HOUR });
const fire = (id: string, given: Partial<StoredEvent>, properties: Record<string, string>) =>
  event(id, { type: 'fire', event: '1', ...given, fields: { properties } });
/** With a right signature. */
const signed = (made: StoredEvent): StoredEvent => ({
  ...made,
  fields: { ...made.fields, context: { tgp: { signed: 'true' } } },
});

/** What two events know of one order. */
export function completing(open: Open): void {
  const opened = async (row: Partial<ConversionPixelRow>, ...events: StoredEvent[]) => {
    const { store } = await open();
    await addAccounts(store);
    await store.conversionPixels.add(pixel(1, row));
    await append(store, ...events);
    for (const { changed } of (await store.rebuild()).tables) expect(changed).toBe(0);
    return store;
  };
  const made = async (store: Awaited<ReturnType<typeof opened>>) =>
    (await store.conversions({ accounts: ['acme'], limit: 100 })).conversions;
  const rows = async (...events: StoredEvent[]) => made(await opened({}, ...events));

  describe('two events of an order', () => {
    it('are one conversion, of the visitor whom either names, with his touch', async () => {
      const image = fire('i', nobody, ORDER);
      const tag = purchase('t', { anonymousId: 'b', time: NOW + MINUTE }, ORDER);
      for (const both of [
        [image, tag],
        [tag, image],
      ]) {
        expect(await rows(clicked('c', 'b'), ...both)).toMatchObject([
          { anonymous_id: 'b', order_id: 'A1', touch_id: 'c', attribution: 'click' },
        ]);
      }
    });

    it('are worth what either says, with its currency', async () => {
      const bare = purchase('1', {}, ORDER);
      const whole = purchase('2', {}, { ...ORDER, revenue: '59.9', currency: 'EUR' });
      const bad = purchase('3', {}, { ...ORDER, revenue: '59,9 Taler', currency: 'EUR' });
      const other = purchase('4', {}, { ...ORDER, revenue: '7', currency: 'USD' });
      const full = { value: 59.9, currency: 'EUR', credited_value: 59.9, marks: '' };
      expect(await rows(bare, whole)).toMatchObject([full]);
      expect(await rows(whole, bare)).toMatchObject([full]);
      expect(await rows(bad, whole)).toMatchObject([full]);
      expect(await rows(whole, bad)).toMatchObject([full]);
      expect(await rows(whole, other)).toMatchObject([full]);
      expect(await rows(bare, bad, whole)).toMatchObject([full]);
    });

    it('are told by the id of the first too, where it has no property', async () => {
      const page = purchase('k1:purchase:A1', { anonymousId: 'b' }, { revenue: '5' });
      expect(await rows(page, purchase('2', {}, ORDER))).toMatchObject([{ order_id: 'A1', value: 5 }]);
      const other = purchase('k1:lead:A1', { anonymousId: 'b' }, { revenue: '5' });
      expect(await rows(other, purchase('2', {}, ORDER))).toHaveLength(2);
    });

    it('take no id of a visitor that is there', async () => {
      const first = purchase('1', { anonymousId: 'a' }, ORDER);
      const second = purchase('2', { anonymousId: 'b', userId: 'u' }, ORDER);
      expect(await rows(first, second)).toMatchObject([{ anonymous_id: 'a', user_id: 'u' }]);
    });

    it('are of one tag, unless the account numbers its tags’ orders together', async () => {
      const store = await opened({});
      const both = (n: number) => [
        purchase(`${n}a`, { time: NOW + n }, { order_id: `A${n}` }),
        purchase(`${n}b`, { writeKey: 'k2', anonymousId: 'b', time: NOW + n }, { order_id: `A${n}` }),
      ];
      await append(store, ...both(1));
      await store.accounts.change(account('acme'), { orders_across_tags: 1 });
      await append(store, ...both(2));
      await store.accounts.change(account('acme'), { orders_across_tags: 0 });
      await append(store, ...both(3));
      expect((await made(store)).map(row => row.message_id).sort()).toEqual(['1a', '1b', '2a', '3a', '3b']);
      for (const { changed } of (await store.rebuild()).tables) expect(changed).toBe(0);
    });

    it('are one where a pixel’s own fire names no tag, whichever tag sends the other', async () => {
      const image = fire('i', nobody, ORDER);
      const second = purchase('2', { writeKey: 'k2', anonymousId: 'b' }, ORDER);
      const first = purchase('1', { writeKey: 'k1', anonymousId: 'a' }, ORDER);
      expect(await rows(image, second)).toMatchObject([{ message_id: 'i', anonymous_id: 'b' }]);
      expect(await rows(second, image)).toMatchObject([{ message_id: '2' }]);
      expect((await rows(image, second, first)).map(row => row.anonymous_id).sort()).toEqual(['a', 'b']);
    });
  });

  describe('a signed conversion', () => {
    const own = { ...ORDER, revenue: '59.9', currency: 'EUR' };
    const stranger = purchase('s', { anonymousId: 's' }, { ...ORDER, revenue: '0.01', currency: 'JPY' });

    it('takes the place of one that is not, of which the visitor stays', async () => {
      const server = signed(purchase('1', { ...nobody, userId: 'u' }, own));
      const worth = { value: 59.9, currency: 'EUR', signed: 1 };
      expect(await rows(clicked('c', 's'), stranger, server)).toMatchObject([
        { ...worth, anonymous_id: 's', user_id: 'u', touch_id: 'c' },
      ]);
      expect(await rows(clicked('c', 's'), server, stranger)).toMatchObject([
        { ...worth, anonymous_id: 's', user_id: 'u', touch_id: 'c' },
      ]);
      const known = signed(purchase('1', { anonymousId: 'a' }, own));
      expect(await rows(stranger, known)).toMatchObject([{ ...worth, anonymous_id: 'a' }]);
    });

    it('says what the order is worth, also where it says nothing', async () => {
      const silent = signed(purchase('1', {}, ORDER));
      for (const both of [
        [stranger, silent],
        [silent, stranger],
      ]) {
        const store = await opened({ post_click_value: 3 }, clicked('c', 'a'), clicked('d', 's'), ...both);
        expect(await made(store)).toMatchObject([{ value: null, credited_value: 3, currency: '' }]);
      }
    });

    it('is no repeat of one that is not in the pixel’s interval, and of no other order’s', async () => {
      const once = { min_minutes_per_conv: null };
      const bare = purchase('s', {}, {});
      const server = signed(purchase('1', {}, own));
      expect(await made(await opened(once, bare, server))).toMatchObject([
        { message_id: 's', order_id: 'A1', value: 59.9, signed: 1 },
      ]);
      const other = purchase('s', {}, { order_id: 'X', revenue: '1' });
      expect((await made(await opened(once, other, server))).map(row => row.value).sort()).toEqual([1, 59.9]);
      const again = signed(purchase('2', { time: NOW + 1 }, { ...own, order_id: 'A2' }));
      expect(await made(await opened(once, server, again, bare))).toHaveLength(1);
    });

    it('may be worth less than nothing; one that is not is marked and worth nothing', async () => {
      const minus = { ...ORDER, revenue: '-5', currency: 'EUR' };
      expect(await rows(signed(purchase('1', {}, minus)))).toMatchObject([{ value: -5, credited_value: -5 }]);
      const store = await opened({ post_click_value: 3 }, clicked('c', 'a'), purchase('1', {}, minus));
      expect(await made(store)).toMatchObject([
        { value: null, credited_value: null, value_sent: '-5', marks: 'unsigned', touch_id: 'c' },
      ]);
    });
  });

  describe('a value', () => {
    it('that can’t be read is unknown, marked and found', async () => {
      const store = await opened(
        { post_click_value: 3 },
        clicked('c', 'a'),
        purchase('1', {}, { revenue: '1,299', currency: 'EUR' }),
        purchase('2', { time: NOW + 1 }, { revenue: '59,90', currency: 'EUR' }),
        purchase('3', { time: NOW + 2 }, {}),
        purchase('4', { time: NOW + 3 }, { revenue: '', value: '1.299' }),
      );
      expect((await made(store)).reverse()).toMatchObject([
        { value: null, credited_value: null, value_sent: '1,299', marks: 'unreadable' },
        { value: 59.9, credited_value: 59.9, value_sent: '59,90', marks: 'read' },
        { value: null, credited_value: 3, value_sent: '', marks: '' },
        { value: 1.299, credited_value: 1.299, value_sent: '', marks: '' },
      ]);
      const ask = { accounts: ['acme'], limit: 9 };
      expect((await store.conversions({ ...ask, mark: 'unreadable' })).conversions).toMatchObject([
        { message_id: '1' },
      ]);
      expect((await store.conversions({ ...ask, mark: 'read' })).conversions).toMatchObject([
        { message_id: '2' },
      ]);
      expect(await store.conversionTotals({ ...ask, mark: 'unreadable' }, [])).toMatchObject([{ count: 1 }]);
    });
  });
}
