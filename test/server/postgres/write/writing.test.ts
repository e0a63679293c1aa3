import { expect, it } from 'vitest';
import { NotStored } from '../../../../src/server/store/errors.ts';
import { emptyDatabase, openAt, openPostgres } from '../../../support/postgres/openPostgres.ts';
import { countsOf } from '../../store/promises/counted.ts';
import { addAccounts, event, landing, NOW, pixel, purchase } from '../../store/promises/rows.ts';

it('counts what comes to three collectors at once, once', async () => {
  const url = await emptyDatabase();
  const stores = [await openAt([url]), await openAt([url]), await openAt([url])];
  await addAccounts(stores[0]!);
  const ids = Array.from({ length: 300 }, (_, at) => `m${at}`);
  const isNew = await Promise.all(
    ids.map(id => Promise.all(stores.map(store => store.append(event(id, { event: 'E' }))))),
  );
  for (const each of isNew) expect(each.filter(Boolean)).toEqual([true]);
  for (const store of stores) {
    expect(await countsOf(store, { writeKeys: ['k1'] })).toMatchObject([{ count: 300 }]);
    await store.append(event('m0'));
    expect(store.status().eventsStored).toBe(300);
  }
});

it('refuses the one event alone that the server does not take', async () => {
  const { store } = await openPostgres();
  await addAccounts(store);
  const ids = Array.from({ length: 20 }, (_, at) => `m${at}`);
  const sent = ids.map((id, at) => store.append(event(id, at === 7 ? { time: 1e19, receivedAt: NOW } : {})));
  const settled = await Promise.allSettled(sent);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(19);
  const { reason } = settled[7] as PromiseRejectedResult;
  expect(reason).toBeInstanceOf(NotStored);
  // The server's own words are for its owner.
  expect(reason.message).toBe('the store refuses it');
  expect(String(reason.cause)).toMatch(/10000000000000000000/);
  expect((await store.events({ writeKeys: ['k1'], limit: 99 })).events).toHaveLength(19);
  expect(store.status()).toMatchObject({ eventsStored: 19, queueLength: 0 });
});

it('refuses what is of no tag, and stores what is', async () => {
  const { store } = await openPostgres();
  await addAccounts(store);
  const settled = await Promise.allSettled(
    ['nobody', 'k1'].map(writeKey => store.append(event('m', { writeKey }))),
  );
  expect(settled).toMatchObject([{ reason: expect.any(NotStored) }, { value: true }]);
});

it('keeps events of many days, each in its own partition', async () => {
  const { store } = await openPostgres();
  await addAccounts(store);
  const days = [0, 1, 40, 400].map(day => NOW - day * 86_400_000);
  await Promise.all(days.map((receivedAt, at) => store.append(event(`m${at}`, { receivedAt }))));
  const { events } = await store.events({ writeKeys: ['k1'], limit: 9 });
  expect(events.map(({ receivedAt }) => receivedAt)).toEqual(days);
});

it('keeps what comes from a time whose year has more digits, and its neighbours', async () => {
  const { store } = await openPostgres();
  await addAccounts(store);
  const days = [Date.UTC(10_000, 0, 5), Date.UTC(12_345, 10, 30), NOW];
  const isNew = days.map((receivedAt, at) => store.append(event(`m${at}`, { receivedAt })));
  expect(await Promise.all(isNew)).toEqual([true, true, true]);
  const { events } = await store.events({ writeKeys: ['k1'], limit: 9 });
  expect(events.map(({ messageId }) => messageId)).toEqual(['m1', 'm0', 'm2']);
});

it('goes on with what a collector left to be credited', async () => {
  const { store, urls } = await openPostgres({ creditsPerCommit: 0 });
  await addAccounts(store);
  await store.conversionPixels.add(pixel(1));
  for (let at = 0; at < 3; at++) await store.append(purchase(`m${at}`, { time: NOW + at + 10 }));
  await store.append(landing('l', { gclid: 'g' }));
  // At once: no step may be done.
  await store.close();
  const other = await openAt(urls);
  await other.settled();
  const { conversions } = await other.conversions({ accounts: ['acme'], limit: 9 });
  expect(conversions.map(({ attribution }) => attribution)).toEqual(['click', 'click', 'click']);
});
