import fc from 'fast-check';
import { expect } from 'vitest';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { countsOf } from '../promises/counted.ts';
import { addAccounts, adEvent, DAY, HOUR, NOW, pixel, purchase } from '../promises/rows.ts';

const { constantFrom, nat, record } = fc;

/** What is done to a store: something new happens some hours later, or what was there is handled. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: record({
      what: constantFrom('sale' as const, 'sale' as const, 'click' as const),
      key: constantFrom('k1', 'k2'),
      anonymousId: constantFrom('a', 'b', ''),
      userId: constantFrom('', 'u', 'v'),
      orderId: constantFrom('', 'A', 'B', 'C'),
      revenue: constantFrom('1', '2', '4'),
      isSigned: constantFrom(false, false, true),
      hours: nat(30),
    }),
  },
  { weight: 2, arbitrary: record({ what: fc.constant('forget' as const), days: constantFrom(2, 3) }) },
  { weight: 2, arbitrary: record({ what: fc.constant('import' as const), from: nat(9) }) },
  { weight: 1, arbitrary: record({ what: fc.constant('rebuild' as const) }) },
  {
    weight: 1,
    arbitrary: constantFrom(
      { what: 'erase' as const, by: 'anonymous_id' as const, id: 'a' },
      { what: 'erase' as const, by: 'anonymous_id' as const, id: 'b' },
      { what: 'erase' as const, by: 'user_id' as const, id: 'u' },
    ),
  },
);

const sample = record({
  steps: fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }),
  minutes: constantFrom(0, 10, null),
});

/** What an operator reads: each count, and each conversion without what retention takes from it. */
const counted = async (store: Store) => ({
  counts: await countsOf(store, { writeKeys: ['k1', 'k2'] }),
  kinds: (await store.kinds.counts({ writeKeys: ['k1', 'k2'], limit: 999 })).counts,
  conversions: (await store.conversions({ accounts: ['acme'], limit: 999 })).conversions.map(
    ({ seq, pixel_id, time, value, credited_value, attribution }) => ({
      seq,
      pixel_id,
      time,
      value,
      credited_value,
      attribution,
    }),
  ),
});

/** Each event is counted once, whatever is done to a store. @param open a new one, which is closed after */
export async function countsOnce(open: () => Store | Promise<Store>, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(sample, async ({ steps, minutes }) => {
      const store = await open();
      try {
        await addAccounts(store);
        await store.conversionPixels.add(pixel(1, { min_minutes_per_conv: minutes }));
        const known: StoredEvent[] = [];
        let now = NOW;
        for (const [at, each] of steps.entries()) {
          if (each.what === 'sale' || each.what === 'click') {
            now += each.hours * HOUR;
            const { key: writeKey, anonymousId, userId, orderId, revenue } = each;
            const given = { writeKey, anonymousId, userId, time: now, receivedAt: now };
            const event =
              each.what === 'click'
                ? adEvent(`m${at}`, 'click', given)
                : purchase(`m${at}`, given, { order_id: orderId, revenue });
            // Of a visitor who counts once, none knows whether what went before a signed one was signed once that is gone.
            if (each.isSigned && minutes === 0)
              event.fields = { ...event.fields, context: { tgp: { signed: 'true' } } };
            known.push(event);
            expect(await store.append(event)).toBe(true);
            continue;
          }
          await store.settled();
          const before = await counted(store);
          if (each.what === 'forget') await store.forget(now, each.days);
          if (each.what === 'erase') await store.people.erase({ accounts: ['acme'], ...each });
          if (each.what === 'import') {
            for (const event of known.slice(each.from)) expect(await store.append(event)).toBe(false);
          }
          if (each.what === 'rebuild') {
            for (const table of (await store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
          }
          expect(await counted(store)).toEqual(before);
        }
        const { counts } = await counted(store);
        expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(known.length);
        await store.forget(now + 9 * DAY, 2);
        for (const table of (await store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
      } finally {
        await store.close();
      }
    }),
    { numRuns },
  );
}
