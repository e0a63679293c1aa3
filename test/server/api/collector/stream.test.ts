import { once } from 'node:events';
import { expect, it } from 'vitest';
import { collector, type TestCollector } from '../../../support/collector.ts';
import { openStream } from '../../../support/openStream.ts';

const idsOf = (text: string) => [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);

async function listening(): Promise<TestCollector & { origin: string }> {
  const it = await collector();
  return { ...it, origin: await it.listen() };
}

it('tells of each new event after it is stored, once, as GET /events shows it', async () => {
  const { origin, beacon, call } = await listening();
  await beacon('event=E&messageId=before');
  const stream = await openStream(origin);
  expect(stream.response.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  for (const id of ['m1', 'm1', 'before', 'm2']) await beacon(`event=E&messageId=${id}&properties.a=%0A1`);
  await stream.until('id: m2');
  await stream.until('\n\n');
  expect(idsOf(stream.text())).toEqual(['m1', 'm2']);
  const data = /^id: m1\ndata: (.*)\n\n/m.exec(stream.text())![1]!;
  const { events } = (await call('GET', '/events')).json();
  expect(events).toContainEqual(JSON.parse(data));
});

it("is of one tag, or of the token's accounts", async () => {
  const { origin, call, app, beacon, token, writeKey } = await listening();
  await call('POST', '/accounts', { id: 'other', name: 'Other' });
  const other = (await call('POST', '/accounts/other/tags', { name: 'B', domain: 'b.example' })).json()
    .write_key;
  const all = await openStream(origin);
  const oneTag = await openStream(origin, `?writeKey=${writeKey}`);
  const oneAccount = await openStream(origin, '', await token('read', ['acme']));
  await app.inject(`/pixel/v1/page?writeKey=${other}&userId=u&messageId=theirs`);
  await beacon('event=E&messageId=ours');
  await Promise.all([all, oneTag, oneAccount].map(stream => stream.until('id: ours')));
  expect(idsOf(all.text())).toEqual(['theirs', 'ours']);
  expect(idsOf(oneTag.text())).toEqual(['ours']);
  expect(idsOf(oneAccount.text())).toEqual(['ours']);
});

it('shows that it lives while nothing happens', async () => {
  const it = await collector({ heartbeatMs: 5 });
  const stream = await openStream(await it.listen());
  await stream.until(': alive\n\n: alive\n\n');
});

it('ends when the collector stops', async () => {
  const { app, origin } = await listening();
  const { response } = await openStream(origin);
  const ended = once(response, 'end');
  await app.close();
  await ended;
});

it('cuts off a reader that is too slow, and goes on storing', async () => {
  const { origin, app, writeKey, call } = await listening();
  const { response } = await openStream(origin);
  response.pause();
  response.on('error', () => {});
  const cut = new Promise(resolve => response.on('close', resolve));
  const sent = 2500;
  // More than the system's own buffers on a loopback connection and the limit together.
  for (let at = 0; at < sent; at += 50) {
    const payload = `writeKey=${writeKey}&userId=u&a=${'x'.repeat(15_000)}`;
    const headers = { 'content-type': 'text/plain' };
    const send = () => app.inject({ method: 'POST', url: '/pixel/v1/page', headers, payload });
    await Promise.all(Array.from({ length: 50 }, send));
  }
  response.resume();
  await cut;
  expect(response.complete).toBe(false);
  expect((await call('GET', '/status')).json().events_stored).toBe(sent);
});

it('ends with its token', async () => {
  const it = await collector({ heartbeatMs: 1 });
  const origin = await it.listen();
  const made = await it.call('POST', '/tokens', { name: 'T', scope: 'read', accounts: ['acme'] });
  const { id, token } = made.json();
  const stream = await openStream(origin, '', token);
  await stream.until(': alive');
  const ended = once(stream.response, 'end');
  await it.call('DELETE', `/tokens/${id}`);
  await ended;
});

it('ends with its tag', async () => {
  const it = await collector({ heartbeatMs: 1 });
  const origin = await it.listen();
  const gone = (await it.call('POST', '/accounts/acme/tags', { name: 'B', domain: 'b.example' })).json();
  const stream = await openStream(origin, `?writeKey=${gone.write_key}`);
  const all = await openStream(origin);
  await stream.until(': alive');
  const ended = once(stream.response, 'end');
  expect((await it.call('DELETE', `/accounts/acme/tags/${gone.write_key}`)).statusCode).toBe(204);
  await ended;
  await it.beacon('event=E&messageId=ours');
  await all.until('id: ours');
});

it('ends where whoever reads may see other accounts than before, and is of those for who comes again', async () => {
  const it = await collector({ heartbeatMs: 1 });
  const origin = await it.listen();
  await it.call('POST', '/accounts', { id: 'other', name: 'Other' });
  const other = (await it.call('POST', '/accounts/other/tags', { name: 'B', domain: 'b.example' })).json();
  const user = { name: 'vi', password: 'correct horse', role: 'viewer', accounts: ['acme', 'other'] };
  await it.call('POST', '/users', user);
  const auth = { username: user.name, password: user.password };
  const answer = await it.app.inject({ method: 'POST', url: '/auth', payload: { auth } });
  const { token } = answer.json().response;
  const stream = await openStream(origin, '', token);
  await stream.until(': alive');
  const ended = once(stream.response, 'end');
  await it.call('PATCH', '/users/vi', { accounts: ['acme'] });
  await ended;
  const again = await openStream(origin, '', token);
  await it.app.inject(`/pixel/v1/page?writeKey=${other.write_key}&userId=u&messageId=theirs`);
  await it.beacon('event=E&messageId=ours');
  await again.until('id: ours');
  expect(idsOf(again.text())).toEqual(['ours']);
});

it('tells of a large event by its head, with the address of all of it', async () => {
  const { origin, app, writeKey, call } = await listening();
  const stream = await openStream(origin);
  const page = `context.page.url=${encodeURIComponent('https://a.example/x')}&whole=//evil.example`;
  const body = `properties.revenue=10&properties.a=${'x'.repeat(150_000)}`;
  await app.inject({
    method: 'POST',
    url: `/pixel/v1/track?writeKey=${writeKey}&anonymousId=a1&event=Big&messageId=m%26%201&${page}`,
    headers: { 'content-type': 'text/plain' },
    body,
  });
  await stream.until('id: m& 1');
  await stream.until('\n\n');
  expect(stream.text().length).toBeLessThan(1500);
  const head = JSON.parse(/^id: m& 1\ndata: (.*)\n\n/m.exec(stream.text())![1]!);
  expect(head).toMatchObject({
    messageId: 'm& 1',
    writeKey,
    type: 'track',
    event: 'Big',
    anonymousId: 'a1',
    context: { page: { url: 'https://a.example/x' } },
    properties: { revenue: '10' },
    whole: expect.stringMatching(/^\/events\?/),
  });
  const { events, next } = (await call('GET', head.whole)).json();
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ messageId: 'm& 1', properties: { a: 'x'.repeat(150_000) } });
  expect(events[0]).not.toHaveProperty('whole');
  expect(next).toBeNull();
});

