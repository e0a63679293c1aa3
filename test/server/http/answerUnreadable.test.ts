import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { collector, storedEvents } from '../../support/collector.ts';

/** Sends bytes as they are and returns the whole answer. */
async function rawRequest(origin: string, request: string): Promise<string> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  const parts: Buffer[] = [];
  socket.on('data', part => parts.push(part));
  socket.write(request);
  await once(socket, 'close');
  return Buffer.concat(parts).toString('latin1');
}

it('may come through a proxy that sends the whole URL', async () => {
  const it = await collector();
  const origin = await it.listen();
  const url = `http://collect.example/pixel/v1/page?writeKey=${it.writeKey}&anonymousId=a&name=N`;
  const answer = await rawRequest(
    origin,
    `GET ${url} HTTP/1.1\r\nHost: collect.example\r\nConnection: close\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(await storedEvents(it)).toMatchObject([{ name: 'N' }]);
});

it('is answered sensibly where its head is too long to be read', async () => {
  const origin = await (await collector()).listen();
  const url = `/pixel/v1/page?a=${'x'.repeat(70_000)}`;
  const answer = await rawRequest(origin, `GET ${url} HTTP/1.1\r\nHost: x\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  expect(answer).toContain('Access-Control-Allow-Origin: *');
  expect(answer).toContain('too long');
});

it('is answered sensibly where its URL is not percent-encoded', async () => {
  const origin = await (await collector()).listen();
  const answer = await rawRequest(origin, 'GET /pixel/v1/page?name=K\u00e4se HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('percent-encoded');
});

it('may have a URL of 60,000 characters', async () => {
  const it = await collector();
  const origin = await it.listen();
  const url = `/pixel/v1/page?writeKey=${it.writeKey}&userId=u&a=${'x'.repeat(60_000)}`;
  expect(await rawRequest(origin, `GET ${url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 200 /,
  );
});
