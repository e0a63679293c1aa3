import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { collector } from '../../support/collector.ts';

it.each([
  [undefined, 72],
  [620_000, 620],
])('a connection may be idle as long as the option says: %s ms', async (idleMs, seconds) => {
  const { listen } = await collector(idleMs === undefined ? {} : { idleMs });
  const { headers } = await fetch(`${await listen()}/health/live`);
  expect(headers.get('keep-alive')).toBe(`timeout=${seconds}`);
});

it('and is closed after it', async () => {
  const { listen } = await collector({ idleMs: 1 });
  const socket = connect(Number(new URL(await listen()).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write('GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n');
  socket.resume();
  await once(socket, 'end');
});
