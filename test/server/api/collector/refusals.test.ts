import { expect, it } from 'vitest';
import { collector } from '../../../support/collector.ts';
import { openStream } from '../../../support/openStream.ts';

const EVIL = '</script><script>pwned = 1</script>';

it('tells of refused beacons with their reason and the fix, and of no value that came', async () => {
  const { app, call, writeKey } = await collector();
  const query = new URLSearchParams({
    writeKey,
    event: 'purchase',
    'properties.email': 'ann@example.com',
    'ann@example.com': '1',
    '4917612345678': '1',
    [EVIL]: EVIL,
  });
  const headers = { origin: 'https://shop.example', referer: 'https://shop.example/secret' };
  for (let at = 0; at < 3; at++) await app.inject({ url: `/pixel/v1/track?${query}`, headers });
  const { refusals } = (await call('GET', '/refusals')).json();
  expect(refusals).toEqual([
    {
      id: 1,
      status: 400,
      reason: 'request neither has anonymousId nor userId',
      help: expect.stringContaining('anonymousId'),
      writeKey,
      method: 'GET',
      route: '/pixel/v1/track',
      host: 'shop.example',
      parameters: ['writeKey', 'event', 'properties.email'],
      count: 3,
      first_at: expect.any(String),
      last_at: expect.any(String),
    },
  ]);
});

it('shows those of a tag to its account, and what no tag sent to who may see all', async () => {
  const { app, call, writeKey, token } = await collector();
  const unknown = '0'.repeat(32);
  await app.inject(`/pixel/v1/page?writeKey=${writeKey}`);
  await app.inject(`/pixel/v1/page?writeKey=${unknown}&userId=u`);
  await app.inject('/pixel/v1/page?writeKey=ann%40example.com&userId=u');
  const seen = async (asked: string, query = '') =>
    (await call('GET', `/refusals${query}`, undefined, asked))
      .json()
      .refusals.map((each: { reason: string; writeKey: string }) => [each.reason, each.writeKey]);
  const all = await token('read', '*');
  expect(await seen(all)).toEqual([
    ['invalid write key', null],
    ['invalid write key', unknown],
    ['request neither has anonymousId nor userId', writeKey],
  ]);
  const acme = await token('read', ['acme']);
  await expect.poll(() => seen(acme)).toHaveLength(1);
  await call('POST', '/accounts', { id: 'other', name: 'Other' });
  const other = await token('read', ['other']);
  expect(await seen(other)).toEqual([]);
  expect((await call('GET', `/refusals?writeKey=${writeKey}`, undefined, other)).statusCode).toBe(404);
});

it('keeps so many, whoever sends how many kinds', async () => {
  const { app, call, clock, writeKey } = await collector();
  await app.inject(`/pixel/v1/page?writeKey=${writeKey}`);
  for (let at = 0; at < 200; at++) {
    if (at % 20 === 0) clock.now += 1000;
    await app.inject({
      url: '/pixel/v1/page?writeKey=nobody&userId=u',
      headers: { origin: `https://h${at}.example` },
    });
  }
  const { refusals } = (await call('GET', '/refusals?limit=500')).json();
  expect(refusals).toHaveLength(31);
  expect(refusals.at(-1)).toMatchObject({ writeKey });
});

it('looks into no more than some new ones a second, and counts those that are known', async () => {
  const { app, call } = await collector();
  for (let at = 0; at < 40; at++) {
    await app.inject({
      url: '/pixel/v1/page?writeKey=nobody&userId=u',
      headers: { origin: `https://h${at % 30}.example` },
    });
  }
  const { refusals } = (await call('GET', '/refusals')).json();
  expect(refusals).toHaveLength(20);
  expect(refusals[0]).toMatchObject({ host: 'h9.example', count: 2 });
});

it('forgets them after a day', async () => {
  const { app, call, clock } = await collector();
  await app.inject('/pixel/v1/page?userId=u');
  clock.now += 24 * 3600_000 + 1;
  expect((await call('GET', '/refusals')).json()).toEqual({ refusals: [] });
});

it('names each event of a batch that is not stored', async () => {
  const { app, call, writeKey } = await collector();
  const batch = [
    { type: 'track', userId: 'u', event: 'E' },
    { type: 'track', userId: 'u' },
  ];
  const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
  await app.inject({ method: 'POST', url: '/v1/batch', headers: { authorization }, payload: { batch } });
  const { refusals } = (await call('GET', '/refusals')).json();
  expect(refusals).toMatchObject(
    [{ writeKey, route: '/v1/batch', reason: /'event' missing/ }].map(each => ({
      ...each,
      reason: expect.stringMatching(each.reason),
    })),
  );
});

it('is in the stream for who asks for it, as frames of its own kind', async () => {
  const it = await collector();
  const origin = await it.listen();
  const plain = await openStream(origin);
  const both = await openStream(origin, `?writeKey=${it.writeKey}&refusals=true`);
  const acme = await openStream(origin, '?refusals=true', await it.token('read', ['acme']));
  await it.app.inject(`/pixel/v1/page?writeKey=${it.writeKey}`);
  await it.app.inject('/pixel/v1/page?userId=u');
  await both.until('event: refusal\ndata: ');
  await both.until('writekey');
  await acme.until('event: refusal');
  await it.beacon('event=E&messageId=m1');
  await Promise.all([plain, both, acme].map(stream => stream.until('id: m1')));
  expect(plain.text()).not.toContain('refusal');
  expect(acme.text()).not.toContain('writekey');
  const data = /^event: refusal\ndata: (.*)\n\n/m.exec(both.text())![1]!;
  const { refusals } = (await it.call('GET', '/refusals')).json();
  expect(refusals).toContainEqual(JSON.parse(data));
});
