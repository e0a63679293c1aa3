import { describe, expect, it } from 'vitest';
import { collector, FIREFOX, NOW } from '../../../support/collector.ts';

interface Event {
  messageId: string;
  receivedAt: string;
}

/** Six events of two tags and two visitors, a minute apart. */
async function sixEvents() {
  const it = await collector();
  const second = (await it.call('POST', '/accounts/acme/tags', { name: 'B', domain: 'b.example' })).json()
    .write_key;
  const queries = [
    `track?writeKey=${it.writeKey}&anonymousId=a&event=view`,
    `track?writeKey=${it.writeKey}&anonymousId=b&event=view&userId=u`,
    `page?writeKey=${second}&anonymousId=a&name=Home`,
    `track?writeKey=${second}&anonymousId=a&event=buy`,
    `page?writeKey=${it.writeKey}&anonymousId=a`,
    `track?writeKey=${it.writeKey}&anonymousId=a&event=buy`,
  ];
  for (const [at, query] of queries.entries()) {
    it.clock.now = NOW + at * 60_000;
    await it.app.inject(`/pixel/v1/${query}&messageId=m${at}`);
  }
  const ids = async (query: string) => {
    const { events } = (await it.call('GET', `/events?${query}`)).json();
    return events.map(({ messageId }: Event) => messageId).join(' ');
  };
  return { ...it, second, ids };
}

it('shows an event as it was sent, with what the collector knows of it', async () => {
  const { call, beacon, writeKey } = await collector();
  const times = 'originalTimestamp=2026-11-21T10:00:00.000Z&sentAt=2026-11-21T10:00:01.000Z';
  await beacon(
    `event=buy&messageId=m1&${times}&context.page.url=x&properties.items.0.sku=s&writeKey=other&userId=`,
  );
  expect((await call('GET', '/events')).json()).toEqual({
    events: [
      {
        messageId: 'm1',
        writeKey,
        type: 'track',
        event: 'buy',
        anonymousId: 'a1',
        userId: '',
        originalTimestamp: '2026-11-21T10:00:00.000Z',
        sentAt: '2026-11-21T10:00:01.000Z',
        receivedAt: '2026-11-21T10:20:30.400Z',
        timestamp: '2026-11-21T10:20:29.400Z',
        context: { page: { url: 'x' } },
        properties: { items: [{ sku: 's' }] },
        signs: { userAgent: FIREFOX },
      },
    ],
    next: null,
  });
});

it('gives an event without times and id the time of receipt and an id', async () => {
  const { call, beacon } = await collector();
  await beacon('name=Home', 'page');
  const received = '2026-11-21T10:20:30.400Z';
  expect((await call('GET', '/events')).json().events).toEqual([
    {
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      writeKey: expect.any(String),
      type: 'page',
      name: 'Home',
      anonymousId: 'a1',
      originalTimestamp: received,
      sentAt: received,
      receivedAt: received,
      timestamp: received,
      signs: { userAgent: FIREFOX },
    },
  ]);
});

describe('filters', () => {
  it.each([
    ['', 'm5 m4 m3 m2 m1 m0'],
    ['writeKey=SECOND', 'm3 m2'],
    ['event=buy', 'm5 m3'],
    ['event=Home', 'm2'],
    ['event=', 'm4'],
    ['type=page', 'm4 m2'],
    ['anonymousId=b', 'm1'],
    ['userId=u', 'm1'],
    ['anonymousId=a&type=track&event=view', 'm0'],
    ['from=2026-11-21T10:23:30.400Z', 'm5 m4 m3'],
    ['from=2026-11-21T10:23:30.401Z', 'm5 m4'],
    [`to=${NOW}`, ''],
    [`to=${NOW + 1}`, 'm0'],
    [`from=${NOW + 60_000}&to=${NOW + 120_000}`, 'm1'],
    ['event=nothing', ''],
    ['limit=2', 'm5 m4'],
  ])('by "%s"', async (query, expected) => {
    const { ids, second } = await sixEvents();
    expect(await ids(query.replace('SECOND', second))).toBe(expected);
  });

  it('by an id that is longer than the index holds', async () => {
    const it = await collector();
    const id = 'x'.repeat(300);
    await it.app.inject(`/pixel/v1/track?writeKey=${it.writeKey}&anonymousId=${id}&event=${id}`);
    const { events } = (await it.call('GET', `/events?anonymousId=${id}&event=${id}`)).json();
    expect(events).toMatchObject([{ anonymousId: id, event: id }]);
  });
});

