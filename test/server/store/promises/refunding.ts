import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import type { Open } from './engine.ts';
import { account, addAccounts, append, event, NOW, pixel, purchase } from './rows.ts';

const order = (id: string, revenue?: string, given: Partial<StoredEvent> = {}) =>
  purchase(`p${id}`, given, { order_id: id, currency: 'EUR', ...(revenue && { revenue }) });

/** By the API, or with a right signature; `by` is its id there. */
const refund = (
  messageId: string,
  properties: Record<string, string>,
  by?: string,
  given: Partial<StoredEvent> = {},
) =>
  event(messageId, {
    event: 'refund',
    ...given,
    fields: { properties, context: { tgp: { signed: 'true', ...(by && { refund: by }) } } },
  });

const unsigned = (messageId: string, properties: Record<string, string>) =>
  event(messageId, { event: 'refund', fields: { properties } });

/** What is given back of orders. */
export function refunding(open: Open): void {
  const opened = async (...events: StoredEvent[]) => {
    const { store } = await open();
    await addAccounts(store);
    await store.conversionPixels.add(pixel(1));
    await append(store, ...events);
    return store;
  };
  const ask = { accounts: ['acme'], limit: 100 };
  const left = async (store: Store) => {
    const [total] = await store.conversionTotals(ask, []);
    for (const { changed } of (await store.rebuild()).tables) expect(changed).toBe(0);
    expect(await store.conversionTotals(ask, [])).toEqual([total]);
    return [total!.count, total!.value, total!.refunded];
  };
  const of = async (...events: StoredEvent[]) => left(await opened(...events));

  describe('a refund', () => {
    it('lowers what its order is worth, by a part or whole, before the order or after it', async () => {
      const part = refund('r', { order_id: 'A1', value: '20' });
      const whole = refund('w', { order_id: 'A1' });
      for (const each of [
        [order('A1', '59.9'), part],
        [part, order('A1', '59.9')],
      ]) {
        expect(await of(...each)).toEqual([1, 39.9, 20]);
      }
      for (const each of [
        [order('A1', '59.9'), whole],
        [whole, order('A1', '59.9')],
        [part, order('A1', '59.9'), whole],
      ]) {
        expect(await of(...each)).toEqual([1, 0, 59.9]);
      }
    });

    it('leaves the order, its credit, and others', async () => {
      const store = await opened(order('A1', '10'), order('A2', '5'), refund('r', { order_id: 'A1' }));
      const { conversions } = await store.conversions(ask);
      expect(conversions.map(row => [row.order_id, row.credited_value]).sort()).toEqual([
        ['A1', 10],
        ['A2', 5],
      ]);
      expect(await left(store)).toEqual([2, 5, 10]);
    });

    it('counts however many there are that do not, of which the first are listed', async () => {
      const many = Array.from({ length: 1010 }, (_, at) =>
        unsigned(`u${at}`, { order_id: 'A1', value: '1' }),
      );
      const store = await opened(order('A1', '10'), ...many, refund('r', { order_id: 'A1', value: '4' }));
      expect(await left(store)).toEqual([1, 6, 4]);
      const { refunds } = await store.refunds({ ...ask, orderId: 'A1', limit: 1000 });
      expect(refunds.map(row => row.message_id)).toEqual([
        'r',
        ...many
          .slice(0, 100)
          .map(each => each.messageId)
          .reverse(),
      ]);
    });

    it('gives back no more than there was, and adds up exactly', async () => {
      const parts = Array.from({ length: 10 }, (_, at) =>
        refund(`r${at}`, { order_id: 'A1', value: '0.1' }, `r${at}`),
      );
      expect(await of(order('A1', '1.1'), ...parts)).toEqual([1, 0.1, 1]);
      expect(await of(order('A1', '0.3'), ...parts)).toEqual([1, 0, 0.3]);
    });

    it('counts once by its id, and without one by what it says', async () => {
      const by = (messageId: string, id: string, value: string) =>
        refund(messageId, { order_id: 'A1', value }, id);
      const ten = order('A1', '10');
      expect(await of(ten, by('1', 'x', '1'), by('2', 'x', '5'))).toEqual([1, 9, 1]);
      expect(await of(ten, by('1', 'x', '1'), by('2', 'y', '1'))).toEqual([1, 8, 2]);
      const page = (messageId: string, value: string) => refund(messageId, { order_id: 'A1', value });
      expect(await of(ten, page('1', '1'), page('2', '1'), page('3', '2'))).toEqual([1, 7, 3]);
    });

    it('that nobody vouches for changes no sum, nor does one that can’t be read', async () => {
      const store = await opened(
        order('A1', '10'),
        unsigned('u', { order_id: 'A1', value: '4' }),
        refund('b', { order_id: 'A1', value: '1,299' }),
        refund('n', { order_id: 'A1', value: '-3' }),
      );
      expect(await left(store)).toEqual([1, 10, 0]);
      expect((await store.refunds(ask)).refunds.map(row => [row.message_id, row.marks])).toEqual([
        ['n', 'unreadable'],
        ['b', 'unreadable'],
        ['u', 'unsigned'],
      ]);
      await append(store, refund('r', { order_id: 'A1', value: '4' }));
      expect(await left(store)).toEqual([1, 6, 4]);
    });

    it('is of an order of its tag, in its currency, in its account', async () => {
      const back = (properties: Record<string, string>, given: Partial<StoredEvent> = {}) =>
        refund('r', { order_id: 'A1', ...properties }, undefined, given);
      const ten = order('A1', '10');
      expect(await of(ten, back({}, { writeKey: 'k2' }))).toEqual([1, 10, 0]);
      expect(await of(ten, back({}, { writeKey: 'o1' }))).toEqual([1, 10, 0]);
      expect(await of(ten, back({ value: '1', currency: 'USD' }))).toEqual([1, 10, 0]);
      expect(await of(ten, back({ value: '1', currency: 'EUR' }))).toEqual([1, 9, 1]);
      const store = await opened(ten);
      await store.accounts.change(account('acme'), { orders_across_tags: 1 });
      await append(store, back({}, { writeKey: 'k2' }));
      expect(await left(store)).toEqual([1, 0, 10]);
      const image = event('i', {
        type: 'fire',
        event: '1',
        fields: { properties: { order_id: 'A1', value: '7' } },
      });
      expect(await of(image, back({}, { writeKey: 'k2' }))).toEqual([1, 0, 7]);
    });

    it('is of what the pixel says the order is worth, where it says nothing itself', async () => {
      const { store } = await open();
      await addAccounts(store);
      await store.conversionPixels.add(pixel(1, { post_click_value: 3 }));
      await append(store, event('l', { fields: { context: { campaign: { source: 'x' } } }, time: NOW - 1 }));
      await append(store, order('A1'), refund('r', { order_id: 'A1', value: '1' }));
      expect(await left(store)).toEqual([1, 2, 1]);
    });

    it('is listed, page by page', async () => {
      const store = await opened(...[1, 2, 3].map(n => refund(`r${n}`, { order_id: `A${n}` }, `r${n}`)));
      const first = await store.refunds({ ...ask, limit: 2 });
      expect(first.refunds.map(row => row.message_id)).toEqual(['r3', 'r2']);
      const rest = await store.refunds({ ...ask, limit: 2, cursor: first.next! });
      expect(rest).toMatchObject({ refunds: [{ message_id: 'r1', value: null }], next: null });
      expect((await store.refunds({ ...ask, orderId: 'A2' })).refunds).toHaveLength(1);
      expect((await store.refunds({ ...ask, accounts: ['other'] })).refunds).toEqual([]);
      await expect(store.refunds({ ...ask, cursor: 'x' })).rejects.toThrow();
    });
  });
}
