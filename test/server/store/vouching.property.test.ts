import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MemoryStore } from '../../../src/server/memory/memoryStore.ts';
import { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import type { StoredEvent } from '../../../src/server/store/event.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { addAccounts, DAY, event, HOUR, MINUTE, NOW, pixel, pixelEvent } from './promises/rows.ts';

const { constantFrom, record } = fc;

/** What an event says, by who sends it. */
const SENT = {
  sale: { type: 'track', event: 'purchase' },
  lead: { type: 'track', event: 'lead' },
  page: { type: 'page', event: '' },
  fire: { type: 'fire', event: '1' },
  pixel: { type: 'track', event: 'evt_1' },
} as const;

// Few values, so that they meet.
const sent = record({
  what: constantFrom('sale', 'sale', 'sale', 'lead', 'page', 'fire', 'pixel' as const),
  anonymousId: constantFrom('a', 'b', 'b', ''),
  userId: constantFrom('', '', 'u', 'a'),
  orderId: constantFrom('A', 'A', 'B', ''),
  revenue: constantFrom('1', '1', '2.3', '0', '-1', ''),
  currency: constantFrom('EUR', 'EUR', 'USD', ''),
  isSigned: constantFrom(false, false, true),
  sessionId: constantFrom('', '', 's', 't'),
  minutes: constantFrom(0, 1, 10, 29, 30, 31, 90),
  minutesLate: constantFrom(0, 0, 0, 20, 200),
});

const gone = constantFrom(
  { what: 'erase' as const, by: 'anonymous_id' as const, id: 'a' },
  { what: 'erase' as const, by: 'anonymous_id' as const, id: 'b' },
  { what: 'erase' as const, by: 'user_id' as const, id: 'u' },
  { what: 'forget' as const },
);
const steps = fc.array(fc.oneof({ weight: 9, arbitrary: sent }, { weight: 1, arbitrary: gone }), {
  minLength: 4,
  maxLength: 25,
  size: 'max',
});

type Sent = typeof sent extends fc.Arbitrary<infer Value> ? Value : never;

function made(id: string, each: Sent, now: number, late = 0): StoredEvent {
  const { anonymousId, userId, orderId, revenue, currency, isSigned, sessionId } = each;
  return event(id, {
    ...SENT[each.what],
    ...{ anonymousId, userId, receivedAt: now, time: now - late },
    fields: {
      context: { ...(sessionId && { sessionId }), ...(isSigned && { tgp: { signed: 'true' } }) },
      properties: { ...(orderId && { order_id: orderId }), ...(revenue && { revenue, currency }) },
    },
  });
}

const look = async (store: Store) => ({
  visits: (await store.visits({ writeKeys: ['k1'], limit: 99 })).visits,
  kinds: (await store.kinds.counts({ writeKeys: ['k1'], limit: 999 })).counts,
  conversions: (await store.conversions({ accounts: ['acme'], limit: 99 })).conversions,
});

async function changesNothing(store: Store): Promise<void> {
  const { tables, kinds } = await store.difference();
  expect(tables.find(({ name }) => name === 'visits')).toMatchObject({ changed: 0 });
  for (const { events } of kinds) expect(events.after).toBe(events.before);
}

it('a signed order is counted alike by the engines, and by a rebuild, whoever told of it before and went', {
  timeout: 240_000,
}, async () => {
  let replaced = 0;
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (steps, isTogether) => {
      const stores: Store[] = [new MemoryStore(), new SqliteStore(':memory:')];
      const each = (work: (store: Store) => Promise<unknown>) => Promise.all(stores.map(work));
      try {
        await each(async store => {
          await addAccounts(store);
          await store.pixelEvents.add(pixelEvent('evt_1'));
          await store.conversionPixels.add(pixel(1));
        });
        let now = NOW;
        const waiting: Promise<unknown>[] = [];
        const check = async () => {
          await Promise.all(waiting.splice(0));
          await each(store => store.settled());
          expect(await look(stores[1]!)).toEqual(await look(stores[0]!));
          await each(changesNothing);
        };
        const ids: string[] = [];
        let isOld = false;
        for (const [at, step] of steps.entries()) {
          if (step.what === 'erase' || step.what === 'forget') {
            await check();
            isOld ||= step.what === 'forget';
            if (step.what === 'forget') await each(store => store.forget(now + DAY - 2 * HOUR, 1));
            else await each(store => store.people.erase({ accounts: ['acme'], by: step.by, id: step.id }));
            await check();
            continue;
          }
          now += step.minutes * MINUTE;
          ids.push(`m${at}`);
          // What is late for the days that are gone is in visits until they are made again.
          const one = made(`m${at}`, step, now, isOld ? 0 : step.minutesLate * MINUTE);
          waiting.push(...stores.map(store => store.append(one)));
          if (!isTogether) await Promise.all(waiting.splice(0));
        }
        await check();
        const told = await stores[0]!.kinds.told(ids.map(messageId => ({ writeKey: 'k1', messageId })));
        const isLater = (id: string, other: string) => ids.indexOf(id) > ids.indexOf(other);
        replaced += told.filter(({ messageId, repeatOf }) => repeatOf && isLater(repeatOf, messageId)).length;
      } finally {
        await each(store => store.close());
      }
    }),
    { numRuns: 60 },
  );
  // A test in which none takes another one's place would prove little.
  expect(replaced).toBeGreaterThan(5);
});
