import { once } from 'node:events';
import { connect } from 'node:net';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { closeIdle } from '../../../src/server/http/closeIdle.ts';
import { boundConnections } from '../../../src/server/http/connections.ts';

it('does not wait for a connection that never sent a byte, nor for one that was kept alive', async () => {
  const app = Fastify();
  closeIdle(app, boundConnections(app.server).waiting);
  app.get('/', async () => 'ok');
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as { port: number };
  const silent = connect(port, '127.0.0.1');
  await once(silent, 'connect');
  const kept = connect(port, '127.0.0.1');
  kept.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(kept, 'data');
  const ended = Promise.all([once(silent, 'close'), once(kept, 'close')]);
  await app.close();
  await ended;
  expect(app.server.listening).toBe(false);
});
