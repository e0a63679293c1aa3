import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import { MAX_NAMES, OTHER_NAMES } from '../../../../src/server/store/names.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { countsOf, lastSeenOf } from './counted.ts';
import type { Open } from './engine.ts';
import { addAccounts, append, DAY, event, HOUR, NOW, pixelEvent, savedPixel } from './rows.ts';

/** Which names are counted each: anyone can make them up. */
export function naming(open: Open): void {
  const opened = async (...events: StoredEvent[]) => {
    const { store } = await open();
    await addAccounts(store);
    await flood(store, events);
    return store;
  };
  const flood = (store: Store, events: StoredEvent[]) => Promise.all(events.map(each => store.append(each)));
  const named = (count: number, given: Partial<StoredEvent> = {}, prefix = 'n') =>
    Array.from({ length: count }, (_, at) =>
      event(`${prefix}${at} ${JSON.stringify(given)}`, { event: `${prefix}${at}`, ...given }),
    );
  /** How many names there are, and what some of them count. */
  const countsIn = async (store: Store, writeKey = 'k1') => {
    const rows = await countsOf(store, { writeKeys: [writeKey] });
    return {
      names: rows.length,
      of: (name: string, hour?: number) =>
        rows
          .filter(row => row.event === name && (hour ?? row.hour) === row.hour)
          .reduce((n, row) => n + row.count, 0),
    };
  };
  const isAsBefore = async (store: Store) => {
    const all = async () => [
      await countsOf(store, { writeKeys: ['k1', 'k2', 'o1'] }),
      await lastSeenOf(store, { writeKeys: ['k1', 'k2', 'o1'] }),
      store.status().eventsStored,
    ];
    const before = await all();
    const { tables } = await store.rebuild();
    expect(tables.filter(({ changed }) => changed)).toEqual([]);
    expect(await all()).toEqual(before);
  };

  describe('names', () => {
    it('of a tag’s hour are counted each, the first to arrive; the others together', async () => {
      const store = await opened(...named(MAX_NAMES + 50));
      await flood(store, [
        ...named(1, { messageId: 'again' }),
        event('late', { event: `n${MAX_NAMES}` }),
        ...named(MAX_NAMES + 1, { writeKey: 'k2' }),
        ...named(MAX_NAMES + 2, { time: NOW + HOUR }),
      ]);
      const { names, of } = await countsIn(store);
      expect(names).toBe(2 * (MAX_NAMES + 1));
      expect(of('n0')).toBe(3);
      expect(of(`n${MAX_NAMES - 1}`)).toBe(2);
      expect(of(`n${MAX_NAMES}`)).toBe(0);
      expect(of(OTHER_NAMES)).toBe(51 + 2);
      expect((await countsIn(store, 'k2')).of(OTHER_NAMES)).toBe(1);
      expect(store.status().eventsStored).toBe(3 * MAX_NAMES + 55);
      await isAsBefore(store);
    });

    it('that are too many were last seen together', async () => {
      const store = await opened(...named(MAX_NAMES));
      await append(
        store,
        event('1', { event: 'x', receivedAt: NOW + 5 }),
        event('2', { event: 'y', receivedAt: NOW + 3 }),
      );
      const seen = await lastSeenOf(store, { writeKeys: ['k1'] });
      expect(seen).toHaveLength(MAX_NAMES + 1);
      expect(seen[0]).toMatchObject({ event: OTHER_NAMES, time: NOW + 5 });
      await isAsBefore(store);
    });

    it('that the vocabulary knows are counted, however many others there are', async () => {
      const store = await opened(...named(MAX_NAMES), ...named(MAX_NAMES, { type: 'page' }, 'p'));
      await append(
        store,
        event('1', { event: 'purchase' }),
        event('2', { event: 'Lead' }),
        event('3', { type: 'page', event: '' }),
        event('4', { type: 'click', event: '5' }),
        event('5', { type: 'fire', event: '6' }),
        event('6', { type: 'page', event: 'purchase' }),
        event('7', { event: OTHER_NAMES }),
      );
      const { names, of } = await countsIn(store);
      for (const name of ['purchase', 'Lead', '', '5', '6']) expect(of(name), name).toBe(1);
      // The page that is called like it is none; nor are the names of pages others than those of events.
      expect(of(OTHER_NAMES)).toBe(MAX_NAMES + 2);
      expect(names).toBe(MAX_NAMES + 7);
      await isAsBefore(store);
    });

    it('that a record of the account knows are counted, from when it knows them on', async () => {
      const store = await opened(...named(MAX_NAMES));
      await append(store, event('1', { event: 'pe1' }), event('2', { event: 'custom_sale' }));
      await store.pixelEvents.add(pixelEvent('pe1'));
      await store.savedPixels.add(savedPixel('sp1', { conversion_type: 'custom_sale' }));
      await store.pixelEvents.add(pixelEvent('pe2', { account_id: 'other' }));
      const read = (await store.savedPixels.get('acme', 'sp1'))!;
      await append(
        store,
        ...['pe1', 'custom_sale', 'pe2', 'renamed'].map(name =>
          event(`3 ${name}`, { event: name, receivedAt: NOW + 1 }),
        ),
      );
      await store.savedPixels.change(read, { conversion_type: 'renamed' });
      await store.pixelEvents.remove('acme', 'pe1');
      await append(
        store,
        ...['pe1', 'custom_sale', 'renamed'].map(name =>
          event(`4 ${name}`, { event: name, receivedAt: NOW + 2 }),
        ),
      );
      // A page of that name is none of them; and a record that is changed knows what it knew.
      await append(store, event('5', { type: 'page', event: 'pe1', receivedAt: NOW - 1 }));
      await store.savedPixels.change((await store.savedPixels.get('acme', 'sp1'))!, { name: 'Another' });
      const { of } = await countsIn(store);
      expect(of('pe1')).toBe(2);
      expect(of('custom_sale')).toBe(2);
      expect(of('renamed')).toBe(1);
      expect(of('pe2')).toBe(0);
      expect(of(OTHER_NAMES)).toBe(5);
      await isAsBefore(store);
    });

    it('that a record knows take no place of another', async () => {
      const { store } = await open();
      await addAccounts(store);
      await store.pixelEvents.add(pixelEvent('pe1'));
      await append(store, event('1', { event: 'pe1' }), event('2', { event: 'lead' }));
      await flood(store, named(MAX_NAMES));
      await store.pixelEvents.add(pixelEvent('n0'));
      await append(store, event('3', { event: 'one more' }));
      const { of } = await countsIn(store);
      expect(of(`n${MAX_NAMES - 1}`)).toBe(1);
      expect(of('one more')).toBe(0);
      await isAsBefore(store);
    });

    it('that nobody knows go with their events', async () => {
      const { store } = await open();
      await addAccounts(store);
      await store.pixelEvents.add(pixelEvent('pe1'));
      const old = { time: NOW - 9 * DAY };
      await append(
        store,
        ...['x', 'pe1', 'purchase', 'y'].map(name =>
          event(`old ${name}`, { event: name, ...old, receivedAt: old.time }),
        ),
        event('old page', { type: 'page', event: 'Home', ...old, receivedAt: old.time }),
        event('old screen', { type: 'screen', event: 'Cart', ...old, receivedAt: old.time }),
        event('y', { event: 'y' }),
      );
      expect(await store.forget(NOW, 3)).toBe(6);
      const rows = await countsOf(store, { writeKeys: ['k1'] });
      expect(rows.map(row => row.event)).toEqual(['y', 'pe1', 'purchase']);
      const seen = await lastSeenOf(store, { writeKeys: ['k1'] });
      expect(seen.map(row => row.event)).toEqual(['y', 'pe1', 'purchase']);
      expect(store.status().eventsStored).toBe(7);
      // There is no hour to count it in each.
      await append(
        store,
        event('late', { event: 'z', ...old, receivedAt: NOW }),
        event('late too', { event: 'lead', ...old, receivedAt: NOW }),
      );
      const { of } = await countsIn(store);
      expect([of('z'), of(OTHER_NAMES), of('lead')]).toEqual([0, 1, 1]);
      await isAsBefore(store);
      expect(await store.forget(NOW, 3)).toBe(0);
      await isAsBefore(store);
    });
  });
}
