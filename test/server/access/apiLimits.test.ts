import { describe, expect, it } from 'vitest';
import { random } from '../../../src/server/http/random.ts';
import { RATE_LIMITS } from '../../../src/server/http/rateLimits.ts';
import { openDemo } from '../../../src/server/served/demo.ts';
import { advertisers } from '../../support/advertising.ts';
import { ADMIN, collector, NOW, openStore } from '../../support/collector.ts';

/** A read of each dialect and how it says that it was one too many. */
const DIALECTS: [url: string, form: object][] = [
  [
    '/accounts',
    { error: { code: 'rate_limit_exceeded', message: expect.any(String) }, request_id: expect.any(String) },
  ],
  [
    '/saved-pixels/options',
    { error: { code: 'rate_limit_exceeded', message: expect.any(String) }, request_id: expect.any(String) },
  ],
  ['/api/pixel_events/types', { detail: expect.any(String), status_code: 429 }],
  [
    '/businesses/00000000-0000-4000-8000-000000000000/pixels',
    {
      sp_trace_id: expect.any(String),
      messages: [expect.any(String)],
      error_codes: [{ code: 'RATE_LIMIT_EXCEEDED', definition: expect.any(String) }],
    },
  ],
  [
    '/pixel',
    {
      response: {
        error_id: 'SYSTEM',
        error: expect.any(String),
        error_code: 'RATE_EXCEEDED',
        dbg_info: { output_term: 'error', version: '0.0.0', warnings: [] },
      },
    },
  ],
];

const limited = (limits: object) => collector({ rateLimits: { ...RATE_LIMITS, ...limits } });

describe.each(DIALECTS)('%s', (url, form) => {
  it('is refused past the limit in the form of its dialect, with the seconds to wait', async () => {
    const { call, clock, token } = await limited({ reads: 3 });
    const reader = await token('read', ['acme']);
    const get = () => call('GET', url, undefined, reader);
    for (let at = 0; at < 3; at++) expect((await get()).statusCode).not.toBe(429);
    clock.now += 20_000;
    const refused = await get();
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '40']);
    expect(refused.json()).toEqual(form);
    expect(refused.body).toContain('too many reads with this token: 3 a minute');
    clock.now += 40_000;
    expect((await get()).statusCode).not.toBe(429);
  });

  it('is refused past the limit of an address, whatever the tokens', async () => {
    const { app, clock } = await limited({ reads: 2 });
    const get = (remoteAddress: string, token: number) =>
      app.inject({ url, remoteAddress, headers: { authorization: `Bearer tgp_${token}` } });
    for (let at = 0; at < 10; at++) expect((await get('192.0.2.1', at)).statusCode).toBe(401);
    const refused = await get('192.0.2.1', 10);
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '60']);
    expect(refused.json()).toEqual(form);
    expect((await get('192.0.2.2', 10)).statusCode).toBe(401);
    clock.now += 60_000;
    expect((await get('192.0.2.1', 10)).statusCode).toBe(401);
  });
});

describe('the limits', () => {
  it('count each token for itself, and its reads and writes', async () => {
    const { call, token } = await limited({ reads: 1, writes: 2 });
    const [a, b] = [await token('write', ['acme']), await token('write', ['acme'])];
    const write = (by: string) => call('POST', '/accounts/acme/tags', { name: 'N', domain: 'a.example' }, by);
    const read = (by: string) => call('GET', '/accounts', undefined, by);
    const statuses: number[] = [];
    for (const send of [read, read, write, write, write]) statuses.push((await send(a)).statusCode);
    for (const send of [read, write]) statuses.push((await send(b)).statusCode);
    expect(statuses).toEqual([200, 429, 201, 201, 429, 200, 201]);
  });

  it("count the demo's visitors by their addresses", async () => {
    const store = openStore();
    const demo = await openDemo(store, random, () => NOW);
    const { app } = await collector({ store, demo, rateLimits: { ...RATE_LIMITS, reads: 1 } });
    const headers = { authorization: `Bearer ${demo.token}` };
    const statuses = [];
    for (const remoteAddress of ['192.0.2.1', '192.0.2.2', '192.0.2.1']) {
      statuses.push((await app.inject({ url: '/events', remoteAddress, headers })).statusCode);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('count the dialects together', async () => {
    const { call, token } = await limited({ reads: 2 });
    const reader = await token('read', ['acme']);
    const statuses = [];
    for (const url of ['/accounts', '/pixel', '/api/pixel_events/types']) {
      statuses.push((await call('GET', url, undefined, reader)).statusCode);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('can be off, each for itself', async () => {
    const it = await advertisers({
      rateLimits: { ...RATE_LIMITS, reads: Number.POSITIVE_INFINITY, writes: 1 },
    });
    const writer = await it.token('write', ['acme']);
    const write = () => it.send('POST', '/pixel?advertiser_code=acme', { pixel: { name: 'P' } }, writer);
    const [first, second] = [await write(), await write()];
    expect([first.statusCode, second.statusCode]).toEqual([200, 429]);
    expect(second.headers).toMatchObject({ 'x-ratelimit-write': '1' });
    expect(second.headers).not.toHaveProperty('x-ratelimit-read');
  });

  it('count the bytes of an address before they are parsed, in every dialect', async () => {
    const { app, clock } = await limited({});
    const post = (url: string, type: string, payload: string) =>
      app.inject({
        method: 'POST',
        url,
        remoteAddress: '192.0.2.1',
        headers: { authorization: `Bearer ${ADMIN}`, 'content-type': type },
        payload,
      });
    const large = '{'.padEnd(1_000_000);
    for (let at = 0; at < 64; at++)
      expect((await post('/accounts', 'application/json', large)).statusCode).toBe(400);
    for (const [url, type] of [
      ['/accounts', 'application/json'],
      ['/pixel', 'application/json'],
      ['/api/pixel_events/', 'application/json'],
      ['/conversions/refunds', 'text/csv'],
    ] as const) {
      const refused = await post(url, type, '{');
      expect([url, refused.statusCode, refused.headers['retry-after']]).toEqual([url, 429, '60']);
      expect(refused.body).toContain('64 MB a minute');
    }
    clock.now += 60_000;
    expect((await post('/accounts', 'application/json', '{')).statusCode).toBe(400);
  });

  it('are told in every answer of the conversion pixels', async () => {
    const { send } = await advertisers();
    for (const answer of [await send('GET', '/pixel'), await send('GET', '/pixel', undefined, '')]) {
      expect(answer.headers).toMatchObject({ 'x-ratelimit-read': '6000', 'x-ratelimit-write': '3000' });
    }
  });
});