it('is of so many at most by one token, and by one address', async () => {
  const { origin, token } = await listening();
  const own = await token('read', ['acme']);
  const streams = await Promise.all(Array.from({ length: 100 }, () => openStream(origin, '', own)));
  const more = await openStream(origin, '', own);
  expect([more.response.statusCode, more.response.headers['retry-after']]).toEqual([429, '30']);
  await more.until('100 may be open');
  expect((await openStream(origin, '', await token('read', ['acme']))).response.statusCode).toBe(200);
  streams[0]!.response.destroy();
  // Its end is told of a moment later.
  while ((await openStream(origin, '', own)).response.statusCode !== 200);
});

it.each([
  ['a line end', '%0A'],
  ['a carriage return', '%0D'],
  ['both', '%0D%0A'],
  ['a null', '%00'],
  ['a line separator', '%E2%80%A8'],
])('has one frame for one event, whatever id it came with by whatever route: %s', async (_name, end) => {
  const { origin, app, writeKey, call } = await listening();
  const { id } = (await call('POST', '/pixel?advertiser_code=acme', { pixel: { name: 'P' } })).json()
    .response;
  const ad = (await call('POST', '/line-item?advertiser_code=acme', { 'line-item': { name: 'L' } })).json();
  const item = ad.response.id;
  const stream = await openStream(origin);
  const forged = `x${end}${end}data:%7B%22messageId%22:%22forged%22%7D${end}${end}`;
  const urls = [
    `/px?id=${id}&messageId=1${forged}`,
    `/imp?line_item_id=${item}&messageId=2${forged}`,
    `/click?line_item_id=${item}&messageId=3${forged}`,
    `/pixel/v1/track?writeKey=${writeKey}&anonymousId=a&event=E&messageId=4${forged}`,
    `/pixel/v1/page?writeKey=${writeKey}&anonymousId=a&messageId=5${forged}`,
    `/pxl?p=${writeKey}&messageId=6${forged}`,
    `/px?id=${id}&messageId=7${forged}&anonymousId=${forged}&userId=${forged}`,
  ];
  for (const url of urls) expect((await app.inject(url)).statusCode, url).toBe(200);
  await app.inject(`/pixel/v1/page?writeKey=${writeKey}&anonymousId=a&messageId=last`);
  await stream.until('id: last');
  await stream.until('"messageId":"last"');
  const frames = stream
    .text()
    .split(/\r\n\r\n|\n\n|\r\r/)
    .filter(frame => /^(id|data):/m.test(frame));
  expect(frames).toHaveLength(urls.length + 1);
  for (const frame of frames) expect(frame).toMatch(/^id: [^\r\n\0]*\ndata: \{[^\r\n]*\}$/);
  const { events } = (await call('GET', '/events?limit=50')).json();
  for (const { messageId } of events) expect(messageId).not.toMatch(/[\p{C}\p{Zl}]/u);
});
