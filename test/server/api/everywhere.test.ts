import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { ADMIN, collector } from '../../support/collector.ts';

const ORIGIN = 'https://board.example';
const BEARER = { authorization: `Bearer ${ADMIN}` };

/** A path of each dialect, one below it that is not there, what makes something there, and the form of its errors. */
async function dialects() {
  const it = await collector({ corsOrigins: [ORIGIN] });
  const { business_id } = (await it.call('GET', '/accounts/acme')).json();
  const pixels = `/businesses/${business_id}/pixels`;
  const form = (error: object) => error;
  return {
    ...it,
    all: [
      {
        url: '/saved-pixels?account_id=acme',
        below: '/saved-pixels/a/b/c',
        body: { name: 'P', config: { type: 'pageview' } },
        form: form({
          error: { code: expect.any(String), message: expect.any(String) },
          request_id: expect.any(String),
        }),
      },
      {
        url: '/pixel?advertiser_code=acme',
        below: '/pixel/1/2',
        body: { pixel: { name: 'P' } },
        form: form({ response: { error_id: 'SYNTAX', error: expect.any(String) } }),
      },
      ...['', '/ads/v3'].map(prefix => ({
        url: prefix + pixels,
        below: `${prefix}/businesses/x`,
        body: { name: `P${prefix}`, domain: 'https://p.example' },
        form: form({ sp_trace_id: expect.any(String), messages: [expect.any(String)] }),
      })),
      {
        url: '/api/pixel_events/?account_id=acme',
        below: '/api/pixel_events/a/b/c/d',
        body: { account_id: 'acme', title: 'T', type: 'custom' },
        form: form({ detail: expect.any(String), status_code: expect.any(Number) }),
      },
    ],
  };
}

const postTo = (url: string) => (url.startsWith('/api/') ? '/api/pixel_events/' : url);

it('reads packed bodies, and says why it reads one not', async () => {
  const { app, all } = await dialects();
  for (const { url, body, form } of all) {
    const post = (payload: Buffer, coding: string) =>
      app.inject({
        method: 'POST',
        url: postTo(url),
        headers: { ...BEARER, 'content-type': 'application/json', 'content-encoding': coding },
        payload,
      });
    const taken = await post(gzipSync(JSON.stringify(body)), 'gzip');
    expect([url, taken.statusCode]).toEqual([url, expect.toSatisfy((status: number) => status < 300)]);
    for (const [payload, coding, status] of [
      [gzipSync(Buffer.alloc(30 * 1024 * 1024, ' ')), 'gzip', 413],
      [Buffer.from('{}'), 'gzip', 400],
      [Buffer.from('{}'), 'zstd', 415],
    ] as const) {
      const refused = await post(payload, coding);
      expect([url, coding, refused.statusCode]).toEqual([url, coding, status]);
      expect(refused.json()).toMatchObject(form);
    }
  }
});

it('reads a body with a byte order mark', async () => {
  const { app, all } = await dialects();
  for (const { url, body } of all) {
    const headers = { ...BEARER, 'content-type': 'application/json' };
    const answer = await app.inject({
      method: 'POST',
      url: postTo(url),
      headers,
      payload: `\ufeff${JSON.stringify(body)}`,
    });
    expect([url, answer.statusCode]).toEqual([url, expect.toSatisfy((status: number) => status < 300)]);
  }
});

it('takes a slash at the end of a path', async () => {
  const { call, app, writeKey, all } = await dialects();
  for (const { url } of all) {
    const [path, query = ''] = url.split('?');
    const slashed = `${path!.replace(/\/$/, '')}/?${query}`;
    expect([slashed, (await call('GET', slashed)).statusCode]).toEqual([slashed, 200]);
  }
  for (const url of ['/accounts/', '/accounts/acme/', '/accounts/acme/tags/', '/status/', '/pixel/meta/'])
    expect([url, (await call('GET', url)).statusCode]).toEqual([url, 200]);
  for (const path of ['/pixel/v1/page/', '/v1/pixel/track/'])
    expect((await app.inject(`${path}?writeKey=${writeKey}&anonymousId=a&event=e`)).statusCode).toBe(200);
  const payload = { writeKey, anonymousId: 'a' };
  expect((await app.inject({ method: 'POST', url: '/v1/page/', payload })).statusCode).toBe(200);
});

