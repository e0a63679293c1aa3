import { expect, it } from 'vitest';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import { collector, NOW } from '../../../support/collector.ts';

const HOUR = 3_600_000;

const EVENT: Omit<StoredEvent, 'writeKey' | 'messageId' | 'event'> = {
  type: 'track',
  anonymousId: 'a',
  userId: '',
  receivedAt: NOW,
  time: NOW,
  clamped: false,
  fields: {},
};

it('counts by tag, type, event and hour, and agrees with the events', async () => {
  const { app, call, clock, writeKey, beacon } = await collector();
  const second = (await call('POST', '/accounts/acme/tags', { name: 'B', domain: 'b.example' })).json()
    .write_key;
  await Promise.all([
    beacon('event=buy'),
    beacon('event=buy'),
    beacon('event=Home'),
    beacon('name=Home', 'page'),
  ]);
  await app.inject(`/pixel/v1/track?writeKey=${second}&userId=u&event=buy`);
  clock.now = NOW + HOUR;
  await Promise.all([beacon('event=buy'), beacon('event=buy'), beacon('event=buy')]);

  const { counts, last_seen } = (await call('GET', '/counts')).json();
  const track = { writeKey, type: 'track' };
  const [ten, eleven] = ['2026-11-21T10:00:00Z', '2026-11-21T11:00:00Z'];
  const expected = [
    { ...track, event: 'buy', hour: eleven, count: 3 },
    { writeKey, type: 'page', event: 'Home', hour: ten, count: 1 },
    { ...track, event: 'Home', hour: ten, count: 1 },
    { ...track, event: 'buy', hour: ten, count: 2 },
    { ...track, writeKey: second, event: 'buy', hour: ten, count: 1 },
  ];
  expect(counts).toHaveLength(expected.length);
  expect(counts).toEqual(expect.arrayContaining(expected));
  expect(counts[0]).toEqual(expected[0]);
  expect(last_seen).toHaveLength(4);
  expect(last_seen).toContainEqual({ ...track, event: 'buy', time: '2026-11-21T11:20:30.400Z' });

  const { events } = (await call('GET', '/events?limit=500')).json();
  const sum = counts.reduce((total: number, { count }: { count: number }) => total + count, 0);
  expect(sum).toBe(events.length);
});

it.each([
  ['', [3, 2, 1]],
  ['event=E', [3, 2, 1]],
  ['event=F', []],
  ['from=2026-11-21T11:59:00Z', [3, 2]],
  ['to=2026-11-21T11:59:00Z', [2, 1]],
  [`from=${NOW + HOUR}&to=${NOW + HOUR}`, [2]],
])('filters by "%s", a time by the hour that it is in', async (query, expected) => {
  const { call, clock, beacon } = await collector();
  for (const hour of [0, 1, 2]) {
    clock.now = NOW + hour * HOUR;
    for (let at = 0; at <= hour; at++) await beacon('event=E');
  }
  const { counts } = (await call('GET', `/counts?${query}`)).json();
  expect(counts.map(({ count }: { count: number }) => count)).toEqual(expected);
});

it('has days side by side in no two of them, in whatever time zone', async () => {
  const { call, clock, beacon, app, writeKey } = await collector();
  const start = Date.parse('2026-11-19T00:00:00Z');
  const sent: number[] = [];
  for (let quarter = 0; quarter < 4 * 24 * 4; quarter += 5) {
    for (const ms of [0, 15 * 60_000 - 1]) {
      clock.now = start + quarter * 15 * 60_000 + ms;
      sent.push(clock.now);
      await beacon('event=E');
    }
  }
  clock.now += 1;
  await app.inject(`/pixel/v1/page?writeKey=${writeKey}&anonymousId=a`);
  for (const [zone, from] of [
    ['+00:00', '2026-11-20T00:00:00Z'],
    ['+05:30', '2026-11-20T00:00:00%2B05:30'],
    ['+05:45', '2026-11-20T00:00:00+05:45'],
    ['-03:30', '2026-11-20T00:00:00-03:30'],
    ['+12:45', '2026-11-20T00:00:00%2B12:45'],
  ] as const) {
    const first = Date.parse(decodeURIComponent(from));
    const expected = (day: number) =>
      sent.filter(time => time >= first + day * 24 * HOUR && time < first + (day + 1) * 24 * HOUR).length;
    for (const day of [0, 1]) {
      const to = new Date(first + (day + 1) * 24 * HOUR).toISOString();
      const begin = day ? new Date(first + day * 24 * HOUR).toISOString() : from;
      const { counts } = (await call('GET', `/counts?event=E&from=${begin}&to=${to}`)).json();
      const sum = counts.reduce((total: number, { count }: { count: number }) => total + count, 0);
      expect([zone, day, sum]).toEqual([zone, day, expected(day)]);
    }
    const query = `/counts?by=day&tz=${encodeURIComponent(zone)}&from=2026-11-20&to=2026-11-22&event=E`;
    expect((await call('GET', query)).json().counts).toEqual(
      [1, 0].map(day => ({
        writeKey,
        type: 'track',
        event: 'E',
        day: `2026-11-2${day}`,
        count: expected(day),
      })),
    );
  }
});

