import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import Fastify, { type FastifyError } from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { inflateBodies } from '../../../src/server/http/inflate.ts';

/** A server that takes bodies of 100 kB, and tells what it held and refused. */
async function served() {
  const app = Fastify({ bodyLimit: 100_000 });
  onTestFinished(() => app.close());
  const seen = { requests: 0, held: 0, codes: [] as (string | undefined)[] };
  const hold = (_request: unknown, bytes: number) => {
    seen.held += bytes;
  };
  app.decorate('incoming', { hold } as never);
  app.addHook('onRequest', async () => {
    seen.requests++;
  });
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
  expect(seen.held).toBeLessThan(100_000);
});

it.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('takes %s up to the limit, however many come at once', async (coding, pack) => {
  const { port } = await served();
  const send = async (bytes: number) => {
    const headers = { 'content-encoding': coding };
    const body = new Uint8Array(pack(randomBytes(bytes / 2).toString('hex')));
    return (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })).status;
  };
  expect(await Promise.all(Array.from({ length: 40 }, () => send(100_000)))).toEqual(Array(40).fill(200));
  expect(await send(100_002)).toBe(413);
});

it('refuses a packed body in chunks that is too large itself, and one that is cut off', async () => {
  const { port } = await served();
  const send = (body: Buffer) =>
    fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { 'content-encoding': 'gzip' },
      body: new Blob([new Uint8Array(body)]).stream(),
      duplex: 'half',
    } as RequestInit);
  expect((await send(gzipSync(randomBytes(300_000)))).status).toBe(413);
  expect((await send(gzipSync('a'.repeat(1000)).subarray(0, -3))).status).not.toBe(200);
  expect((await send(gzipSync('a'.repeat(1000)))).status).toBe(200);
});

it('tells of a sender that went away as of any other', async () => {
  const { seen, port } = await served();
  const socket = connect(port, '127.0.0.1');
  const body = gzipSync('a'.repeat(1000));
  socket.write(
    `POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  socket.write(body.subarray(0, -3));
  await expect.poll(() => seen.requests).toBe(1);
  socket.destroy();
  await once(socket, 'close');
  await expect.poll(() => seen.codes).toEqual(['ECONNRESET']);
});
