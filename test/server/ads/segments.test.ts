import { expect, it } from 'vitest';
import { get, isGif } from '../../support/ads.ts';
import { advertisers } from '../../support/advertising.ts';

async function withSegments() {
  const it = await advertisers();
  const [a, b] = [
    await it.make('/segment', { short_name: 'Buyers', code: 'buyers' }),
    await it.make('/segment', { short_name: 'Readers' }),
  ];
  const counts = async () =>
    Object.fromEntries(
      (await it.send('GET', '/segment'))
        .json()
        .response.segments.map(({ short_name, count }: { short_name: string; count: number }) => [
          short_name,
          count,
        ]),
    );
  return { ...it, a: a.id, b: b.id, counts };
}

it('makes, lists and changes a segment', async () => {
  const { send, a, advertiser } = await withSegments();
  const one = (await send('GET', `/segment?id=${a}`)).json().response.segments[0];
  expect(one).toMatchObject({
    id: a,
    short_name: 'Buyers',
    code: 'buyers',
    state: 'active',
    advertiser_id: advertiser,
    count: 0,
  });
  const changed = await send('PUT', `/segment?id=${a}`, { segment: { ...one, short_name: 'Sold' } });
  expect(changed.json().response.segment).toMatchObject({ id: a, short_name: 'Sold' });
  expect((await send('GET', '/segment?sort=short_name.desc')).json().response.segments).toMatchObject([
    { short_name: 'Sold' },
    { short_name: 'Readers' },
  ]);
  expect((await send('GET', '/segment?short_name=Sold')).json().response.count).toBe(1);
  const nameless = await send('POST', '/segment?advertiser_code=acme', { segment: {} });
  expect([nameless.statusCode, nameless.json().response.field]).toEqual([400, 'short_name']);
});

it('counts who is put into it, by a request of its own or by seg of a fire', async () => {
  const it = await withSegments();
  const { a, b, counts, make } = it;
  expect(isGif(await get(it, `/seg?add=${a}&anonymousId=v1`))).toBe(true);
  expect(await counts()).toEqual({ Buyers: 1, Readers: 0 });
  expect((await get(it, `/seg?add=${a},${b}&anonymousId=v2`)).statusCode).toBe(200);
  expect((await get(it, `/px?seg=${b}&anonymousId=v3`)).statusCode).toBe(200);
  expect(await counts()).toEqual({ Buyers: 2, Readers: 2 });
  const { id } = await make('/pixel', { name: 'Order' });
  const fire = `/px?id=${id}&seg=${a},${b},99&anonymousId=v4&messageId=m1`;
  for (const url of [fire, fire]) expect((await get(it, url)).statusCode).toBe(200);
  expect(await counts()).toEqual({ Buyers: 3, Readers: 3 });
  const { events } = (await it.call('GET', `/events?event=${a}`)).json();
  expect(events.map(({ anonymousId }: { anonymousId: string }) => anonymousId)).toEqual(['v4', 'v2', 'v1']);
  const { conversions } = (await it.call('GET', '/conversions')).json();
  expect(conversions).toHaveLength(1);
});

it('answers a script with a script, and goes on to where the account may', async () => {
  const it = await withSegments();
  const { a, b, counts, call } = it;
  expect((await call('PATCH', '/accounts/acme', { redirect_hosts: ['shop.example'] })).statusCode).toBe(200);
  for (const url of [`/seg?add=${a}&t=1`, `/px?seg=${a}&t=1`]) {
    const answer = await get(it, url);
    expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      '',
    ]);
  }
  const to = (where: string) => `/seg?add=${a},${b}&redir=${encodeURIComponent(where)}`;
  const onward = await get(it, to('https://shop.example/seg?add=5'));
  expect([onward.statusCode, onward.headers.location, onward.headers['referrer-policy']]).toEqual([
    302,
    'https://shop.example/seg?add=5&_h=1',
    'no-referrer',
  ]);
  for (const where of ['https://evil.example/', 'http://shop.example/', 'x'])
    expect(isGif(await get(it, to(where))), where).toBe(true);
  expect(isGif(await get(it, `${to('https://shop.example/')}&_h=1`))).toBe(true);
  expect(await counts()).toEqual({ Buyers: 7, Readers: 5 });
});

it.each([
  ['one that is off', (id: number) => `/seg?add=${id}`, { state: 'inactive' }, {}],
  ["a visitor's signal", (id: number) => `/seg?add=${id}`, {}, { 'sec-gpc': '1' }],
])('counts nobody for %s', async (_name, url, change, headers) => {
  const it = await withSegments();
  await it.send('PUT', `/segment?id=${it.a}`, { segment: change });
  expect(isGif(await get(it, url(it.a), headers as Record<string, string>))).toBe(true);
  expect((await it.counts()).Buyers).toBe(0);
});

it.each(['/seg', '/seg?add=1', '/seg?add=a', '/px?seg=1', '/px?seg=x', '/seg?add=1&t=3'])(
  'refuses %s',
  async url => {
    const it = await withSegments();
    const answer = await get(it, url);
    expect([answer.statusCode, isGif(answer)]).toEqual([400, false]);
  },
);

it("takes no segment of another account by a pixel's fire", async () => {
  const it = await withSegments();
  const theirs = await it.send('POST', '/segment?advertiser_code=other', { segment: { short_name: 'T' } });
  const { id } = theirs.json().response;
  const pixel = await it.make('/pixel', { name: 'Order' });
  await get(it, `/px?id=${pixel.id}&seg=${id}`);
  expect((await it.send('GET', `/segment/${id}`)).json().response.segments[0].count).toBe(0);
});
