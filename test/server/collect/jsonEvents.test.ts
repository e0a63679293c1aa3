import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { collector, storedEvents, type TestCollector } from '../../support/collector.ts';

const basic = (writeKey: string) => `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;

async function sdk(parts = {}) {
  const it = await collector(parts);
  const post = (path: string, body: object | string | Buffer, headers: Record<string, string> = {}) =>
    it.app.inject({
      method: 'POST',
      url: `/v1/${path}`,
      headers: { authorization: basic(it.writeKey), 'content-type': 'application/json', ...headers },
      payload: body as object,
    });
  return { ...it, post };
}

const types = async (it: TestCollector) => (await storedEvents(it)).map(({ type }: { type: string }) => type);

it.each<[string, object, object]>([
  [
    'page',
    { name: 'Home', properties: { path: '/' } },
    { type: 'page', name: 'Home', properties: { path: '/' } },
  ],
  ['screen', { name: 'Cart' }, { type: 'screen', name: 'Cart' }],
  [
    'track',
    { event: 'Order', properties: { revenue: 59.9, products: [{ sku: 'A' }], gift: true, coupon: null } },
    {
      type: 'track',
      event: 'Order',
      properties: { revenue: 59.9, products: [{ sku: 'A' }], gift: true, coupon: null },
    },
  ],
  [
    'identify',
    { traits: { plan: 'pro' }, context: { traits: { age: 5 } } },
    { type: 'identify', traits: { plan: 'pro' }, context: { traits: { age: 5, plan: 'pro' } } },
  ],
  ['group', { groupId: 7, traits: { name: 'G' } }, { type: 'group', groupId: '7', traits: { name: 'G' } }],
  ['alias', { previousId: 'old' }, { type: 'alias', previousId: 'old', userId: '12' }],
])('stores %s as an event of its type, which the API shows', async (path, sent, stored) => {
  const it = await sdk();
  const answer = await it.post(path, { userId: 12, messageId: 'm1', ...sent });
  expect([answer.statusCode, answer.json()]).toEqual([200, { success: true }]);
  await it.post(path, { userId: 12, messageId: 'm1', ...sent });
  expect(await storedEvents(it)).toMatchObject([{ messageId: 'm1', userId: '12', ...stored }]);
  const { events } = (await it.call('GET', `/events?type=${path}`)).json();
  expect(events).toHaveLength(1);
  const { counts } = (await it.call('GET', '/counts')).json();
  expect(counts).toMatchObject([{ type: path, count: 1 }]);
});

it('converts as the same event of a page does', async () => {
  const it = await sdk();
  await it.call('POST', '/pixel?advertiser_code=acme', {
    pixel: { name: 'P', pixel_conversion_event_id: 7 },
  });
  await it.post('track', {
    anonymousId: 'a',
    event: 'purchase',
    properties: { revenue: '59.90', currency: 'EUR' },
  });
  const { conversions } = (await it.call('GET', '/conversions')).json();
  expect(conversions).toMatchObject([{ value: 59.9, currency: 'EUR' }]);
});

describe('the write key', () => {
  it.each([
    ['Basic authorization', (key: string) => [basic(key), {}, '']],
    ['the body', (key: string) => ['', { writeKey: key }, '']],
    ['the query', (key: string) => ['', {}, `?writeKey=${key}`]],
  ] as [string, (key: string) => [string, object, string]][])('may be in %s', async (_name, put) => {
    const it = await sdk();
    const [authorization, more, query] = put(it.writeKey);
    const answer = await it.post(`page${query}`, { anonymousId: 'a', ...more }, { authorization });
    expect(answer.statusCode, answer.body).toBe(200);
  });

  it.each([
    ['nobody’s', basic('0'.repeat(32))],
    ['none', ''],
    ['an API token', 'Bearer tgp_x'],
  ])('that is %s is refused', async (_name, authorization) => {
    const it = await sdk();
    const answer = await it.post('page', { anonymousId: 'a' }, { authorization });
    expect([answer.statusCode, answer.json().success]).toEqual([401, false]);
    expect(await storedEvents(it)).toEqual([]);
  });
});

describe('a batch', () => {
  const track = (messageId: string, more = {}) => ({
    type: 'track',
    event: 'e',
    anonymousId: 'a',
    messageId,
    ...more,
  });

  it('stores its events, each with what the batch says for all', async () => {
    const it = await sdk();
    const batch = [
      track('1', { context: { ip: 'x' } }),
      { type: 'page', userId: 'u', messageId: '2' },
      { type: 'identify', userId: 'u', traits: { a: 1 }, messageId: '3' },
    ];
    const answer = await it.post('batch', {
      batch,
      context: { app: 'shop' },
      sentAt: '2026-11-21T10:20:30.000Z',
    });
    expect([answer.statusCode, answer.json()]).toEqual([200, { success: true }]);
    expect(await types(it)).toEqual(['identify', 'page', 'track']);
    const stored = await storedEvents(it);
    expect(stored[2]).toMatchObject({
      context: { ip: 'x', app: 'shop' },
      sentAt: '2026-11-21T10:20:30.000Z',
    });
  });

  it('names what is bad in it and stores the others', async () => {
    const it = await sdk();
    const batch = [
      track('1'),
      { type: 'track', anonymousId: 'a', messageId: '2' },
      { type: 'sale', anonymousId: 'a' },
      null,
      track('5', { anonymousId: undefined }),
      track('6'),
    ];
    const answer = await it.post('batch', { batch });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      success: false,
      stored: 2,
      errors: [
        { index: 1, messageId: '2', message: expect.stringContaining("'event'") },
        { index: 2, message: expect.stringContaining('type') },
        { index: 3, message: expect.stringContaining('type') },
        { index: 4, messageId: '5', message: expect.stringContaining('anonymousId') },
      ],
    });
    expect((await storedEvents(it)).map(({ messageId }: { messageId: string }) => messageId).sort()).toEqual([
      '1',
      '6',
    ]);
  });

  it.each([
    [500, 200],
    [501, 400],
  ])('of %i events is answered by %i', async (count, status) => {
    const it = await sdk();
    const batch = Array.from({ length: count }, (_, at) => track(`m${at}`));
    const answer = await it.post('batch', { batch });
    expect(answer.statusCode).toBe(status);
    expect((await it.call('GET', '/counts')).json().counts).toMatchObject(status === 200 ? [{ count }] : []);
  });

  it('counts each of its events for the limits, and stores none where they are too many', async () => {
    const { RATE_LIMITS } = await import('../../../src/server/http/rateLimits.ts');
    const it = await sdk({ rateLimits: { ...RATE_LIMITS, beacons: 10 } });
    const send = (from: number) =>
      it.app.inject({
        method: 'POST',
        url: '/v1/batch',
        remoteAddress: '203.0.113.9',
        headers: { authorization: basic(it.writeKey) },
        payload: { batch: Array.from({ length: 6 }, (_, at) => track(`m${from + at}`)) },
      });
    expect((await send(0)).statusCode).toBe(200);
    const refused = await send(6);
    expect([refused.statusCode, Number(refused.headers['retry-after'])]).toEqual([429, expect.any(Number)]);
    expect(await storedEvents(it)).toHaveLength(6);
  });

  describe('of large bodies', () => {
    /** A collector that takes 20 kB of large beacons a minute from an address. */
    async function limited() {
      const { RATE_LIMITS } = await import('../../../src/server/http/rateLimits.ts');
      const it = await sdk({ rateLimits: { ...RATE_LIMITS, beaconMb: 0.02 } });
      const send = async (payload: string, authorization = basic(it.writeKey)) => {
        const headers = { authorization };
        const remoteAddress = '203.0.113.9';
        return (await it.app.inject({ method: 'POST', url: '/v1/batch', remoteAddress, headers, payload }))
          .statusCode;
      };
      return { ...it, send };
    }
    const filler = 'x'.repeat(30_000);

    it.each([
      ['holds no events', JSON.stringify({ batch: [], filler }), undefined, 200],
      ['is for no tag', JSON.stringify({ batch: [track('1')], filler }), basic('0'.repeat(32)), 401],
      ['is no JSON', `{"batch":[],"filler":"${filler}`, undefined, 400],
    ])('counts one for the limits that %s', async (_name, payload, authorization, status) => {
      const { send } = await limited();
      expect(await send(payload, authorization)).toBe(status);
      expect(await send(payload, authorization)).toBe(429);
    });

    it('counts none whose events are usual ones', async () => {
      const { send } = await limited();
      for (const at of [0, 20, 40]) {
        const properties = { filler: 'x'.repeat(1500) };
        const batch = Array.from({ length: 20 }, (_, of) => track(`m${at + of}`, { properties }));
        expect(await send(JSON.stringify({ batch }))).toBe(200);
      }
    });

    it('counts what they say for all with each event', async () => {
      const { send } = await limited();
      const context = { filler: 'x'.repeat(4000) };
      const send20 = (from: number) =>
        send(
          JSON.stringify({ context, batch: Array.from({ length: 20 }, (_, at) => track(`m${from + at}`)) }),
        );
      expect([await send20(0), await send20(20)]).toEqual([200, 429]);
    });

    it('reads one after the other, and refuses those that there is no room for meanwhile', async () => {
      const it = await sdk();
      const payload = `{"batch":[],"x":[${'[],'.repeat(1_300_000)}[]]}`;
      const answers = await Promise.all(Array.from({ length: 9 }, () => it.post('batch', payload)));
      const statuses = answers.map(({ statusCode }) => statusCode);
      expect([...new Set(statuses)].sort()).toEqual([200, 503]);
    });
  });

  it('is refused whole where what it says for all would be stored far too often', async () => {
    const it = await sdk();
    const batch = Array.from({ length: 60 }, (_, at) => track(`m${at}`));
    const filler = 'x'.repeat(400_000);
    for (const shared of [{ context: { filler } }, { sentAt: filler }]) {
      const answer = await it.post('batch', { batch, ...shared });
      expect([answer.statusCode, answer.json()]).toEqual([
        413,
        { success: false, message: expect.stringMatching(/^batch: its context .* 60 events/) },
      ]);
    }
    const alone = await it.post('batch', { batch: batch.slice(0, 1), context: { filler: filler + filler } });
    expect(alone.statusCode).toBe(413);
    expect(await storedEvents(it)).toEqual([]);
  });

  it('measures each event with what is said for all', async () => {
    const it = await sdk();
    const filler = 'x'.repeat(300_000);
    const large = track('large', { properties: { filler } });
    const answer = await it.post('batch', { batch: [large, track('small')], context: { filler } });
    expect([answer.statusCode, answer.json().errors]).toEqual([
      400,
      [{ index: 0, messageId: 'large', message: expect.stringContaining('too large') }],
    ]);
    expect((await storedEvents(it)).map(({ messageId }: { messageId: string }) => messageId)).toEqual([
      'small',
    ]);
  });

  it("takes an SDK's full batch, with a context of some kilobytes", async () => {
    const it = await sdk();
    const properties = { filler: 'x'.repeat(4000) };
    const batch = Array.from({ length: 500 }, (_, at) => track(`m${at}`, { properties }));
    const context = { library: { name: 'analytics' }, filler: 'x'.repeat(6000) };
    expect((await it.post('batch', { batch, context })).statusCode).toBe(200);
  });

  it.each([200, 20_000])('names an event of %i levels, and stores the others', async depth => {
    const it = await sdk();
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const event = (id: string, a: string) =>
      `{"type":"track","event":"x","anonymousId":"a","messageId":"${id}","properties":{"a":${a}}}`;
    const answer = await it.post('batch', `{"batch":[${event('deep', deep)},${event('flat', '[]')}]}`);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { stored: 1, errors: [{ messageId: 'deep', message: 'the event: deeper than 100 levels' }] },
    ]);
    for (const shared of [`"context":{"a":${deep}}`, `"sentAt":${deep}`]) {
      const refused = await it.post('batch', `{"batch":[${event('1', '[]')}],${shared}}`);
      expect([refused.statusCode, refused.json().message]).toEqual([
        400,
        'the batch: deeper than 100 levels',
      ]);
    }
  });

  it.each(['gzip', 'identity'])(
    'as large as it may be is taken, and a larger one is not, %s',
    async coding => {
      const it = await sdk();
      const packed = (bytes: number) => {
        const filler = 'x'.repeat(100_000);
        const batch = Array.from({ length: 40 }, (_, at) => track(`m${at}`, { properties: { filler } }));
        const text = JSON.stringify({ batch }).padEnd(bytes, ' ');
        return coding === 'gzip' ? gzipSync(text) : text;
      };
      const headers: Record<string, string> = coding === 'gzip' ? { 'content-encoding': coding } : {};
      expect((await it.post('batch', packed(4 * 1024 * 1024), headers)).statusCode).toBe(200);
      const refused = await it.post('batch', packed(4 * 1024 * 1024 + 1), headers);
      expect([refused.statusCode, refused.json().message]).toEqual([413, expect.stringContaining('4194304')]);
    },
  );
});

