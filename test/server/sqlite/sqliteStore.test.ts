import { closeSync, existsSync, openSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { Connection } from '../../../src/server/sqlite/connection.ts';
import { removeLarge } from '../../../src/server/sqlite/removeLarge.ts';
import { shortenLog } from '../../../src/server/sqlite/shortenLog.ts';
import {
  collector,
  IN_FILE,
  NOW,
  openStore,
  storedEvents as stored,
  tempDir,
} from '../../support/collector.ts';

describe('a store that fails', () => {
  it('is a 503 without an image, and the next beacon is stored once it works again', async () => {
    const it = await collector({}, { ...IN_FILE, lockedMs: 1 });
    const other = new DatabaseSync(join(it.folder, 'tgp.db'));
    other.exec('BEGIN EXCLUSIVE');
    const refused = await Promise.all([it.beacon('event=E&messageId=m1'), it.beacon('event=E&messageId=m2')]);
    for (const answer of refused) {
      expect(answer.statusCode).toBe(503);
      expect(answer.headers).toMatchObject({
        'retry-after': '5',
        'content-type': 'text/plain; charset=utf-8',
      });
      expect(answer.body).toMatch(/^not stored, send it again: /);
    }
    other.exec('COMMIT');
    other.close();
    expect((await it.beacon('event=E&messageId=m1')).statusCode).toBe(200);
    expect(await stored(it)).toMatchObject([{ messageId: 'm1' }]);
    expect((await it.call('GET', '/counts')).json().counts).toMatchObject([{ count: 1 }]);
  });

  it('waits for a lock of another process, and goes on with what needs none meanwhile', async () => {
    const it = await collector({}, IN_FILE);
    const other = new DatabaseSync(join(it.folder, 'tgp.db'));
    other.exec('BEGIN IMMEDIATE');
    const beacons = Promise.all(['m1', 'm2'].map(id => it.beacon(`event=E&messageId=${id}`)));
    const states: number[] = [];
    for (let at = 0; at < 5; at++) states.push((await it.call('GET', '/counts')).statusCode);
    other.exec('COMMIT');
    other.close();
    expect(states).toEqual([200, 200, 200, 200, 200]);
    expect((await beacons).map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(await stored(it)).toHaveLength(2);
  });

  it('stores nothing of a batch that fails halfway, and the next batch whole', async () => {
    const it = await collector({}, IN_FILE);
    const other = new DatabaseSync(join(it.folder, 'tgp.db'));
    other.exec(`CREATE TRIGGER no BEFORE INSERT ON events WHEN new.message_id = 'bad'
      BEGIN SELECT RAISE (FAIL, 'no room for this one'); END`);
    other.close();
    const answers = await Promise.all(['m1', 'bad', 'm2'].map(id => it.beacon(`event=E&messageId=${id}`)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([503, 503, 503]);
    expect(await stored(it)).toEqual([]);
    expect((await it.beacon('event=E&messageId=m1')).statusCode).toBe(200);
    expect((await it.call('GET', '/counts')).json().counts).toMatchObject([{ count: 1 }]);
  });

  it('is a 503 where the queue is full', async () => {
    const it = await collector({}, { ...IN_FILE, queueLimit: 3 });
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, at) => it.beacon(`event=E&messageId=${at}`)),
    );
    const statuses = answers.map(({ statusCode }) => statusCode).sort();
    expect(statuses).toEqual([200, 200, 200, 503, 503]);
    expect(await stored(it)).toHaveLength(3);
  });
});

it('commits what is queued before it closes', async () => {
  const folder = tempDir();
  const store = openStore(folder);
  const event = {
    writeKey: 'k',
    messageId: 'm',
    type: 'page',
    event: '',
    anonymousId: 'a',
    userId: '',
  } as const;
  const isNew = store.append({ ...event, receivedAt: NOW, time: NOW, clamped: false, fields: {} });
  await store.close();
  expect(await isNew).toBe(true);
  expect(openStore(folder).status().eventsStored).toBe(1);
});

it('says of a tag what holds now, also where many ask for it at once', async () => {
  const { store, writeKey } = await collector({}, IN_FILE);
  const names = async () =>
    (await Promise.all([store.tags.get(writeKey), store.tags.get(writeKey)])).map(tag => tag?.name);
  const tag = (await store.tags.get(writeKey))!;
  expect(await names()).toEqual([tag.name, tag.name]);
  await store.tags.change(tag, { name: 'Renamed' });
  expect(await names()).toEqual(['Renamed', 'Renamed']);
  await store.tags.remove(writeKey);
  expect(await names()).toEqual([undefined, undefined]);
});

it('removes the old events of any number of tags, and other things come in between', async () => {
  const { store, writeKey, beacon, clock } = await collector({}, IN_FILE);
  clock.now = NOW - 10 * 86_400_000;
  await beacon('event=E&messageId=old');
  clock.now = NOW;
  await beacon('event=E&messageId=new');
  const tag = (await store.tags.get(writeKey))!;
  // Before the tag of the events, and after it.
  for (let at = 0; at < 2500; at++) {
    const key = `${at % 2 ? '' : 'z'}${at}`;
    await store.tags.add({ ...tag, write_key: key, path: null, integration_id: `i${key}`, name: key });
  }
  await store.tags.change((await store.tags.get('z2498'))!, { retention_days: 77 });
  let turns = 0;
  const count = () => {
    turns++;
    timer = setImmediate(count);
  };
  let timer = setImmediate(count);
  expect(await store.retentionClock.longestDays()).toBe(77);
  expect(turns).toBeGreaterThan(1);
  expect(await store.forget(NOW, 5)).toBe(1);
  clearImmediate(timer);
  expect((await store.events({ writeKeys: [writeKey], limit: 5 })).events).toMatchObject([
    { messageId: 'new' },
  ]);
});

it('has a thread copy a log that grew beside a long reader, and cuts off a piece in each round', async () => {
  const file = join(tempDir(), 'tgp.db');
  await openStore(dirname(file)).close();
  const reader = new DatabaseSync(file);
  const own = new Connection(new DatabaseSync(file));
  own.exec('PRAGMA wal_autocheckpoint = 4000; CREATE TABLE filling (part BLOB)');
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM events').get();
  const size = () => statSync(`${file}-wal`).size / 1e6;
  const log = shortenLog(own, file);
  const fill = () => own.exec('INSERT INTO filling VALUES (zeroblob(10000000)); DELETE FROM filling');
  for (let at = 0; at < 20; at++) fill();
  await log.look();
  const most = size();
  expect(most).toBeGreaterThan(200);
  const held = own.prepare<{ wal_autocheckpoint: number }>('PRAGMA wal_autocheckpoint');
  expect(held.get()).toMatchObject({ wal_autocheckpoint: 0 });
  reader.close();
  // No commit copies it while the reader is there, nor the next one after that.
  const copied = () => statSync(file).size / 1e6;
  fill();
  expect(copied()).toBeLessThan(2);
  await log.look();
  expect(copied()).toBeGreaterThan(9);
  expect(held.get()).toMatchObject({ wal_autocheckpoint: 4000 });
  const sizes: number[] = [];
  for (let at = 0; at < 15; at++) {
    fill();
    await log.look();
    sizes.push(size());
  }
  await log.stop();
  own.close();
  for (const [at, each] of sizes.entries()) expect((sizes[at - 1] ?? most) - each).toBeLessThan(80);
  expect(sizes.at(-1)).toBeLessThan(30);
});

it('leaves a long log to commits where the thread fails that is to copy it', async () => {
  const file = join(tempDir(), 'tgp.db');
  writeFileSync(file, 'no database, however long it is'.repeat(200));
  closeSync(openSync(`${file}-wal`, 'w'));
  truncateSync(`${file}-wal`, 300_000_000);
  const ran: string[] = [];
  const log = shortenLog({ isOpen: true, exec: (sql: string) => ran.push(sql) } as never, file);
  await log.look();
  await log.stop();
  expect(ran.filter(sql => sql.includes('checkpoint'))).toEqual([
    'PRAGMA wal_autocheckpoint = 0',
    'PRAGMA wal_autocheckpoint = 4000',
  ]);
});

it('removes a large file whole', async () => {
  const file = join(tempDir(), 'large');
  closeSync(openSync(file, 'w'));
  truncateSync(file, 300_000_000);
  await removeLarge(file);
  await removeLarge(file);
  expect(existsSync(file)).toBe(false);
});
