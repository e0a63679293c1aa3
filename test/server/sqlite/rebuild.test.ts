import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished, vi } from 'vitest';
import { rebuildFileOf } from '../../../src/server/sqlite/rebuild/rebuild.ts';
import type { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import { openStore, tempDir } from '../../support/collector.ts';
import { addAccounts, adEvent, MINUTE, NOW, pixel, purchase } from '../store/promises/rows.ts';
import { some } from '../store/support/some.ts';

async function opened(folder = tempDir()) {
  const store = openStore(folder);
  await addAccounts(store);
  await store.conversionPixels.add(pixel(1));
  const append = (count: number, from?: number) =>
    Promise.all(some(count, from).map(each => store.append(each)));
  return { folder, file: `${folder}/tgp.db`, store, append };
}

const changedIn = async (store: SqliteStore, onProgress?: (done: number, total: number) => void) =>
  Object.fromEntries((await store.rebuild(onProgress)).tables.map(({ name, changed }) => [name, changed]));

const NOTHING = { counts: 0, last_seen: 0, touches: 0, conversions: 0, visits: 0 };

function damage(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
}

it('goes on while events are stored, and changes nothing of them', async () => {
  const { file, store, append } = await opened();
  await append(4000);
  await store.settled();
  const shown: number[] = [];
  const during: Promise<unknown>[] = [];
  const changed = await changedIn(store, (done, total) => {
    shown.push(done / total);
    during.push(append(20, 4000 + during.length * 20));
  });
  expect((await Promise.all(during)).flat()).not.toContain(false);
  expect(during.length).toBeGreaterThan(3);
  expect(shown).toEqual([...shown].sort((a, b) => a - b));
  expect(shown.at(-1)).toBe(1);
  expect(changed).toEqual(NOTHING);
  expect(existsSync(rebuildFileOf(file))).toBe(false);
  await store.settled();
  expect(await changedIn(store)).toEqual(NOTHING);
});

it('puts right what is wrong, wherever it is, and says how much that was', async () => {
  const { file, store, append } = await opened();
  await append(4000);
  await store.settled();
  const all = async () => [
    await store.conversions({ accounts: ['acme'], limit: 1000 }),
    await store.counts({ writeKeys: ['k1'], limit: 1000 }),
    await store.lastSeen({ writeKeys: ['k1'], limit: 1000 }),
    await store.visits({ writeKeys: ['k1'], limit: 1000 }),
  ];
  const before = await all();
  damage(
    file,
    `DELETE FROM conversions WHERE seq % 30 = 1; UPDATE conversions SET value = 7 WHERE seq % 30 = 11;
     INSERT INTO conversions (account_id, pixel_id, seq, write_key, message_id, time, anonymous_id, user_id, order_id,
       value, currency, attribution, credited_value, touch_id, touch_time, line_item_id, campaign_id, campaign)
       SELECT account_id, 2, seq, write_key, message_id, time, anonymous_id, user_id, 'x' || seq,
       value, currency, attribution, credited_value, touch_id, touch_time, line_item_id, campaign_id, campaign
       FROM conversions WHERE seq % 300 = 11;
     UPDATE conversions SET order_id = 'o0' WHERE seq = 21;
     DELETE FROM counts WHERE event = 'E3'; UPDATE last_seen SET time = 1 WHERE event = 'E4'; DELETE FROM touches; DELETE FROM visits WHERE seq % 3 = 0;
     UPDATE visits SET views = 99 WHERE seq % 3 = 1`,
  );
  const changed = await changedIn(store);
  for (const many of Object.values(changed)) expect(many).toBeGreaterThan(0);
  expect(await all()).toEqual(before);
  expect(await changedIn(store)).toEqual(NOTHING);
});

it('keeps nobody from storing events where all is right', async () => {
  const { file, store, append } = await opened();
  await append(4000);
  await store.settled();
  const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
  onTestFinished(() => exec.mockRestore());
  const locks = () => exec.mock.calls.filter(([sql]) => sql === 'BEGIN IMMEDIATE').length;
  expect(await changedIn(store)).toEqual(NOTHING);
  expect(locks()).toBe(0);
  damage(file, 'UPDATE visits SET views = 99 WHERE seq = 1');
  expect(await changedIn(store)).toEqual({ ...NOTHING, visits: 1 });
  expect(locks()).toBe(1);
});

it('goes on where it was stopped, unless the store is another one', async () => {
  const { file, store, append } = await opened();
  await append(4000);
  await store.settled();
  const stopped = (at: number) =>
    changedIn(store, done => {
      if (done >= at) throw new Error('stopped');
    });
  await expect(stopped(2000)).rejects.toThrow('stopped');
  expect(existsSync(rebuildFileOf(file))).toBe(true);
  damage(file, 'DELETE FROM counts');
  const shown: number[] = [];
  const changed = await changedIn(store, done => void shown.push(done));
  expect(shown[0]).toBe(3000);
  expect(changed).toMatchObject({ ...NOTHING, counts: expect.any(Number) });
  expect(changed.counts).toBeGreaterThan(0);

  await expect(stopped(2000)).rejects.toThrow('stopped');
  damage(rebuildFileOf(file), `UPDATE replayed SET version = 'of another one'; DELETE FROM counts`);
  shown.length = 0;
  expect(await changedIn(store, done => void shown.push(done))).toEqual(NOTHING);
  expect(shown[0]).toBe(1000);
});

it('leaves to the collector what it is to credit again', async () => {
  const folder = tempDir();
  const store = openStore(folder, { creditsPerCommit: 0 });
  await addAccounts(store);
  await store.conversionPixels.add(pixel(1));
  await Promise.all(
    Array.from({ length: 900 }, (_, at) => store.append(purchase(`p${at}`, { time: NOW + at }))),
  );
  await store.append(adEvent('late', 'click', { time: NOW, receivedAt: NOW + 1 }));
  expect(await changedIn(store)).toEqual(NOTHING);
  await store.settled();
  const { conversions } = await store.conversions({ accounts: ['acme'], lineItemIds: [5], limit: 1000 });
  expect(conversions).toHaveLength(900);
});

it('fills in the quarters of hours that were counted before there were any, which is no change', async () => {
  const { file, store, append } = await opened();
  await append(300);
  const filter = { writeKeys: ['k1'], from: Math.floor((NOW - 1200 * MINUTE) / (60 * MINUTE)) * 60 * MINUTE };
  const to = Math.floor(NOW / (60 * MINUTE)) * 60 * MINUTE - 7 * 60 * MINUTE + 15 * MINUTE;
  const sum = async () => {
    const { counts } = await store.counts({ ...filter, to, limit: 10_000 });
    return counts.reduce((total, { count }) => total + count, 0);
  };
  const right = await sum();
  expect(right).toBeGreaterThan(50);
  damage(file, 'UPDATE counts SET q1 = NULL, q2 = NULL, q3 = NULL');
  // What is not known is in the hour's first quarter.
  expect(await sum()).toBeGreaterThan(right);
  await append(1, 300);
  const unknown = await sum();
  expect(await changedIn(store)).toEqual(NOTHING);
  expect(await sum()).toBeLessThan(unknown);
  const { events } = await store.events({ writeKeys: ['k1'], limit: 1000 });
  expect(await sum()).toBe(events.filter(({ time }) => time < to && time >= filter.from).length);
});
