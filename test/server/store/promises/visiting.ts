import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { allPages } from './allPages.ts';
import type { Open } from './engine.ts';
import { addAccounts, append, DAY, event, HOUR, MINUTE, NOW, pixel, SECOND } from './rows.ts';

/** How events become visits. */
export function visiting(open: Open): void {
  const opened = async () => {
    const { store } = await open();
    await addAccounts(store);
    return store;
  };
  const view = (id: string, path: string, given: Partial<StoredEvent> = {}, sessionId = 's', context = {}) =>
    event(id, {
      type: 'page',
      event: '',
      ...given,
      fields: {
        context: {
          page: { path, url: `https://a.example${path}` },
          ...(sessionId && { sessionId }),
          ...context,
        },
      },
    });
  const sale = (id: string, properties: Record<string, string>, given: Partial<StoredEvent> = {}) =>
    event(id, { event: 'purchase', ...given, fields: { context: { sessionId: 's' }, properties } });
  const at = (ms: number) => ({ time: NOW + ms, receivedAt: NOW + HOUR });
  const visits = async (store: Store) => (await store.visits({ writeKeys: ['k1'], limit: 99 })).visits;
  const isRebuilt = async (store: Store) => {
    for (const table of (await store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
  };

  describe('a visit', () => {
    it('is what a visitor does in a session, whatever time lies between', async () => {
      const store = await opened();
      await append(
        store,
        view('1', '/', at(0)),
        view('2', '/cart', at(2 * HOUR)),
        event('3', { ...at(3 * HOUR), fields: { context: { sessionId: 's' } } }),
        view('4', '/', at(0), 't'),
        view('5', '/', { ...at(0), anonymousId: 'b' }),
        view('6', '/', { ...at(0), writeKey: 'k2' }),
      );
      const all = await visits(store);
      expect(all).toHaveLength(3);
      const own = all.find(({ id }) => id === 'a/s')!;
      expect(own).toMatchObject({
        write_key: 'k1',
        visitor: 'a',
        started_at: NOW,
        ended_at: NOW + 3 * HOUR,
        entry: '/',
        exit: '/cart',
        views: 2,
        events: 3,
        conversions: 0,
        revenue: '{}',
      });
      expect(await store.visit('k1', 'a/s')).toEqual(own);
      for (const id of ['a/x', 'a', '', 'a/s/x', '%/s'])
        expect(await store.visit('k1', id), id).toBeUndefined();
      await isRebuilt(store);
    });

    it('is without a session what a visitor does within half an hour of it', async () => {
      const store = await opened();
      const plain = (id: string, ms: number, path = '/') => view(id, path, at(ms), '');
      await append(
        store,
        plain('1', 0),
        plain('2', 30 * MINUTE),
        plain('3', 60 * MINUTE + 1),
        plain('4', -30 * MINUTE),
      );
      expect((await visits(store)).map(({ id, events }) => [id, events])).toEqual([
        ['a/3', 1],
        ['a/1', 3],
      ]);
      await append(store, view('5', '/', at(80 * MINUTE)), plain('6', 100 * MINUTE));
      expect((await visits(store)).map(({ id, events }) => [id, events])).toEqual([
        ['a/s', 2],
        ['a/3', 1],
        ['a/1', 3],
      ]);
      await isRebuilt(store);
    });

    it('goes on with an event without a session whose id is that of an earlier one', async () => {
      const store = await opened();
      const plain = (id: string, ms: number) => view(id, '/', at(ms), '');
      const found = async () => (await visits(store)).map(({ id, events }) => [id, events]);
      await append(store, view('1', '/', at(0)));
      await append(store, plain('s', 2 * HOUR), plain('2', 2 * HOUR));
      expect(await found()).toEqual([['a/s', 3]]);
      await append(store, plain('t', 5 * HOUR));
      await append(store, view('3', '/', at(8 * HOUR), 't'));
      expect(await found()).toEqual([
        ['a/t', 2],
        ['a/s', 3],
      ]);
      await isRebuilt(store);
    });

    it('is told by its earliest event, in whatever order they arrive', async () => {
      const store = await opened();
      const campaign = { campaign: { source: 'news', name: 'x' } };
      await append(
        store,
        view('2', '/second', at(2 * SECOND), 's', { locale: 'fr-FR' }),
        view('3', '/third', at(3 * SECOND)),
        view('1', '/first', at(SECOND), 's', { locale: 'de-AT', ...campaign }),
      );
      expect(await visits(store)).toMatchObject([
        { entry: '/first', exit: '/third', language: 'de-AT', campaign: 'x', started_at: NOW + SECOND },
      ]);
      await isRebuilt(store);
    });

    it('begins with a view or an event, and not with an ad or with who somebody is', async () => {
      const store = await opened();
      await append(
        store,
        event('1', { type: 'impression', event: '5' }),
        event('2', { type: 'identify', event: '', userId: 'u' }),
        event('3', { type: 'fire', event: '1' }),
        event('4', { anonymousId: '' }),
      );
      expect(await visits(store)).toEqual([]);
      await append(
        store,
        event('5', { type: 'screen', event: 'Home' }),
        event('6', { type: 'fire', event: '1', ...at(MINUTE) }),
        event('7', { anonymousId: '', userId: 'u' }),
      );
      expect((await visits(store)).map(({ visitor, events, views }) => [visitor, events, views])).toEqual([
        ['u', 1, 0],
        ['a', 2, 1],
      ]);
      await isRebuilt(store);
    });

    it('has what was bought in it once, by currency, to the cent', async () => {
      const store = await opened();
      await store.conversionPixels.add(pixel(1));
      await append(
        store,
        sale('1', { revenue: '0.1', currency: 'EUR' }, at(0)),
        sale('2', { revenue: '0.2', currency: 'eur' }, at(1)),
        sale('3', { order_id: 'A', revenue: '5', currency: '' }, at(2)),
        sale('4', { order_id: 'A', revenue: '5', currency: '' }, at(3)),
        event('5', {
          event: 'lead',
          ...at(4),
          fields: { context: { sessionId: 's' }, properties: { value: '9' } },
        }),
        event('6', { event: 'add_to_cart', ...at(5), fields: { context: { sessionId: 's' } } }),
        sale('7', { revenue: '-4' }, at(6)),
      );
      expect(await visits(store)).toMatchObject([
        { conversions: 5, revenue: '{"":5,"EUR":0.3}', events: 7, counted: 'people' },
      ]);
      await isRebuilt(store);
    });

    it('is marked by all that speaks against a person', async () => {
      const store = await opened();
      const hosting = { signs: '{"hosting":true}' };
      await append(
        store,
        view('1', '/', at(0)),
        view('2', '/', { ...at(SECOND), ...hosting }),
        view('3', '/', { ...at(0), anonymousId: 'b', signs: '{"test":true}' }),
        view('4', '/', { ...at(0), anonymousId: 'b' }),
        ...Array.from({ length: 60 }, (_, each) => view(`f${each}`, '/', { ...at(each), anonymousId: 'c' })),
      );
      const found = new Map(
        (await visits(store)).map(({ visitor, counted, why }) => [visitor, [counted, why]]),
      );
      expect(found.get('a')![0]).toBe('automated');
      expect(found.get('a')![1]).toContain('hosting');
      expect(found.get('b')![0]).toBe('test');
      expect(found.get('c')![1]).toContain('pace');
      // In the end it was no faster than people are.
      await append(store, view('late', '/', { ...at(HOUR), anonymousId: 'c' }));
      expect((await visits(store)).find(({ visitor }) => visitor === 'c')!.why).not.toContain('pace');
      await isRebuilt(store);
    });

    it('converts nothing where it is a test', async () => {
      const store = await opened();
      await store.conversionPixels.add(pixel(1));
      await append(store, sale('1', { revenue: '5' }, { signs: '{"test":true}' }));
      expect(await visits(store)).toMatchObject([{ counted: 'test', conversions: 0 }]);
      expect((await store.conversions({ accounts: ['acme'], limit: 9 })).conversions).toEqual([]);
      expect((await store.kinds.counts({ writeKeys: ['k1'], limit: 9 })).counts).toEqual([]);
      await isRebuilt(store);
    });

    it('keeps so much of what strangers make up, whatever its letters', async () => {
      const store = await opened();
      const long = '\ud83d\ude00'.repeat(400);
      await append(
        store,
        view('1', `/${long}`, { ...at(0), anonymousId: long }, '__proto__', { locale: long }),
        view('2', '/', { ...at(-1), anonymousId: 'b' }, '', { campaign: { name: `x${long}` } }),
        ...Array.from({ length: 120 }, (_, each) => view(`p${each}`, `/${each}`, at(each * MINUTE))),
        ...Array.from({ length: 120 }, (_, each) =>
          event(`n${each}`, {
            event: `N${each}`,
            ...at(each * MINUTE),
            fields: { context: { sessionId: 's' } },
          }),
        ),
      );
      const [many, odd, other] = await visits(store);
      expect([many!.views, many!.events]).toEqual([120, 240]);
      expect(odd!.visitor.length).toBeLessThanOrEqual(255);
      expect(odd!.entry.length).toBeLessThanOrEqual(500);
      expect(other!.campaign.length).toBeLessThanOrEqual(200);
      expect(await store.visit('k1', odd!.id)).toEqual(odd);
      const whole = { writeKeys: ['k1'], from: 0, to: NOW + DAY, who: 'all' as const, where: [] };
      for (const dimension of ['page', 'event'] as const) {
        const { rows } = await store.reports.top({ ...whole, dimension, limit: 999 });
        expect(rows.find(({ value }) => value === '(other names)')).toMatchObject({ visits: 1 });
        // A hundred, the others, and those of the other two visits.
        expect(rows.length).toBeLessThanOrEqual(103);
      }
      await isRebuilt(store);
    });

    it('is read page by page, and by what is asked', async () => {
      const store = await opened();
      await append(
        store,
        ...Array.from({ length: 7 }, (_, each) =>
          view(
            `${each}`,
            '/',
            {
              ...at(each * SECOND),
              anonymousId: `v${each % 2}`,
              ...(each < 3 && { signs: '{"test":true}' }),
            },
            `s${each}`,
          ),
        ),
      );
      const ask = (filter: object) =>
        allPages(async cursor => {
          const page = await store.visits({
            writeKeys: ['k1', 'k2'],
            limit: 2,
            ...filter,
            ...(cursor && { cursor }),
          });
          return { rows: page.visits.map(({ id }) => id), next: page.next };
        });
      expect(await ask({})).toEqual(['v0/s6', 'v1/s5', 'v0/s4', 'v1/s3', 'v0/s2', 'v1/s1', 'v0/s0']);
      expect(await ask({ visitor: 'v1' })).toEqual(['v1/s5', 'v1/s3', 'v1/s1']);
      expect(await ask({ counted: 'test' })).toEqual(['v0/s2', 'v1/s1', 'v0/s0']);
      expect(await ask({ from: NOW + SECOND, to: NOW + 3 * SECOND })).toEqual(['v0/s2', 'v1/s1']);
      await expect(store.visits({ writeKeys: ['k1'], limit: 2, cursor: 'x' })).rejects.toThrow();
    });
  });

  describe('visits of events that went', () => {
    it('go with them, and one that goes on is whole', async () => {
      const store = await opened();
      const old = (ms: number) => ({ time: NOW - 5 * DAY + ms, receivedAt: NOW - 5 * DAY + ms });
      await append(
        store,
        view('1', '/', old(0)),
        view('2', '/', { ...old(0), anonymousId: 'b' }, 'long'),
        view('3', '/', { time: NOW, receivedAt: NOW, anonymousId: 'b' }, 'long'),
        view('4', '/', { time: NOW, receivedAt: NOW, anonymousId: 'z' }),
      );
      expect(await store.forget(NOW, 2)).toBe(2);
      const left = async () => (await visits(store)).map(({ id, events }) => [id, events]);
      expect(await left()).toEqual([
        ['z/s', 1],
        ['b/long', 2],
      ]);
      await isRebuilt(store);
      await append(store, view('5', '/', { time: NOW, receivedAt: NOW, anonymousId: 'b' }, 'long'));
      await isRebuilt(store);
      expect(await left()).toContainEqual(['b/long', 3]);
    });

    it('leave one alone that an event without a session is not of, though it has its id', async () => {
      const store = await opened();
      const plain = (id: string, ms: number) => view(id, '/', at(ms), '');
      await append(
        store,
        view('0', '/', { time: NOW - 5 * DAY, receivedAt: NOW - 5 * DAY, anonymousId: 'b' }),
        view('1', '/', at(0), 's'),
        plain('2', 2 * HOUR),
        plain('s', 2 * HOUR),
        plain('t', 2 * HOUR),
        view('3', '/', at(5 * HOUR), 't'),
        plain('4', 8 * HOUR),
      );
      expect(await store.forget(NOW, 2)).toBe(1);
      await isRebuilt(store);
      expect((await visits(store)).map(({ id, events }) => [id, events])).toEqual([
        ['a/4', 1],
        ['a/t', 1],
        ['a/2', 3],
        ['a/s', 1],
      ]);
    });

    it('go with a person, and what others did in them stays', async () => {
      const store = await opened();
      await append(
        store,
        view('1', '/mine', { ...at(0), userId: 'u' }),
        view('2', '/yours', { ...at(1), userId: 'v' }),
        view('3', '/nobody', { ...at(2) }, 't'),
        view('4', '/', { ...at(3), anonymousId: 'own', userId: 'u' }),
      );
      const pages = await allPages(async cursor => {
        const who = { accounts: ['acme'], by: 'anonymous_id' as const, id: 'own', limit: 9 };
        const { next, visits } = await store.people.held({ ...who, ...(cursor && { cursor }) });
        return { rows: visits, next };
      });
      expect(pages).toMatchObject([{ id: 'own/s', views: 1 }]);
      const erased = await store.people.erase({ accounts: ['acme'], by: 'user_id', id: 'u' });
      expect(erased).toMatchObject({ events: 2, visits: 1 });
      expect((await visits(store)).map(({ id, entry, events }) => [id, entry, events])).toEqual([
        ['a/t', '/nobody', 1],
        ['a/s', '/yours', 1],
      ]);
      await isRebuilt(store);
    });

    it('go with their tag', async () => {
      const store = await opened();
      await append(store, view('1', '/'), view('2', '/', { writeKey: 'k2' }));
      await store.eraseTag('k1');
      expect(await visits(store)).toEqual([]);
      expect((await store.visits({ writeKeys: ['k2'], limit: 9 })).visits).toHaveLength(1);
      await store.eraseAccount('acme');
      expect((await store.visits({ writeKeys: ['k2'], limit: 9 })).visits).toEqual([]);
    });
  });
}
