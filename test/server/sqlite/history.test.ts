import { expect, it } from 'vitest';
import type { HistoryFilter, StoredEvent } from '../../../src/server/store/event.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { collector, IN_FILE, NOW } from '../../support/collector.ts';

/** All pages, and how many there were. */
async function readAll(store: Store, filter: Omit<HistoryFilter, 'limit'>, limit: number) {
  const events: StoredEvent[] = [];
  for (let pages = 1, { after } = filter; ; pages++) {
    const page = await store.history({ ...filter, after, limit });
    events.push(...page.events);
    after = page.next;
    if (page.isEnd) return { ids: events.map(({ messageId }) => messageId), pages, after };
  }
}

it('finds few events among many others a part at a time, and goes on after the last', async () => {
  const { store, call, writeKey } = await collector({}, IN_FILE);
  await call('POST', '/accounts', { id: 'rare', name: 'Rare' });
  const rare = (await call('POST', '/accounts/rare/tags', { name: 'R', domain: 'r.example' })).json();
  const append = (messageId: string, key: string) =>
    store.append({
      writeKey: key,
      messageId,
      type: 'page',
      event: '',
      anonymousId: 'a',
      userId: '',
      receivedAt: NOW,
      time: NOW,
      clamped: false,
      fields: {},
    });
  await append('first', rare.write_key);
  for (let at = 0; at < 12_000; at += 3000) {
    await Promise.all(Array.from({ length: 3000 }, (_, each) => append(`m${at + each}`, writeKey)));
  }
  await append('last', rare.write_key);

  const found = await readAll(store, { accounts: ['rare'] }, 10);
  expect(found.ids).toEqual(['first', 'last']);
  // 10,000 are looked at for a page.
  expect(found.pages).toBe(2);
  expect(await readAll(store, { accounts: ['rare'] }, 1)).toMatchObject({ ids: ['first', 'last'] });
  expect((await readAll(store, { accounts: '*' }, 5000)).ids).toHaveLength(12_002);

  await append('later', rare.write_key);
  expect(await readAll(store, { accounts: ['rare'], after: found.after }, 10)).toMatchObject({
    ids: ['later'],
    pages: 1,
  });
});

it('is at its end, and stays there, where nothing is stored', async () => {
  const { store, beacon } = await collector({}, IN_FILE);
  const empty = await store.history({ accounts: '*', limit: 10 });
  expect(empty).toMatchObject({ events: [], isEnd: true });
  expect(await store.history({ accounts: [], limit: 10 })).toMatchObject({ events: [], isEnd: true });
  await beacon('event=E&messageId=m1');
  const { events, isEnd } = await store.history({ accounts: '*', after: empty.next, limit: 10 });
  expect([events.map(({ messageId }) => messageId), isEnd]).toEqual([['m1'], true]);
});
