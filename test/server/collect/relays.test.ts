import { get } from 'node:http';
import { describe, expect, it } from 'vitest';
import { installCode } from '../../../src/install/installCode.ts';
import { Relays } from '../../../src/server/collect/relays.ts';
import { NotStored } from '../../../src/server/store/errors.ts';
import type { StoredEvent } from '../../../src/server/store/event.ts';
import { PURCHASE, SETTINGS } from '../../install/support/examples.ts';
import { type Answered, STORED, serverSandbox } from '../../install/support/gtmServer.ts';
import { collector, ON_DISK, storedEvents, type TestCollector } from '../../support/collector.ts';

const RELAY = { 'tgp-relay': '1' };
const ORDER = 'event=purchase&messageId=m1&properties.order_id=A-1';

/** How beacons come in: each makes a request of a query. */
const WAYS: [name: string, ask: (it: TestCollector, query: string) => [path: string, RequestInit?]][] = [
  ['a plain beacon', (_, query) => [`/pixel/v1/track?${query}`]],
  ['a POST', (_, query) => ['/pixel/v1/track', { method: 'POST', body: query }]],
  ["a beacon under the tag's own path", ({ path }, query) => [`/${path}/e?${query}`]],
];

describe.each(WAYS)('to a relay, the answer to %s', (_, ask) => {
  /** A collector, and what its answer to a beacon says of repeats. */
  const open = async () => {
    const it = await collector({}, ON_DISK);
    const origin = await it.listen();
    const send = async (query: string, headers: Record<string, string> = RELAY, visitor = 'a') => {
      const [path, init] = ask(it, `writeKey=${it.writeKey}&anonymousId=${visitor}&${query}`);
      return (await fetch(origin + path, { ...init, headers })).headers.get('tgp-repeat');
    };
    return { it, send };
  };

  it('says of an event that it has told of before that it is a repeat', async () => {
    const { it, send } = await open();
    expect([await send(ORDER), await send(ORDER), await send(ORDER)]).toEqual([null, '1', '1']);
    expect(await storedEvents(it)).toHaveLength(1);
  });

  it('says so to nobody who does not ask', async () => {
    const { send } = await open();
    expect([await send(ORDER), await send(ORDER, {})]).toEqual([null, null]);
  });

  it('is the first of an event that came by another way', async () => {
    const { send } = await open();
    expect([await send(ORDER, {}), await send(ORDER), await send(ORDER)]).toEqual([null, null, '1']);
  });

  it('is the first of one that was refused before', async () => {
    const { it, send } = await open();
    const { append } = it.store;
    it.store.append = () => Promise.reject(new NotStored('full'));
    expect(await send(ORDER)).toBeNull();
    it.store.append = append;
    expect([await send(ORDER), await send(ORDER)]).toEqual([null, '1']);
  });

  it('tells orders of one messageId apart, whatever became of their first answers', async () => {
    const { send } = await open();
    const other = ORDER.replace('A-1', 'A-2');
    await send(ORDER);
    expect([await send(other, {}), await send(other), await send(other)]).toEqual([null, null, '1']);
  });

  it('tells no other visitor which orders there are', async () => {
    const { send } = await open();
    await send(ORDER);
    expect(await send(ORDER, RELAY, 'b')).toBeNull();
  });
});

/** Has whoever sends the next event be gone before it is stored. */
function leaveBeforeStored({ app, store }: TestCollector, leave: () => void): void {
  const append = store.append.bind(store);
  const isGone = new Promise(gone => {
    app.server.once('request', (_, response) => response.once('close', gone));
  });
  store.append = async (...event) => {
    store.append = append;
    leave();
    await isGone;
    return append(...event);
  };
}

it('does not count what it told a relay that had hung up', async () => {
  const it = await collector({}, ON_DISK);
  const origin = await it.listen();
  const url = `${origin}/pixel/v1/track?writeKey=${it.writeKey}&anonymousId=a&${ORDER}`;
  leaveBeforeStored(it, () => request.destroy());
  const request = get(url, { headers: RELAY }).on('error', () => {});
  await expect.poll(() => storedEvents(it)).toHaveLength(1);
  const repeat = async () => (await fetch(url, { headers: RELAY })).headers.get('tgp-repeat');
  expect([await repeat(), await repeat()]).toEqual([null, '1']);
});

it('answers a relay as the stand-in of the containers has it', async () => {
  const it = await collector();
  const origin = await it.listen();
  const url = `${origin}/pixel/v1/track?writeKey=${it.writeKey}&anonymousId=a&${ORDER}`;
  const answer = await fetch(url, { headers: { ...RELAY, accept: 'image/gif' } });
  const { date: _, ...headers } = Object.fromEntries(answer.headers);
  expect({ statusCode: answer.status, headers, body: await answer.text() }).toEqual(STORED);
});

it('has a server container run once for an event, however often the tag sends it', async () => {
  const it = await collector({}, ON_DISK);
  const origin = await it.listen();
  const template = installCode('gtm-server', PURCHASE, SETTINGS).base_code;
  let timeout = new AbortController();
  const { handle } = serverSandbox(template, async ({ url, method, headers }): Promise<Answered> => {
    const { pathname, search } = new URL(url);
    const { signal } = timeout;
    try {
      const answer = await fetch(origin + pathname + search, { method, headers, signal });
      const body = await answer.text();
      return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body };
    } catch {
      return undefined;
    }
  });
  const send = async (messageId: string) => {
    const query = `writeKey=${it.writeKey}&anonymousId=a&event=purchase&messageId=${messageId}`;
    const beacon = { path: '/pixel/v1/track', query };
    const { events, answer } = await handle(beacon, { collector: 'https://collect.example.com' });
    return { status: answer!.status, runs: events.length };
  };
  expect([await send('m1'), await send('m1'), await send('m2')]).toEqual([
    { status: 200, runs: 1 },
    { status: 200, runs: 0 },
    { status: 200, runs: 1 },
  ]);
  leaveBeforeStored(it, () => timeout.abort());
  expect(await send('m3')).toEqual({ status: 503, runs: 0 });
  await expect.poll(() => storedEvents(it)).toHaveLength(3);
  timeout = new AbortController();
  expect([await send('m3'), await send('m3')]).toEqual([
    { status: 200, runs: 1 },
    { status: 200, runs: 0 },
  ]);
});

it('remembers so many events and no more, the last ones', () => {
  const relays = new Relays();
  const tell = (at: number, isNew: boolean) => {
    const event = { writeKey: 'k', messageId: `m${at}`, fields: {} } as StoredEvent;
    const response = { destroyed: false, once() {} };
    return relays.tell({ headers: RELAY } as never, response as never, event, isNew);
  };
  for (let at = 0; at < 60_000; at++) tell(at, true);
  expect(relays.size).toBeLessThanOrEqual(50_000);
  expect([tell(59_999, false), tell(35_000, false), tell(0, false)]).toEqual([true, true, false]);
});
