import { describe, expect, it } from 'vitest';
import { Away, Full, NotStored } from '../../../../src/server/store/errors.ts';
import { countsOf, lastSeenOf } from './counted.ts';
import type { Open } from './engine.ts';
import {
  ad,
  addAccounts,
  append,
  DAY,
  event,
  HOUR,
  landing,
  NOW,
  pixel,
  purchase,
  savedPixel,
  session,
  THIS_HOUR,
  token,
  user,
} from './rows.ts';

/** What becomes of an event that is appended. */
export function appending(open: Open, { hasDisk }: { hasDisk: boolean }): void {
  const opened = async (options?: Parameters<Open>[0]) => {
    const engine = await open(options);
    await addAccounts(engine.store);
    return engine;
  };
  const idsOf = async (store: Awaited<ReturnType<Open>>['store'], ...writeKeys: string[]) =>
    (await store.events({ writeKeys, limit: 10_000 })).events.map(({ messageId }) => messageId);

  describe('an event', () => {
    it('is new once in its tag, whatever else it says the second time', async () => {
      const { store } = await opened();
      expect(await append(store, event('m1'), event('m1'))).toEqual([true, false]);
      expect(await store.append(event('m1', { event: 'F', type: 'page', receivedAt: NOW + 1 }))).toBe(false);
      expect(await append(store, event('m2'), event('M1'), event('m1 '))).toEqual([true, true, true]);
      const { events } = await store.events({ writeKeys: ['k1'], limit: 10 });
      expect(events.filter(({ messageId }) => messageId === 'm1')).toEqual([event('m1')]);
    });

    it('is found by its id, in its own tag', async () => {
      const { store } = await opened();
      await append(
        store,
        event('m1'),
        event('m2', { event: 'F' }),
        event('m1', { writeKey: 'k2', event: 'G' }),
      );
      expect(await store.event('k1', 'm1')).toEqual(event('m1'));
      expect(await store.event('k2', 'm1')).toMatchObject({ writeKey: 'k2', event: 'G' });
      expect(await store.event('k1', 'm3')).toBeUndefined();
      expect(await store.event('k1', 'M1')).toBeUndefined();
    });

    it('is new in another tag, of the same account too', async () => {
      const { store } = await opened();
      const same = ['k1', 'k2', 'o1'].map(writeKey => event('m1', { writeKey }));
      expect(await append(store, ...same, ...same)).toEqual([true, true, true, false, false, false]);
      for (const writeKey of ['k1', 'k2', 'o1']) expect(await idsOf(store, writeKey)).toEqual(['m1']);
    });

    it('is new once among those that come at once, the first of them', async () => {
      const { store } = await opened();
      const sent = ['A', 'B', 'C'].map(name => store.append(event('m1', { event: name })));
      expect(await Promise.all(sent)).toEqual([true, false, false]);
      expect((await store.events({ writeKeys: ['k1'], limit: 9 })).events).toMatchObject([{ event: 'A' }]);
      expect(await countsOf(store, { writeKeys: ['k1'] })).toMatchObject([{ event: 'A', count: 1 }]);
    });

    it('is counted, seen and converted once', async () => {
      const { store } = await opened();
      await store.conversionPixels.add(pixel(1));
      await append(store, purchase('m1'), purchase('m1', { receivedAt: NOW + HOUR }));
      const writeKeys = ['k1'];
      expect(await countsOf(store, { writeKeys })).toEqual([
        { write_key: 'k1', type: 'track', event: 'purchase', hour: THIS_HOUR, count: 1 },
      ]);
      expect(await lastSeenOf(store, { writeKeys })).toMatchObject([{ time: NOW }]);
      expect((await store.conversions({ accounts: ['acme'], limit: 9 })).conversions).toHaveLength(1);
      expect(store.status().eventsStored).toBe(1);
    });

    it('is counted, seen and converted by the time that its append settles', async () => {
      const { store } = await opened();
      await store.conversionPixels.add(pixel(1));
      await store.append(purchase('m1'));
      expect(store.status().eventsStored).toBe(1);
      expect(await countsOf(store, { writeKeys: ['k1'] })).toHaveLength(1);
      expect(await lastSeenOf(store, { writeKeys: ['k1'] })).toHaveLength(1);
      expect((await store.conversions({ accounts: ['acme'], limit: 9 })).conversions).toHaveLength(1);
    });

    it('is stored and counted where its tag is gone, and converted for nobody', async () => {
      const { store } = await opened();
      await store.conversionPixels.add(pixel(1));
      await store.tags.remove('k2');
      const gone = { writeKey: 'k2' };
      const sent = [landing('m1', { gclid: 'g' }, gone), purchase('m2', gone), purchase('m3')];
      expect(await Promise.all(sent.map(each => store.append(each)))).toEqual([true, true, true]);
      expect(await idsOf(store, 'k2')).toEqual(['m2', 'm1']);
      expect(await countsOf(store, { writeKeys: ['k2'] })).toHaveLength(2);
      const { conversions } = await store.conversions({ accounts: ['acme', 'other'], limit: 9 });
      expect(conversions.map(({ message_id }) => message_id)).toEqual(['m3']);
    });

    it('comes back as it was', async () => {
      const { store } = await opened();
      const odd = event('m "1" \\ \u0000 \u{1f600}', {
        type: 'page',
        event: "O'Reilly; DROP TABLE events -- \u{1f469}\u200d\u{1f680} % _ é é",
        anonymousId: '日本語',
        userId: 'null',
        receivedAt: NOW,
        time: NOW - 5,
        clamped: true,
        fields: {
          context: { page: { title: '\u0000\n"', url: '' }, list: ['a', 'b'] },
          properties: JSON.parse('{"__proto__": "x", "constructor": "y", "": "z"}'),
        },
      });
      const empty = event('', { event: '', anonymousId: '', userId: '', receivedAt: 0, time: 0 });
      await append(store, odd, empty);
      const { events } = await store.events({ writeKeys: ['k1'], limit: 9 });
      expect(events).toEqual([odd, empty]);
      expect(Object.keys(events[0]!.fields.properties as object)).toEqual(['__proto__', 'constructor', '']);
      expect((await store.history({ accounts: '*', limit: 9 })).events).toEqual([odd, empty]);
    });

    it('comes back as it was where JSON is longer than it', async () => {
      const { store } = await opened();
      const odd = event('m1', {
        fields: {
          properties: { text: '\u0001\u0000\n"\\'.repeat(1000), list: [...Array(500).fill(null), 'x'] },
        },
      });
      await store.append(odd);
      expect(await store.event('k1', 'm1')).toEqual(odd);
      expect((await store.events({ writeKeys: ['k1'], limit: 9 })).events).toEqual([odd]);
      expect((await store.history({ accounts: '*', limit: 9 })).events).toEqual([odd]);
    });

    it('takes no more room than what came, whatever JSON makes of it', async () => {
      const text = (unit: string) => ({ properties: { text: unit.repeat(300_000 / unit.length) } });
      const grown = async (unit: string) => {
        const { store } = await opened();
        const before = store.status().bytes;
        for (let at = 0; at < 5; at++) await store.append(event(`m${at}`, { fields: text(unit) }));
        return store.status().bytes - before;
      };
      const plain = await grown('a');
      for (const unit of ['\u0001', '\u0000', '\n', '"', '\\', '\u0001"\u001f'])
        expect(await grown(unit), JSON.stringify(unit)).toBeLessThan(1.1 * plain);
    });

    it('keeps a huge text whole', async () => {
      const { store } = await opened();
      const fields = { properties: { text: '\u{1f600}'.repeat(500_000) } };
      await store.append(event('m1', { fields }));
      expect((await store.events({ writeKeys: ['k1'], limit: 1 })).events[0]!.fields).toEqual(fields);
    });

    it('is found and counted by the first 255 characters of a long name', async () => {
      const { store } = await opened();
      const long = 'x'.repeat(255);
      const texts = (tail: string) => ({ event: long + tail, anonymousId: long + tail, userId: long + tail });
      const page = { type: 'page' } as const;
      await append(store, event('m1', texts('')), event('m2', texts('y')), event('m3', texts('z')));
      await append(store, event('m4', { ...page, event: long.slice(1) }));
      for (const name of ['event', 'anonymousId', 'userId'] as const) {
        const found = await store.events({ writeKeys: ['k1'], [name]: `${long}other`, limit: 9 });
        expect(found.events.map(({ messageId }) => messageId)).toEqual(['m3', 'm2', 'm1']);
        expect(found.events[0]![name]).toBe(long);
      }
      expect(await countsOf(store, { writeKeys: ['k1'], event: `${long}more` })).toMatchObject([
        { event: long, count: 3 },
      ]);
      expect(await lastSeenOf(store, { writeKeys: ['k1'], event: `${long}more` })).toHaveLength(1);
    });

    it('is found by a name that is cut within a character', async () => {
      const { store } = await opened();
      const name = `${'x'.repeat(254)}\u{1f600}`;
      await store.append(event('m1', { event: name, anonymousId: name }));
      expect((await store.events({ writeKeys: ['k1'], event: name, limit: 9 })).events).toHaveLength(1);
      expect((await store.events({ writeKeys: ['k1'], anonymousId: name, limit: 9 })).events).toHaveLength(1);
      expect(await countsOf(store, { writeKeys: ['k1'], event: name })).toHaveLength(1);
    });
  });

  describe('many events at once', () => {
    it('are all stored, in the order that they came in', async () => {
      const { store } = await opened();
      const ids = Array.from({ length: 3000 }, (_, at) => `m${at}`);
      const settled: string[] = [];
      const isNew = await Promise.all(
        ids.map(async id => {
          const result = await store.append(event(id, { event: `E${Number(id.slice(1)) % 3}` }));
          settled.push(id);
          return result;
        }),
      );
      expect(isNew.every(Boolean)).toBe(true);
      expect(settled).toEqual(ids);
      expect((await idsOf(store, 'k1')).reverse()).toEqual(ids);
      expect(
        (await store.history({ accounts: '*', limit: 5000 })).events.map(each => each.messageId),
      ).toEqual(ids);
      expect((await countsOf(store, { writeKeys: ['k1'] })).map(({ count }) => count)).toEqual([
        1000, 1000, 1000,
      ]);
      expect(store.status()).toMatchObject({ eventsStored: 3000, queueLength: 0 });
    });

    it('are told apart by tag, type, name and hour where they are counted', async () => {
      const { store } = await opened();
      await Promise.all(
        [
          event('m1'),
          event('m2', { type: 'page' }),
          event('m3', { event: 'F' }),
          event('m4', { time: NOW - HOUR, receivedAt: NOW }),
          event('m5', { writeKey: 'k2' }),
          event('m6'),
        ].map(each => store.append(each)),
      );
      const counts = await countsOf(store, { writeKeys: ['k1', 'k2'] });
      expect(counts.map(({ count }) => count)).toEqual([1, 2, 1, 1, 1]);
    });
  });

  describe('what waits', () => {
    it('is refused past its number, then stored again', async () => {
      const { store } = await opened({ queueLimit: 3 });
      const results = await Promise.allSettled(['1', '2', '3', '4', '5'].map(id => store.append(event(id))));
      expect(results.map(({ status }) => status)).toEqual([
        'fulfilled',
        'fulfilled',
        'fulfilled',
        'rejected',
        'rejected',
      ]);
      const { reason } = results[3] as PromiseRejectedResult;
      expect(reason).toBeInstanceOf(NotStored);
      expect(reason).toBeInstanceOf(Away);
      expect(store.status()).toMatchObject({ eventsStored: 3, queueLength: 0 });
      expect(await append(store, event('4'), event('1'))).toEqual([true, false]);
      expect((await idsOf(store, 'k1')).sort()).toEqual(['1', '2', '3', '4']);
    });

    it('is refused past its size, then stored again', async () => {
      const { store } = await opened({ queueSize: 2000 });
      const ids = Array.from({ length: 30 }, (_, at) => `m${at}`);
      const results = await Promise.allSettled(ids.map(id => store.append(event(id), 100)));
      const stored = results.filter(({ status }) => status === 'fulfilled').length;
      expect(stored).toBeGreaterThan(0);
      expect(stored).toBeLessThanOrEqual(20);
      expect((results.at(-1) as PromiseRejectedResult).reason).toBeInstanceOf(NotStored);
      expect(await idsOf(store, 'k1')).toHaveLength(stored);
      expect(await store.append(event(ids.at(-1)!), 100)).toBe(true);
    });

    it('has no size where none is given', async () => {
      const { store } = await opened({ queueSize: 10 });
      const isNew = await Promise.all(['1', '2', '3'].map(id => store.append(event(id))));
      expect(isNew).toEqual([true, true, true]);
    });

    it('is told by the status', async () => {
      const { store } = await opened();
      expect(store.status()).toMatchObject({ eventsStored: 0, queueLength: 0, lastCommitMs: null });
      const sent = ['1', '2', '2'].map(id => store.append(event(id)));
      expect(store.status()).toMatchObject({ eventsStored: 0, queueLength: 3 });
      await Promise.all(sent);
      const { lastCommitMs, ...rest } = store.status();
      expect(rest).toMatchObject({ eventsStored: 2, queueLength: 0 });
      expect(lastCommitMs).toBeGreaterThanOrEqual(0);
    });

    it('is stored before the store closes', async () => {
      const engine = await opened({ onDisk: true });
      const sent = Array.from({ length: 1500 }, (_, at) => engine.store.append(event(`m${at}`)));
      if (!engine.reopen) await engine.store.close();
      const store = await engine.reopen?.();
      expect((await Promise.all(sent)).every(Boolean)).toBe(true);
      if (store) expect(await idsOf(store, 'k1')).toHaveLength(1500);
    });
  });

  describe('a store that holds as much as it may', () => {
    it('adds no more, reads and changes what it has, and adds again when there is room', async () => {
      // More than any engine's empty store takes.
      const maxBytes = 2_000_000;
      const { store } = await opened({ maxBytes });
      const kept = await store.savedPixels.add(savedPixel('before'));
      const big = (id: string) => event(id, { fields: { text: 'x'.repeat(100_000) } });
      expect(store.status()).toMatchObject({ maxBytes });
      let count = 0;
      let refusal: unknown;
      for (; !refusal && count < 100; count++) {
        await store.append(big(`m${count}`)).catch(error => {
          refusal = error;
        });
      }
      expect(refusal).toBeInstanceOf(NotStored);
      expect(String(refusal)).toMatch(/the store is full: it may hold 2 MB \(--max-store\)/);
      expect(store.status().bytes).toBeGreaterThanOrEqual(maxBytes);
      expect(store.status().bytes).toBeLessThan(maxBytes + 500_000);
      await expect(store.savedPixels.add(savedPixel('after'))).rejects.toThrow(Full);
      await expect(store.ready()).rejects.toThrow(Full);
      await expect(store.lineItems.add(ad(1))).rejects.toThrow(Full);
      expect(await store.savedPixels.change(kept, { description: 'changed' })).toBe(true);
      expect(await idsOf(store, 'k1')).toHaveLength(count - 1);

      expect(await store.forget(NOW + 3 * DAY, 2)).toBe(count - 2);
      expect(store.status().bytes).toBeLessThan(maxBytes);
      await store.ready();
      expect(await store.append(event('now', { receivedAt: NOW + 3 * DAY }))).toBe(true);
      expect(await store.savedPixels.add(savedPixel('after'))).toMatchObject({ id: 'after' });
    });

    it('takes log-ins, tokens and what tells of changes all the same', async () => {
      const { store } = await opened({ maxBytes: 2_000_000 });
      await store.append(event('m1', { fields: { text: 'x'.repeat(2_000_000) } }));
      await expect(store.append(event('m2'))).rejects.toThrow(NotStored);
      await store.tokens.add(token('t1'));
      await store.audit.add([]);
      expect(await store.tokens.get('t1')).toMatchObject({ id: 't1' });
    });

    it('has no limit where none is given', async () => {
      const { store } = await opened();
      expect(store.status()).toMatchObject({ maxBytes: null, bytes: expect.any(Number) });
    });
  });

  if (!hasDisk) return;

  describe('a store that is opened again', () => {
    it('has every event, and knows them', async () => {
      const { reopen, store: before } = await opened({ onDisk: true });
      // Of two accounts' events that come at one time, either may be the newer one.
      await append(before, event('m1'), event('m2', { writeKey: 'o1', receivedAt: NOW + 1 }));
      const store = await reopen!();
      expect(await idsOf(store, 'k1', 'o1')).toEqual(['m2', 'm1']);
      expect(store.status().eventsStored).toBe(2);
      expect(await append(store, event('m1'), event('m3', { receivedAt: NOW + 2 }))).toEqual([false, true]);
      expect(await idsOf(store, 'k1', 'o1')).toEqual(['m3', 'm2', 'm1']);
    });

    it('has all that was made of them', async () => {
      const { reopen, store: before } = await opened({ onDisk: true });
      await before.conversionPixels.add(pixel(1));
      await append(before, landing('m1', { gclid: 'g' }), purchase('m2', { time: NOW + 1 }));
      const all = async (store: typeof before) => ({
        counts: await countsOf(store, { writeKeys: ['k1'] }),
        lastSeen: await lastSeenOf(store, { writeKeys: ['k1'] }),
        conversions: await store.conversions({ accounts: ['acme'], limit: 9 }),
      });
      const made = await all(before);
      expect(made.conversions.conversions).toMatchObject([{ attribution: 'click' }]);
      const store = await reopen!();
      expect(await all(store)).toEqual(made);
      await store.append(purchase('m3', { time: NOW + 2 }));
      expect((await all(store)).conversions.conversions).toMatchObject([
        { message_id: 'm3', attribution: 'click' },
        { message_id: 'm2' },
      ]);
    });

    it('has every record, and what a pixel said when', async () => {
      const { reopen, store: before } = await opened({ onDisk: true });
      await before.users.add(user('anna'));
      await before.sessions.add(session('s1'), 0);
      const read = await before.conversionPixels.add(pixel(1, { state: 'inactive' }));
      await before.append(purchase('m1'));
      await before.conversionPixels.change(read, { state: 'active' });
      await before.append(purchase('m2'));
      const store = await reopen!();
      expect(await store.accounts.list('*')).toHaveLength(2);
      expect(await store.tags.list('*')).toHaveLength(3);
      expect(await store.sessions.get('s1')).toMatchObject({ user_name: 'anna', role: 'viewer' });
      await store.append(purchase('m3'));
      await store.rebuild();
      const { conversions } = await store.conversions({ accounts: ['acme'], limit: 9 });
      expect(conversions.map(({ message_id }) => message_id)).toEqual(['m3', 'm2']);
    });
  });
}
