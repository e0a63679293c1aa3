import { describe, expect, it } from 'vitest';
import { BadCursor } from '../../../../src/server/store/errors.ts';
import { allPages, NO_CURSORS } from './allPages.ts';
import { countsOf, lastSeenOf } from './counted.ts';
import type { Open } from './engine.ts';
import { addAccounts, append, DAY, event, HOUR, MINUTE, NOW, THIS_HOUR } from './rows.ts';

/** What is counted, and when it was last seen. */
export function counting(open: Open): void {
  const opened = async (...events: Parameters<typeof append>[1][]) => {
    const { store } = await open();
    await addAccounts(store);
    await append(store, ...events);
    return store;
  };
  const at = (time: number, receivedAt = NOW) => ({ time, receivedAt });

  describe('counts', () => {
    it('are of the hour in which an event happened, whenever it was received', async () => {
      const store = await opened(
        event('1', at(THIS_HOUR, NOW + 5 * HOUR)),
        event('2', at(THIS_HOUR - 1, NOW + 5 * HOUR)),
        event('3', at(THIS_HOUR + HOUR - 1, NOW + 7 * HOUR)),
        event('4', at(THIS_HOUR + HOUR, NOW + 7 * HOUR)),
      );
      expect(await countsOf(store, { writeKeys: ['k1'] })).toEqual(
        [
          [THIS_HOUR + HOUR, 1],
          [THIS_HOUR, 2],
          [THIS_HOUR - HOUR, 1],
        ].map(([hour, count]) => ({ write_key: 'k1', type: 'track', event: 'E', hour, count })),
      );
    });

    it('come newest hour first, then by tag, type and name', async () => {
      const store = await opened(
        event('1', { event: 'b', ...at(NOW - HOUR) }),
        event('2', { event: '\u{10000}' }),
        event('3', { event: 'b' }),
        event('4', { event: 'é' }),
        event('5', { event: '\uffee' }),
        event('6', { event: 'B' }),
        event('7', { event: 'z', type: 'page' }),
        event('8', { writeKey: 'k2', event: 'a' }),
      );
      const rows = await countsOf(store, { writeKeys: ['k2', 'k1'] });
      expect(rows.map(row => [row.hour, row.write_key, row.type, row.event])).toEqual([
        [THIS_HOUR, 'k1', 'page', 'z'],
        [THIS_HOUR, 'k1', 'track', 'B'],
        [THIS_HOUR, 'k1', 'track', 'b'],
        [THIS_HOUR, 'k1', 'track', 'é'],
        [THIS_HOUR, 'k1', 'track', '\uffee'],
        [THIS_HOUR, 'k1', 'track', '\u{10000}'],
        [THIS_HOUR, 'k2', 'track', 'a'],
        [THIS_HOUR - HOUR, 'k1', 'track', 'b'],
      ]);
    });

    it('come in pages, each where the last one ended', async () => {
      const store = await opened(
        event('1', { event: 'b', ...at(NOW - HOUR) }),
        event('2', { event: '\u{10000}' }),
        event('3', { event: 'b' }),
        event('4', { event: 'é' }),
        event('5', { event: '\uffee' }),
        event('6', { event: '', type: 'page' }),
        event('7', { event: 'z', type: 'page' }),
        event('8', { writeKey: 'k2', event: 'a' }),
        event('9', { writeKey: 'k2', event: 'b', type: 'click', ...at(NOW - HOUR) }),
      );
      for (const filter of [{}, { event: 'b' }, { from: THIS_HOUR }, { to: THIS_HOUR - 1 }]) {
        const writeKeys = ['k2', 'k1'];
        const all = await countsOf(store, { writeKeys, ...filter });
        expect(all.length).toBeGreaterThan(1);
        for (const limit of [1, 2, 5]) {
          const rows = await allPages(async cursor => {
            const page = await store.counts({ writeKeys, ...filter, limit, cursor });
            expect(page.counts.length).toBeLessThanOrEqual(limit);
            return { rows: page.counts, next: page.next };
          });
          expect(rows).toEqual(all);
        }
        const page = await store.counts({ writeKeys, ...filter, limit: all.length });
        expect(page.next).toBeNull();
      }
    });

    it('come in pages once each, whatever letters their names have', async () => {
      const names = ['\0x', 'a', 'b', '\uf8ff', '\uf8ff1x', '\ue000', '\uf900', '\u{1f600}', 'z'];
      const store = await opened(...names.map((name, at) => event(`${at}`, { event: name })));
      const writeKeys = ['k1'];
      const days = [NOW - DAY, NOW + DAY];
      for (const limit of [1, 2, 3, 100]) {
        const page = <Row>(read: (given: { limit: number; cursor?: string }) => Promise<Row>) => {
          return (cursor?: string) => read({ limit, ...(cursor !== undefined && { cursor }) });
        };
        const counted = await allPages(
          page(async given => {
            const { counts, next } = await store.counts({ writeKeys, ...given });
            return { rows: counts.map(row => row.event), next };
          }),
        );
        expect(counted.sort(), `${limit}`).toEqual([...names].sort());
        const ofDay = await allPages(
          page(async given => {
            const { counts, next } = await store.dayCounts({ writeKeys, days, ...given });
            return { rows: counts.map(row => row.event), next };
          }),
        );
        expect(ofDay.sort(), `${limit}`).toEqual([...names].sort());
        const whole = { writeKeys, from: 0, to: NOW + DAY, who: 'all' as const, where: [] };
        const top = await allPages(
          page(given => store.reports.top({ ...whole, dimension: 'event', ...given })),
        );
        expect(top.map(row => row.value).sort(), `${limit}`).toEqual([...names].sort());
      }
    });

    it('refuse a cursor that is none', async () => {
      const store = await opened(event('1'));
      const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const none = [
        ...NO_CURSORS,
        text(1),
        text(null),
        text([NOW, 'k1', 'track']),
        text([NOW, 'k1', 'track', 1]),
      ];
      for (const cursor of [...none, text(['1', 'k1', 'track', '']), `${text([NOW, 'k1', 'track', ''])}=`]) {
        await expect(store.counts({ writeKeys: ['k1'], limit: 9, cursor }), cursor).rejects.toThrow(
          BadCursor,
        );
      }
    });

    it('are of quarters of an hour where an interval begins or ends at one', async () => {
      const store = await opened(
        ...[0, 14, 15, 29, 30, 44, 45, 59].map(minute =>
          event(`m${minute}`, at(THIS_HOUR + minute * MINUTE)),
        ),
        event('before', at(THIS_HOUR - 1)),
        event('after', at(THIS_HOUR + HOUR)),
      );
      const [from, to] = [THIS_HOUR - 2 * HOUR, THIS_HOUR + 2 * HOUR];
      const sum = async (range: { from?: number; to?: number }) =>
        (await countsOf(store, { writeKeys: ['k1'], ...range })).reduce(
          (total, { count }) => total + count,
          0,
        );
      for (let quarter = 0; quarter <= 16; quarter++) {
        const time = from + quarter * 15 * MINUTE;
        const [before, after] = [await sum({ from, to: time }), await sum({ from: time, to })];
        const expected = quarter < 8 ? 0 : quarter > 12 ? 10 : 1 + 2 * (quarter - 8);
        expect([quarter, before, after]).toEqual([quarter, expected, 10 - expected]);
      }
      const within = { from: THIS_HOUR + 15 * MINUTE, to: THIS_HOUR + 45 * MINUTE };
      expect(await countsOf(store, { writeKeys: ['k1'], event: 'E', ...within })).toEqual([
        { write_key: 'k1', type: 'track', event: 'E', hour: THIS_HOUR, count: 4 },
      ]);
      expect(await countsOf(store, { writeKeys: ['k1'], from: within.to, to: within.from })).toEqual([]);
      await store.rebuild();
      expect(await sum(within)).toBe(4);
    });

    it('are of days, each from its begin on, by pages', async () => {
      const days = [-24, 0, 23, 48].map(hours => THIS_HOUR + hours * HOUR + 15 * MINUTE);
      const made = days.flatMap((day, index) => [
        event(`${index} last`, at(day - 1)),
        event(`${index} first`, { event: 'F', ...at(day) }),
        event(`${index} page`, { type: 'page', event: '', ...at(day + 5 * HOUR) }),
        event(`${index} other`, { writeKey: 'k2', ...at(day + 7 * HOUR) }),
      ]);
      const store = await opened(...made);
      const filter = { writeKeys: ['k2', 'k1'], days };
      const all = (await store.dayCounts({ ...filter, limit: 100 })).counts;
      expect(
        all.map(({ day, write_key, type, event: name, count }) => [
          days.indexOf(day),
          write_key,
          type,
          name,
          count,
        ]),
      ).toEqual(
        [2, 1, 0].flatMap(day => [
          [day, 'k1', 'page', '', 1],
          [day, 'k1', 'track', 'E', 1],
          [day, 'k1', 'track', 'F', 1],
          [day, 'k2', 'track', 'E', 1],
        ]),
      );
      for (const limit of [1, 2, 3, 12, 13]) {
        const paged = await allPages(async cursor => {
          const { counts, next } = await store.dayCounts({ ...filter, limit, ...(cursor && { cursor }) });
          expect(counts.length).toBeLessThanOrEqual(limit);
          return { rows: counts, next };
        });
        expect(paged).toEqual(all);
      }
      const named = (await store.dayCounts({ ...filter, event: 'F', limit: 2 })).counts;
      expect(named.map(({ day, event: name }) => [days.indexOf(day), name])).toEqual([
        [2, 'F'],
        [1, 'F'],
      ]);
      await expect(store.dayCounts({ ...filter, limit: 1, cursor: 'x' })).rejects.toThrow(BadCursor);
      expect(await store.dayCounts({ ...filter, days: [NOW], limit: 1 })).toEqual({ counts: [], next: null });
    });

    it('are those that each filter lets through, from an hour on and before another', async () => {
      const store = await opened(
        ...[0, 1, 2, 3].map(hours => event(`h${hours}`, at(THIS_HOUR - hours * HOUR))),
        event('F', { event: 'F' }),
        event('k2', { writeKey: 'k2' }),
        event('o1', { writeKey: 'o1' }),
      );
      const hours = async (filter: { from?: number; to?: number; event?: string }) =>
        (await countsOf(store, { writeKeys: ['k1'], event: 'E', ...filter })).map(
          ({ hour }) => (THIS_HOUR - hour) / HOUR,
        );
      expect(await hours({})).toEqual([0, 1, 2, 3]);
      expect(await hours({ from: THIS_HOUR - 2 * HOUR, to: THIS_HOUR })).toEqual([1, 2]);
      expect(await hours({ from: THIS_HOUR - 2 * HOUR + 1 })).toEqual([0, 1, 2]);
      expect(await hours({ to: THIS_HOUR - HOUR - 1 })).toEqual([2, 3]);
      expect(await hours({ event: 'F' })).toEqual([0]);
      expect(await hours({ event: 'f' })).toEqual([]);
      expect(await countsOf(store, { writeKeys: [] })).toEqual([]);
      expect(await countsOf(store, { writeKeys: ['k2', 'o1'] })).toMatchObject([
        { write_key: 'k2', count: 1 },
        { write_key: 'o1', count: 1 },
      ]);
    });

    it('are copies', async () => {
      const store = await opened(event('1'));
      for (const _ of [1, 2]) {
        const [row] = await countsOf(store, { writeKeys: ['k1'] });
        const [seen] = await lastSeenOf(store, { writeKeys: ['k1'] });
        expect(row).toMatchObject({ count: 1, event: 'E' });
        expect(seen).toMatchObject({ time: NOW, event: 'E' });
        row!.count = 7;
        row!.event = seen!.event = 'changed';
      }
    });
  });

  describe('last-seen times', () => {
    it('are those of the latest receipt, in whatever order events arrive', async () => {
      const store = await opened(
        event('1', at(NOW - 5 * MINUTE, NOW)),
        event('2', at(NOW - MINUTE, NOW - 1)),
        event('3', { event: 'F', ...at(NOW - HOUR, NOW - 3) }),
        event('4', { event: 'F', ...at(NOW - 2 * HOUR, NOW - 2) }),
      );
      expect(await lastSeenOf(store, { writeKeys: ['k1'] })).toEqual([
        { write_key: 'k1', type: 'track', event: 'E', time: NOW },
        { write_key: 'k1', type: 'track', event: 'F', time: NOW - 2 },
      ]);
      await Promise.all(
        [event('5', at(NOW, NOW + 9)), event('6', at(NOW, NOW + 8))].map(each => store.append(each)),
      );
      expect(await lastSeenOf(store, { writeKeys: ['k1'], event: 'E' })).toMatchObject([{ time: NOW + 9 }]);
    });

    it('come newest first, then by tag, type and name, of the tags and the name that are asked for', async () => {
      const store = await opened(
        event('1', { event: 'b' }),
        event('2', { event: 'a' }),
        event('3', { event: 'c', type: 'page' }),
        event('4', { writeKey: 'k2', event: 'a' }),
        event('5', { event: 'z', ...at(NOW, NOW + 1) }),
        event('6', { writeKey: 'o1', event: 'a', ...at(NOW, NOW + 2) }),
      );
      const names = async (filter: { writeKeys: string[]; event?: string }) =>
        (await lastSeenOf(store, filter)).map(row => `${row.write_key} ${row.event}`);
      expect(await names({ writeKeys: ['k2', 'k1'] })).toEqual(['k1 z', 'k1 c', 'k1 a', 'k1 b', 'k2 a']);
      expect(await names({ writeKeys: ['k1', 'o1'], event: 'a' })).toEqual(['o1 a', 'k1 a']);
      expect(await store.lastSeen({ writeKeys: ['k1', 'k2'], limit: 2 })).toMatchObject([
        { event: 'z' },
        { event: 'c' },
      ]);
      expect(await names({ writeKeys: [] })).toEqual([]);
    });
  });

  describe('activity', () => {
    const busy = () =>
      opened(
        event('1', at(THIS_HOUR - 3 * HOUR, NOW - 2)),
        event('2', at(THIS_HOUR, NOW)),
        event('3', { event: 'F', ...at(THIS_HOUR - 9 * HOUR, NOW + 5) }),
        event('4', { event: 'G', ...at(THIS_HOUR - 20 * HOUR, NOW - 6) }),
        event('5', { type: 'page', event: 'E', ...at(THIS_HOUR - 30 * HOUR, NOW + 7) }),
        event('6', { writeKey: 'k2', ...at(NOW, NOW - 1) }),
        event('7', { writeKey: 'o1' }),
      );

    it('is from the oldest hour to the latest receipt of each tag that had such events', async () => {
      const store = await busy();
      const filter = { writeKeys: ['k1', 'k2'], type: 'track' as const };
      const byTag = async (more: { events?: string[] }) =>
        (await store.activity({ ...filter, ...more })).sort((a, b) => (a.write_key < b.write_key ? -1 : 1));
      const k2 = { write_key: 'k2', firstHour: THIS_HOUR, lastSeen: NOW - 1 };
      expect(await byTag({ events: ['E', 'F'] })).toEqual([
        { write_key: 'k1', firstHour: THIS_HOUR - 9 * HOUR, lastSeen: NOW + 5 },
        k2,
      ]);
      expect(await byTag({})).toEqual([
        { write_key: 'k1', firstHour: THIS_HOUR - 20 * HOUR, lastSeen: NOW + 5 },
        k2,
      ]);
      expect(await byTag({ events: ['E'] })).toEqual([
        { write_key: 'k1', firstHour: THIS_HOUR - 3 * HOUR, lastSeen: NOW },
        k2,
      ]);
      expect(await byTag({ events: ['nothing'] })).toEqual([]);
      expect(await byTag({ events: [] })).toEqual([]);
    });

    it('is summed by hour and tag, the oldest first, from an hour on and before another', async () => {
      const store = await busy();
      const filter = { writeKeys: ['k1', 'k2'], type: 'track' as const, events: ['E', 'F'] };
      await append(store, event('8', at(THIS_HOUR + 5)), event('9', { event: 'F', ...at(THIS_HOUR + 6) }));
      const hours = (from: number, to: number) => store.hours({ ...filter, from, to });
      const now = [
        { write_key: 'k1', hour: THIS_HOUR, count: 3 },
        { write_key: 'k2', hour: THIS_HOUR, count: 1 },
      ];
      const third = { write_key: 'k1', hour: THIS_HOUR - 3 * HOUR, count: 1 };
      expect(await hours(THIS_HOUR - 3 * HOUR, THIS_HOUR + 1)).toEqual([third, ...now]);
      expect(await hours(THIS_HOUR - 3 * HOUR + 1, THIS_HOUR + 1)).toEqual(now);
      expect(await hours(THIS_HOUR - 3 * HOUR, THIS_HOUR)).toEqual([third]);
      const { events: _, ...ofAll } = filter;
      expect(await store.hours({ ...ofAll, from: 0, to: NOW })).toHaveLength(5);
      expect(await store.hours({ ...filter, type: 'page', from: 0, to: NOW })).toEqual([
        { write_key: 'k1', hour: THIS_HOUR - 30 * HOUR, count: 1 },
      ]);
    });

    it('tells when each name was last triggered, in any of the tags', async () => {
      const store = await busy();
      const filter = { writeKeys: ['k1', 'k2'], type: 'track' as const };
      expect(await store.lastTriggered({ ...filter, events: ['E', 'F', 'H'] })).toEqual(
        new Map([
          ['E', NOW],
          ['F', NOW + 5],
        ]),
      );
      expect(await store.lastTriggered({ ...filter, writeKeys: ['k2'], events: ['E', 'F'] })).toEqual(
        new Map([['E', NOW - 1]]),
      );
      expect(await store.lastTriggered({ ...filter, type: 'page', events: ['E'] })).toEqual(
        new Map([['E', NOW + 7]]),
      );
      expect(await store.lastTriggered({ ...filter, events: [] })).toEqual(new Map());
    });
  });
}
