import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import Fastify, { type FastifyError } from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { inflateBodies } from '../../../src/server/http/inflate.ts';

/** A server that takes bodies of 100 kB, and tells what it unpacked and refused. */
async function served() {
  const app = Fastify({ bodyLimit: 100_000 });
  onTestFinished(() => app.close());
  const seen = { unpacked: 0, codes: [] as (string | undefined)[] };
  const hold = (_request: unknown, bytes: number) => {
    seen.unpacked += bytes;
  };
  app.decorate('incoming', { hold } as never);
  inflateBodies(app, (_status, reason) => new Error(reason));
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    seen.codes.push(error.code);
    return reply.code(error.statusCode ?? 500).send();
  });
  app.post('/', async () => 'read');
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as { port: number };
  return { seen, port };
}

it.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
])('unpacks no more of %s than the parser takes', async (coding, pack) => {
  const { seen, port } = await served();
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'content-encoding': coding },
    body: pack(Buffer.alloc(50_000_000)),
  });
  expect(answer.status).toBe(413);
  await new Promise(resolve => setTimeout(resolve, 200));
  expect(seen.unpacked).toBeLessThan(1_000_000);
});

it('tells of a sender that went away as of any other', async () => {
  const { seen, port } = await served();
  const socket = connect(port, '127.0.0.1');
  const body = gzipSync('a'.repeat(1000));
  socket.write(
    `POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  socket.write(body.subarray(0, -3));
  await expect.poll(() => seen.unpacked).toBeGreaterThan(0);
  socket.destroy();
  await once(socket, 'close');
  await expect.poll(() => seen.codes).toEqual(['ECONNRESET']);
});
