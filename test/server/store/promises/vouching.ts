import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import type { Open } from './engine.ts';
import { addAccounts, append, DAY, event, HOUR, MINUTE, NOW, pixel, pixelEvent, THIS_HOUR } from './rows.ts';

const ORDER = { order_id: 'A1', currency: 'EUR' };

/** What reports and counts make of an order that anybody may have sent before its site's server vouches for it. */
export function vouching(open: Open): void {
  const opened = async (...events: StoredEvent[]) => {
    const { store } = await open();
    await addAccounts(store);
    await store.conversionPixels.add(pixel(1));
    await append(store, ...events);
    return store;
  };
  const sale = (
    id: string,
    revenue: string,
    { sessionId = 's', signed, ...given }: Partial<StoredEvent> & { sessionId?: string; signed?: true } = {},
    properties: object = {},
  ) =>
    event(id, {
      event: 'purchase',
      receivedAt: NOW + 2 * HOUR,
      time: NOW,
      ...given,
      fields: {
        context: { ...(sessionId && { sessionId }), ...(signed && { tgp: { signed: 'true' } }) },
        properties: { ...ORDER, revenue, ...properties },
      },
    });
  const lead = (id: string, given: Partial<StoredEvent> = {}) =>
    event(id, {
      event: 'lead',
      receivedAt: NOW + 2 * HOUR,
      time: NOW,
      ...given,
      fields: { context: { sessionId: 's' } },
    });
  /** A pixel event of the buyer's that names no order. */
  const told = (id: string, given: Partial<StoredEvent> = {}) =>
    event(id, {
      ...{ event: 'evt_1', anonymousId: 'buyer', receivedAt: NOW + 2 * HOUR, time: NOW, ...given },
      fields: { context: { sessionId: 's' }, properties: { revenue: '59.9' } },
    });
  const withPixelEvent = async () => {
    const store = await opened();
    await store.pixelEvents.add(pixelEvent('evt_1'));
    return store;
  };
  const later = (ms: number) => ({ time: NOW + ms });
  const forged = (id = 'f', given: Parameters<typeof sale>[2] = {}) =>
    sale(id, '0.01', { anonymousId: 'stranger', time: NOW - HOUR, ...given });
  const signed = (id = 's', given: Parameters<typeof sale>[2] = {}) =>
    sale(id, '59.9', { signed: true, anonymousId: 'buyer', ...given });
  const unsigned = (id = 'u', given: Parameters<typeof sale>[2] = {}) =>
    sale(id, '7', { anonymousId: 'buyer', ...given });

  /** The gains of each visit that has some, by its visitor. */
  const visits = async (store: Store) =>
    Object.fromEntries(
      (await store.visits({ writeKeys: ['k1'], limit: 99 })).visits
        .filter(({ conversions }) => conversions)
        .map(({ visitor, conversions, revenue }) => [visitor, [conversions, JSON.parse(revenue)]]),
    );
  const hours = async (store: Store) =>
    Object.fromEntries(
      (await store.kinds.counts({ writeKeys: ['k1'], limit: 99 })).counts.map(({ kind, hour, count }) => [
        `${kind} ${(hour - THIS_HOUR) / HOUR}`,
        count,
      ]),
    );
  const totals = async (store: Store, who: 'all' | 'automated' = 'all') => {
    const { conversions, revenue } = await store.reports.totals({
      ...{ writeKeys: ['k1'], from: 0, to: NOW + 9 * DAY, who, where: [] },
    });
    return [conversions, revenue];
  };
  const conversions = async (store: Store) =>
    (await store.conversions({ accounts: ['acme'], limit: 99 })).conversions.map(
      ({ message_id, value, signed, anonymous_id }) => [message_id, value, signed, anonymous_id],
    );
  const repeats = async (store: Store, ...ids: string[]) =>
    Object.fromEntries(
      (await store.kinds.told(ids.map(messageId => ({ writeKey: 'k1', messageId })))).map(
        ({ messageId, repeatOf }) => [messageId, repeatOf],
      ),
    );
  /** A rebuild finds nothing to change. */
  const isRebuilt = async (store: Store) => {
    const before = [await visits(store), await hours(store)];
    const { tables, kinds } = await store.difference();
    for (const table of tables) expect(table).toMatchObject({ changed: 0 });
    for (const { events } of kinds) expect(events.after).toBe(events.before);
    for (const table of (await store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
    expect([await visits(store), await hours(store)]).toEqual(before);
  };
  const ofBuyer = { buyer: [1, { EUR: 59.9 }] };

  describe('a signed order', () => {
    it('takes the place of one that a stranger sent before it, and what comes later is a repeat of it', async () => {
      for (const more of [{}, { sessionId: '' }] as const) {
        const store = await opened(forged('f', more));
        expect(await visits(store)).toEqual({ stranger: [1, { EUR: 0.01 }] });
        await append(store, signed('s', more), unsigned('u', more), forged('g', more));
        expect(await visits(store)).toEqual(ofBuyer);
        expect(await hours(store)).toEqual({ 'purchase 0': 1 });
        expect(await totals(store)).toEqual([1, { EUR: 59.9 }]);
        expect(await totals(store, 'automated')).toEqual([0, {}]);
        expect(await conversions(store)).toEqual([['f', 59.9, 1, 'buyer']]);
        expect(await repeats(store, 'f', 's', 'u', 'g')).toEqual({ f: 's', s: null, u: 's', g: 's' });
        await isRebuilt(store);
      }
    });

    it('does so in one commit as in several, whoever else’s events are in it', async () => {
      const all = [
        lead('l'),
        forged('f'),
        unsigned('u'),
        lead('m', { anonymousId: 'stranger' }),
        signed('s'),
        sale('o', '3', { anonymousId: 'other' }, { order_id: 'B2' }),
        forged('g', { sessionId: 't' }),
      ];
      const apart = await opened(...all);
      const once = await opened();
      await Promise.all(all.map(each => once.append(each)));
      for (const store of [apart, once]) {
        expect(await visits(store)).toEqual({
          ...ofBuyer,
          a: [1, {}],
          stranger: [1, {}],
          other: [1, { EUR: 3 }],
        });
        expect(await hours(store)).toEqual({ 'lead 0': 2, 'purchase 0': 2 });
        await isRebuilt(store);
      }
    });

    it('takes the place of the first of several', async () => {
      const store = await opened(
        forged('f'),
        forged('g', { anonymousId: 'second' }),
        unsigned('u'),
        signed('s'),
        signed('t', { anonymousId: 'third' }),
      );
      expect(await visits(store)).toEqual(ofBuyer);
      expect(await hours(store)).toEqual({ 'purchase 0': 1 });
      expect(await repeats(store, 'f', 'g', 'u', 's', 't')).toEqual({
        f: 's',
        g: 'f',
        u: 'f',
        s: null,
        t: 's',
      });
      await isRebuilt(store);
    });

    it('takes the place of one that names nobody, and that is in no visit', async () => {
      const store = await opened(forged('f', { anonymousId: '' }), signed());
      expect(await visits(store)).toEqual(ofBuyer);
      expect(await hours(store)).toEqual({ 'purchase 0': 1 });
      await isRebuilt(store);
    });

    it('says what a visit’s own order is worth', async () => {
      for (const sessionId of ['s', '']) {
        const store = await opened(
          lead('l', { anonymousId: 'buyer' }),
          unsigned('u', later(MINUTE)),
          signed('s', { ...later(2 * MINUTE), sessionId }),
        );
        expect(await visits(store)).toEqual({ buyer: [2, { EUR: 59.9 }] });
        expect(await hours(store)).toEqual({ 'lead 0': 1, 'purchase 0': 1 });
        expect(await store.visits({ writeKeys: ['k1'], limit: 9 })).toMatchObject({
          visits: [{ events: 3 }],
        });
        await isRebuilt(store);
      }
    });

    it('that is signed long after it stays where its visitor came from', async () => {
      const store = await opened(unsigned('u'), signed('s', { time: NOW + HOUR, sessionId: '' }));
      expect(await visits(store)).toEqual({ buyer: [1, { EUR: 7 }] });
      expect(await repeats(store, 'u', 's')).toEqual({ u: null, s: 'u' });
      expect(await conversions(store)).toEqual([['u', 59.9, 1, 'buyer']]);
      await isRebuilt(store);
    });

    it('that has no visit to count in stays a repeat, for a report would lose it', async () => {
      const nobody = await opened(forged(), signed('s', { anonymousId: '' }));
      const fired = await opened(forged(), { ...signed('s'), type: 'fire', event: '1' });
      for (const store of [nobody, fired]) {
        expect(await totals(store)).toEqual([1, { EUR: 0.01 }]);
        expect(await repeats(store, 'f', 's')).toEqual({ f: null, s: 'f' });
        expect(await conversions(store)).toEqual([['f', 59.9, 1, expect.stringMatching(/stranger|buyer/)]]);
        await isRebuilt(store);
      }
    });

    it('takes the place of a conversion pixel’s fire in the visit that it had joined', async () => {
      const view = (id: string, given: Partial<StoredEvent>) =>
        event(id, { type: 'page', event: '', anonymousId: 'stranger', receivedAt: NOW + HOUR, ...given });
      const fire = (time: number): StoredEvent => ({
        ...forged('f', { sessionId: '', time }),
        type: 'fire',
        event: '1',
      });
      const joined = await opened(view('1', later(-HOUR)), fire(NOW - HOUR), signed());
      expect(await visits(joined)).toEqual(ofBuyer);
      await isRebuilt(joined);
      // Of a visit that began later, or had ended long before, it was no part.
      for (const [sessionId, time, isBefore] of [
        ['', 0, false],
        ['t', 0, false],
        ['', -HOUR, true],
      ] as const) {
        const sold = sale(
          'p',
          '5',
          { anonymousId: 'stranger', sessionId, time: NOW + time },
          { order_id: 'B2' },
        );
        const fired = { ...fire(NOW), fields: forged('f', { sessionId }).fields };
        const alone = await opened(...(isBefore ? [sold, fired] : [fired, sold]), signed());
        expect(await visits(alone)).toEqual({ ...ofBuyer, stranger: [1, { EUR: 5 }] });
        expect(await totals(alone)).toEqual([2, { EUR: 64.9 }]);
        await isRebuilt(alone);
      }
    });

    it('leaves what else a visit brought, and finds it among others', async () => {
      const other = (id: string, sessionId: string, given: Partial<StoredEvent> = {}) =>
        sale(
          id,
          '5',
          { anonymousId: 'stranger', sessionId, ...given },
          { order_id: `B${id}`, currency: 'USD' },
        );
      const store = await opened(
        other('1', 'old', { time: NOW - 20 * MINUTE }),
        forged('f', { sessionId: '', time: NOW - 10 * MINUTE }),
        // It begins after it, and near it.
        other('2', 'new', { time: NOW }),
        signed(),
      );
      const own = (await store.visits({ writeKeys: ['k1'], visitor: 'stranger', limit: 9 })).visits;
      expect(own.map(({ id, conversions, revenue }) => [id, conversions, revenue])).toEqual([
        ['stranger/new', 1, '{"USD":5}'],
        ['stranger/old', 1, '{"USD":5}'],
      ]);
      await isRebuilt(store);
    });

    it('is counted once by a pixel that its visitor’s pixel event tells of again', async () => {
      const store = await withPixelEvent();
      await append(store, forged(), signed(), told('e', later(MINUTE)));
      expect(await conversions(store)).toEqual([['f', 59.9, 1, 'buyer']]);
      expect(await repeats(store, 'e')).toEqual({ e: 's' });
      expect(await visits(store)).toEqual(ofBuyer);
      await isRebuilt(store);
    });

    it('takes the place of its visitor’s pixel event; one without a number, of which nothing could be a repeat, does not', async () => {
      const ordered = await withPixelEvent();
      await append(ordered, told('e'), signed('s', later(MINUTE)), unsigned('u', later(HOUR)));
      expect(await repeats(ordered, 'e', 's', 'u')).toEqual({ e: 's', s: null, u: 's' });
      expect(await conversions(ordered)).toEqual([['e', 59.9, 1, 'buyer']]);
      const other = await withPixelEvent();
      await append(
        other,
        told('e'),
        sale('s', '59.9', { signed: true, anonymousId: 'buyer' }, { order_id: '' }),
      );
      expect(await repeats(other, 'e', 's')).toEqual({ e: null, s: 'e' });
      for (const store of [ordered, other]) {
        expect(await hours(store)).toEqual({ 'purchase 0': 1 });
        await isRebuilt(store);
      }
    });

    it('is what its refund lowers, whoever sent it first', async () => {
      const refund = event('r', {
        event: 'refund',
        fields: { context: { tgp: { signed: 'true' } }, properties: { order_id: 'A1', value: '9.9' } },
      });
      const store = await opened(forged(), signed(), refund);
      expect((await store.conversions({ accounts: ['acme'], limit: 9 })).conversions).toMatchObject([
        { value: 59.9, refunded: 9.9 },
      ]);
      expect(await visits(store)).toEqual(ofBuyer);
      await isRebuilt(store);
    });

    it('stays counted once whoever is erased', async () => {
      const erase = (store: Store, id: string) =>
        store.people.erase({ accounts: ['acme'], by: 'anonymous_id', id });
      const both = [forged(), lead('l', { anonymousId: 'stranger' }), signed(), unsigned()];
      const left = { 'lead 0': 1, 'purchase 0': 1 };
      const stranger = await opened(...both);
      await erase(stranger, 'stranger');
      expect(await visits(stranger)).toEqual(ofBuyer);
      expect(await hours(stranger)).toEqual(left);
      await isRebuilt(stranger);
      const buyer = await opened(...both);
      await erase(buyer, 'buyer');
      expect(await visits(buyer)).toEqual({ stranger: [1, {}] });
      await append(buyer, forged('g', { anonymousId: 'second' }), signed('t'));
      expect(await visits(buyer)).toEqual({ stranger: [1, {}] });
      expect(await hours(buyer)).toEqual(left);
      await isRebuilt(buyer);
      await erase(buyer, 'stranger');
      expect(await hours(buyer)).toEqual(left);
      await isRebuilt(buyer);
    });

    it('that has taken a place takes no other one’s, once that is gone', async () => {
      const store = await withPixelEvent();
      await append(store, forged(), told('e'), signed());
      expect(await repeats(store, 'f', 'e', 's')).toEqual({ f: 's', e: null, s: null });
      const before = [await visits(store), await hours(store)];
      await store.people.erase({ accounts: ['acme'], by: 'anonymous_id', id: 'stranger' });
      expect(await repeats(store, 'e', 's')).toEqual({ e: null, s: null });
      await isRebuilt(store);
      await isRebuilt(store);
      expect([await visits(store), await hours(store)]).toEqual(before);
    });

    it('leaves sums of its visit that a rebuild makes too, in whatever order they came', async () => {
      const of = (id: string, revenue: string, more: object = {}) =>
        sale(id, revenue, { anonymousId: 'stranger' }, { order_id: id, ...more });
      const free = of('free', '0');
      const back = [of('paid', '2'), of('refunded', '-2')];
      const dollars = [of('d', '3', { currency: 'USD' }), of('e', '4')];
      for (const others of [[free], back, dollars, [...dollars, free, of('f', '5', { currency: '' })]]) {
        const store = await opened(forged('f', { time: NOW }), ...others, signed());
        await store.settled();
        await isRebuilt(store);
        // What took the place is a husk then, which a rebuild reads nothing from.
        await store.people.erase({ accounts: ['acme'], by: 'anonymous_id', id: 'buyer' });
        await isRebuilt(store);
      }
    });

    it('takes no place of what is gone', async () => {
      const store = await opened(forged());
      await store.people.erase({ accounts: ['acme'], by: 'anonymous_id', id: 'stranger' });
      await append(store, signed());
      expect(await hours(store)).toEqual({ 'purchase -1': 1 });
      expect(await repeats(store, 's')).toEqual({ s: '' });
      await isRebuilt(store);
    });

    it('stays counted once when what is old goes', async () => {
      const day = { time: NOW - 2 * DAY, receivedAt: NOW - 2 * DAY };
      const store = await opened(forged('f', day), signed('s', day), unsigned('u', { receivedAt: NOW }));
      await store.forget(NOW, 1);
      expect(await visits(store)).toEqual(ofBuyer);
      expect(await hours(store)).toEqual({ 'purchase -48': 1 });
      await isRebuilt(store);
      // The one that it takes the place of is there still, in an hour whose events are gone.
      const late = { time: NOW - 2 * DAY, receivedAt: NOW };
      const kept = await opened(sale('o', '3', day, { order_id: 'B2' }), forged('f', late), event('n'));
      await kept.forget(NOW, 1);
      await append(kept, signed());
      expect(await hours(kept)).toEqual({ 'purchase -48': 1, 'purchase 0': 1 });
      expect(await visits(kept)).toMatchObject(ofBuyer);
      await isRebuilt(kept);
    });
  });
}
