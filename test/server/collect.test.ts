import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { makeLogger } from '../../src/server/logger.ts';
import { collector, type TestCollector } from '../support/collector.ts';

const GIF = '4749463839610100010080000000000000000021f90401000000002c00000000010001000002024401003b';

const stored = async ({ call }: TestCollector) => (await call('GET', '/events?limit=500')).json().events;

/** Sends bytes as they are and returns the whole answer. */
async function rawRequest(origin: string, request: string): Promise<string> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  const parts: Buffer[] = [];
  socket.on('data', part => parts.push(part));
  socket.write(request);
  await once(socket, 'close');
  return Buffer.concat(parts).toString('latin1');
}

describe('a stored beacon', () => {
  it('is answered with the 43-byte GIF', async () => {
    const { beacon } = await collector();
    const answer = await beacon('event=E');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('image/gif');
    expect(answer.rawPayload.toString('hex')).toBe(GIF);
    expect(answer.headers['content-length']).toBe('43');
  });

  it.each([
    ['text/plain', 'OK'],
    ['application/json, text/plain, */*', 'OK'],
    ['*/*', 'GIF'],
    ['image/avif,image/webp,*/*;q=0.8', 'GIF'],
  ])('is answered by the Accept header %s with %s', async (accept, body) => {
    const { app, writeKey } = await collector();
    const url = `/pixel/v1/page?writeKey=${writeKey}&userId=u`;
    const answer = await app.inject({ url, headers: { accept } });
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.toString().slice(0, 3)).toBe(body);
  });

  it('is there, whole, by GET, HEAD and POST, and HEAD has no body', async () => {
    const it = await collector();
    const url = `/pixel/v1/track?writeKey=${it.writeKey}&anonymousId=a&event=`;
    const get = await it.app.inject(`${url}get`);
    const head = await it.app.inject({ method: 'HEAD', url: `${url}head` });
    const post = await it.app.inject({
      method: 'POST',
      url: '/pixel/v1/track',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      payload: `writeKey=${it.writeKey}&anonymousId=a&event=post&properties.a=b+c`,
    });
    expect([get, head, post].map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(head.rawPayload.length).toBe(0);
    const events = await stored(it);
    expect(events.map(({ event }: { event: string }) => event)).toEqual(['post', 'head', 'get']);
    expect(events[0].properties).toEqual({ a: 'b c' });
  });

  it('joins the query and the body of a POST, the query first', async () => {
    const it = await collector();
    const answer = await it.app.inject({
      method: 'POST',
      url: `/pixel/v1/track?writeKey=${it.writeKey}&event=first`,
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
      payload: 'anonymousId=a&event=second&properties.city=K%C3%B6ln',
    });
    expect(answer.statusCode).toBe(200);
    expect(await stored(it)).toMatchObject([
      { event: 'first', anonymousId: 'a', properties: { city: 'Köln' } },
    ]);
  });

  it('may be a POST with everything in its URL, as sendBeacon without a body makes it', async () => {
    const { app, writeKey } = await collector();
    const answer = await app.inject({ method: 'POST', url: `/pixel/v1/page?writeKey=${writeKey}&userId=u` });
    expect(answer.statusCode).toBe(200);
  });

  it('may come through a proxy that sends the whole URL', async () => {
    const it = await collector();
    const origin = await it.listen();
    const url = `http://collect.example/pixel/v1/page?writeKey=${it.writeKey}&anonymousId=a&name=N`;
    const answer = await rawRequest(
      origin,
      `GET ${url} HTTP/1.1\r\nHost: collect.example\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(await stored(it)).toMatchObject([{ name: 'N' }]);
  });

  it('is counted once, however often its messageId comes', async () => {
    const it = await collector();
    const same = Array.from({ length: 5 }, () => it.beacon('event=E&messageId=m1'));
    const answers = [...(await Promise.all(same)), await it.beacon('event=E&messageId=m1')];
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    expect(await stored(it)).toHaveLength(1);
    expect((await it.call('GET', '/counts')).json().counts).toMatchObject([{ event: 'E', count: 1 }]);
    expect((await it.call('GET', '/status')).json().events_stored).toBe(1);
  });

  it('is counted once across restarts', async () => {
    const before = await collector();
    await before.beacon('event=E&messageId=m1');
    await before.app.close();
    await before.store.close();
    const after = await collector({}, { folder: before.folder });
    expect((await after.beacon('event=E&messageId=m1')).statusCode).toBe(200);
    expect(await stored(after)).toHaveLength(1);
    expect((await after.call('GET', '/status')).json().events_stored).toBe(1);
  });

  it('is counted once for each tag', async () => {
    const it = await collector();
    const other = (await it.call('POST', '/accounts/acme/tags', { name: 'B', domain: 'b.example' })).json();
    await it.beacon('event=E&messageId=m1');
    await it.app.inject(`/pixel/v1/track?writeKey=${other.write_key}&userId=u&event=E&messageId=m1`);
    expect(await stored(it)).toHaveLength(2);
  });

  it('counts in the hour it happened', async () => {
    const it = await collector();
    await it.beacon('event=E&originalTimestamp=2026-11-21T08:59:59.000Z&sentAt=2026-11-21T10:20:30.400Z');
    await it.beacon('event=E&timestamp=1999-01-01T00:00:00Z');
    expect((await it.call('GET', '/counts')).json().counts).toMatchObject([
      { hour: '2026-11-21T10:00:00Z', count: 1 },
      { hour: '2026-11-21T08:00:00Z', count: 1 },
    ]);
    expect((await stored(it))[0]).toMatchObject({ clamped: true, timestamp: '2026-11-21T10:20:30.400Z' });
  });
});

describe('a refused beacon', () => {
  it.each([
    ['no writeKey', '/pixel/v1/track?anonymousId=a', 400, 'failed to read writekey from query params'],
    ['no query', '/pixel/v1/page', 400, 'failed to read writekey from query params'],
    ['an unknown writeKey', '/pixel/v1/page?writeKey=nope&anonymousId=a', 401, 'invalid write key'],
    ['no identity', '/pixel/v1/page?writeKey=nope', 400, 'request neither has anonymousId nor userId'],
    ['no event', '/pixel/v1/track?writeKey=nope&userId=u', 400, "track: Mandatory field 'event' missing"],
  ])('says why in plain text, and is no image: %s', async (_name, url, status, reason) => {
    const it = await collector();
    const answer = await it.app.inject({ url, headers: { accept: 'image/*' } });
    expect(answer.statusCode).toBe(status);
    expect(answer.body).toBe(reason);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(await stored(it)).toHaveLength(0);
  });

  it('is one of a tag that was disabled, until it is enabled again', async () => {
    const { call, beacon, writeKey } = await collector();
    await call('PATCH', `/accounts/acme/tags/${writeKey}`, { disabled: true });
    const refused = await beacon('event=E');
    expect([refused.statusCode, refused.body]).toEqual([401, 'source is disabled']);
    await call('PATCH', `/accounts/acme/tags/${writeKey}`, { disabled: false });
    expect((await beacon('event=E')).statusCode).toBe(200);
  });

  it('is one whose body is past the limit', async () => {
    const { app, writeKey } = await collector();
    const post = (length: number) =>
      app.inject({
        method: 'POST',
        url: '/pixel/v1/page',
        headers: { 'content-type': 'text/plain', origin: 'https://a.example' },
        payload: `writeKey=${writeKey}&userId=u&a=`.padEnd(length, 'x'),
      });
    expect((await post(512 * 1024)).statusCode).toBe(200);
    const tooLong = await post(512 * 1024 + 1);
    expect([tooLong.statusCode, tooLong.body]).toEqual([
      413,
      'the body is too large: send at most 524288 bytes',
    ]);
    expect(tooLong.headers['access-control-allow-origin']).toBe('https://a.example');
  });

  it('is one whose body is no query string', async () => {
    const { app } = await collector();
    const answer = await app.inject({ method: 'POST', url: '/pixel/v1/page', payload: { writeKey: 'k' } });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toBe(
      'content-type: application/json, send application/x-www-form-urlencoded or text/plain',
    );
  });

  it('is one by another method, with the ones that are allowed', async () => {
    const { app } = await collector();
    const answer = await app.inject({
      method: 'PUT',
      url: '/pixel/v1/page',
      headers: { origin: 'https://a.example' },
    });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers).toMatchObject({
      allow: 'GET, HEAD, POST, OPTIONS',
      'access-control-allow-origin': 'https://a.example',
    });
  });

  it('is one to a path beside, with the paths that are there', async () => {
    const { app } = await collector();
    const answer = await app.inject('/pixel/v1/identify?writeKey=k');
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('/pixel/v1/track');
  });

  it('is answered sensibly where its head is too long to be read', async () => {
    const origin = await (await collector()).listen();
    const url = `/pixel/v1/page?a=${'x'.repeat(70_000)}`;
    const answer = await rawRequest(origin, `GET ${url} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('Access-Control-Allow-Origin: *');
    expect(answer).toContain('too long');
  });

  it('is answered sensibly where its URL is not percent-encoded', async () => {
    const origin = await (await collector()).listen();
    const answer = await rawRequest(origin, 'GET /pixel/v1/page?name=K\u00e4se HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('percent-encoded');
  });

  it('may have a URL of 60,000 characters', async () => {
    const it = await collector();
    const origin = await it.listen();
    const url = `/pixel/v1/page?writeKey=${it.writeKey}&userId=u&a=${'x'.repeat(60_000)}`;
    expect(await rawRequest(origin, `GET ${url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });

  it('leaves one line in the log, with its reason, and a flood of them leaves few', async () => {
    const lines: string[] = [];
    const it = await collector({ logger: makeLogger('warn', { write: line => void lines.push(line) }) });
    await it.app.inject({
      url: '/pixel/v1/page?writeKey=k&userId=u',
      headers: { authorization: 'Bearer secret' },
    });
    expect(lines.map(line => JSON.parse(line))).toMatchObject([
      { level: 40, route: '/pixel/v1/page', status: 401, reason: 'invalid write key', writeKey: 'k' },
    ]);
    expect(lines[0]).not.toMatch(/secret|127\.0\.0\.1/);
    for (let at = 0; at < 100; at++) await it.app.inject('/pixel/v1/page?userId=u');
    expect(lines).toHaveLength(20);
    it.clock.now += 1000;
    await it.app.inject('/pixel/v1/page?userId=u');
    expect(JSON.parse(lines[20]!)).toMatchObject({ unsaid: 81 });
  });
});

describe('every answer', () => {
  it.each([
    ['200', 'GET', '/pixel/v1/page?writeKey=KEY&userId=u'],
    ['400', 'GET', '/pixel/v1/page?writeKey=KEY'],
    ['401', 'HEAD', '/pixel/v1/page?writeKey=nope&userId=u'],
    ['405', 'DELETE', '/pixel/v1/page'],
    ['204', 'OPTIONS', '/pixel/v1/page'],
  ])('lets the page that sent it read the status: %s', async (status, method, url) => {
    const { app, writeKey } = await collector();
    for (const origin of ['https://shop.example', 'null']) {
      const answer = await app.inject({
        method: method as 'GET',
        url: url.replace('KEY', writeKey),
        headers: { origin },
      });
      expect(answer.statusCode).toBe(Number(status));
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
      });
      expect(answer.headers.vary).toMatch(/^Origin/);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('says nothing of CORS to what is no page', async () => {
    const { beacon } = await collector();
    const { headers } = await beacon('event=E');
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers.vary).toBe('Origin');
  });

  it('to a preflight allows what was asked for, and for how long', async () => {
    const { app } = await collector();
    const answer = await app.inject({
      method: 'OPTIONS',
      url: '/pixel/v1/track',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type, x-y',
      },
    });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-methods': 'GET, HEAD, POST',
      'access-control-allow-headers': 'content-type, x-y',
      'access-control-max-age': '900',
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    });
    expect(answer.body).toBe('');
  });
});

describe('a store that fails', () => {
  it('is a 503 without an image, and the next beacon is stored once it works again', async () => {
    const it = await collector({}, { busyMs: 1 });
    const other = new DatabaseSync(join(it.folder, 'tgp.db'));
    other.exec('BEGIN EXCLUSIVE');
    const refused = await Promise.all([it.beacon('event=E&messageId=m1'), it.beacon('event=E&messageId=m2')]);
    for (const answer of refused) {
      expect(answer.statusCode).toBe(503);
      expect(answer.headers).toMatchObject({
        'retry-after': '5',
        'content-type': 'text/plain; charset=utf-8',
      });
      expect(answer.body).toMatch(/^not stored, send it again: /);
    }
    other.exec('COMMIT');
    other.close();
    expect((await it.beacon('event=E&messageId=m1')).statusCode).toBe(200);
    expect(await stored(it)).toMatchObject([{ messageId: 'm1' }]);
    expect((await it.call('GET', '/counts')).json().counts).toMatchObject([{ count: 1 }]);
  });

  it('is a 503 where the queue is full', async () => {
    const it = await collector({}, { queueLimit: 3 });
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, at) => it.beacon(`event=E&messageId=${at}`)),
    );
    const statuses = answers.map(({ statusCode }) => statusCode).sort();
    expect(statuses).toEqual([200, 200, 200, 503, 503]);
    expect(await stored(it)).toHaveLength(3);
  });
});
