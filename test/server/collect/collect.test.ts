import { describe, expect, it } from 'vitest';
import { collector, NOW, ON_DISK, storedEvents as stored } from '../../support/collector.ts';

const GIF = '4749463839610100010080000000000000000021f90401000000002c00000000010001000002024401003b';

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

  it('is there, whole, by GET and POST; HEAD has no body and stores nothing', async () => {
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
    expect(events.map(({ event }: { event: string }) => event)).toEqual(['post', 'get']);
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
    const before = await collector({}, ON_DISK);
    await before.beacon('event=E&messageId=m1');
    await before.app.close();
    await before.store.close();
    const after = await collector({}, { ...ON_DISK, folder: before.folder });
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
});

it('gives an event without a messageId one that sorts by its time', async () => {
  const it = await collector();
  for (const at of [0, 1, 2]) {
    it.clock.now = NOW + at;
    await it.beacon(`event=E${at}`);
  }
  const ids = (await stored(it)).map(({ messageId }: { messageId: string }) => messageId);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([...ids].sort().reverse()).toEqual(ids);
  expect(Number.parseInt(ids[2].replace('-', '').slice(0, 12), 16)).toBe(NOW);
});
