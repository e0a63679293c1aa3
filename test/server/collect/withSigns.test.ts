import { describe, expect, it, test } from 'vitest';
import type { Parts } from '../../../src/server/app.ts';
import { databaseNetworks } from '../../../src/server/collect/databaseNetworks.ts';
import { MemoryStore } from '../../../src/server/memory/memoryStore.ts';
import type { StoredEvent } from '../../../src/server/store/event.ts';
import { collector } from '../../support/collector.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';

const ROWS: Record<string, object> = {
  '203.0.113.9': { country: 'AT' },
  '198.51.100.1': { country: 'DE', hosting: true },
};
const lookup = (address: string) => ROWS[address];
const networks = databaseNetworks({ geo: lookup, hosting: lookup });

/** A collector that tells what it stored of the last event's request. */
async function signing(parts: Partial<Parts> = {}) {
  const stored: StoredEvent[] = [];
  const store = new MemoryStore();
  const append = store.append.bind(store);
  store.append = (event, ...more) => {
    stored.push(event);
    return append(event, ...more);
  };
  const { app, writeKey } = await collector({ networks, store, ...parts });
  const signs = () => JSON.parse(stored.at(-1)!.signs || '{}');
  const send = async (
    context: Record<string, string>,
    headers: Record<string, string> = {},
    remoteAddress = '203.0.113.9',
  ) => {
    const query = Object.entries(context).map(
      ([key, value]) => `&context.${key}=${encodeURIComponent(value)}`,
    );
    const url = `/pixel/v1/page?writeKey=${writeKey}&anonymousId=a1${query.join('')}`;
    expect((await app.inject({ url, remoteAddress, headers })).statusCode).toBe(200);
    return signs();
  };
  return { app, writeKey, signs, send };
}

const PAGE = { 'page.url': 'https://a.example/', userAgent: CHROME };
const BROWSER = { 'user-agent': CHROME, 'sec-fetch-site': 'cross-site' };

describe('what a request says of its sender', () => {
  it('is nothing where nothing is of note', async () => {
    const { send } = await signing({ networks: undefined });
    expect(await send(PAGE, BROWSER)).toEqual({});
  });

  it('is its User-Agent where the event names none, cut where it is longer than any', async () => {
    const { send } = await signing();
    expect(await send({}, { 'user-agent': 'curl/8.5.0' })).toEqual({
      userAgent: 'curl/8.5.0',
      country: 'AT',
    });
    expect(await send({}, { 'user-agent': '' })).toEqual({ userAgent: '', country: 'AT' });
    expect((await send({}, { 'user-agent': 'x'.repeat(3000) })).userAgent).toHaveLength(500);
    expect(await send({ userAgent: CHROME }, BROWSER)).toEqual({ country: 'AT' });
  });

  it('is its country and its network, by its address, however that is written', async () => {
    const { send } = await signing();
    expect(await send(PAGE, BROWSER, '198.51.100.1')).toEqual({ country: 'DE', hosting: true });
    expect(await send(PAGE, BROWSER, '::ffff:198.51.100.1')).toEqual({ country: 'DE', hosting: true });
    expect(await send(PAGE, BROWSER, '192.0.2.1')).toEqual({});
  });

  it('is not of a visitor where a server, or a proxy that nobody named, sends for him', async () => {
    const { send } = await signing();
    const server = { 'user-agent': 'GuzzleHttp/7' };
    expect(await send(PAGE, server, '198.51.100.1')).toEqual({});
    expect(await send({ ...PAGE, ip: '203.0.113.9' }, server, '198.51.100.1')).toEqual({ country: 'AT' });
    const proxy = { ...BROWSER, 'x-forwarded-for': '203.0.113.9' };
    expect(await send(PAGE, proxy, '198.51.100.1')).toEqual({});
    expect(await send(PAGE, { ...BROWSER, forwarded: 'for=203.0.113.9' }, '198.51.100.1')).toEqual({});
  });

  it('is the visitor’s behind a proxy that is named, and of nobody with another before it', async () => {
    const { send } = await signing({ trustProxy: ['loopback'] });
    const by = (list: string) => ({ ...BROWSER, 'x-forwarded-for': list });
    expect(await send(PAGE, by('198.51.100.1'), '127.0.0.1')).toEqual({ country: 'DE', hosting: true });
    expect(await send(PAGE, by('203.0.113.9, 198.51.100.1'), '127.0.0.1')).toEqual({});
  });

  it('is not where a mail’s images are fetched', async () => {
    const { send } = await signing();
    const proxy = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
    expect(await send({}, { 'user-agent': proxy }, '198.51.100.1')).toEqual({ userAgent: proxy });
  });

  it('is that the event is a test, where it says so', async () => {
    const { send } = await signing();
    expect(await send({ ...PAGE, test: 'true' }, BROWSER)).toEqual({ country: 'AT', test: true });
    expect(await send({ ...PAGE, test: 'false' }, BROWSER)).toEqual({ country: 'AT' });
  });

  test.each([
    ['https://www.a.example/', true],
    ['https://blog.a.example/x', true],
    ['https://other.example/', undefined],
    ['https://nota.example/', undefined],
    ['', undefined],
  ])('is that %s is another page of the site, or is none', async (referrer, ownReferrer) => {
    const { send } = await signing();
    const page = { ...PAGE, 'page.url': 'https://shop.a.example/', 'page.referrer': referrer };
    expect((await send(page, BROWSER)).ownReferrer).toBe(ownReferrer);
  });
});

