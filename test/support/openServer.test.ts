import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net, { type Server } from 'node:net';
import tls from 'node:tls';
import { describe, expect, test } from 'vitest';
import { makeCertificate } from '../../e2e/support/certificate.ts';
import { Partner } from '../../e2e/support/partner.ts';
import { openServer } from './openServer.ts';

// In ms, less than the least of Node's own time limits, which ends what nobody else does.
const AT_ONCE = 4000;

const certificate = makeCertificate();
const answer: http.RequestListener = (_, response) => response.end('here');

const SERVERS: [name: string, make: () => Server][] = [
  ['http', () => http.createServer(answer)],
  ['https', () => https.createServer(certificate, answer)],
  ['https, whose answers never come', () => https.createServer(certificate, () => {})],
  ['net', () => net.createServer()],
];

/** What a client has said when the end comes. */
const SAID: [name: string, text: string][] = [
  ['nothing', ''],
  ['the first byte of a TLS greeting', '\x16'],
  ['half a request', 'GET / HT'],
  ['a request', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
  [
    'that it takes another protocol',
    'GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
  ],
];

/** Whatever has closed it: `once` would take a reset for a failure. */
const closed = (client: net.Socket) => new Promise(resolve => client.once('close', resolve));

/** A connection that the server has taken. */
async function connected(server: Server, connect: () => net.Socket): Promise<net.Socket> {
  const taken = once(server, 'connection');
  const client = connect();
  client.on('error', () => {});
  await taken;
  return client;
}

describe.each(SERVERS)('%s', (_, make) => {
  test.each(SAID)('ends at once with a client that has said: %s', { timeout: AT_ONCE }, async (_, text) => {
    const server = make();
    const { port, close } = await openServer(server);
    const client = await connected(server, () => net.connect(port, '127.0.0.1'));
    const gone = closed(client);
    if (text) await new Promise(written => client.write(text, written));
    await close();
    await gone;
  });

  test('ends with one that has come in between', { timeout: AT_ONCE }, async () => {
    const server = make();
    const { port, close } = await openServer(server);
    const client = net.connect(port, '127.0.0.1').on('error', () => {});
    const gone = closed(client);
    // The system has taken it, and the server does not know yet.
    await once(client, 'connect');
    await close();
    await gone;
    await expect(once(net.connect(port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
  });
});

test.each(['', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'])(
  'ends with a client whose TLS is there: %j',
  { timeout: AT_ONCE },
  async text => {
    const server = https.createServer(certificate, answer);
    const { port, close } = await openServer(server);
    const client = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false }).on('error', () => {});
    const gone = closed(client);
    await once(client, 'secureConnect');
    if (text) {
      client.write(text);
      await once(client, 'data');
    }
    await close();
    await gone;
  },
);

test('says why it can not listen', async () => {
  const { port, close } = await openServer(http.createServer());
  await expect(openServer(http.createServer(), '127.0.0.1', port)).rejects.toThrow('EADDRINUSE');
  await close();
});

test('the partner of the browser tests ends with a connection opened ahead', {
  timeout: AT_ONCE,
}, async () => {
  const partner = await Partner.start();
  const client = net.connect(Number(new URL(partner.origin).port), '127.0.0.1').on('error', () => {});
  const gone = closed(client);
  await once(client, 'connect');
  await partner.stop();
  await gone;
});
