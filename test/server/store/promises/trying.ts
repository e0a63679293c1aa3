import { describe, expect, it } from 'vitest';
import type { Store } from '../../../../src/server/store/store.ts';
import { countsOf, lastSeenOf } from './counted.ts';
import type { Open } from './engine.ts';
import { addAccounts, append, event, landing, NOW, pixel, pixelEvent, purchase } from './rows.ts';

/** How what is sent to try something is left out of all that is counted. */
export function trying(open: Open): void {
  const IS_TEST = { test: 'true' };
  const opened = async () => {
    const { store } = await open();
    await addAccounts(store);
    await store.conversionPixels.add(pixel(1));
    await store.pixelEvents.add(pixelEvent('evt_1', { type: 'purchase' }));
    return store;
  };
  const counted = async (store: Store) => ({
    counts: await countsOf(store, { writeKeys: ['k1'] }),
    lastSeen: await lastSeenOf(store, { writeKeys: ['k1'] }),
    triggered: [
      ...(await store.lastTriggered({ writeKeys: ['k1'], type: 'track', events: ['evt_1', 'purchase'] })),
    ],
    activity: await store.activity({ writeKeys: ['k1'], type: 'page' }),
    kinds: await store.kinds.seen(['k1']),
    conversions: (await store.conversions({ accounts: ['acme'], limit: 99 })).conversions,
  });
  const tests = () => {
    const page = landing('t1', { name: 'x', source: 'y' }, { anonymousId: 'v' });
    return [
      { ...page, fields: { ...page.fields, context: { ...(page.fields.context as object), ...IS_TEST } } },
      event('t2', { event: 'evt_1', fields: { context: IS_TEST } }),
      { ...purchase('t3', { anonymousId: 'v' }), signs: '{"userAgent":"x","test":true}' },
      event('t4', { type: 'page', fields: { context: { test: true } } }),
      {
        ...purchase('t5', { anonymousId: 'v' }),
        fields: { context: IS_TEST, properties: { order_id: 'A' } },
      },
    ];
  };

  describe('a test', () => {
    it('is stored, and in no count, conversion or touch, nor makes a repeat of what is none', async () => {
      const store = await opened();
      const nothing = await counted(store);
      await append(store, ...tests());
      const { events } = await store.events({ writeKeys: ['k1'], limit: 99 });
      expect(events).toHaveLength(5);
      expect(await counted(store)).toEqual(nothing);
      await append(store, purchase('p', { anonymousId: 'v' }, { order_id: 'A' }));
      const { conversions } = await counted(store);
      expect(conversions).toMatchObject([{ message_id: 'p', attribution: 'unattributed' }]);
    });

    it('is none after a rebuild, nor once it is erased or forgotten', async () => {
      const store = await opened();
      await append(store, purchase('p', { anonymousId: 'w' }), ...tests());
      const before = await counted(store);
      const same = async () => {
        for (const table of (await store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
        expect(await counted(store)).toEqual(before);
      };
      await same();
      await store.people.erase({ accounts: ['acme'], by: 'anonymous_id', id: 'v' });
      await same();
      expect(await store.append(tests()[4]!)).toBe(false);
      await append(store, event('last', { writeKey: 'k2' }));
      await store.forget(NOW + 40 * 86_400_000, 30);
      const { counts } = await counted(store);
      expect(counts).toEqual(before.counts.filter(({ event }) => event === 'purchase'));
    });
  });
}
