import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { newTag } from '../../../src/server/access/newTag.ts';
import { accept } from '../../../src/server/collect/accept.ts';
import { beaconLimits } from '../../../src/server/collect/beaconLimits.ts';
import { Live } from '../../../src/server/collect/live.ts';
import { otherEvent } from '../../../src/server/collect/otherEvent.ts';
import { random } from '../../../src/server/http/random.ts';
import { RATE_LIMITS } from '../../../src/server/http/rateLimits.ts';
import type { StoredEvent } from '../../../src/server/store/event.ts';
import { get } from '../../support/ads.ts';
import { advertisers } from '../../support/advertising.ts';
import { NOW, openStore, storedEvents } from '../../support/collector.ts';
import { openStream } from '../../support/openStream.ts';

const SERVER = fileURLToPath(new URL('../../../src/server/', import.meta.url));

/** A door to a store of its own, and what its listeners heard. */
function door({ limit = 20, queueLimit = 10 } = {}) {
  const store = openStore(undefined, { queueLimit });
  const live = new Live();
  const heard: [string, string][] = [];
  live.listen(({ messageId }, accountId) => heard.push([messageId, accountId]));
  const limits = beaconLimits({ ...RATE_LIMITS, tag: limit });
  const tag = newTag({ random, now: () => NOW }, { account_id: 'acme', name: 'A', domain: '' });
  const open = accept({ store, limits, live });
  const send = (messageId: string, to = tag, time = NOW, more: Partial<StoredEvent> = {}) =>
    open({ ...eventOf(messageId, to.write_key, time), ...more }, 100, to);
  return { send, heard, tag, stored: () => store.status().eventsStored };
}

const eventOf = (messageId: string, writeKey: string, time: number): StoredEvent => ({
  writeKey,
  messageId,
  type: 'page',
  event: '',
  anonymousId: 'a',
  userId: '',
  receivedAt: time,
  time,
  clamped: false,
  fields: {},
});

describe('an event that is accepted', () => {
  it('is stored and told of once, however often it comes', async () => {
    const { send, heard, stored } = door();
    expect([await send('m1'), await send('m1'), await send('m2')]).toEqual([true, false, true]);
    expect(stored()).toBe(2);
    expect(heard).toEqual([
      ['m1', 'acme'],
      ['m2', 'acme'],
    ]);
  });

  it('is another one where its id is known and it is none that has it, and comes again like any other', async () => {
    const { send, heard, stored } = door();
    const lead: Partial<StoredEvent> = { type: 'track', event: 'lead' };
    const order = (order_id: string) => ({
      type: 'track' as const,
      event: 'purchase',
      fields: { properties: { order_id } },
    });
    const sent: Partial<StoredEvent>[] = [order('A-1'), lead, {}, order('A-2'), order('A-1 '), order('')];
    const isNew = [];
    for (const event of [...sent, ...sent]) isNew.push(await send('m1', undefined, NOW, event));
    expect(isNew).toEqual([true, true, true, true, ...Array(8).fill(false)]);
    expect(stored()).toBe(4);
    expect(new Set(heard.map(([messageId]) => messageId)).size).toBe(4);
    const own = heard.filter(([messageId]) => messageId !== 'm1');
    for (const [messageId] of own) expect(messageId).toMatch(/^tgp-[0-9a-f]{32}$/);
  });

  it('is known under the id that it got when anybody could make it', async () => {
    const { send, stored, tag } = door();
    const known = { type: 'track', event: 'purchase', fields: { properties: { order_id: 'A-1' } } } as const;
    const sent = { ...known, fields: { properties: { order_id: 'A-2' } } };
    await send('m1', tag, NOW, known);
    const { under, oldId } = otherEvent(
      { ...eventOf('m1', tag.write_key, NOW), ...sent },
      { ...eventOf('m1', tag.write_key, NOW), ...known },
    )!;
    await send(oldId, tag, NOW, { ...under(''), messageId: oldId });
    expect(await send('m1', tag, NOW, sent)).toBe(false);
    expect(stored()).toBe(2);
  });

  it('is told of only once it is durable', async () => {
    const { send, heard, stored } = door();
    const sent = send('m1').then(() => [...heard]);
    await new Promise(process.nextTick);
    expect([heard, stored()]).toEqual([[], 0]);
    expect(await sent).toEqual([['m1', 'acme']]);
  });

  it('counts for the limit of its tag, a resent one too, by the time it was received', async () => {
    const { send, tag, heard, stored } = door({ limit: 2 });
    await send('m1');
    await send('m1');
    await expect(send('m2')).rejects.toMatchObject({
      status: 429,
      message: 'max requests limit reached: 2 beacons a minute for one write key',
      writeKey: tag.write_key,
      retryAfter: 60,
    });
    expect([stored(), heard.length]).toEqual([1, 1]);
    expect(await send('m2', { ...tag, write_key: 'another' })).toBe(true);
    expect(await send('m2', tag, NOW + 60_000)).toBe(true);
  });

  it('is told of to nobody where it is not stored', async () => {
    const { send, heard } = door({ queueLimit: 1 });
    const [first, second] = await Promise.allSettled([send('m1'), send('m2')]);
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
    expect(heard).toEqual([['m1', 'acme']]);
  });
});