it('answers what is not there, or not for a method, in the form of the dialect', async () => {
  const { call, app, all } = await dialects();
  for (const { url, below, form } of all) {
    const missing = await call('GET', below);
    expect([below, missing.statusCode]).toEqual([below, 404]);
    expect(missing.json()).toMatchObject(form);
    const method = await call('PUT', url.split('?')[0]!, {});
    expect(method.json()).toMatchObject(form);
  }
  for (const url of ['/pixel/v1/screen', '/v1/pixel/screen']) {
    const beacon = await app.inject(url);
    expect([beacon.statusCode, beacon.headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8']);
  }
  expect((await app.inject({ method: 'POST', url: '/v1/nothing' })).json()).toMatchObject({ success: false });
});

it('reads no body of what is not there, or not for a method', async () => {
  const { app, all, writeKey } = await dialects();
  const bodies: [headers: Record<string, string>, payload: string | Buffer][] = [
    [{ 'content-type': 'application/json' }, '{bad'],
    [{ 'content-type': 'application/json', 'content-encoding': 'gzip' }, gzipSync('{}')],
    [{ 'content-type': 'application/json', 'content-encoding': 'zstd' }, 'x'],
    [{ 'content-type': 'application/json' }, Buffer.alloc(5_000_000, ' ')],
    [{ 'content-type': 'no type' }, 'x'],
  ];
  for (const [headers, payload] of bodies) {
    for (const { url, below, form } of all) {
      const missing = await app.inject({
        method: 'POST',
        url: below,
        headers: { ...BEARER, ...headers },
        payload,
      });
      expect([below, headers, missing.statusCode]).toEqual([below, headers, 404]);
      expect(missing.json()).toMatchObject(form);
      const method = await app.inject({
        method: 'PATCH',
        url: url.split('?')[0]!,
        headers: { ...BEARER, ...headers },
        payload,
      });
      expect([url, headers, method.statusCode]).toEqual([url, headers, 405]);
      expect(method.json()).toMatchObject(form);
    }
    for (const url of ['/nothing', '/pixel/v1/screen', '/v1/nothing']) {
      const answer = await app.inject({ method: 'POST', url, headers, payload });
      expect([url, headers, answer.statusCode]).toEqual([url, headers, 404]);
    }
    for (const url of [`/pixel/v1/page?writeKey=${writeKey}`, '/v1/batch', '/status']) {
      const answer = await app.inject({ method: 'PUT', url, headers, payload });
      expect([url, headers, answer.statusCode]).toEqual([url, headers, 405]);
    }
  }
});

it('takes 8 kB at most where nobody needs a token', async () => {
  const { app } = await collector();
  const sent = (url: string, bytes: number) =>
    app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({}).padEnd(bytes),
    });
  for (const url of ['/auth', '/session', '/session/first', '/session/invitation', '/session/join']) {
    expect([url, (await sent(url, 8192)).statusCode]).not.toEqual([url, 413]);
    const refused = await sent(url, 8193);
    expect([url, refused.statusCode]).toEqual([url, 413]);
    const { error, response } = refused.json();
    expect(response?.error ?? error.message).toContain('send at most 8192 bytes');
  }
});

it('refuses a parameter that is there twice', async () => {
  const { call, all } = await dialects();
  for (const { url, form } of all) {
    const query = url.includes('?') ? url.split('?')[1]! : 'limit=5';
    const answer = await call('GET', `${url.split('?')[0]}?${query}&${query}`);
    expect([url, answer.statusCode]).toEqual([url, url.startsWith('/saved') ? 422 : 400]);
    expect(answer.json()).toMatchObject(form);
    expect(answer.body).toContain(query.split('=')[0]);
  }
});

it('lets pages of the listed origins use the API with a token, and no others', async () => {
  const { app, all, writeKey } = await dialects();
  for (const { url, below } of all) {
    const ask = (origin: string) =>
      app.inject({
        method: 'OPTIONS',
        url,
        headers: {
          origin,
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'authorization,content-type',
        },
      });
    const asked = await ask(ORIGIN);
    expect([url, asked.statusCode]).toEqual([url, 204]);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-allow-methods': expect.stringContaining('PUT'),
    });
    expect(asked.headers).not.toHaveProperty('access-control-allow-credentials');
    const stranger = await ask('https://evil.example');
    expect([stranger.statusCode, stranger.headers['access-control-allow-origin']]).toEqual([405, undefined]);
    const read = async (address: string, origin: string, headers = {}) =>
      (await app.inject({ url: address, headers: { ...headers, origin } })).headers[
        'access-control-allow-origin'
      ];
    expect(await read(url, ORIGIN, BEARER)).toBe(ORIGIN);
    // What is refused too: the page should learn why.
    expect(await read(url, ORIGIN)).toBe(ORIGIN);
    expect(await read(below, ORIGIN)).toBe(ORIGIN);
    expect(await read(url, 'https://evil.example', BEARER)).toBeUndefined();
  }
  const beacon = await app.inject({
    url: `/pixel/v1/page?writeKey=${writeKey}&anonymousId=a`,
    headers: { origin: 'https://shop.example' },
  });
  expect(beacon.headers['access-control-allow-origin']).toBe('https://shop.example');
});

it('says nothing of origins where none is listed', async () => {
  const { app } = await collector();
  const answer = await app.inject({ url: '/accounts', headers: { ...BEARER, origin: ORIGIN } });
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
});
