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
  let sent = 0;
  // More than the system's own buffers on a loopback connection and the limit together.
  for (; sent < 60; sent++) {
    const payload = `writeKey=${writeKey}&userId=u&a=${'x'.repeat(500_000)}`;
    await app.inject({
      method: 'POST',
      url: '/pixel/v1/page',
      headers: { 'content-type': 'text/plain' },
      payload,
    });
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
