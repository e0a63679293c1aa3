import { describe, expect, it } from 'vitest';
import { BadCursor } from '../../../../src/server/store/errors.ts';
import type { EventFilter, HistoryFilter } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { allPages, NO_CURSORS } from './allPages.ts';
import type { Open } from './engine.ts';
import { addAccounts, append, event, NOW } from './rows.ts';

/** How events are read. */
export function reading(open: Open): void {
  const opened = async (...events: Parameters<typeof append>[1][]) => {
    const { store } = await open();
    await addAccounts(store);
    await append(store, ...events);
    return store;
  };
  const idsOf = async (store: Store, filter: Partial<EventFilter>) => {
    const { events } = await store.events({ writeKeys: ['k1'], limit: 100, ...filter });
    return events.map(({ messageId }) => messageId);
  };

  describe('events', () => {
    it('come newest first, by receipt; of the same time the last to arrive', async () => {
      const store = await opened(
        event('b', { receivedAt: NOW, time: NOW - 9 }),
        event('c', { writeKey: 'k2', receivedAt: NOW, time: NOW }),
        event('a', { receivedAt: NOW - 1, time: NOW - 1 }),
        event('d', { receivedAt: NOW + 1, time: NOW - 99 }),
        event('z', { receivedAt: NOW, time: NOW - 5 }),
      );
      expect(await idsOf(store, { writeKeys: ['k2', 'k1'] })).toEqual(['d', 'z', 'c', 'b', 'a']);
    });

    it('that are rare among many others are found, on as many pages as it takes', async () => {
      const store = await opened();
      const rare = { anonymousId: 'rare', userId: 'u', type: 'page', event: 'E' } as const;
      const sent = Array.from({ length: 12_000 }, (_, at) => {
        const writeKey = at % 3 ? 'k1' : 'k2';
        const isRare = at % 4000 < 2 || at === 10_499;
        const given = { writeKey, receivedAt: NOW + at, time: NOW + at, anonymousId: 'many', userId: 'u' };
        return event(`${at}`, isRare ? { ...given, ...rare } : given);
      });
      for (let at = 0; at < sent.length; at += 5000) {
        await Promise.all(sent.slice(at, at + 5000).map(each => store.append(each)));
      }
      const found = async (filter: Partial<EventFilter>) =>
        allPages(async cursor => {
          const page = await store.events({
            writeKeys: ['k2', 'k1'],
            limit: 4,
            ...filter,
            ...(cursor && { cursor }),
          });
          return { rows: page.events.map(({ messageId }) => messageId), next: page.next };
        });
      const all = ['10499', '8001', '8000', '4001', '4000', '1', '0'];
      expect(await found({ type: 'page', userId: 'u' })).toEqual(all);
      expect(await found({ event: 'E', type: 'page' })).toEqual(all);
      // A page of more tags looks at fewer events of each: here it ends in the middle of both, and right before one.
      const many = ['k1', 'k2', ...Array.from({ length: 8 }, (_, at) => `k${at + 3}`)];
      expect(await found({ writeKeys: many, type: 'page', userId: 'u' })).toEqual(all);
      expect(await found({ userId: 'u', anonymousId: 'rare', event: 'E' })).toEqual(all);
      expect(await found({ writeKeys: ['k1'], type: 'page', event: 'E' })).toEqual([
        '10499',
        '8000',
        '4001',
        '4000',
        '1',
      ]);
      expect(await found({ event: 'E', userId: '', limit: 9 })).toEqual([]);
      expect(await found({ userId: 'u', type: 'click' })).toEqual([]);
    });

    it('are of the tags that are asked for alone', async () => {
      const store = await opened(event('1'), event('2', { writeKey: 'k2' }), event('3', { writeKey: 'o1' }));
      expect(await idsOf(store, {})).toEqual(['1']);
      expect(await idsOf(store, { writeKeys: ['k2', 'o1'] })).toEqual(['3', '2']);
      expect(await idsOf(store, { writeKeys: [] })).toEqual([]);
      expect(await idsOf(store, { writeKeys: ['K1', 'k'] })).toEqual([]);
    });

    it('are those that each filter lets through', async () => {
      const store = await opened(
        event('1', { event: 'A', anonymousId: 'x', userId: 'u' }),
        event('2', { event: 'A', anonymousId: 'y', userId: '', type: 'page' }),
        event('3', { event: '', anonymousId: '', userId: 'u' }),
        event('4', { event: 'a', anonymousId: 'x', userId: 'U' }),
      );
      expect(await idsOf(store, { event: 'A' })).toEqual(['2', '1']);
      expect(await idsOf(store, { event: '' })).toEqual(['3']);
      expect(await idsOf(store, { type: 'track' })).toEqual(['4', '3', '1']);
      expect(await idsOf(store, { anonymousId: 'x' })).toEqual(['4', '1']);
      expect(await idsOf(store, { anonymousId: '' })).toEqual(['3']);
      expect(await idsOf(store, { userId: 'u' })).toEqual(['3', '1']);
      expect(await idsOf(store, { userId: '' })).toEqual(['2']);
      expect(await idsOf(store, { event: 'A', type: 'track', anonymousId: 'x', userId: 'u' })).toEqual(['1']);
      expect(await idsOf(store, { event: 'A', userId: 'U' })).toEqual([]);
    });

    it('are of a time of receipt, from its begin on and before its end', async () => {
      const store = await opened(
        ...[-2, -1, 0, 1, 2].map(ms => event(`${ms}`, { receivedAt: NOW + ms, time: NOW - 50 })),
      );
      expect(await idsOf(store, { from: NOW - 1, to: NOW + 1 })).toEqual(['0', '-1']);
      expect(await idsOf(store, { from: NOW + 1 })).toEqual(['2', '1']);
      expect(await idsOf(store, { to: NOW - 1 })).toEqual(['-2']);
      expect(await idsOf(store, { from: NOW, to: NOW })).toEqual([]);
      expect(await idsOf(store, { from: NOW + 3 })).toEqual([]);
    });

    it('come as many as fit a page, with a cursor only where there are more', async () => {
      const store = await opened(...['1', '2', '3'].map(id => event(id)));
      const page = (limit: number, cursor?: string) =>
        store.events({ writeKeys: ['k1'], limit, ...(cursor && { cursor }) });
      const first = await page(2);
      expect(first.events.map(({ messageId }) => messageId)).toEqual(['3', '2']);
      const second = await page(2, first.next!);
      expect(second.events.map(({ messageId }) => messageId)).toEqual(['1']);
      expect(second.next).toBeNull();
      expect((await page(3)).next).toBeNull();
      expect((await page(4)).next).toBeNull();
      expect((await (await opened()).events({ writeKeys: ['k1'], limit: 5 })).next).toBeNull();
    });

    it('come as many as their page may hold in bytes, and one at least', async () => {
      const sizes = [10, 2000, 10, 5000, 10, 10, 2000];
      const store = await opened(
        ...sizes.map((size, at) => event(`${at}`, { fields: { text: 'x'.repeat(size) } })),
      );
      const pagesOf = async (maxBytes: number) => {
        const pages: string[] = [];
        await allPages(async cursor => {
          const { events, next } = await store.events({
            writeKeys: ['k1', 'k2'],
            limit: 4,
            maxBytes,
            ...(cursor && { cursor }),
          });
          pages.push(events.map(({ messageId }) => messageId).join(''));
          return { rows: events, next };
        });
        return pages;
      };
      expect(await pagesOf(2200)).toEqual(['654', '3', '210']);
      expect(await pagesOf(1)).toEqual(['6', '5', '4', '3', '2', '1', '0']);
      expect(await pagesOf(100_000)).toEqual(['6543', '210']);
    });

    it('count for their page as the JSON that they are read as', async () => {
      const text = '\u0001'.repeat(1000);
      const store = await opened(...['1', '2', '3'].map(id => event(id, { fields: { text } })));
      const { events, next } = await store.events({ writeKeys: ['k1'], limit: 3, maxBytes: 11_900 });
      expect([events.length, next]).toEqual([1, expect.any(String)]);
    });

    it('come once each over the pages, whatever arrives between them', async () => {
      for (const limit of [1, 2, 3, 5]) {
        const ids = Array.from({ length: 12 }, (_, at) => `m${at}`);
        const store = await opened(
          // Four times, three events each, of two tags in turn.
          ...ids.map((id, at) =>
            event(id, { receivedAt: NOW + (at % 4), time: NOW, writeKey: at % 2 ? 'k1' : 'k2' }),
          ),
        );
        let extra = 0;
        const seen = await allPages(
          async cursor => {
            const { events, next } = await store.events({
              writeKeys: ['k1', 'k2'],
              limit,
              ...(cursor && { cursor }),
            });
            return { rows: events, next };
          },
          // At each of the times that are there already, also those that the next page begins with.
          async () => {
            for (const ms of [0, 1, 2, 3]) {
              await store.append(event(`extra${extra++}`, { receivedAt: NOW + ms, time: NOW }));
            }
          },
        );
        const found = seen.map(({ messageId }) => messageId);
        expect(new Set(found).size).toBe(found.length);
        expect(found.filter(id => id.startsWith('m')).sort()).toEqual([...ids].sort());
        const times = seen.map(({ receivedAt }) => receivedAt);
        expect(times).toEqual([...times].sort((a, b) => b - a));
      }
    });

    it('keep their filter from page to page', async () => {
      const store = await opened(
        ...Array.from({ length: 9 }, (_, at) => event(`${at}`, { event: at % 3 ? 'A' : 'B' })),
      );
      const seen = await allPages(async cursor => {
        const { events, next } = await store.events({
          writeKeys: ['k1'],
          event: 'B',
          limit: 1,
          ...(cursor && { cursor }),
        });
        return { rows: events, next };
      });
      expect(seen.map(({ messageId }) => messageId)).toEqual(['6', '3', '0']);
    });

    it('are not read from a cursor that no page gave out', async () => {
      const store = await opened(event('1'));
      for (const cursor of NO_CURSORS) {
        await expect(store.events({ writeKeys: ['k1'], limit: 1, cursor }), cursor).rejects.toThrow(
          BadCursor,
        );
      }
    });

    it('are copies', async () => {
      const fields = { properties: { a: { b: 'c' } } };
      const given = event('1', { fields });
      const store = await opened(given);
      given.event = fields.properties.a.b = 'changed';
      for (let times = 0; times < 2; times++) {
        const [one] = (await store.events({ writeKeys: ['k1'], limit: 1 })).events;
        const [two] = (await store.history({ accounts: '*', limit: 1 })).events;
        for (const each of [one!, two!]) {
          expect(each).toEqual(event('1', { fields: { properties: { a: { b: 'c' } } } }));
          each.event = 'changed';
          (each.fields.properties as typeof fields.properties).a.b = 'changed';
        }
      }
      expect(await idsOf(store, { event: 'changed' })).toEqual([]);
    });
  });

  describe('the history', () => {
    const history = async (store: Store, filter: Partial<HistoryFilter> = {}) => {
      const page = await store.history({ accounts: '*', limit: 100, ...filter });
      return { ...page, ids: page.events.map(({ messageId }) => messageId) };
    };

    it('is in the order of arrival, whatever the times', async () => {
      const store = await opened(
        event('1', { receivedAt: NOW + 5 }),
        event('2', { receivedAt: NOW - 5, writeKey: 'o1' }),
        event('3', { receivedAt: NOW + 5, writeKey: 'k2' }),
        event('4', { receivedAt: NOW }),
      );
      expect((await history(store)).ids).toEqual(['1', '2', '3', '4']);
    });

    it('has as many on a page as it may hold in bytes, and one at least', async () => {
      const sizes = [10, 2000, 10, 5000, 10, 10, 2000];
      const store = await opened(
        ...sizes.map((size, at) => event(`${at}`, { fields: { text: 'x'.repeat(size) } })),
      );
      const pages: string[] = [];
      for (let after: string | undefined, isEnd = false; !isEnd; ) {
        const page = await history(store, { maxBytes: 2200, ...(after && { after }) });
        pages.push(page.ids.join(''));
        ({ next: after, isEnd } = page);
      }
      expect(pages).toEqual(['012', '3', '456']);
    });

    it('says where it ends', async () => {
      const store = await opened(event('1'), event('2'), event('3'));
      expect(await history(store, { limit: 2 })).toMatchObject({ ids: ['1', '2'], isEnd: false });
      expect(await history(store, { limit: 3 })).toMatchObject({ ids: ['1', '2', '3'], isEnd: true });
      expect(await history(store, { limit: 4 })).toMatchObject({ ids: ['1', '2', '3'], isEnd: true });
    });

    it('reads on from where it ended, as events arrive', async () => {
      const store = await opened();
      const start = await history(store, { limit: 2 });
      expect(start).toMatchObject({ ids: [], isEnd: true });
      await append(store, event('1'), event('2'), event('3'));
      const first = await history(store, { limit: 2, after: start.next });
      expect(first).toMatchObject({ ids: ['1', '2'], isEnd: false });
      await append(store, event('4', { receivedAt: NOW - 9 }), event('5'));
      const second = await history(store, { limit: 2, after: first.next });
      expect(second).toMatchObject({ ids: ['3', '4'], isEnd: false });
      const third = await history(store, { limit: 2, after: second.next });
      expect(third).toMatchObject({ ids: ['5'], isEnd: true });
      const end = await history(store, { limit: 2, after: third.next });
      expect(end).toMatchObject({ ids: [], isEnd: true });
      await store.append(event('6', { receivedAt: NOW - 99 }));
      expect(await history(store, { after: end.next })).toMatchObject({ ids: ['6'], isEnd: true });
      expect((await history(store, { after: first.next })).ids).toEqual(['3', '4', '5', '6']);
    });

    it('is of the accounts and tags that are asked for alone', async () => {
      const store = await opened(
        event('1'),
        event('2', { writeKey: 'o1' }),
        event('3', { writeKey: 'k2' }),
        event('4', { writeKey: 'o1' }),
      );
      const ids = async (filter: Partial<HistoryFilter>) => (await history(store, filter)).ids;
      expect(await ids({ accounts: ['acme'] })).toEqual(['1', '3']);
      expect(await ids({ accounts: ['other'] })).toEqual(['2', '4']);
      expect(await ids({ accounts: ['acme', 'other'] })).toEqual(['1', '2', '3', '4']);
      expect(await ids({ accounts: [] })).toEqual([]);
      expect(await ids({ writeKeys: ['k2', 'o1'] })).toEqual(['2', '3', '4']);
      expect(await ids({ accounts: ['acme'], writeKeys: ['k2'] })).toEqual(['3']);
      expect(await ids({ accounts: ['acme'], writeKeys: ['o1'] })).toEqual([]);
      expect(await ids({ writeKeys: [] })).toEqual([]);
      const first = await history(store, { accounts: ['other'], limit: 1 });
      expect(first).toMatchObject({ ids: ['2'], isEnd: false });
      expect(await history(store, { accounts: ['other'], limit: 1, after: first.next })).toMatchObject({
        ids: ['4'],
        isEnd: true,
      });
    });

    it('is of a time of receipt from its start to before its end', async () => {
      const store = await opened(
        ...[2, 1, 0, -1].map(ms => event(`${ms}`, { receivedAt: NOW + ms, time: NOW - 50 })),
      );
      const ids = async (filter: Partial<HistoryFilter>) => (await history(store, filter)).ids;
      expect(await ids({ from: NOW, to: NOW + 2 })).toEqual(['1', '0']);
      expect(await ids({ from: NOW + 1 })).toEqual(['2', '1']);
      expect(await ids({ to: NOW })).toEqual(['-1']);
      const first = await history(store, { from: NOW, to: NOW + 2, limit: 1 });
      expect(first).toMatchObject({ ids: ['1'], isEnd: false });
      const rest = await history(store, { from: NOW, to: NOW + 2, limit: 1, after: first.next });
      expect(rest).toMatchObject({ ids: ['0'], isEnd: true });
    });

    it('is not read from a cursor that no page gave out', async () => {
      const store = await opened(event('1'));
      for (const after of NO_CURSORS.filter(each => each !== '1')) {
        await expect(store.history({ accounts: '*', limit: 1, after }), after).rejects.toThrow(BadCursor);
      }
    });
  });
}