it('counts by day: 23 hours, 25 hours, none that a zone left out; the newest 31 where nothing is said', async () => {
  const { call, clock, beacon } = await collector();
  const days = async (tz: string, query = '') =>
    (await call('GET', `/counts?by=day&tz=${tz}${query}`))
      .json()
      .counts.map(({ day, count }: { day: string; count: number }) => `${day} ${count}`);
  for (let hour = 0; hour < 72; hour++) {
    clock.now = Date.parse('2026-03-28T00:00:00Z') + hour * HOUR;
    await beacon('event=E');
  }
  expect(await days('Europe/Berlin')).toEqual([
    '2026-03-31 2',
    '2026-03-30 24',
    '2026-03-29 23',
    '2026-03-28 23',
  ]);
  expect(await days('Europe/Berlin', '&limit=2&from=2026-03-28')).toEqual(['2026-03-31 2', '2026-03-30 24']);
  expect(await days('UTC', '&from=2026-03-29T12:00:00Z&to=2026-03-30T06:00:00Z')).toEqual([
    '2026-03-30 6',
    '2026-03-29 12',
  ]);
  clock.now += 40 * 24 * HOUR;
  expect(await days('UTC')).toEqual([]);
});

it.each([
  ['by=week', 'by', /must be "hour", "day" or "kind"/],
  ['tz=UTC', 'by', /must be "day"/],
  ['by=day&tz=Mars/Olympus', 'tz', /must be a time zone like Asia\/Kolkata/],
  ['by=day&from=2026-01-01&to=2026-06-01', 'from', /at most 100 days/],
  ['by=day&from=2026-02-31', 'from', /must be a time/],
  ['from=2026-11-21T10:00:00', 'from', /with Z or another zone at its end/],
  ['to=2026-11-21T24:00:00Z', 'to', /must be a time/],
  ['to=2026-11-21T10:00:60Z', 'to', /must be a time/],
])('refuses %s', async (query, field, message) => {
  const { call } = await collector();
  const answer = await call('GET', `/counts?${query}`);
  expect([answer.statusCode, answer.json().error.detail]).toMatchObject([
    422,
    [{ field, message: expect.stringMatching(message) }],
  ]);
});

it('answers no more than a page, whatever names were made up, and a purchase is among them', async () => {
  const { call, store, writeKey, beacon } = await collector();
  const made = Array.from({ length: 3000 }, (_, at) => ({
    ...EVENT,
    writeKey,
    messageId: `m${at}`,
    event: `junk ${at}`,
  }));
  await Promise.all(made.map(each => store.append(each)));
  await beacon('event=purchase');
  const answer = await call('GET', '/counts');
  const { counts, last_seen, next } = answer.json();
  expect(answer.body.length).toBeLessThan(100_000);
  expect(counts).toHaveLength(202);
  expect(last_seen).toHaveLength(202);
  expect(next).toBeNull();
  const countOf = (name: string) => counts.find(({ event }: { event: string }) => event === name).count;
  expect([countOf('purchase'), countOf('(other names)'), countOf('junk 0')]).toEqual([1, 2800, 1]);
});

it('gives out pages, each with the cursor of the next one, and the names that were seen last with the first', async () => {
  const { call, clock, beacon } = await collector();
  for (const hour of [0, 1, 2]) {
    clock.now = NOW + hour * HOUR;
    await beacon(`event=E${hour}`);
    await beacon('event=purchase');
  }
  const first = (await call('GET', '/counts?limit=4')).json();
  expect(first).toMatchObject({ counts: { length: 4 }, last_seen: { length: 4 }, next: expect.any(String) });
  const second = (await call('GET', `/counts?limit=4&cursor=${first.next}`)).json();
  expect(second).toMatchObject({
    counts: [{ event: 'E0' }, { event: 'purchase' }],
    last_seen: [],
    next: null,
  });
  for (const [query, field] of [
    ['limit=1001', 'limit'],
    ['limit=0', 'limit'],
    ['cursor=x', 'cursor'],
  ]) {
    const answer = await call('GET', `/counts?${query}`);
    expect(answer.statusCode).toBe(422);
    expect(answer.json().error.detail).toMatchObject([{ field }]);
  }
});

it('refuses a time that is none', async () => {
  const { call } = await collector();
  expect((await call('GET', '/counts?from=x')).json().error.detail).toMatchObject([{ field: 'from' }]);
});
