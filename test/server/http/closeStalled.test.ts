import { once } from 'node:events';
import type { Socket } from 'node:net';
import Fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../../src/server/app.ts';
import { closeStalled } from '../../../src/server/http/closeStalled.ts';
import { MemoryStore } from '../../../src/server/memory/memoryStore.ts';
import { ADMIN, tempDir } from '../../support/collector.ts';
import { rawConnection } from '../../support/rawRequest.ts';

/** A connection to which something waits to be written, of which its reader takes `step` from one look to the next. */
function reader(step: number) {
  let looks = 0;
  let hear = () => {};
  const socket = {
    destroyed: false,
    get writableLength() {
      looks++;
      hear();
      return 10_000;
    },
    get bytesWritten() {
      return 10_000 + step * looks;
    },
    destroy() {
      socket.destroyed = true;
      hear();
    },
    until: (isSo: (looks: number) => boolean) =>
      new Promise<void>(resolve => {
        hear = () => isSo(looks) && resolve();
      }),
  };
  return socket;
}

/** A server that looks after these connections, ten milliseconds apart. */
async function lookAfter(...readers: ReturnType<typeof reader>[]): Promise<void> {
  const app = Fastify();
  onTestFinished(() => app.close());
  closeStalled(app, { sockets: readers as unknown as Socket[] }, 60);
  await app.listen({ port: 0, host: '127.0.0.1' });
}

it('closes connections whose reader takes nothing, and not those of one that is slow', async () => {
  const [stalled, slow] = [reader(0), reader(1)];
  const isClosed = stalled.until(() => stalled.destroyed);
  const isLookedAt = slow.until(looks => looks > 50);
  await lookAfter(stalled, slow);
  await Promise.all([isClosed, isLookedAt]);
  expect(slow.destroyed).toBe(false);
});

it('closes a reader that takes nothing of its answers', async () => {
  // Without a look at its answers: those that are cut off are not as the document says.
  const store = new MemoryStore();
  const app = await createApp({ store, adminToken: ADMIN, distDir: tempDir(), stallMs: 400 });
  onTestFinished(() => app.close());
  const headers = { authorization: `Bearer ${ADMIN}` };
  const make = async (url: string, payload: object) =>
    (await app.inject({ method: 'POST', url, headers, payload })).json();
  await make('/accounts', { id: 'acme', name: 'Acme' });
  const { write_key: writeKey } = await make('/accounts/acme/tags', { name: 'Shop', domain: 'a.example' });
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  for (let at = 0; at < 8; at++)
    await app.inject({
      method: 'POST',
      url: `/pixel/v1/track?writeKey=${writeKey}&userId=u&event=E&messageId=m${at}`,
      headers: { 'content-type': 'text/plain' },
      body: `properties.a=${'x'.repeat(500_000)}`,
    });
  const closed = once(app.server, 'connection').then(([socket]) => once(socket, 'close'));
  const { socket } = rawConnection(origin);
  socket.pause();
  const asked = `GET /events?limit=500 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ADMIN}\r\n\r\n`;
  // More than the machine takes for a reader that takes nothing.
  socket.write(asked.repeat(12));
  await closed;
  socket.destroy();
});
