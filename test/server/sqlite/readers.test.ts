import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readers } from '../../../src/server/sqlite/reading/readers.ts';
import { Away, BadCursor } from '../../../src/server/store/errors.ts';
import { isAny } from '../../../src/server/store/isAny.ts';
import { collector, NOW, openStore, tempDir } from '../../support/collector.ts';

/** A store whose long reads are done in a thread. */
const threaded = { inFile: true, readThreads: 1 };

it('sees in its thread what was answered for', async () => {
  const { beacon, call } = await collector({}, threaded);
  for (const count of [1, 2, 3]) {
    expect((await beacon(`event=e${count}`)).statusCode).toBe(200);
    expect((await call('GET', '/events')).json().events).toHaveLength(count);
    expect((await call('GET', '/counts')).json().last_seen).toHaveLength(count);
  }
});

it('answers as without threads, and tells what is wrong the same way', async () => {
  const one = await collector({}, threaded);
  const other = await collector({}, { inFile: true });
  for (const { beacon } of [one, other]) {
    await beacon('event=Purchase&properties.order_id=A1&properties.revenue=10&messageId=m1&userId=u1');
    await beacon('name=Home&messageId=m2', 'page');
  }
  const account = (await one.call('GET', '/accounts')).json().accounts[0];
  expect(account.id).toBe('acme');
  for (const url of [
    '/events?userId=u1',
    '/events?cursor=nonsense',
    '/counts?cursor=nonsense',
    '/conversions',
    '/conversions?format=csv',
    '/conversions?cursor=1',
    '/conversions/totals?by=pixel,hour',
  ]) {
    const answers = await Promise.all([one, other].map(({ call }) => call('GET', url)));
    const [a, b] = answers.map(({ statusCode, body }, at) => [
      statusCode,
      body.replaceAll([one, other][at]!.writeKey, 'KEY').replace(/"request_id":"[^"]*"/, ''),
    ]);
    expect(a, url).toEqual(b);
  }
});

it('rejects at once when nobody waits any more, and goes on reading for others', async () => {
  const store = openStore(tempDir(), { readThreads: 1 });
  const gone = new AbortController();
  const filter = { writeKeys: ['k'], limit: 10 };
  const read = store.events(filter, gone.signal);
  gone.abort(new Error('gone'));
  await expect(read).rejects.toThrow('gone');
  await expect(store.events(filter, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  expect(await store.events(filter)).toEqual({ events: [], next: null });
});

it('starts no thread for whether there is any record, which each start and each page of the console asks', async () => {
  const store = openStore(tempDir(), { readThreads: 1 });
  let started = 0;
  const count = () => void started++;
  process.on('worker', count);
  onTestFinished(() => void process.off('worker', count));
  for (const records of [store.users, store.tokens, store.accounts]) expect(await isAny(records)).toBe(false);
  await new Promise(setImmediate);
  expect(started).toBe(0);
  await store.events({ writeKeys: ['k'], limit: 1 });
  expect(started).toBe(1);
});

it('reads a short one while a long one goes on', async () => {
  const folder = tempDir();
  const store = openStore(folder, { readThreads: 1 });
  // Each account takes a step.
  const accounts = Array.from({ length: 20_000 }, (_, at) => `a${at}`);
  const ended: string[] = [];
  const long = store.conversionTotals({ accounts, limit: 10 }, ['hour']).then(() => ended.push('long'));
  const short = store.counts({ writeKeys: ['k'], limit: 10 }).then(() => ended.push('short'));
  await Promise.all([long, short]);
  expect(ended).toEqual(['short', 'long']);
});

it('refuses what comes after it is closed, and a cursor that is none', async () => {
  const folder = tempDir();
  const store = openStore(folder);
  await store.accounts.add({
    id: 'acme',
    name: 'Acme',
    advertiser_id: 1,
    business_id: 'b',
    redirect_hosts: '[]',
    orders_across_tags: 0,
    time_zone: null,
    created_at: NOW,
  });
  const own = readers(join(folder, 'tgp.db'), { threads: 2, busyMs: 200 });
  onTestFinished(() => own.close());
  const filter = { accounts: ['acme'], limit: 1 };
  await expect(own.reads.conversions({ ...filter, cursor: 'none' })).rejects.toBeInstanceOf(BadCursor);
  expect(await Promise.all(Array.from({ length: 20 }, () => own.reads.conversions(filter)))).toHaveLength(20);
  const late = own.reads.conversions(filter);
  const settled = Promise.allSettled([late]);
  await own.close();
  await settled;
  await expect(own.reads.conversions(filter)).rejects.toBeInstanceOf(Away);
});

it('refuses for now where its thread ends, and starts another', async () => {
  const folder = tempDir();
  const file = join(folder, 'tgp.db');
  const own = readers(file, { threads: 1, busyMs: 200 });
  onTestFinished(() => own.close());
  // There is no file yet.
  await expect(own.reads.counts({ writeKeys: ['k'], limit: 1 })).rejects.toBeInstanceOf(Away);
  openStore(folder);
  expect(await own.reads.counts({ writeKeys: ['k'], limit: 1 })).toEqual({ counts: [], next: null });
});
