import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { isReserved } from '../../../src/server/access/ownPath.ts';
import { tellPublicUrl, withoutPrefix } from '../../../src/server/http/publicUrl.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const strip = withoutPrefix(
  ['https://c.example', 'https://shop.example/data', 'https://b.example/a/b', 'https://d.example/tgp'],
  isReserved,
);

it.each([
  ['/data/', '/'],
  ['/data', '/'],
  ['/data?a=/data/', '/?a=/data/'],
  ['/data/accounts?x=1', '/accounts?x=1'],
  ['/data/data/v?a', '/data/v?a'],
  ['/a/b/tgp.js', '/tgp.js'],
  // A tag's own path that is called the same.
  ['/data/v?writeKey=k', '/data/v?writeKey=k'],
  ['/data/e', '/data/e'],
  [`/data/${KEY}.js`, `/data/${KEY}.js`],
  [`/tgp/${KEY}.js`, `/tgp/${KEY}.js`],
  ['/tgp/accounts', '/tgp/accounts'],
  ['/database/x', '/database/x'],
  ['/a/c', '/a/c'],
  ['/accounts', '/accounts'],
  ['/', '/'],
])('reads %s as %s', (url, read) => {
  expect(strip(url)).toBe(read);
});

const SHOP = 'https://shop.example/data';
const PUBLIC = ['https://collect.example', SHOP, 'http://127.0.0.1:8080/x/y', 'http://shop.example/plain'];

describe('the public URL that a request came by', () => {
  it.each([
    ['shop.example', 'https', SHOP],
    ['SHOP.example.', 'https', SHOP],
    ['shop.example:443', 'https', SHOP],
    ['shop.example', 'http', 'http://shop.example/plain'],
    ['collect.example', 'http', 'https://collect.example'],
    ['127.0.0.1:8080', 'http', 'http://127.0.0.1:8080/x/y'],
    ['127.0.0.1', 'http', 'http://127.0.0.1:8080/x/y'],
    ['127.0.0.1:4242', 'http', undefined],
    ['other.example', 'https', undefined],
    ['sub.shop.example', 'https', undefined],
  ])('Host: %s by %s', async (host, proto, url) => {
    const app = Fastify({ trustProxy: true });
    tellPublicUrl(app, PUBLIC);
    app.get('/which', async request => ({ url: request.publicUrl }));
    const answer = await app.inject({ url: '/which', headers: { host, 'x-forwarded-proto': proto } });
    expect(answer.json()).toEqual(url ? { url } : {});
  });
});
