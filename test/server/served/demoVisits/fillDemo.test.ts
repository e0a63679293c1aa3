import { describe, expect, it } from 'vitest';
import { random } from '../../../../src/server/http/random.ts';
import { MemoryStore } from '../../../../src/server/memory/memoryStore.ts';
import { openDemo } from '../../../../src/server/served/demo.ts';
import { demoFilling } from '../../../../src/server/served/demoVisits/demoFilling.ts';
import { fillDemo, isUnused, MADE_UP } from '../../../../src/server/served/demoVisits/fillDemo.ts';
import { collector, NOW, ON_DISK, openStore } from '../../../support/collector.ts';
import { cpuMs } from '../../../support/cpuMs.ts';

const now = () => NOW;
const shop = 'http://127.0.0.1:4242/shop/';
const never = new AbortController().signal;

describe.each([
  ['memory', () => new MemoryStore()],
  ['SQLite', () => openStore()],
])('the demo’s visits in %s', (_name, open) => {
  it('are counted, converted and credited, and a rebuild makes the same', async () => {
    const store = open();
    expect(await isUnused(store)).toBe(true);
    const demo = await openDemo(store, random, now);
    expect(await isUnused(store)).toBe(false);
    const ms = await cpuMs(() => fillDemo({ store, random, now, demo, shop, signal: never }));
    expect(ms).toBeLessThan(20_000);
    await store.settled();
    expect((await store.accounts.get('demo'))!.name).toBe(MADE_UP);
    const totals = await store.conversionTotals({ accounts: ['demo'], limit: 99 }, ['attribution']);
    expect(totals.map(({ attribution }) => attribution).sort()).toEqual(['click', 'unattributed']);
    for (const { changed } of (await store.rebuild()).tables) expect(changed).toBe(0);
  });
});

describe('DELETE /demo', () => {
  const filled = async () => {
    const filling = demoFilling();
    const it = await collector({ stopDemo: filling.stop }, ON_DISK);
    const demo = await openDemo(it.store, random, now);
    const { call } = it;
    const made = async (token?: string) => {
      const answer = await call('GET', '/demo', undefined, token);
      return [answer.statusCode, answer.json().made_up];
    };
    return { ...it, demo, filling, made };
  };

  it('removes all of it while it is still made, and keeps the tag', async () => {
    const { call, store, app, demo, filling, made } = await filled();
    const warned: unknown[] = [];
    filling.begin({ store, random, now, demo, shop }, { warn: (...said: unknown[]) => warned.push(said) });
    while (!(await store.events({ writeKeys: [demo.writeKey], limit: 1 })).events.length)
      await new Promise(resolve => setTimeout(resolve, 5));
    expect(await made()).toEqual([200, true]);
    expect((await call('DELETE', '/demo')).statusCode).toBe(204);
    expect(await made()).toEqual([200, false]);
    await new Promise(resolve => setTimeout(resolve, 50));
    expect((await store.events({ writeKeys: [demo.writeKey], limit: 1 })).events).toEqual([]);
    expect(await store.conversionPixels.list(['demo'])).toEqual([]);
    const tag = await store.tags.get(demo.writeKey);
    expect(tag).toMatchObject({ name: 'Demo shop', path: demo.path, disabled: 0 });
    const beacon = `/pixel/v1/track?writeKey=${demo.writeKey}&anonymousId=a&event=E`;
    expect((await app.inject(beacon)).statusCode).toBe(200);
    expect(await isUnused(store)).toBe(false);
    expect(warned).toEqual([]);
    // With how far it is, which is the same where it is through.
    expect((await app.inject(beacon.replace('=E', '=F'))).statusCode).toBe(200);
    const told = (await call('DELETE', '/demo?progress=true')).body.trimEnd().split('\n');
    expect(told.map(line => JSON.parse(line)).slice(-2)).toEqual([{ events: 2, of: 2 }, { removed: true }]);
    expect((await store.events({ writeKeys: [demo.writeKey], limit: 1 })).events).toEqual([]);
    // A second time there is nothing to remove but what was done since.
    expect((await call('DELETE', '/demo')).statusCode).toBe(204);
  });

  it('keeps the tag all the while, however many remove at once and whoever looks', async () => {
    const { call, store, app, demo } = await filled();
    const beacon = `/pixel/v1/track?writeKey=${demo.writeKey}&anonymousId=a&event=`;
    for (let at = 0; at < 9; at++) await app.inject(`${beacon}${at}`);
    let isOver = false;
    const there = new Set<boolean>();
    const looking = (async () => {
      for (; !isOver; await new Promise(setImmediate))
        there.add(Boolean(await store.tags.get(demo.writeKey)));
    })();
    const removed = await Promise.all([1, 2, 3].map(() => call('DELETE', '/demo?progress=true')));
    isOver = true;
    await looking;
    for (const { body } of removed) expect(body.trimEnd().endsWith('{"removed":true}')).toBe(true);
    expect([...there]).toEqual([true]);
    expect(await store.tags.get(demo.writeKey)).toMatchObject({ disabled: 0, path: demo.path });
    expect((await app.inject(`${beacon}E`)).statusCode).toBe(200);
  });

  it('has the shop go on where it is stopped', async () => {
    const { call, store, app, demo } = await filled();
    const beacon = `/pixel/v1/track?writeKey=${demo.writeKey}&anonymousId=a&event=E`;
    const { eraseTag } = store;
    store.eraseTag = async writeKey => {
      await store.tags.change((await store.tags.get(writeKey))!, { disabled: 1 });
      throw new Error('stopped');
    };
    expect((await call('DELETE', '/demo?progress=true')).body).toContain('"error"');
    store.eraseTag = eraseTag;
    expect((await app.inject(beacon)).statusCode).toBe(200);
  });

  it('is for who may change the demo’s account', async () => {
    const { call, made, token } = await filled();
    const user = { name: 'ed', password: 'correct horse', role: 'publisher', accounts: ['demo'] };
    await call('POST', '/users', user);
    const auth = { auth: { username: 'ed', password: user.password } };
    const ed = (await call('POST', '/auth', auth, '')).json().response.token;
    expect(await made(ed)).toEqual([200, false]);
    expect((await call('DELETE', '/demo', undefined, ed)).statusCode).toBe(403);
    expect((await call('DELETE', '/demo', undefined, await token('read', '*'))).statusCode).toBe(403);
    expect((await call('DELETE', '/demo', undefined, await token('write', ['acme']))).statusCode).toBe(404);
    expect((await call('DELETE', '/demo', undefined, await token('write', ['demo']))).statusCode).toBe(204);
  });
});
