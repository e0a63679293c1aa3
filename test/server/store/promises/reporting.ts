import { describe, expect, it } from 'vitest';
import { MAX_OTHER_CURRENCIES } from '../../../../src/server/store/currencies.ts';
import { BadCursor } from '../../../../src/server/store/errors.ts';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Dimension, ReportFilter } from '../../../../src/server/store/reports.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { allPages } from './allPages.ts';
import type { Open } from './engine.ts';
import { addAccounts, append, DAY, event, HOUR, MINUTE, NOW } from './rows.ts';

/** What visits come to. */
export function reporting(open: Open): void {
  const whole: ReportFilter = {
    writeKeys: ['k1', 'k2'],
    from: 0,
    to: NOW + 9 * DAY,
    who: 'people',
    where: [],
  };
  const given = (visitor: string, session: string, more: Partial<StoredEvent> = {}) => ({
    anonymousId: visitor,
    receivedAt: NOW + 5 * DAY,
    ...more,
    context: { sessionId: session, userAgent: BROWSER },
  });
  type Given = ReturnType<typeof given>;
  const view = (id: string, path: string, { context, ...of }: Given, campaign?: object) =>
    event(id, {
      type: 'page',
      event: '',
      ...of,
      fields: {
        context: {
          ...context,
          page: { path, url: `https://a.example${path}` },
          ...(campaign && { campaign }),
        },
      },
    });
  const track = (id: string, name: string, { context, ...of }: Given, properties = {}) =>
    event(id, { event: name, ...of, fields: { context, properties } });

  /** Two visitors: one comes on two days and buys, one looks at a page; and a machine that buys. */
  const filled = async () => {
    const { store } = await open();
    await addAccounts(store);
    const [today, next] = [{ time: NOW }, { time: NOW + DAY }];
    const bot = { signs: '{"hosting":true}', ...today };
    await append(
      store,
      view('1', '/', given('a', '1', today), { source: 'news', medium: 'email', name: 'x' }),
      view('2', '/shoes', given('a', '1', { time: NOW + MINUTE })),
      view('3', '/shoes', given('a', '1', { time: NOW + 2 * MINUTE })),
      track('4', 'purchase', given('a', '1', { time: NOW + 3 * MINUTE }), {
        revenue: '10.1',
        currency: 'EUR',
      }),
      view('5', '/', given('a', '2', next)),
      view('6', '/about', given('b', '1', { ...today, writeKey: 'k2' })),
      view('7', '/', given('bot', '1', bot)),
      track('8', 'purchase', given('bot', '1', bot), { order_id: 'A', revenue: '0.2', currency: 'EUR' }),
      track('9', 'lead', given('bot', '1', bot)),
      view('10', '/', given('t', '1', { signs: '{"test":true}', ...today })),
      view('11', '/', given('o', '1', { writeKey: 'o1', ...today })),
    );
    return store;
  };
  const values = async (store: Store, dimension: Dimension, filter: Partial<ReportFilter> = {}) =>
    (await store.reports.top({ ...whole, ...filter, dimension, limit: 99 })).rows.map(({ value, visits }) => [
      value,
      visits,
    ]);

  describe('a report', () => {
    it('sums people, what only looks like them apart, and a test nowhere', async () => {
      const store = await filled();
      const people = {
        visitors: 2,
        visits: 3,
        views: 5,
        events: 6,
        bounces: 2,
        seconds: 180,
        // What a machine ordered was ordered.
        conversions: 2,
        revenue: { EUR: 10.3 },
        visitorsAreEstimated: false,
      };
      expect(await store.reports.totals(whole)).toEqual(people);
      expect(await store.reports.totals({ ...whole, who: 'automated' })).toEqual({
        ...{
          visitors: 1,
          visits: 1,
          views: 1,
          events: 3,
          bounces: 0,
          seconds: 0,
          conversions: 1,
          revenue: {},
        },
        visitorsAreEstimated: false,
      });
      expect(await store.reports.totals({ ...whole, who: 'all' })).toMatchObject({
        ...{ visitors: 3, visits: 4, views: 6, events: 9, conversions: 3, revenue: { EUR: 10.3 } },
      });
      const none = { ...whole, writeKeys: [] };
      expect(await store.reports.totals(none)).toMatchObject({ visitors: 0, visits: 0, revenue: {} });
      expect(await store.reports.totals({ ...whole, to: NOW })).toMatchObject({ visits: 0 });
    });

    it('tells currencies apart, and of those that are made up the most frequent', async () => {
      const { store } = await open();
      await addAccounts(store);
      const buy = (id: string, currency: string) =>
        track(id, 'purchase', given(id, '1', { time: NOW }), { revenue: '0.1', currency });
      const junk = Array.from({ length: 1200 }, (_, at) => buy(`junk ${at}`, `A${1000 + at}`));
      const honest = ['points', 'EUR', 'points'].map((each, at) => buy(`honest ${at}`, each));
      await append(store, ...junk.slice(0, 500), ...honest, ...junk.slice(500));
      const isRight = (revenue: Record<string, number>) => {
        expect(revenue).toMatchObject({ points: 0.2, EUR: 0.1 });
        expect(Object.keys(revenue)).toHaveLength(MAX_OTHER_CURRENCIES + 1);
      };
      const totals = await store.reports.totals(whole);
      expect(totals.conversions).toBe(1203);
      isRight(totals.revenue);
      for (const row of await store.reports.series({ ...whole, starts: [NOW - DAY, NOW + DAY] }))
        isRight(row.revenue);
      for (const row of (await store.reports.top({ ...whole, dimension: 'event', limit: 9 })).rows)
        isRight(row.revenue);
    });

    it('has a row for each time, of the visits that began in it', async () => {
      const store = await filled();
      // Days that begin within an hour, and one of two days.
      const starts = [NOW - HOUR, NOW + 15 * MINUTE, NOW + DAY, NOW + 3 * DAY];
      const rows = await store.reports.series({ ...whole, starts });
      expect(rows.map(({ start, visitors, visits }) => [start, visitors, visits])).toEqual([
        [starts[0], 2, 2],
        [starts[1], 0, 0],
        [starts[2], 1, 1],
      ]);
      const both = await store.reports.series({ ...whole, starts: [NOW - DAY, NOW + 3 * DAY] });
      expect(both).toMatchObject([{ visitors: 2, visits: 3, revenue: { EUR: 10.3 } }]);
    });

    it('tells what there was most', async () => {
      const store = await filled();
      expect(await values(store, 'page')).toEqual([
        ['/', 2],
        ['/about', 1],
        ['/shoes', 1],
      ]);
      expect(await values(store, 'entry')).toEqual([
        ['/', 2],
        ['/about', 1],
      ]);
      expect(await values(store, 'exit')).toEqual([
        ['/', 1],
        ['/about', 1],
        ['/shoes', 1],
      ]);
      expect(await values(store, 'campaign')).toContainEqual(['x', 1]);
      expect(await values(store, 'event', { who: 'all' })).toEqual([
        ['purchase', 2],
        ['lead', 1],
      ]);
      const { rows } = await store.reports.top({ ...whole, dimension: 'page', limit: 9 });
      // Of a page the views are its own, the rest is of the visits.
      expect(rows.find(({ value }) => value === '/shoes')).toMatchObject({
        views: 2,
        events: 4,
        conversions: 1,
      });
    });

    it('sums money to fifteen digits', async () => {
      const { store } = await open();
      await addAccounts(store);
      const revenue = { revenue: '0.30000000000000004', currency: 'EUR' };
      await append(store, track('1', 'purchase', given('a', '1', { time: NOW }), revenue));
      expect(await store.reports.totals(whole)).toMatchObject({ revenue: { EUR: 0.3 } });
    });

    it('takes what was ordered out of a sum to the cent', async () => {
      const { store } = await open();
      await addAccounts(store);
      const bought = (id: string, properties: object) =>
        track(id, 'purchase', given('a', '1', { time: NOW, signs: '{"hosting":true}' }), properties);
      await append(
        store,
        bought('1', { revenue: '0.1', currency: 'EUR' }),
        bought('2', { revenue: '59.9', currency: 'EUR', order_id: 'A' }),
      );
      expect(await store.reports.totals({ ...whole, who: 'automated' })).toMatchObject({
        revenue: { EUR: 0.1 },
      });
    });

    it('is read page by page', async () => {
      const store = await filled();
      for (const limit of [1, 2, 3, 9]) {
        const all = await allPages(cursor =>
          store.reports.top({ ...whole, dimension: 'page', limit, ...(cursor && { cursor }) }),
        );
        expect(all.map(({ value }) => value)).toEqual(['/', '/about', '/shoes']);
      }
      const bad = store.reports.top({ ...whole, dimension: 'page', limit: 1, cursor: 'x' });
      await expect(bad).rejects.toThrow(BadCursor);
    });

    it('is of the visits for which all is true that is asked', async () => {
      const store = await filled();
      const visits = async (...where: ReportFilter['where']) =>
        (await store.reports.totals({ ...whole, where })).visits;
      expect(await visits({ dimension: 'campaign', values: ['x', 'y'] })).toBe(1);
      expect(await visits({ dimension: 'campaign', values: ['x'], not: true })).toBe(2);
      expect(await visits({ dimension: 'page', values: ['/shoes', '/about'] })).toBe(2);
      expect(await visits({ dimension: 'page', values: ['/shoes'], not: true })).toBe(2);
      expect(await visits({ dimension: 'event', values: ['purchase'] })).toBe(1);
      expect(
        await visits(
          { dimension: 'event', values: ['purchase'] },
          { dimension: 'entry', values: ['/about'] },
        ),
      ).toBe(0);
      expect(await visits({ dimension: 'country', values: [] })).toBe(0);
      expect(await visits({ dimension: 'page', values: ['never'] })).toBe(0);
    });

    it('says why something is taken for no person', async () => {
      const store = await filled();
      const { who: _, ...filter } = whole;
      const reasons = await store.reports.reasons(filter);
      expect(reasons).toContainEqual({ why: 'hosting', visits: 1, events: 3 });
      const where = [{ dimension: 'page' as const, values: ['/shoes'] }];
      expect(await store.reports.reasons({ ...filter, where })).toEqual([]);
    });

    it('tells what events said', async () => {
      const store = await filled();
      const ask = (more: object) =>
        store.reports.properties({ ...whole, who: 'all', event: 'purchase', limit: 9, ...more });
      expect(await ask({})).toEqual({
        rows: [
          { value: 'currency', events: 2, visits: 2 },
          { value: 'revenue', events: 2, visits: 2 },
          { value: 'order_id', events: 1, visits: 1 },
        ],
        isWhole: true,
      });
      expect((await ask({ property: 'revenue', who: 'people' })).rows).toEqual([
        { value: '10.1', events: 1, visits: 1 },
      ]);
      expect((await ask({ limit: 1 })).rows).toHaveLength(1);
      expect((await ask({ event: 'nothing' })).rows).toEqual([]);
      expect((await ask({ where: [{ dimension: 'page', values: ['/shoes'] }] })).rows).toHaveLength(2);
    });

    it('tells what the newest of large events said, and that there are more', async () => {
      const { store } = await open();
      await addAccounts(store);
      const text = 'x'.repeat(4_000_000);
      for (let at = 0; at < 9; at++) {
        await append(
          store,
          track(`${at}`, 'large', given(`v${at}`, '1', { receivedAt: NOW + at }), { at, text }),
        );
      }
      const filter = { ...whole, who: 'all' as const, event: 'large', limit: 9 };
      // 32 MB have room for eight of them.
      expect(await store.reports.properties(filter)).toEqual({
        rows: ['at', 'text'].map(value => ({ value, events: 8, visits: 8 })),
        isWhole: false,
      });
      const { rows } = await store.reports.properties({ ...filter, property: 'at' });
      expect(rows.map(({ value }) => value)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
      const later = { ...filter, from: NOW + 1 };
      expect(await store.reports.properties(later)).toMatchObject({ isWhole: true });
    });
  });
}

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