describe('a body', () => {
  const page = (it: { writeKey: string }) => `writeKey=${it.writeKey}&anonymousId=a&name=Home`;

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
  ] as const)('in %s is read, by beacons and the JSON routes', async (coding, pack) => {
    const it = await sdk();
    const headers = { 'content-encoding': coding };
    const json = await it.post('page', pack(JSON.stringify({ anonymousId: 'a' })), headers);
    expect(json.statusCode, json.body).toBe(200);
    const beacon = await it.app.inject({
      method: 'POST',
      url: '/pixel/v1/page',
      headers: { ...headers, 'content-type': 'text/plain' },
      payload: pack(page(it)),
    });
    expect(beacon.statusCode, beacon.body).toBe(200);
    expect(await storedEvents(it)).toHaveLength(2);
  });

  it.each([
    ['a bomb', 'gzip', gzipSync(Buffer.alloc(50 * 1024 * 1024)), 413],
    ['no gzip', 'gzip', Buffer.from('writeKey=1'), 400],
    ['half a gzip', 'gzip', gzipSync('a'.repeat(1000)).subarray(0, 20), 400],
    ['another coding', 'zstd', Buffer.from('x'), 415],
  ])('that is %s is refused by its true reason', async (_name, coding, payload, status) => {
    const it = await sdk();
    for (const url of ['/v1/page', '/pixel/v1/page']) {
      const headers = {
        'content-encoding': coding,
        'content-type': 'text/plain',
        authorization: basic(it.writeKey),
      };
      const answer = await it.app.inject({ method: 'POST', url, headers, payload });
      expect([url, answer.statusCode]).toEqual([url, status]);
      expect(answer.body).toMatch(status === 413 ? /too large/ : /content-encoding/);
    }
    expect(await storedEvents(it)).toEqual([]);
  });

  it('with a byte order mark is read', async () => {
    const it = await sdk();
    expect((await it.post('page', `\ufeff${JSON.stringify({ anonymousId: 'a' })}`)).statusCode).toBe(200);
    const beacon = await it.app.inject({
      method: 'POST',
      url: '/pixel/v1/page',
      headers: { 'content-type': 'text/plain' },
      payload: `\ufeff${page(it)}`,
    });
    expect(beacon.statusCode, beacon.body).toBe(200);
    expect((await it.app.inject(`/pixel/v1/page?%EF%BB%BF${page(it)}`)).statusCode).toBe(200);
  });

  it.each(['{', '[]', '5', '', 'null'])('that is %s is refused', async payload => {
    const it = await sdk();
    for (const path of ['page', 'batch']) {
      const answer = await it.post(path, payload);
      expect([path, answer.statusCode, answer.json().success]).toEqual([path, 400, false]);
    }
  });

  it('that is too deep, or has too many keys, is refused', async () => {
    const it = await sdk();
    const deep = `{"anonymousId":"a","properties":${'{"a":'.repeat(200)}1${'}'.repeat(200)}}`;
    expect((await it.post('page', deep)).statusCode).toBe(400);
    const wide = {
      anonymousId: 'a',
      properties: Object.fromEntries(Array.from({ length: 5001 }, (_, at) => [at, 1])),
    };
    expect((await it.post('page', wide)).statusCode).toBe(400);
    const strange = '{"anonymousId":"a","properties":{"__proto__":{"x":1},"half":"\\ud800"}}';
    expect((await it.post('page', strange)).statusCode).toBe(200);
    expect((await storedEvents(it))[0].properties.half).toBe('\ufffd');
  });
});

