import { expect, it } from 'vitest';
import { openFiles } from '../../src/server/cli/openFiles.ts';
import { MAX_HEADS } from '../../src/server/http/boundHeads.ts';
import { heldMemory, inspected } from '../support/heldMemory.ts';
import { manyTables } from '../support/manyTables.ts';
import { type RawConnection, rawConnection, rawRequest } from '../support/rawRequest.ts';
import { running } from '../support/running.ts';
import { whileServed } from '../support/whileServed.ts';

const CLOSE = 'Host: x\r\nConnection: close\r\n\r\n';
const MB = 1024 * 1024;

/** Beacons as nobody should send them, with what they get; '' is a closed connection. `PATH` is a good beacon's. */
const ODD: [name: string, bytes: string, answer: RegExp][] = [
  ['a broken percent escape in the query', `GET PATH&properties.a=%ZZ HTTP/1.1\r\n${CLOSE}`, /200 OK/],
  ['a broken percent escape in the path', `GET /pixel/v1/%ZZ HTTP/1.1\r\n${CLOSE}`, /40[04] /],
  ['bytes that are not UTF-8', `GET PATH&properties.a=%FF%FE%C0%AF HTTP/1.1\r\n${CLOSE}`, /200 OK/],
  [
    'bytes that are not even encoded',
    `GET PATH&properties.a=\xff\xfe HTTP/1.1\r\n${CLOSE}`,
    /400 Bad Request/,
  ],
  ['an encoded null', `GET PATH&properties.a=%00b HTTP/1.1\r\n${CLOSE}`, /200 OK/],
  ['a null in the URL', `GET PATH&properties.a=\0b HTTP/1.1\r\n${CLOSE}`, /400 Bad Request/],
  ['a null in a header', `GET PATH HTTP/1.1\r\nX-A: \0\r\n${CLOSE}`, /400 Bad Request/],
  ['HTTP/1.0 with a host', 'GET PATH HTTP/1.0\r\nHost: x\r\n\r\n', /200 OK/],
  ['HTTP/1.0 without one', 'GET PATH HTTP/1.0\r\n\r\n', /200 OK/],
  ['HTTP/1.1 without one', 'GET PATH HTTP/1.1\r\nConnection: close\r\n\r\n', /400 Bad Request/],
  ['HTTP/0.9', 'GET PATH\r\n\r\n', /200 OK/],
  ['HEAD', `HEAD PATH HTTP/1.1\r\n${CLOSE}`, /200 OK[\s\S]*\r\n\r\n$/],
  ['the whole URL', `GET http://collect.example:99PATH HTTP/1.1\r\n${CLOSE}`, /200 OK/],
  ['two lengths', `POST PATH HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n${CLOSE}ab`, /400 Bad/],
  [
    'a length and chunks',
    `POST PATH HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n${CLOSE}`,
    /400 /,
  ],
  ['chunks', `POST PATH HTTP/1.1\r\nTransfer-Encoding: chunked\r\n${CLOSE}3\r\na=b\r\n0\r\n\r\n`, /200 OK/],
  ['a chunk that is none', `POST PATH HTTP/1.1\r\nTransfer-Encoding: chunked\r\n${CLOSE}zz\r\n`, /400 Bad/],
  ['a negative length', `POST PATH HTTP/1.1\r\nContent-Length: -1\r\n${CLOSE}`, /400 Bad Request/],
  ['a body past the limit', `POST PATH HTTP/1.1\r\nContent-Length: 99999999\r\n${CLOSE}`, /413 /],
  [
    'too short a length',
    'POST PATH HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na=bcd\r\n\r\n',
    /^HTTP\/1\.1 200 OK[\s\S]*GIF/,
  ],
  [
    'Expect',
    `POST PATH HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n${CLOSE}a=b`,
    /100 Continue[\s\S]*200 OK/,
  ],
  ['Expect of something else', `POST PATH HTTP/1.1\r\nExpect: tea\r\n${CLOSE}`, /417 Expectation Failed/],
  ['TRACE', `TRACE PATH HTTP/1.1\r\n${CLOSE}`, /40[045] /],
  ['PROPFIND', `PROPFIND PATH HTTP/1.1\r\n${CLOSE}`, /40[045] /],
  ['CONNECT', `CONNECT x:443 HTTP/1.1\r\n${CLOSE}`, /^$/],
  ['a method that there is not', `BREW PATH HTTP/1.1\r\n${CLOSE}`, /400 Bad Request/],
  [
    'an upgrade',
    'GET PATH HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n',
    /200 OK/,
  ],
  [
    'a body for nothing, and a beacon after it',
    `POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 300000\r\n\r\n${'{'.repeat(300_000)}GET PATH HTTP/1.1\r\n${CLOSE}`,
    /404 Not Found[\s\S]*200 OK/,
  ],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /400 Bad Request/],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', /400 Bad Request/],
  ['a request line of 1 MB', `GET PATH&a=${'x'.repeat(MB)} HTTP/1.1\r\n${CLOSE}`, /431 |^$/],
  ['a header of 1 MB', `GET PATH HTTP/1.1\r\nX-A: ${'x'.repeat(MB)}\r\n${CLOSE}`, /431 |^$/],
  ['50,000 headers', `GET PATH HTTP/1.1\r\n${'a:b\r\n'.repeat(50_000)}${CLOSE}`, /431 |^$/],
  [
    'a key of 400,000 levels',
    `POST PATH HTTP/1.1\r\nContent-Length: 400000\r\n${CLOSE}${'a.'.repeat(200_000)}`,
    /400 /,
  ],
  [
    '130,000 broken pairs',
    `POST PATH HTTP/1.1\r\nContent-Length: 520000\r\n${CLOSE}${'%=1&'.repeat(130_000)}`,
    /400 /,
  ],
];