test.each([
  'context.test.x=1',
  'context.test.0=true',
  'context=x',
  'context.0=x',
  'context.userAgent.x=1&context.page.url.x=1&context.page.referrer.0=1&context.ip.x=1',
  'context.page=x&context.campaign=y&context.locale.x=1',
  'context.campaign.source.x=1&context.campaign.gclid.0=1&context.campaign.__proto__.x=1',
  'properties=x&properties.url=x',
  'context.page.url=https%3A%2F%2F%5B&context.page.referrer=https%3A%2F%2F%25',
])('takes whatever is sent: %s', async query => {
  const { app, writeKey } = await signing();
  const url = `/pixel/v1/page?writeKey=${writeKey}&anonymousId=a1&${query}`;
  expect((await app.inject({ url, headers: BROWSER })).statusCode).toBe(200);
});

describe('a browser that always says where a request comes from', () => {
  const LOCAL = 'http://localhost:3000/';
  test.each([
    ['Chrome on a safe page', CHROME, 'https://a.example/', {}, true],
    ['Firefox on a safe page', FIREFOX, 'https://a.example/', {}, true],
    ['Chrome on this machine', CHROME, LOCAL, { host: 'localhost:4242' }, true],
    ['one that said it', CHROME, 'https://a.example/', { 'sec-fetch-site': 'same-origin' }, undefined],
    ['a page that is not safe', CHROME, 'http://a.example/', {}, undefined],
    ['a page of this machine, a collector of another', CHROME, LOCAL, { host: 'collect.example' }, undefined],
    ['no page at all', CHROME, '', {}, undefined],
    ['an old Chrome', CHROME.replace('141', '79'), 'https://a.example/', {}, undefined],
    [
      'a webview',
      CHROME.replace(') Apple', '; wv) Apple').replace('Chrome/', 'Version/4.0 Chrome/'),
      'https://a.example/',
      {},
      undefined,
    ],
    ['what is made of Chrome', `${CHROME} OPR/120.0.0.0`, 'https://a.example/', {}, undefined],
    ['Chrome on iOS', CHROME.replace('Chrome/', 'CriOS/'), 'https://a.example/', {}, undefined],
  ])('is known for it: %s', async (_, userAgent, url, headers, noFetchMetadata) => {
    const { send } = await signing();
    const signs = await send({ 'page.url': url, userAgent }, { 'user-agent': userAgent, ...headers });
    expect(signs.noFetchMetadata).toBe(noFetchMetadata);
  });
});

describe('events of servers', () => {
  const post = async (event: object, headers: Record<string, string> = {}) => {
    const { app, writeKey, signs } = await signing();
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/track',
      remoteAddress: '198.51.100.1',
      headers: { 'user-agent': 'analytics-node/3.1.0', ...headers },
      payload: { writeKey, event: 'E', anonymousId: 'a1', ...event },
    });
    expect(answer.statusCode).toBe(200);
    return signs();
  };

  it('say nothing of a visitor by their request', async () => {
    expect(await post({})).toEqual({});
    expect(await post({ context: { library: { name: '@segment/analytics-node' } } })).toEqual({});
  });

  it('say his country where they name his address', async () => {
    expect(await post({ context: { ip: '203.0.113.9' } })).toEqual({ country: 'AT' });
  });

  it('are a visitor’s own where his browser sends them', async () => {
    const headers = { origin: 'https://a.example', ...BROWSER };
    expect(await post({ context: { userAgent: CHROME } }, headers)).toEqual({ country: 'DE', hosting: true });
  });
});
