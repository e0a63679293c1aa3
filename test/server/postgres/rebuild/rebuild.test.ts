import { expect, it, onTestFinished } from 'vitest';
import type { PostgresStore } from '../../../../src/server/postgres/postgresStore.ts';
import { readServers } from '../../../../src/server/postgres/readServers.ts';
import { Server } from '../../../../src/server/postgres/server.ts';
import { openAt, openPostgres } from '../../../support/postgres/openPostgres.ts';
import { addAccounts, adEvent, NOW, pixel, purchase } from '../../store/promises/rows.ts';
import { some } from '../../store/support/some.ts';

async function opened(options?: Parameters<typeof openPostgres>[0]) {
  const { store, urls } = await openPostgres(options);
  await addAccounts(store);
  await store.conversionPixels.add(pixel(1));
  const server = new Server(readServers(urls[0]!)[0]!, { connections: 2 });
  onTestFinished(() => server.close());
  const append = (count: number, from?: number, to = store) =>
    Promise.all(some(count, from).map(each => to.append(each)));
  /** What is left of a rebuild. */
  const left = async () =>
    (await server.first<{ at: string | null }>(`SELECT to_regclass('tgp_rebuild.replayed')::text AS at`))!.at;
  return { store, urls, server, append, left };
}

const changedIn = async (store: PostgresStore, onProgress?: (done: number, total: number) => void) =>
  Object.fromEntries((await store.rebuild(onProgress)).tables.map(({ name, changed }) => [name, changed]));

const NOTHING = { counts: 0, last_seen: 0, touches: 0, conversions: 0, visits: 0 };

it('goes on while another collector stores events, and changes nothing of them', async () => {
  const { store, urls, append, left } = await opened();
  await append(1500);
  await store.settled();
  const other = await openAt(urls);
  const shown: number[] = [];
  const during: Promise<unknown>[] = [];
  const changed = await changedIn(store, (done, total) => {
    shown.push(done / total);
    during.push(append(20, 1500 + during.length * 20, other));
  });
  expect((await Promise.all(during)).flat()).not.toContain(false);
  expect(during.length).toBeGreaterThan(2);
  expect(shown).toEqual([...shown].sort((a, b) => a - b));
  expect(shown.at(-1)).toBe(1);
  expect(changed).toEqual(NOTHING);
  expect(await left()).toBe(null);
  await other.settled();
  expect(await changedIn(store)).toEqual(NOTHING);
});

it('puts right what is wrong, wherever it is, and says how much that was', async () => {
  const { store, server, append } = await opened();
  await append(1200);
  await store.settled();
  const all = async () => [
    await store.conversions({ accounts: ['acme'], limit: 1000 }),
    await store.counts({ writeKeys: ['k1'], limit: 1000 }),
    await store.lastSeen({ writeKeys: ['k1'], limit: 1000 }),
    await store.visits({ writeKeys: ['k1'], limit: 1000 }),
  ];
  const before = await all();
  for (const sql of [
    'DELETE FROM conversions WHERE seq % 30 = 1',
    'UPDATE conversions SET value = 7 WHERE seq % 30 = 11',
    'UPDATE conversions SET pixel_id = 2 WHERE seq % 300 = 21',
    `DELETE FROM counts WHERE event = 'E3'`,
    `UPDATE last_seen SET time = 1 WHERE event = 'E4'`,
    'DELETE FROM touches',
    'DELETE FROM visits WHERE seq % 3 = 0',
    'UPDATE visits SET views = 99 WHERE seq % 3 = 1',
  ]) {
    expect(await server.run(sql)).toBeGreaterThan(0);
  }
  const wrong = await all();
  const { tables, kinds, visits } = await store.difference();
  expect(await all()).toEqual(wrong);
  const changed = await changedIn(store);
  for (const many of Object.values(changed)) expect(many).toBeGreaterThan(0);
  expect(tables.map(table => [table.name, table.changed])).toEqual(Object.entries(changed));
  expect(kinds.find(({ kind }) => kind === 'purchase')).toMatchObject({
    events: { before: 120, after: 120 },
  });
  for (const side of ['before', 'after'] as const) {
    const shown = side === 'before' ? wrong : before;
    const sum = visits.reduce((total, each) => total + each[side], 0);
    expect(sum).toBe((shown[3] as { visits: unknown[] }).visits.length);
  }
  expect(await all()).toEqual(before);
  expect(await changedIn(store)).toEqual(NOTHING);
});