/** What the log holds beside refusals that a line is enough for. */
const unexpectedLines = (log: string): string[] =>
  log
    .split('\n')
    .slice(0, -1)
    .filter(line => line.length > 3000 || !/^(more )?beacons? refused$/.test(JSON.parse(line).msg));

it('answers every odd request properly or closes it, serves others meanwhile, and logs a line each at most', async () => {
  const it = await running();
  let count = 0;
  const send = (bytes: string) => {
    const path = it.path(`messageId=odd${count++}`);
    return rawRequest(
      it.origin,
      Buffer.from(
        bytes.replace('PATH', () => path),
        'latin1',
      ),
    );
  };
  const { result, latencies } = await whileServed(it, async () => {
    for (const [name, bytes, expected] of ODD) expect(await send(bytes), name).toMatch(expected);
    const all = await Promise.all(ODD.map(([, bytes]) => send(bytes)));
    // A HEAD is answered, and not stored.
    return all.filter(answer => answer.includes('200 OK')).length - 1;
  });
  // HTTP/1.0 answers, too, begin with HTTP/1.1.
  expect((await it.status()).events_stored).toBe(2 * result + latencies.length);
  expect(it.err.split('\n').length).toBeLessThanOrEqual(2 * ODD.length);
  expect(unexpectedLines(it.err)).toEqual([]);
});

it('serves others while hundreds dribble their heads and bodies', async () => {
  // With 400 files open at most, the collector has room for 300 connections.
  const it = await running({ before: 'ulimit -n 400;' });
  const head = `GET ${it.path('messageId=never')} HTTP/1.1\r\nHost: x\r\n`;
  const post = `POST ${it.path('messageId=never')} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\na`;
  const { result, latencies } = await whileServed(it, async () => {
    const slow: RawConnection[] = [];
    for (let at = 0; at < 900; at++) slow.push(rawConnection(it.origin, [head, post, ''][at % 3]));
    const dribble = setInterval(() => {
      for (const [at, { socket }] of slow.entries()) if (at % 3 < 2 && socket.writable) socket.write('a');
    }, 100);
    // The 600 that there is no room for are closed, the oldest first.
    await Promise.all(slow.slice(0, 500).map(({ end }) => end));
    for (let at = 0; at < 20; at++) expect((await it.beacon(`messageId=m${at}`)).status).toBe(200);
    clearInterval(dribble);
    const left = slow.filter(({ socket }) => !socket.closed).length;
    for (const { socket } of slow) socket.destroy();
    return left;
  });
  expect(result).toBeGreaterThan(200);
  expect(unexpectedLines(it.err)).toEqual([]);
  expect((await it.status()).events_stored).toBe(20 + latencies.length);
});

const PART = `properties.a=${'x'.repeat(450_000)}`;
const CHUNK = `Transfer-Encoding: chunked\r\n\r\n${PART.length.toString(16)}\r\n${PART}\r\n`;

it.each([
  ['whose lengths are known', `Content-Length: 500000\r\n\r\n${PART}`],
  ['in chunks', CHUNK],
])('holds 64 MB of unfinished bodies %s at most, and drops the oldest of them', async (name, rest) => {
  const it = await running({ env: inspected });
  const before = await heldMemory(it);
  const post = `POST ${it.path('messageId=never')} HTTP/1.1\r\nHost: x\r\n${rest}`;
  const { result } = await whileServed(it, async () => {
    const slow = Array.from({ length: 300 }, () => rawConnection(it.origin, post));
    // 149 of them fit.
    await Promise.all(slow.slice(0, 140).map(({ end }) => end));
    const more = (await heldMemory(it)) - before;
    for (const { socket } of slow) socket.destroy();
    return more;
  });
  console.log(`300 unfinished bodies ${name}: ${result.toFixed(0)} MB more`);
  expect(result).toBeLessThan(80);
});

