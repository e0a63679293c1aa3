import { once } from 'node:events';
import { connect } from 'node:net';
import Fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { whileThere } from '../../../src/server/api/whileThere.ts';

it('is one for an answer, however often it is asked for, and says when the client is gone', async () => {
  const app = Fastify();
  onTestFinished(() => app.close());
  let answer: (asked: { signals: AbortSignal[]; listeners: number }) => void;
  const asked = new Promise<{ signals: AbortSignal[]; listeners: number }>(resolve => {
    answer = resolve;
  });
  app.get('/', async (_, reply) => {
    const before = reply.raw.listenerCount('close');
    const signals = Array.from({ length: 20 }, () => whileThere(reply));
    answer({ signals, listeners: reply.raw.listenerCount('close') - before });
    await once(signals[0]!, 'abort');
    return '';
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as { port: number };
  const client = connect(port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const { signals, listeners } = await asked;
  expect(new Set(signals).size).toBe(1);
  expect(listeners).toBe(1);
  expect(signals[0]!.aborted).toBe(false);
  const aborted = once(signals[0]!, 'abort');
  client.destroy();
  await aborted;
  expect(signals[0]!.reason).toMatchObject({ code: 'unavailable' });
});
