import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../src/server/store/people.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { allPages } from './allPages.ts';
import { countsOf, lastSeenOf } from './counted.ts';
import type { Open } from './engine.ts';
import { addAccounts, adEvent, append, event, HOUR, landing, MINUTE, NOW, pixel, purchase } from './rows.ts';

/** How all that is held of a person is shown and erased. */
export function erasing(open: Open): void {
  const who = (by: 'anonymous_id' | 'user_id', id: string, accounts = ['acme']): Person => ({
    accounts,
    by,
    id,
  });
  const opened = async (says: Parameters<typeof pixel>[1] = {}) => {
    const { store } = await open();
    await addAccounts(store);
    await store.conversionPixels.add(pixel(1, says));
    await store.conversionPixels.add(pixel(2, { account_id: 'other' }));
    return store;
  };
  const held = async (store: Store, person: Person, limit = 100) => {
    const pages = await allPages(async cursor => {
      const { next, ...page } = await store.people.held({ ...person, limit, ...(cursor && { cursor }) });
      return { rows: [page], next };
    });
    return {
      events: pages.flatMap(({ events }) => events.map(({ messageId }) => messageId)).sort(),
      touches: pages.flatMap(({ touches }) => touches.map(({ seq }) => seq)).sort((a, b) => a - b),
      conversions: pages.flatMap(({ conversions }) => conversions.map(row => row.message_id)).sort(),
    };
  };
  const counted = async (store: Store) => ({
    counts: await countsOf(store, { writeKeys: ['k1', 'k2', 'o1'] }),
    lastSeen: await lastSeenOf(store, { writeKeys: ['k1', 'k2', 'o1'] }),
    totals: await store.conversionTotals({ accounts: ['acme', 'other'], limit: 99 }, [
      'pixel',
      'attribution',
    ]),
    stored: store.status().eventsStored,
  });
  const isRebuilt = async (store: Store) => {
    for (const table of (await store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
  };
  const ad = (id: string, ms: number, given = {}) =>
    adEvent(id, 'click', { time: NOW - ms, receivedAt: NOW, ...given });

  const filled = async () => {
    const store = await opened();
    await append(
      store,
      ad('click', HOUR),
      landing('visit', { name: 'x', gclid: 'g' }, { time: NOW - MINUTE, receivedAt: NOW }),
      purchase('sale', { userId: 'u' }, { order_id: 'A', revenue: '5', currency: 'EUR' }),
      event('page', { type: 'page', event: 'Home', writeKey: 'k2' }),
      event('odd', { event: 'jane' }),
      purchase('other’s', { anonymousId: 'b', userId: 'v' }, { revenue: '2' }),
      purchase('elsewhere', { writeKey: 'o1', userId: 'u' }),
      event('phone', { anonymousId: 'p', userId: 'u' }),
      event('before', { anonymousId: 'p' }),
      event('family', { anonymousId: 'f', userId: 'u' }),
      event('family too', { anonymousId: 'f', userId: 'w' }),
      event('family before', { anonymousId: 'f' }),
    );
    await store.settled();
    return store;
  };

  describe('a person', () => {
    it('is shown whole, page by page', async () => {
      const store = await filled();
      const visitor = {
        events: ['click', 'odd', 'page', 'sale', 'visit'],
        touches: [1, 2],
        conversions: ['sale'],
      };
      for (const limit of [1, 2, 3, 100]) {
        expect(await held(store, who('anonymous_id', 'a'), limit), `${limit}`).toEqual(visitor);
        expect(await held(store, who('user_id', 'u', ['acme', 'other']), limit), `${limit}`).toEqual({
          // What his visitors did before, where nobody else came with them.
          events: ['before', 'click', 'elsewhere', 'family', 'odd', 'page', 'phone', 'sale', 'visit'],
          touches: [1, 2],
          conversions: ['elsewhere', 'sale'],
        });
      }
      expect(await held(store, who('user_id', 'a'))).toEqual({ events: [], touches: [], conversions: [] });
      await expect(store.people.held({ ...who('user_id', 'u'), limit: 1, cursor: 'x' })).rejects.toThrow();
    });

    it('leaves with all that is held of him, and nothing is counted otherwise', async () => {
      const store = await filled();
      const before = await counted(store);
      expect(await store.people.erase(who('anonymous_id', 'a'))).toEqual({
        events: 5,
        touches: 2,
        conversions: 1,
        visits: 2,
      });
      expect(await held(store, who('anonymous_id', 'a'))).toEqual({
        events: [],
        touches: [],
        conversions: [],
      });
      expect(await counted(store)).toEqual(before);
      const { conversions } = await store.conversions({ accounts: ['acme'], limit: 9 });
      expect(conversions.find(({ seq }) => seq === 3)).toMatchObject({
        message_id: '',
        anonymous_id: '',
        user_id: '',
        order_id: '',
        value: 5,
        currency: 'EUR',
        attribution: 'click',
        touch_id: null,
        campaign: '{"name":"x"}',
      });
      await isRebuilt(store);
      expect(await counted(store)).toEqual(before);
      expect(await store.people.erase(who('anonymous_id', 'a'))).toEqual({
        events: 0,
        touches: 0,
        conversions: 0,
        visits: 0,
      });
    });

    it('leaves as a user with his visitors, but not with those of somebody else', async () => {
      const store = await filled();
      const before = await counted(store);
      await store.people.erase(who('user_id', 'u', ['acme', 'other']));
      const { events } = await store.events({ writeKeys: ['k1', 'k2', 'o1'], limit: 99 });
      expect(events.map(({ messageId }) => messageId)).toEqual(['family before', 'family too', 'other’s']);
      expect(await counted(store)).toEqual(before);
      await isRebuilt(store);
      expect(await counted(store)).toEqual(before);
    });

    it('leaves with what the account told of his orders that were given back', async () => {
      const store = await opened();
      const refund = (id: string, order_id: string, given: object = {}, by = `whole ${order_id}`) =>
        event(`refund:${id}`, {
          event: 'refund',
          anonymousId: '',
          ...given,
          fields: {
            properties: { order_id, ...(by.startsWith('part') && { value: '3' }) },
            context: { tgp: { signed: 'true', refund: by } },
          },
        });
      const part = refund('part of order-77', 'order-77', {}, 'part of order-77');
      await append(
        store,
        purchase('sale', { userId: 'u' }, { order_id: 'order-77', revenue: '10', currency: 'EUR' }),
        purchase('other’s', { anonymousId: 'b' }, { order_id: 'order-78', revenue: '10', currency: 'EUR' }),
        part,
        refund('order-78', 'order-78'),
        refund('of another tag', 'order-77', { writeKey: 'k2' }),
        refund('by another visitor', 'order-77', { anonymousId: 'b' }),
      );
      const before = await counted(store);
      expect(before.totals.find(({ count }) => count === 2)).toMatchObject({ value: 0, refunded: 20 });
      expect(await store.people.erase(who('anonymous_id', 'a'))).toMatchObject({ events: 2 });
      expect(await counted(store)).toEqual(before);
      const told = async () => ({
        events: (await store.events({ writeKeys: ['k1', 'k2'], limit: 99 })).events,
        refunds: (await store.refunds({ accounts: ['acme'], limit: 99 })).refunds,
        conversions: (await store.conversions({ accounts: ['acme'], limit: 99 })).conversions,
      });
      const left = await told();
      expect(left.events.map(({ messageId }) => messageId).sort()).toEqual([
        'other’s',
        'refund:by another visitor',
        'refund:of another tag',
        'refund:order-78',
      ]);
      expect(left.refunds.map(row => [row.seq, row.order_id, row.name])).toEqual([
        [6, 'order-77', 'id whole order-77'],
        [5, 'order-77', 'id whole order-77'],
        [4, 'order-78', 'id whole order-78'],
        [3, expect.stringMatching(/^#[0-9a-f]{32}$/), expect.stringMatching(/^id #[0-9a-f]{32}$/)],
      ]);
      // The same again, and by its own name.
      expect(await append(store, part)).toEqual([false]);
      expect(await append(store, refund('again', 'order-77', {}, 'part of order-77'))).toEqual([true]);
      expect((await told()).refunds).toEqual(left.refunds);
      await isRebuilt(store);
      expect((await told()).refunds).toEqual(left.refunds);
      expect(await store.people.erase(who('anonymous_id', 'a'))).toMatchObject({ events: 0 });
    });

    it('is not stored again where an event of his comes late, and is new where he comes again', async () => {
      const store = await opened({ min_minutes_per_conv: null });
      const sale = purchase('sale', { userId: 'u' }, { order_id: 'A' });
      await append(store, sale);
      await store.people.erase(who('user_id', 'u'));
      expect(await append(store, sale)).toEqual([false]);
      expect(await held(store, who('user_id', 'u'))).toMatchObject({ events: [] });
      expect(
        await append(
          store,
          purchase('same order', { userId: 'u' }, { order_id: 'A' }),
          purchase('new', { userId: 'u' }, { order_id: 'B' }),
        ),
      ).toEqual([true, true]);
      expect(await held(store, who('user_id', 'u'))).toMatchObject({
        events: ['new', 'same order'],
        conversions: ['new'],
      });
      await isRebuilt(store);
    });

    it('may be who sent the newest event: no number comes twice', async () => {
      const store = await opened();
      await append(store, event('1', { anonymousId: 'b' }), event('2'), purchase('3'));
      const { next } = await store.history({ accounts: '*', limit: 9 });
      await store.people.erase(who('anonymous_id', 'a'));
      await store.conversionPixels.change((await store.conversionPixels.get(1))!, { state: 'inactive' });
      await append(store, purchase('4', { anonymousId: 'c' }));
      const after = await store.history({ accounts: '*', limit: 9, after: next });
      expect(after.events.map(({ messageId }) => messageId)).toEqual(['4']);
      expect((await store.conversions({ accounts: ['acme'], limit: 9 })).conversions).toHaveLength(1);
      await isRebuilt(store);
    });

    it('still keeps the user that he shared a purchase with from counting twice', async () => {
      const store = await opened({ min_minutes_per_conv: null });
      await append(store, purchase('1', { userId: 'u' }), purchase('2', { anonymousId: 'b', userId: 'u' }));
      const before = await counted(store);
      await store.people.erase(who('anonymous_id', 'a'));
      expect(await counted(store)).toEqual(before);
      await isRebuilt(store);
      await append(store, purchase('3', { anonymousId: 'c', userId: 'u' }));
      expect((await store.conversions({ accounts: ['acme'], limit: 9 })).conversions).toHaveLength(1);
    });

    it('leaves the conversion of another visitor of the same user credited, to no touch of his', async () => {
      const store = await opened();
      await append(
        store,
        landing('visit', { name: 'x', gclid: 'g' }, { time: NOW - HOUR, receivedAt: NOW, userId: 'u' }),
        purchase('sale', { anonymousId: 'b', userId: 'u' }),
      );
      await store.people.erase(who('anonymous_id', 'a'));
      const conversions = async () => (await store.conversions({ accounts: ['acme'], limit: 9 })).conversions;
      expect(await conversions()).toMatchObject([
        {
          message_id: 'sale',
          attribution: 'click',
          touch_id: null,
          touch_time: NOW - HOUR,
          campaign: '{"name":"x"}',
        },
      ]);
      const before = await conversions();
      await isRebuilt(store);
      expect(await conversions()).toEqual(before);
    });

    it('leaves when he was forgotten in part, and is forgotten when he left in part', async () => {
      const store = await filled();
      const late = NOW + 30 * 24 * HOUR;
      await append(
        store,
        event('new', { time: late, receivedAt: late }),
        event('last', { time: late, receivedAt: late, anonymousId: 'z' }),
      );
      await store.people.erase(who('anonymous_id', 'p'));
      await store.forget(late, 3);
      await store.people.erase(who('anonymous_id', 'a'));
      expect((await store.events({ writeKeys: ['k1', 'k2'], limit: 9 })).events).toMatchObject([
        { messageId: 'last' },
      ]);
      await isRebuilt(store);
    });

    it('tells how many of his events have gone; stopped, the rest and its visits are there, and it goes on', async () => {
      const store = await filled();
      await append(store, ...Array.from({ length: 300 }, (_, at) => event(`one of many ${at}`)));
      await store.settled();
      const before = await counted(store);
      const stopping = new AbortController();
      const told: number[] = [];
      const stopped = store.people.erase(who('anonymous_id', 'a'), {
        signal: stopping.signal,
        onProgress(events) {
          told.push(events);
          if (events) stopping.abort(new Error('enough'));
        },
      });
      // An engine that does it in one step is through by then.
      const outcome = await stopped.catch((error: Error) => error.message);
      const left = (await held(store, who('anonymous_id', 'a'))).events.length;
      expect([left, told.at(-1)]).toEqual([305 - told.at(-1)!, 305 - left]);
      if (outcome === 'enough') {
        expect(left).toBeGreaterThan(0);
        const { visits } = await store.visits({ writeKeys: ['k1', 'k2'], visitor: 'a', limit: 9 });
        expect(visits.length).toBeGreaterThan(0);
        const erased = await store.people.erase(who('anonymous_id', 'a'));
        expect(erased.events).toBe(left);
      } else expect(outcome).toMatchObject({ events: 305 });
      expect(await held(store, who('anonymous_id', 'a'))).toMatchObject({ events: [], conversions: [] });
      expect(await counted(store)).toEqual(before);
      await isRebuilt(store);
    });

    it('takes nothing from others by what a conversion learned from his events', async () => {
      const first = purchase('first', { anonymousId: 'a', userId: 'u' }, { order_id: 'O1', revenue: '10' });
      const learns = purchase('learns', { anonymousId: 'd' }, { order_id: 'O2', revenue: '20' });
      const tells = purchase('tells', { anonymousId: 'c', userId: 'u' }, { order_id: 'O2', revenue: '20' });
      const signed = {
        ...learns,
        anonymousId: 'a',
        fields: { ...learns.fields, context: { tgp: { signed: 'true' } } },
      };
      for (const events of [
        [first, learns, tells],
        [learns, first, tells],
        [first, signed, tells],
      ]) {
        const store = await opened({ min_minutes_per_conv: null });
        await append(store, ...events);
        await store.people.erase(who('anonymous_id', 'c'));
        await isRebuilt(store);
        const { conversions } = await store.conversions({ accounts: ['acme'], limit: 100 });
        expect(conversions.map(row => row.message_id).sort()).toEqual(['first', 'learns']);
      }
    });

    it('leaves to nobody the place that he had on a device', async () => {
      const store = await opened({ min_minutes_per_conv: 0 });
      await append(
        store,
        ad('click', HOUR, { anonymousId: 'e', userId: 'u4' }),
        ...['u1', 'u2', 'u3', 'u4'].map(userId => event(`by ${userId}`, { anonymousId: 'd', userId })),
        purchase('sale', { anonymousId: 'd', userId: '' }, { order_id: 'O1', revenue: '10' }),
      );
      await store.settled();
      await store.people.erase(who('user_id', 'u1'));
      await isRebuilt(store);
      const { conversions } = await store.conversions({ accounts: ['acme'], limit: 100 });
      expect(conversions).toMatchObject([{ order_id: 'O1', attribution: 'unattributed', touch_id: null }]);
    });

    it('goes a few events at a time where they are large, as those of a tag do', async () => {
      const { store } = await open();
      await addAccounts(store);
      const fields = { properties: { text: 'x'.repeat(1024 * 1024) } };
      const large = (by: string) =>
        Array.from({ length: 7 }, (_, at) =>
          event(`${by} ${at}`, { anonymousId: by, writeKey: 'k2', fields }),
        );
      await append(store, ...large('one'), ...large('other'));
      for (const erase of [
        (onProgress: (events: number) => void) =>
          store.people.erase(who('anonymous_id', 'one'), { onProgress }),
        (onProgress: (events: number) => void) => store.eraseTag('k2', { onProgress }),
      ]) {
        const told: number[] = [];
        await erase(events => told.push(events));
        expect(Math.max(...told)).toBe(7);
        // An engine that does it in one step is through at once.
        const steps = told.map((events, at) => events - (told[at - 1] ?? 0));
        if (told.length > 1) expect(Math.max(...steps)).toBe(1);
      }
    });

    it('stays where it was stopped before it began', async () => {
      const store = await filled();
      const before = await held(store, who('anonymous_id', 'a'));
      const signal = AbortSignal.abort(new Error('no'));
      await expect(store.people.erase(who('anonymous_id', 'a'), { signal })).rejects.toThrow('no');
      expect(await held(store, who('anonymous_id', 'a'))).toEqual(before);
    });

    it('comes to an end, whoever goes on sending as him, and leaves nothing of before', async () => {
      const store = await opened();
      const sent = (id: string) => landing(id, {}, { userId: 'u' });
      await append(store, ...Array.from({ length: 30 }, (_, at) => sent(`old${at}`)));
      let [isOver, late] = [false, 0];
      const senders = Array.from({ length: 4 }, async () => {
        while (!isOver && late < 1000) {
          await store.append(sent(`late${late++}`));
          await new Promise(setImmediate);
        }
      });
      const { events } = await store.people.erase(who('user_id', 'u'));
      isOver = true;
      await Promise.all(senders);
      expect(late).toBeLessThan(1000);
      expect(events).toBeGreaterThanOrEqual(30);
      const left = await held(store, who('user_id', 'u'));
      expect(left.events.filter(id => id.startsWith('old'))).toEqual([]);
      await isRebuilt(store);
      // Of who sends no more nothing is left.
      await store.people.erase(who('user_id', 'u'));
      expect(await held(store, who('user_id', 'u'))).toEqual({ events: [], touches: [], conversions: [] });
      await isRebuilt(store);
    }, 60_000);

    it('leaves the visits of others on his device right, whatever of them arrives meanwhile', async () => {
      const store = await opened();
      const sent = (id: string, session: string, given = {}) => landing(id, {}, given, session);
      await append(
        store,
        sent('his', 'h', { userId: 'u' }),
        sent('hers', 'w', { userId: 'w' }),
        ...Array.from({ length: 700 }, (_, at) => sent(`old${at}`, `s${at}`)),
        purchase('bought', {}, { order_id: 'O', revenue: '10', currency: 'EUR' }),
      );
      await store.settled();
      let [isOver, late] = [false, 0];
      const sender = async () => {
        while (!isOver && late < 2000) {
          const at = late++;
          // In a visit that there was, in a new one, and wherever its time leads.
          const session = [`s${(at * 37) % 700}`, `n${at}`, ''][at % 3]!;
          await store.append(
            sent(`late${at}`, session, { time: NOW + at * MINUTE, receivedAt: NOW + at * MINUTE }),
          );
          await new Promise(setImmediate);
        }
      };
      const senders = [sender(), sender()];
      await store.people.erase(who('user_id', 'u'));
      isOver = true;
      await Promise.all(senders);
      await store.settled();
      const { events } = await store.events({ writeKeys: ['k1'], limit: 1 });
      expect(events).toHaveLength(1);
      await isRebuilt(store);
    }, 60_000);

    it('has a mark that says nothing of him, the same each time', async () => {
      const store = await opened();
      const mark = await store.people.mark(who('user_id', 'u'));
      expect(mark).toMatch(/^[\da-f]{32}$/);
      expect(await store.people.mark(who('user_id', 'u'))).toBe(mark);
      expect(await store.people.mark(who('anonymous_id', 'u'))).not.toBe(mark);
      const ofEvent = await store.people.mark({ by: 'message_id', id: 'u' });
      expect(ofEvent).toMatch(/^[\da-f]{32}$/);
      expect(ofEvent).not.toBe(mark);
    });
  });
}