it('answers a browser that asks first, and other methods by 405', async () => {
  const { app } = await sdk();
  const headers = { origin: 'https://shop.example', 'access-control-request-headers': 'authorization' };
  const asked = await app.inject({ method: 'OPTIONS', url: '/v1/batch', headers });
  expect([asked.statusCode, asked.headers['access-control-allow-headers']]).toEqual([204, 'authorization']);
  for (const method of ['GET', 'PUT'] as const) {
    const answer = await app.inject({ method, url: '/v1/batch' });
    expect([answer.statusCode, answer.json().success, answer.headers.allow]).toEqual([
      405,
      false,
      'POST, OPTIONS',
    ]);
  }
});

describe("Segment's pixel", () => {
  it.each(['page', 'track'])('/v1/pixel/%s is the same beacon', async type => {
    const it = await sdk();
    const answer = await it.app.inject(
      `/v1/pixel/${type}?writeKey=${it.writeKey}&anonymousId=a&name=N&event=E`,
    );
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/gif']);
    expect(await types(it)).toEqual([type]);
  });

  it.each(['/pixel/v1/track', '/v1/pixel/track', '/pixel/v1/page'])(
    '%s is read with &amp; for &',
    async path => {
      const it = await sdk();
      const url = `${path}?writeKey=${it.writeKey}&amp;anonymousId=a&amp;event=E&amp;properties.a=1`;
      expect((await it.app.inject(url)).statusCode).toBe(200);
      expect(await storedEvents(it)).toMatchObject([{ anonymousId: 'a', properties: { a: '1' } }]);
    },
  );
});

it.each([
  ['image/*, text/plain;q=0', 'image/gif'],
  ['image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'image/gif'],
  ['image/gif, text/plain;q=0.5', 'image/gif'],
  ['TEXT/PLAIN', 'text/plain; charset=utf-8'],
  ['text/plain, */*;q=0.1', 'text/plain; charset=utf-8'],
  ['text/plain;q=0', 'image/gif'],
  [undefined, 'image/gif'],
])('Accept: %s gets %s', async (accept, type) => {
  const { app, writeKey } = await sdk();
  const answer = await app.inject({
    url: `/pixel/v1/page?writeKey=${writeKey}&anonymousId=a`,
    headers: accept ? { accept } : {},
  });
  expect(answer.headers['content-type']).toBe(type);
});
