import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MemoryStore } from '../../../../src/server/memory/memoryStore.ts';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { emptyDatabase, openAt } from '../../../support/postgres/openPostgres.ts';
import { countsOf, lastSeenOf } from '../../store/promises/counted.ts';
import { account, adEvent, event, landing, MINUTE, NOW, pixel, tag } from '../../store/promises/rows.ts';

const { constantFrom, nat, record } = fc;

// Few values, so that they meet.
const who = record({
  anonymousId: constantFrom('', 'a', 'b', 'c'),
  userId: constantFrom('', '', 'u', 'v'),
  key: nat(1),
  minutes: nat(60),
});

const sent = fc.oneof(
  {
    weight: 4,
    arbitrary: record({
      what: fc.constant('sale' as const),
      who,
      orderId: constantFrom('', '', 'A', 'B'),
      revenue: constantFrom('1', '2.5'),
      isSigned: constantFrom(false, false, true),
      sessionId: constantFrom('', 's', 't'),
    }),
  },
  {
    weight: 3,
    arbitrary: record({ what: fc.constant('landing' as const), who, gclid: constantFrom('g', 'h') }),
  },
  { weight: 3, arbitrary: record({ what: constantFrom('click' as const, 'impression' as const), who }) },
  { weight: 2, arbitrary: record({ what: constantFrom('page' as const, 'named' as const), who }) },
  {
    weight: 1,
    arbitrary: record({ what: fc.constant('refund' as const), who, orderId: constantFrom('A', 'B') }),
  },
);

/** What is sent at once, to whichever collector, and what is changed before. */
const turn = record({
  sent: fc.array(record({ event: sent, to: nat(2), isRepeated: fc.boolean() }), {
    minLength: 1,
    maxLength: 12,
  }),
  rule: fc.option(
    record({
      trigger_type: constantFrom('view' as const, 'click' as const, 'hybrid' as const),
      min_minutes_per_conv: constantFrom(null, 0, 20),
      post_click_expire_mins: constantFrom(null, 30),
    }),
    { nil: undefined, freq: 3 },
  ),
});

const turns = fc.array(turn, { minLength: 1, maxLength: 6, size: 'max' });

type Sent = typeof sent extends fc.Arbitrary<infer Value> ? Value : never;

function made(id: string, each: Sent, keys: string[]): StoredEvent {
  const { key, minutes, ...ids } = each.who;
  const given = { ...ids, writeKey: keys[key]!, time: NOW + minutes * MINUTE, receivedAt: NOW + 90 * MINUTE };
  switch (each.what) {
    case 'sale':
      return event(id, {
        ...given,
        event: 'purchase',
        fields: {
          context: {
            ...(each.sessionId && { sessionId: each.sessionId }),
            ...(each.isSigned && { tgp: { signed: 'true' } }),
          },
          properties: { order_id: each.orderId, revenue: each.revenue },
        },
      });
    case 'landing':
      return landing(id, { gclid: each.gclid }, given);
    case 'click':
    case 'impression':
      return adEvent(id, each.what, given);
    case 'refund':
      return event(id, {
        ...given,
        event: 'refund',
        fields: { context: { tgp: { signed: 'true' } }, properties: { order_id: each.orderId, value: '1' } },
      });
    case 'page':
      return event(id, { ...given, type: 'page', event: '' });
    case 'named':
      return event(id, { ...given, event: `name ${minutes}` });
  }
}

/** All that is made of an account's events, whatever their numbers. */
async function all(store: Store, id: string, writeKeys: string[]) {
  const { conversions } = await store.conversions({ accounts: [id], limit: 1000 });
  const { refunds } = await store.refunds({ accounts: [id], limit: 1000 });
  const { visits } = await store.visits({ writeKeys, limit: 1000 });
  return {
    conversions: conversions
      .map(({ seq: _, completed_by, ...row }) => ({ ...row, completions: JSON.parse(completed_by).length }))
      .sort((a, b) => a.message_id.localeCompare(b.message_id)),
    refunds: refunds.map(({ seq: _, ...row }) => row),
    visits: visits.sort((a, b) => a.id.localeCompare(b.id)),
    counts: await countsOf(store, { writeKeys }),
    lastSeen: await lastSeenOf(store, { writeKeys }),
    kinds: (await store.kinds.counts({ writeKeys, limit: 1000 })).counts,
    seen: (await store.kinds.seen(writeKeys)).sort((a, b) =>
      `${a.write_key} ${a.kind} ${a.source}`.localeCompare(`${b.write_key} ${b.kind} ${b.source}`),
    ),
  };
}

async function prepare(store: Store, run: number, keys: string[]) {
  const own = { account_id: `acme${run}` };
  await store.accounts.add(account(own.account_id, { advertiser_id: run, business_id: `b${run}` }));
  for (const key of keys) await store.tags.add(tag(key, own));
  return store.conversionPixels.add(pixel(run, own));
}

it('three collectors on one server make of events what their order of arrival says', {
  timeout: 300_000,
}, async () => {
  const url = await emptyDatabase();
  const stores = [await openAt([url]), await openAt([url]), await openAt([url])];
  const seen = new Set<string>();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(turns, async sample => {
      const id = `acme${++run}`;
      const keys = [`k${run}a`, `k${run}b`];
      const memory = new MemoryStore();
      let [own, expected] = [await prepare(stores[0]!, run, keys), await prepare(memory, run, keys)];
      let number = 0;
      let after: string | undefined;
      for (const { sent: those, rule } of sample) {
        if (rule) {
          await stores[run % 3]!.conversionPixels.change(own, rule);
          await memory.conversionPixels.change(expected, rule);
          own = (await stores[0]!.conversionPixels.get(run))!;
          expected = (await memory.conversionPixels.get(run))!;
        }
        await Promise.all(
          those.map(async ({ event: each, to, isRepeated }) => {
            const one = made(`m${number++}`, each, keys);
            const at = isRepeated ? stores : [stores[to]!];
            const isNew = await Promise.all(at.map(store => store.append(one)));
            expect(isNew.filter(Boolean)).toEqual([true]);
          }),
        );
        const page = await stores[1]!.history({ accounts: [id], limit: 1000, ...(after && { after }) });
        after = page.next;
        for (const each of page.events) await memory.append(each);
      }
      for (const store of [...stores, memory]) await store.settled();
      const [wanted, found] = [await all(memory, id, keys), await all(stores[2]!, id, keys)];
      expect(found).toEqual(wanted);
      for (const { attribution } of found.conversions) seen.add(attribution);
    }),
    { numRuns: 40 },
  );
  expect([...seen].sort()).toEqual(['click', 'unattributed', 'view']);
});