/** A collector with something to send to at each address that makes events. */
async function doors(parts: Parameters<typeof advertisers>[0] = {}) {
  const it = await advertisers(parts);
  const { id: pixel } = await it.make('/pixel', { name: 'Order' });
  const { id: line } = await it.make('/line-item', { name: 'Ad' });
  const made = await it.call('POST', '/api/pixel_events', { account_id: 'acme', title: 'L', type: 'lead' });
  const key = `writeKey=${it.writeKey}`;
  const urls = {
    page: `/pixel/v1/page?${key}&userId=u`,
    track: `/pixel/v1/track?${key}&userId=u&event=E`,
    "a page of Telegram's": `/pxl?p=${it.writeKey}`,
    "an event of Telegram's": `/pxl?e=${made.json().id}`,
    pixel: `/px?id=${pixel}`,
    impression: `/imp?line_item_id=${line}`,
    click: `/click?line_item_id=${line}`,
  };
  return { ...it, urls };
}

it('is where every address counts for the limit of the tag', async () => {
  const it = await doors({ rateLimits: { ...RATE_LIMITS, tag: 1 } });
  for (const [name, url] of Object.entries(it.urls)) {
    expect([name, (await get(it, url)).statusCode]).toEqual([name, 200]);
    for (const [other, again] of Object.entries(it.urls)) {
      const { statusCode, body } = await get(it, again);
      expect([name, other, statusCode, body]).toEqual([
        name,
        other,
        429,
        'max requests limit reached: 1 beacons a minute for one write key',
      ]);
    }
    it.clock.now += 60_000;
  }
  expect(await storedEvents(it)).toHaveLength(Object.keys(it.urls).length);
});

it('is where the listeners hear of what comes to any address', async () => {
  const it = await doors();
  const stream = await openStream(await it.listen());
  for (const url of Object.values(it.urls)) expect((await get(it, url)).statusCode).toBe(200);
  const events = await storedEvents(it);
  const ids = events.map(({ messageId }: { messageId: string }) => messageId).reverse();
  await stream.until(`id: ${ids.at(-1)}\n`);
  expect([...stream.text().matchAll(/^id: (.*)$/gm)].map(([, id]) => id)).toEqual(ids);
  expect(new Set(ids).size).toBe(7);
});

it.each([
  ['appends', /\bappend\s*\(|\bappend\b[^\n]*}\s*=/],
  ['tells the listeners', /\blive\.tell\b/],
  ['counts for a tag', /\.countTag\b/],
])('is the only place that %s', (_what, call) => {
  const files = globSync('**/*.ts', { cwd: SERVER }).filter(
    file => !/^(sqlite|memory|postgres|store)\//.test(file),
  );
  const callers = files.filter(file => call.test(readFileSync(`${SERVER}${file}`, 'utf8')));
  expect(callers).toEqual(['collect/accept.ts']);
});
