import { once } from 'node:events';
import { expect, it } from 'vitest';
import { ADMIN, collector } from '../../support/collector.ts';
import { rawConnection } from '../../support/rawRequest.ts';

/** More than the machine takes for a reader that takes nothing. */
const ASKED = 5;

const EVENTS = `GET /events?limit=500 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ADMIN}\r\n\r\n`;
const STREAM = `GET /events/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ADMIN}\r\n\r\n`;

async function listening() {
  const it = await collector({ stallMs: 400, heartbeatMs: 50 });
  const origin = await it.listen();
  const send = (id: string) =>
    it.app.inject({
      method: 'POST',
      url: `/pixel/v1/track?writeKey=${it.writeKey}&userId=u&event=E&messageId=${id}`,
      headers: { 'content-type': 'text/plain' },
      body: `properties.a=${'x'.repeat(500_000)}`,
    });
  return { ...it, origin, send };
}

it('closes a reader that takes nothing of its answers', async () => {
  const { origin, send, app } = await listening();
  for (let at = 0; at < 8; at++) await send(`m${at}`);
  const closed = once(app.server, 'connection').then(([socket]) => once(socket, 'close'));
  const reader = rawConnection(origin);
  reader.socket.pause();
  reader.socket.write(EVENTS.repeat(ASKED));
  await closed;
  reader.socket.destroy();
});

it('lets one that is slow read all of it', async () => {
  const { origin, send } = await listening();
  for (let at = 0; at < 8; at++) await send(`m${at}`);
  const reader = rawConnection(origin);
  // Half a megabyte at a time, and several times as long as it may take nothing.
  const started = performance.now();
  let rest = 0;
  reader.socket.on('data', part => {
    rest += part.length;
    if (rest < 500_000) return;
    rest = 0;
    reader.socket.pause();
    setTimeout(() => reader.socket.resume(), 50);
  });
  reader.socket.write(EVENTS.repeat(ASKED) + EVENTS.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
  const text = await reader.end;
  expect(text.split('HTTP/1.1 200').length - 1).toBe(ASKED + 1);
  expect(text.endsWith('"}')).toBe(true);
  expect(performance.now() - started).toBeGreaterThan(1200);
}, 20_000);

it('closes a stream that nobody reads, whatever it is told', async () => {
  const { origin, app } = await listening();
  const connected = once(app.server, 'connection');
  const reader = rawConnection(origin);
  reader.socket.pause();
  const [socket] = await connected;
  const closed = once(socket, 'close');
  reader.socket.write(STREAM);
  // As what waits for a reader does: the machine would take megabytes first.
  await once(socket, 'data');
  Object.defineProperty(socket, 'writableLength', { get: () => 1 });
  Object.defineProperty(socket, 'bytesWritten', { get: () => 1000 });
  await closed;
  reader.socket.destroy();
});