it('unpacks no body before it is whole', async () => {
  const it = await running();
  const before = it.memory();
  const head = `POST ${it.path('messageId=never')} HTTP/1.1\r\nHost: x\r\nContent-Encoding: br\r\nContent-Length: 5000\r\n\r\n`;
  const begin = Buffer.concat([Buffer.from(head), manyTables()]);
  const { result } = await whileServed(it, async () => {
    const slow: RawConnection[] = [];
    for (let at = 0; at < 1000; at++) {
      slow.push(rawConnection(it.origin, begin));
      if (at % 50 === 49) expect((await it.beacon(`messageId=m${at}`)).status).toBe(200);
    }
    for (let at = 0; at < 20; at++) expect((await it.beacon(`messageId=n${at}`)).status).toBe(200);
    const more = it.memory() - before;
    expect(slow.filter(({ socket }) => socket.closed)).toEqual([]);
    for (const { socket } of slow) socket.destroy();
    return more;
  });
  console.log(`1,000 unfinished packed bodies: ${result.toFixed(0)} MB more`);
  expect(result).toBeLessThan(150);
});

// Node itself answers more lines than these, or more bytes.
const HEADER_LINES = Array.from({ length: 1000 }, (_, at) => `a${at}:${'b'.repeat(50)}\r\n`).join('');

it.each([
  ['that come first', () => ''],
  ['that follow a whole request', (beacon: string) => `GET ${beacon} HTTP/1.1\r\nHost: x\r\n\r\n`],
  [
    'that end a body in chunks',
    (beacon: string) =>
      `POST ${beacon} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n`,
  ],
])('holds 16 MB of unfinished headers %s at most, and drops the oldest of them', async (_name, before) => {
  const it = await running();
  const beacon = it.path('messageId=first');
  const lines = before(beacon);
  const head = lines.startsWith('POST') ? HEADER_LINES : `GET /pixel/v1/page HTTP/1.1\r\n${HEADER_LINES}`;
  await whileServed(it, async () => {
    const idle = rawConnection(it.origin, `GET ${beacon} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await idle.answers(1);
    const slow = Array.from({ length: 400 }, () => rawConnection(it.origin, lines + head));
    const most = Math.floor(MAX_HEADS / head.length);
    const left = () => slow.filter(({ socket }) => !socket.closed).length;
    await Promise.all(slow.slice(0, 50).map(({ end }) => end));
    await expect.poll(left, { timeout: 20_000 }).toBeLessThanOrEqual(most);
    idle.socket.write(`GET ${beacon} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await idle.answers(2);
    expect(idle.socket.closed).toBe(false);
    // What a request before it brought is told apart by its usual form, give or take some bytes.
    expect(left()).toBeGreaterThan(most - 5);
    for (const { socket } of [...slow, idle]) socket.destroy();
  });
});

it('answers the first of those who send hundreds ahead, closes them, and serves others', async () => {
  const it = await running();
  let id = 0;
  const track = () => `GET ${it.path(`messageId=m${id++}`)} HTTP/1.1\r\nHost: x\r\n\r\n`;
  const { result, latencies } = await whileServed(it, () =>
    Promise.all(
      Array.from({ length: 50 }, () => {
        const flood = rawConnection(it.origin, Array.from({ length: 1000 }, track).join(''));
        return flood.end;
      }),
    ),
  );
  const answers = result.map(text => text.split('HTTP/1.1 200').length - 1);
  expect(Math.max(...answers)).toBeLessThanOrEqual(100);
  expect((await it.status()).events_stored).toBeGreaterThanOrEqual(
    answers.reduce((sum, each) => sum + each, 0),
  );
  console.log(`50,000 sent ahead: the slowest other ${latencies.at(-1)!.toFixed(0)} ms`);
});

const MANY = 10_300;

it.skipIf(openFiles() < MANY + 200)(
  'serves others beside 10,000 idle connections (needs ulimit -n 10500)',
  async () => {
    const it = await running();
    const before = it.memory();
    const idle: RawConnection[] = [];
    for (let at = 0; at < MANY; at += 100) {
      const some = Array.from({ length: 100 }, () => rawConnection(it.origin));
      idle.push(...some);
      await Promise.all(
        some.map(
          ({ socket }) => new Promise(resolve => socket.once('connect', resolve).once('close', resolve)),
        ),
      );
    }
    // One after the other, the oldest make room for those past the limit.
    await Promise.all(idle.slice(0, 100).map(({ end }) => end));
    const { latencies } = await whileServed(it, async () => {
      for (let at = 0; at < 20; at++) expect((await it.beacon(`messageId=m${at}`)).status).toBe(200);
    });
    const more = it.memory() - before;
    expect(idle.slice(-5000).every(({ socket }) => !socket.closed)).toBe(true);
    for (const { socket } of idle) socket.destroy();
    console.log(
      `${MANY} idle: ${more.toFixed(0)} MB more, the slowest beacon ${latencies.at(-1)!.toFixed(0)} ms`,
    );
    expect(more).toBeLessThan(400);
  },
);
