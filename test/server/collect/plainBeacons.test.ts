import { get, type IncomingHttpHeaders } from 'node:http';
import { expect, it } from 'vitest';
import { RATE_LIMITS } from '../../../src/server/http/rateLimits.ts';
import { collector, storedEvents, type TestCollector } from '../../support/collector.ts';

/** What depends on the connection alone. */
const OF_CONNECTION = ['connection', 'keep-alive', 'date', 'transfer-encoding'];

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Asks by the network, where plain beacons are taken ahead of the router. */
const asked = (origin: string, path: string, headers: Record<string, string>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    get(origin + path, { headers }, response => {
      let body = '';
      response.setEncoding('latin1').on('data', part => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    }).once('error', reject);
  });

/** Asks the router itself. */
async function routed(
  { app }: TestCollector,
  path: string,
  headers: Record<string, string>,
): Promise<Answer> {
  const { statusCode, headers: sent, rawPayload } = await app.inject({ url: path, headers });
  return { status: statusCode, headers: sent as IncomingHttpHeaders, body: rawPayload.toString('latin1') };
}

const comparable = ({ headers, ...rest }: Answer) => ({
  ...rest,
  headers: Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !OF_CONNECTION.includes(name))
      .map(([name, value]) => [name, String(value)]),
  ),
});

/** The query of each, and its headers: `{key}` is the write key, `{n}` another number for each of the two ways. */
const BEACONS: Record<string, [path: string, headers?: Record<string, string>]> = {
  'a page': ['/pixel/v1/page?writeKey={key}&anonymousId=a&messageId=m{n}&name=Home'],
  'a track': [
    '/pixel/v1/track?writeKey={key}&anonymousId=a&event=Seen&properties.a.b=1&context.page.url=%2Fx%3Fy',
  ],
  'a list and what is odd': [
    '/pixel/v1/track?writeKey={key}&anonymousId=a&event=E&properties.items.1.id=2&x=%zz&=1',
  ],
  'one of a page of another origin': [
    '/pixel/v1/track?writeKey={key}&userId=u&event=E',
    { origin: 'https://shop.example' },
  ],
  'one that would have text': ['/pixel/v1/track?writeKey={key}&userId=u&event=E', { accept: 'text/plain' }],
  'one that is only fetched ahead': [
    '/pixel/v1/track?writeKey={key}&userId=u&event=Ahead',
    { 'sec-purpose': 'prefetch' },
  ],
  'one with a User-Agent': [
    '/pixel/v1/page?writeKey={key}&userId=u',
    { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
  ],
  'no write key': ['/pixel/v1/track?anonymousId=a&event=E'],
  'a wrong write key': [
    '/pixel/v1/track?writeKey=nobody&anonymousId=a&event=E',
    { origin: 'https://a.example' },
  ],
  'no visitor': ['/pixel/v1/track?writeKey={key}&event=E'],
  'no event': ['/pixel/v1/track?writeKey={key}&anonymousId=a'],
  'an index that is too high': ['/pixel/v1/track?writeKey={key}&anonymousId=a&event=E&a.1000=1'],
  'nothing at all': ['/pixel/v1/page?'],
  'no query': ['/pixel/v1/page'],
};

it.each(Object.entries(BEACONS))(
  'answers and stores %s as its route does',
  async (_, [path, headers = {}]) => {
    const it = await collector();
    const origin = await it.listen();
    const sent = (n: number) => path.replace('{key}', it.writeKey).replace('{n}', String(n));
    const ahead = await asked(origin, sent(1), headers);
    const before = await storedEvents(it);
    const own = await routed(it, sent(2), { 'user-agent': '', ...headers });
    expect(comparable(ahead)).toEqual(comparable(own));
    const after = await storedEvents(it);
    expect(after.length).toBe(2 * before.length);
    const bare = ({ messageId: _id, ...event }: { messageId: string }) => event;
    expect(after.map(bare)).toEqual([...before, ...before].map(bare));
  },
);

it('counts a plain beacon once against the limit of its address, whatever becomes of it', async () => {
  const it = await collector({
    rateLimits: { ...RATE_LIMITS, beacons: 3 },
    trustProxy: ['loopback'],
  });
  const origin = await it.listen();
  const from = { 'x-forwarded-for': '203.0.113.9' };
  const send = (query: string, headers: Record<string, string> = from) =>
    asked(origin, `/pixel/v1/track?${query}`, headers);
  const good = `writeKey=${it.writeKey}&anonymousId=a&event=E`;
  expect((await send('writeKey=nobody&anonymousId=a&event=E')).status).toBe(401);
  expect((await send(good)).status).toBe(200);
  expect((await send(good)).status).toBe(200);
  const refused = await send(good);
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60']);
  expect((await send(good, { 'x-forwarded-for': '203.0.113.10' })).status).toBe(200);
  expect(await storedEvents(it)).toHaveLength(3);
});