describe('pages', () => {
  it.each([1, 2, 4, 5, 6])('of %i: every event once, newest first, then the end', async limit => {
    const { call } = await sixEvents();
    const seen: string[] = [];
    let next: string | null = '';
    for (let pages = 0; next !== null; pages++) {
      expect(pages).toBeLessThan(7);
      const page: { events: Event[]; next: string | null } = (
        await call('GET', `/events?limit=${limit}${next && `&cursor=${next}`}`)
      ).json();
      expect(page.events.length).toBeGreaterThan(0);
      seen.push(...page.events.map(({ messageId }) => messageId));
      next = page.next;
    }
    expect(seen.join(' ')).toBe('m5 m4 m3 m2 m1 m0');
  });

  it('hold still while new events come, even in the same millisecond', async () => {
    const { call, beacon } = await collector();
    for (const id of ['m1', 'm2', 'm3']) await beacon(`event=E&messageId=${id}`);
    const first = (await call('GET', '/events?limit=2')).json();
    await beacon('event=E&messageId=m4');
    const second = (await call('GET', `/events?limit=2&cursor=${first.next}`)).json();
    const ids = [...first.events, ...second.events].map(({ messageId }: Event) => messageId);
    expect(ids).toEqual(['m3', 'm2', 'm1']);
    expect(second.next).toBeNull();
  });
});

it('are in the order of their times even where the clock was set back', async () => {
  const { ids, clock, app, writeKey, second, call } = await sixEvents();
  clock.now = NOW + 150_000;
  await app.inject(`/pixel/v1/page?writeKey=${writeKey}&userId=u&messageId=late`);
  expect(await ids(`from=${NOW + 120_000}`)).toBe('m5 m4 m3 late m2');
  const { next } = (await call('GET', '/events?limit=4')).json();
  expect(await ids(`cursor=${next}`)).toBe('m2 m1 m0');
  expect(await ids(`cursor=${next}&writeKey=${second}`)).toBe('m2');
});

it.each([
  ['limit=0', 'limit', 'limit: must be a whole number from 1 to 500'],
  ['limit=1.5', 'limit', 'limit: must be a whole number from 1 to 500'],
  ['limit=5e1', 'limit', 'limit: must be a whole number from 1 to 500'],
  ['limit=501', 'limit', 'limit: must be a whole number from 1 to 500'],
  ['limit=x', 'limit', 'limit: must be a whole number from 1 to 500'],
  [
    'type=sale',
    'type',
    'type: must be "page", "track", "identify", "screen", "group", "alias", "impression", "click" or "fire"',
  ],
  ['from=yesterday', 'from', 'from: must be a time like 2026-11-21T10:00:00Z, or ms since 1970'],
  ['to=2026-13-40', 'to', 'to: must be a time like 2026-11-21T10:00:00Z, or ms since 1970'],
  ['cursor=x', 'cursor', 'cursor: must be the "next" of an earlier page'],
  ['evnt=x', 'evnt', /^evnt: is not known here; known: writeKey, event/],
])('refuses "%s", naming the field and the fix', async (query, field, message) => {
  const { call } = await collector();
  const answer = await call('GET', `/events?${query}`);
  expect(answer.statusCode).toBe(422);
  const { detail } = answer.json().error;
  expect(detail).toMatchObject([
    { field, message: message instanceof RegExp ? expect.stringMatching(message) : message },
  ]);
});
