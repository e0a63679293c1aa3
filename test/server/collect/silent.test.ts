import { expect, it } from 'vitest';
import { advertisers, type TestAdvertising } from '../../support/advertising.ts';
import { storedEvents } from '../../support/collector.ts';

const PREFETCHES = [
  { 'sec-purpose': 'prefetch' },
  { 'sec-purpose': 'prefetch;prerender' },
  { 'sec-purpose': 'prefetch;anonymous-client-ip' },
  { 'Sec-Purpose': 'Prefetch' },
  { purpose: 'prefetch' },
  { 'x-purpose': 'preview' },
  { 'x-moz': 'prefetch' },
];
const REDIR = encodeURIComponent('https://a.example/land');

/** Every address that tells of something, and what it answers. */
async function doors(it: TestAdvertising) {
  const pixel = await it.make('/pixel', {
    name: 'P',
    min_minutes_per_conv: 0,
    pixel_conversion_event_id: 7,
    piggyback_pixels: [{ pixel_type: 'img', url: 'https://partner.example/p' }],
  });
  const script = await it.make('/pixel', {
    name: 'S',
    piggyback_pixels: [{ pixel_type: 'js', url: 'https://partner.example/p.js' }],
  });
  const line = await it.make('/line-item', { name: 'L' });
  const { id } = (
    await it.call('POST', '/api/pixel_events/', { account_id: 'acme', title: 'E', type: 'purchase' })
  ).json();
  const key = `writeKey=${it.writeKey}&anonymousId=a&messageId=`;
  return [
    `/pixel/v1/page?${key}m1`,
    `/pixel/v1/track?${key}m2&event=purchase`,
    `/${it.path}/e?${key}m3&event=purchase`,
    `/pxl?p=${it.writeKey}`,
    `/pxl?e=${id}`,
    `/px?id=${pixel.id}&messageId=m4`,
    `/px?id=${pixel.id}&messageId=m5&redir=${REDIR}`,
    `/px?id=${script.id}&messageId=m6&t=1`,
    `/imp?line_item_id=${line.id}&messageId=m7`,
    `/click?line_item_id=${line.id}&messageId=m8&redir=${REDIR}`,
  ];
}

const nothing = async (it: TestAdvertising) => {
  expect(await storedEvents(it)).toEqual([]);
  const { counts, last_seen } = (await it.call('GET', '/counts')).json();
  expect([counts, last_seen]).toEqual([[], []]);
  expect((await it.call('GET', '/counts?by=kind')).json().counts).toEqual([]);
  expect((await it.call('GET', '/conversions')).json().conversions).toEqual([]);
  const { items } = (await it.call('GET', '/api/pixel_events/?account_id=acme')).json();
  expect(items).toMatchObject([{ status: 'inactive', last_triggered_at: null }]);
};

it('is answered to HEAD as to GET, without a body, and nothing is stored, counted or made', async () => {
  const it = await advertisers();
  const urls = await doors(it);
  const heads = [];
  for (const url of urls) heads.push(await it.app.inject({ method: 'HEAD', url }));
  await nothing(it);
  for (const [at, url] of urls.entries()) {
    const [head, get] = [heads[at]!, await it.app.inject(url)];
    expect([head.statusCode, head.body, url]).toEqual([get.statusCode, '', url]);
    const { date: _, connection: __, ...headers } = get.headers;
    expect(head.headers, url).toMatchObject(headers);
  }
  expect((await storedEvents(it)).length).toBeGreaterThan(8);
});

it('makes no tag of a HEAD of a conversion pixel', async () => {
  const it = await advertisers();
  const { id } = (await it.send('POST', '/pixel?advertiser_code=other', { pixel: { name: 'Lone' } })).json()
    .response;
  const tags = async () => (await it.call('GET', '/accounts/other/tags')).json().tags.length;
  const before = await tags();
  expect((await it.app.inject({ method: 'HEAD', url: `/px?id=${id}` })).statusCode).toBe(200);
  expect(await tags()).toBe(before);
});

it.each(PREFETCHES)('is none where a browser only prefetches, and redirects go on: %j', async headers => {
  const it = await advertisers();
  for (const url of await doors(it)) {
    const { statusCode, headers: answered, body } = await it.app.inject({ url, headers: headers as never });
    expect([200, 302], url).toContain(statusCode);
    if (url.includes('redir='))
      expect([statusCode, answered.location]).toEqual([302, 'https://a.example/land']);
    expect(body).not.toContain('partner.example');
    expect(answered.location ?? '').not.toContain('partner.example');
  }
  await nothing(it);
});

it.each([{}, { 'sec-purpose': '' }, { purpose: 'prefetched-elsewhere-x' }, { 'x-moz': 'yes' }])(
  'is taken where nothing says that it is a prefetch: %j',
  async headers => {
    const it = await advertisers();
    const urls = await doors(it);
    for (const url of urls) await it.app.inject({ url, headers: headers as never });
    expect(await storedEvents(it)).toHaveLength(urls.length);
  },
);

it('is refused to HEAD as to GET', async () => {
  const it = await advertisers();
  for (const url of [
    '/pixel/v1/page',
    '/pixel/v1/page?writeKey=no&userId=u',
    '/pxl?e=evt_no',
    '/px',
    '/px?id=99',
    '/imp',
    '/click',
  ]) {
    const [head, get] = [await it.app.inject({ method: 'HEAD', url }), await it.app.inject(url)];
    expect([head.statusCode, head.body]).toEqual([get.statusCode, '']);
    expect(get.statusCode).toBeGreaterThanOrEqual(400);
  }
});
