import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { collector, NOW } from '../support/collector.ts';

it('stores and answers a beacon that was half sent when the stop began', async () => {
  const { app, store, listen, writeKey } = await collector();
  const connected = once(app.server, 'connection');
  const socket = connect(Number(new URL(await listen()).port), '127.0.0.1');
  const [served] = (await connected) as [Socket];
  socket.write(`GET /pixel/v1/page?writeKey=${writeKey}&userId=u HTTP/1.1\r\nHo`);
  while (!served.bytesRead) await new Promise(setImmediate);
  const closed = app.close();
  while (app.server.listening) await new Promise(setImmediate);
  let answer = '';
  socket.on('data', text => {
    answer += text;
  });
  socket.write('st: x\r\n\r\n');
  await Promise.all([closed, once(socket, 'close')]);
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toMatch(/^connection: close/im);
  expect((await store.events({ writeKeys: [writeKey], limit: 1 })).events).toMatchObject([
    { receivedAt: NOW },
  ]);
});