it('goes on where it was stopped, unless it was of another version', async () => {
  const { store, server, append, left } = await opened();
  await append(2100);
  await store.settled();
  const stopped = (at: number) =>
    changedIn(store, done => {
      if (done >= at) throw new Error('stopped');
    });
  await expect(stopped(1000)).rejects.toThrow('stopped');
  expect(await left()).not.toBe(null);
  await server.run('DELETE FROM counts');
  const shown: number[] = [];
  const changed = await changedIn(store, done => void shown.push(done));
  expect(shown[0]).toBe(2000);
  expect(changed).toMatchObject({ ...NOTHING, counts: expect.any(Number) });
  expect(changed.counts).toBeGreaterThan(0);

  await expect(stopped(1000)).rejects.toThrow('stopped');
  await server.run(`UPDATE tgp_rebuild.made SET form = 'of another one'`);
  shown.length = 0;
  expect(await changedIn(store, done => void shown.push(done))).toEqual(NOTHING);
  expect(shown[0]).toBe(1000);
});

it('leaves to the collector what it is to credit again', async () => {
  const { store } = await opened({ creditsPerCommit: 0 });
  await Promise.all(
    Array.from({ length: 300 }, (_, at) => store.append(purchase(`p${at}`, { time: NOW + at }))),
  );
  await store.append(adEvent('late', 'click', { time: NOW, receivedAt: NOW + 1 }));
  expect(await changedIn(store)).toEqual(NOTHING);
  await store.settled();
  const { conversions } = await store.conversions({ accounts: ['acme'], lineItemIds: [5], limit: 1000 });
  expect(conversions).toHaveLength(300);
});

it('is one at a time, whichever collector makes it', async () => {
  const { store, urls, append } = await opened();
  await append(10);
  const other = await openAt(urls);
  let second: Promise<unknown> | undefined;
  const changed = await changedIn(store, () => {
    second ??= expect(other.difference()).rejects.toThrow(/a rebuild of .* is under way/);
  });
  expect(changed).toEqual(NOTHING);
  await second;
  expect(await changedIn(other)).toEqual(NOTHING);
});

it('keeps nothing of events that go meanwhile, and begins anew with their account', async () => {
  const { store, urls, append, left, server } = await opened();
  await append(1500);
  await store.settled();
  const other = await openAt(urls);
  let erased: Promise<unknown> | undefined;
  await store.rebuild(done => {
    if (done === 1000) erased ??= other.people.erase({ accounts: ['acme'], by: 'anonymous_id', id: 'v1' });
  });
  await erased;
  expect(await left()).toBe(null);
  for (const [table, column] of [
    ['visits', 'visitor'],
    ['conversions', 'anonymous_id'],
    ['touches', 'anonymous_id'],
    ['happenings', 'anonymous_id'],
  ]) {
    expect(await server.all(`SELECT 1 FROM ${table} WHERE ${column} = 'v1'`)).toEqual([]);
  }
  expect(await changedIn(store)).toEqual(NOTHING);
});

it('is offered where accounts are counted by another vocabulary or other rules', async () => {
  const { store, server, append } = await opened();
  expect(await store.isOutdated()).toBe(false);
  await append(10);
  expect(await store.isOutdated()).toBe(false);
  await server.run(`UPDATE account_state SET rules = 99 WHERE account_id = 'acme'`);
  expect(await store.isOutdated()).toBe(true);
  await store.difference();
  expect(await store.isOutdated()).toBe(true);
  await store.rebuild();
  expect(await store.isOutdated()).toBe(false);
});
