import { describe, expect, it } from 'vitest';
import { RATE_LIMITS } from '../../../src/server/http/rateLimits.ts';
import { collector, storedEvents } from '../../support/collector.ts';

const OFFICE = '192.0.2.1';

/** A collector with these limits, and beacons from an address. */
async function limited(limits: object, parts: object = {}) {
  const it = await collector({ rateLimits: { ...RATE_LIMITS, ...limits }, ...parts });
  const send = (
    remoteAddress: string,
    url = `/pixel/v1/page?writeKey=${it.writeKey}&userId=u`,
    headers = {},
  ) => it.app.inject({ url, remoteAddress, headers: { origin: 'https://a.example', ...headers } });
  return { ...it, send };
}

describe('too many beacons', () => {
  it('from one address are a 429 with the time to wait and the reason, and are not stored', async () => {
    const it = await limited({ beacons: 2 });
    for (let at = 0; at < 2; at++) expect((await it.send(OFFICE)).statusCode).toBe(200);
    it.clock.now += 45_500;
    const refused = await it.send(OFFICE);
    expect([refused.statusCode, refused.headers['retry-after'], refused.body]).toEqual([
      429,
      '15',
      'max requests limit reached: 2 beacons a minute from one address',
    ]);
    expect(refused.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'access-control-allow-origin': 'https://a.example',
      'access-control-expose-headers': 'Retry-After',
    });
    expect((await it.send('192.0.2.2')).statusCode).toBe(200);
    it.clock.now += 14_500;
    expect((await it.send(OFFICE)).statusCode).toBe(200);
    expect(await storedEvents(it)).toHaveLength(4);
  });

  it("from one customer's IPv6 network are from one address", async () => {
    const { send } = await limited({ beacons: 1 });
    const from = async (address: string) => (await send(address)).statusCode;
    expect(await from('2001:db8:1:2::1')).toBe(200);
    expect(await from('2001:db8:1:2:ffff::9')).toBe(429);
    expect(await from('2001:db8:1:3::1')).toBe(200);
  });

  it('count together on all routes, refused ones too', async () => {
    const { send, writeKey } = await limited({ beacons: 3 });
    const urls = [
      '/pixel/v1/track?writeKey=nobody&anonymousId=a&event=E',
      '/pixel/v1/page',
      `/pxl?p=${writeKey}`,
      `/pxl?p=${writeKey}`,
    ];
    const statuses = [];
    for (const url of urls) statuses.push((await send(OFFICE, url)).statusCode);
    expect(statuses).toEqual([401, 400, 200, 429]);
  });

  it('with one write key are a 429 from any address, and those of another are not', async () => {
    const { call, send, writeKey, clock } = await limited({ tag: 2 });
    const second = (await call('POST', '/accounts/acme/tags', { name: 'B', domain: 'b.example' })).json();
    const statuses = [];
    for (const address of ['192.0.2.1', '127.0.0.1', '192.0.2.3']) {
      statuses.push((await send(address)).statusCode);
    }
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await send(OFFICE, `/pxl?p=${writeKey}`);
    expect([refused.statusCode, refused.headers['retry-after'], refused.body]).toEqual([
      429,
      '60',
      'max requests limit reached: 2 beacons a minute for one write key',
    ]);
    expect((await send(OFFICE, `/pxl?p=${second.write_key}`)).statusCode).toBe(200);
    clock.now += 60_000;
    expect((await send(OFFICE)).statusCode).toBe(200);
  });

  it('that are too large are a 429 by address, whatever their number and their way', async () => {
    const it = await limited({ beaconMb: 0.02 });
    const body = `properties.a=${'x'.repeat(15_000)}`;
    const post = (remoteAddress: string, headers = {}) =>
      it.app.inject({
        method: 'POST',
        url: `/pixel/v1/track?writeKey=${it.writeKey}&userId=u&event=E`,
        remoteAddress,
        headers: { 'content-type': 'text/plain', ...headers },
        body,
      });
    for (let at = 0; at < 2; at++) expect((await post(OFFICE)).statusCode).toBe(200);
    it.clock.now += 45_500;
    const refused = await post(OFFICE);
    expect([refused.statusCode, refused.headers['retry-after'], refused.body]).toEqual([
      429,
      '15',
      'max requests limit reached: 0.02 MB of large beacons a minute from one address',
    ]);
    const agent = { 'user-agent': 'x'.repeat(15_000) };
    for (const url of [undefined, `/pxl?p=${it.writeKey}`])
      expect((await it.send(OFFICE, url && `${url}&l=${'x'.repeat(15_000)}`)).statusCode).toBe(
        url ? 429 : 200,
      );
    for (const url of ['/px?id=1', '/imp?line_item_id=1', '/click?line_item_id=1'])
      expect((await it.send(OFFICE, url, agent)).statusCode).toBe(429);
    for (let at = 0; at < 2; at++) await it.send('192.0.2.2', '/px?id=1', agent);
    expect((await it.send('192.0.2.2', '/px?id=1', agent)).statusCode).toBe(429);
    it.clock.now += 14_500;
    expect((await post(OFFICE)).statusCode).toBe(200);
  });

  it('count as all the events that they make: one for each segment, with its own copy of the headers', async () => {
    const it = await limited({ beacons: 30, beaconMb: 0.1 });
    const make = async (kind: string, fields: object) =>
      (await it.call('POST', `/${kind}?advertiser_code=acme`, { [kind]: fields })).json().response.id;
    const ids: number[] = [];
    for (let at = 0; at < 10; at++) ids.push(await make('segment', { short_name: `S${at}` }));
    const pixel = await make('pixel', { name: 'P' });
    const urls = [`/seg?anonymousId=a&add=${ids}`, `/px?anonymousId=a&id=${pixel}&seg=${ids}`];
    for (const [at, url] of urls.entries()) {
      const [many, large] = [`192.0.2.${10 + at}`, `192.0.2.${20 + at}`];
      for (let time = 0; time < 2; time++) expect((await it.send(many, url)).statusCode).toBe(200);
      expect((await it.send(many, `${url}&x=1`)).statusCode).toBe(at ? 429 : 200);
      expect((await it.send(many, url)).statusCode).toBe(429);
      const agent = { 'user-agent': 'x'.repeat(13_000) };
      expect((await it.send(large, url, agent)).statusCode).toBe(200);
      expect((await it.send(large, url, agent)).statusCode).toBe(429);
    }
  });

  it('that are too large are a 429 by write key, as they are stored', async () => {
    const it = await limited({ tagMb: 0.03 });
    const second = (await it.call('POST', '/accounts/acme/tags', { name: 'B', domain: 'b.example' })).json();
    // U+FFFD is three bytes, as it came: bytes that are no text.
    const body = Buffer.concat([Buffer.from(`properties.a=${'x'.repeat(6000)}`), Buffer.alloc(6000, 0xff)]);
    const post = (writeKey: string, remoteAddress: string) =>
      it.app.inject({
        method: 'POST',
        url: `/pixel/v1/track?writeKey=${writeKey}&userId=u&event=E`,
        remoteAddress,
        headers: { 'content-type': 'text/plain' },
        body,
      });
    const statuses = [];
    for (const address of ['192.0.2.1', '127.0.0.1', '192.0.2.3'])
      statuses.push((await post(it.writeKey, address)).statusCode);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await post(it.writeKey, OFFICE)).body).toBe(
      'max requests limit reached: 0.03 MB of large beacons a minute for one write key',
    );
    expect((await post(second.write_key, OFFICE)).statusCode).toBe(200);
  });

  it('are never too large where each is as large as usual, however large others are', async () => {
    const { send, writeKey } = await limited({ beaconMb: 0.02, tagMb: 0.02 });
    const usual = `/pixel/v1/page?writeKey=${writeKey}&userId=u&context.page.url=${'x'.repeat(1900)}`;
    for (let at = 0; at < 50; at++) expect((await send(OFFICE, usual)).statusCode).toBe(200);
    const large = `${usual}${'x'.repeat(20_000)}`;
    const statuses = [];
    for (let at = 0; at < 3; at++) statuses.push((await send(OFFICE, large)).statusCode);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await send(OFFICE, usual)).statusCode).toBe(200);
  });

  it('are never those of a proxy on this machine, and one elsewhere is asked for', async () => {
    const { send } = await limited({ beacons: 1 });
    const forwarded = { 'x-forwarded-for': '198.51.100.7' };
    for (let at = 0; at < 3; at++) {
      expect((await send('127.0.0.1', undefined, forwarded)).statusCode).toBe(200);
    }
    await send('10.0.0.1', undefined, forwarded);
    const refused = await send('10.0.0.1', undefined, forwarded);
    expect([refused.statusCode, refused.body]).toEqual([429, expect.stringContaining('--trust-proxy')]);
  });

  it('behind a trusted proxy are those of each visitor', async () => {
    const { send } = await limited({ beacons: 1 }, { trustProxy: ['loopback', '10.0.0.0/8'] });
    const from = async (chain: string, proxy = '127.0.0.1') =>
      (await send(proxy, undefined, { 'x-forwarded-for': chain })).statusCode;
    expect(await from('198.51.100.7')).toBe(200);
    expect(await from('203.0.113.5, 198.51.100.7')).toBe(429);
    expect(await from('198.51.100.7, 10.1.2.3', '10.9.9.9')).toBe(429);
    expect(await from('198.51.100.8')).toBe(200);
    // Whoever comes past the proxy is believed nothing.
    expect(await from('198.51.100.9', OFFICE)).toBe(200);
    expect(await from('198.51.100.10', OFFICE)).toBe(429);
  });

  it('are those of each visitor, whatever ports his proxy writes', async () => {
    const { send } = await limited({ beacons: 1 }, { trustProxy: ['loopback', '10.0.0.0/8'] });
    const from = async (chain: string) =>
      (await send('127.0.0.1', undefined, { 'x-forwarded-for': chain })).statusCode;
    expect(await from('203.0.113.9:50000')).toBe(200);
    for (const again of ['203.0.113.9:50001', '203.0.113.9', '203.0.113.9:50002, 10.1.2.3:443'])
      expect([again, await from(again)]).toEqual([again, 429]);
    expect(await from('[2001:db8::9]:50000')).toBe(200);
    expect(await from('[2001:db8::9]:50001')).toBe(429);
    expect(await from('203.0.113.10:50000')).toBe(200);
  });

  it('can be as many as come', async () => {
    const off = Number.POSITIVE_INFINITY;
    const { send } = await limited({ beacons: off, tag: off });
    for (let at = 0; at < 50; at++) expect((await send(OFFICE)).statusCode).toBe(200);
  });
});

describe('the code of a tag', () => {
  const PROTO = { 'x-forwarded-proto': 'https', host: 'collect.example' };

  it.each([
    ['a trusted proxy', ['loopback'], PROTO, 'https://collect.example'],
    ['a proxy that is not named', undefined, PROTO, 'http://collect.example'],
    ['a stranger past it', ['10.0.0.1'], PROTO, 'http://collect.example'],
    [
      'a trusted proxy that passes anything on',
      ['loopback'],
      { ...PROTO, 'x-forwarded-proto': 'javascript' },
      'http://collect.example',
    ],
  ])('has the protocol that the client used: by %s', async (_name, trustProxy, headers, origin) => {
    const { app, call, writeKey, path } = await collector({ ...(trustProxy && { trustProxy }) });
    const { token } = (await call('POST', '/tokens', { name: 'T', scope: 'read', accounts: '*' })).json();
    const answer = await app.inject({
      url: '/api/pixel_events/acme/code_snippet',
      headers: { ...headers, authorization: `Bearer ${token}` },
    });
    expect(answer.json().code_snippet).toContain(`"${origin}/${path}/${writeKey}.js"`);
  });
});
