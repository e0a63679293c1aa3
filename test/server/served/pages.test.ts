import { mkdirSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { javascript } from '../../../src/install/javascript.ts';
import { RATE_LIMITS } from '../../../src/server/http/rateLimits.ts';
import { collector, tempDir } from '../../support/collector.ts';

const demo = { account: 'demo', writeKey: 'k</script>', path: null, token: 'tgp_demo' };

/** A console and a shop, as small as they can be. */
async function site(parts = {}) {
  const distDir = tempDir();
  for (const folder of ['console', 'shop']) mkdirSync(join(distDir, folder));
  const files = {
    'console/index.html':
      '<script type="application/json" id="tgp-demo">{{demo}}</script><b>{{users}}</b><!-- tgp:snippet -->',
    'console/main.js': 'console.log("{{demo}}")',
    'console/style.css': 'a{}',
    'console/notes.md': 'not for visitors',
    'shop/index.html': '<!-- tgp:snippet -->',
    'shop/product.html': 'product {{demo}}',
    'shop/logo.svg': '<svg/>',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(distDir, name), text);
  return collector({ distDir, demo, ...parts });
}

it.each([
  ['/', 'text/html; charset=utf-8'],
  ['/index.html', 'text/html; charset=utf-8'],
  ['/main.js', 'text/javascript; charset=utf-8'],
  ['/shop/', 'text/html; charset=utf-8'],
  ['/shop/product', 'text/html; charset=utf-8'],
  ['/shop/product.html?color=red', 'text/html; charset=utf-8'],
  ['/shop/logo.svg', 'image/svg+xml'],
])('serves %s as %s', async (url, type) => {
  const { app } = await site();
  const answer = await app.inject(url);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({ 'content-type': type, 'x-content-type-options': 'nosniff' });
  expect((await app.inject({ method: 'HEAD', url })).body).toBe('');
});

it.each([
  '/notes.md',
  '/console/index.html',
  '/console/main.js',
  '/../package.json',
  '/%2e%2e/package.json',
  '/shop/..%2findex.html',
  '/tgp.db',
  '/shop/nothing',
])('serves no %s', async url => {
  const { app } = await site();
  expect((await app.inject(url)).statusCode).toBe(404);
});

it('sends /shop to /shop/', async () => {
  const { app } = await site();
  const answer = await app.inject('/shop');
  expect([answer.statusCode, answer.headers.location]).toEqual([308, '/shop/']);
});

describe('the console', () => {
  it('gets the demo, which no markup can leave, and is never cached', async () => {
    const { app } = await site();
    const answer = await app.inject('/');
    const json = /id="tgp-demo">(.*?)<\/script>/.exec(answer.body)![1]!;
    expect(JSON.parse(json)).toEqual(demo);
    expect(json).not.toContain('<');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('is told whether there is anybody to log in', async () => {
    const { app, call } = await site({ demo: null });
    const told = async () => /<b>(.*)<\/b>/.exec((await app.inject('/')).body)?.[1];
    expect(await told()).toBe('false');
    await call('POST', '/users', { name: 'a', password: 'correct horse', role: 'viewer', accounts: '*' });
    expect(await told()).toBe('true');
  });

  it('gets null where there is no demo, and then there is no shop', async () => {
    const { app } = await site({ demo: null });
    expect((await app.inject('/')).body).toContain(
      '<script type="application/json" id="tgp-demo">null</script>',
    );
    for (const url of ['/shop', '/shop/', '/shop/product'])
      expect((await app.inject(url)).statusCode).toBe(404);
  });

  it('loads its own files by their names, and stands in no frame', async () => {
    const { app } = await site();
    const { headers } = await app.inject({ url: '/', headers: { host: 'localhost:4242' } });
    expect(headers['content-security-policy']).toBe(
      [
        "default-src 'none'",
        'script-src http://localhost:4242/main.js',
        'style-src http://localhost:4242/style.css',
        'img-src data:',
        "font-src 'none'",
        "connect-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ].join('; '),
    );
    expect(headers['x-frame-options']).toBe('DENY');
    const old = (await app.inject({ url: '/', headers: { host: '[::1]:80' } })).headers;
    expect(old['content-security-policy']).toContain("script-src 'self'; style-src 'self'; img-src data:;");
  });

  it("keeps a script's text as it is", async () => {
    const { app } = await site();
    expect((await app.inject('/main.js')).body).toBe('console.log("{{demo}}")');
  });
});

describe('the shop', () => {
  it('has no policy, no token, and stays in the back/forward cache', async () => {
    const { app } = await site();
    const answer = await app.inject('/shop/product');
    expect(answer.headers['content-security-policy']).toBeUndefined();
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(answer.body).toBe('product null');
  });

  it.each([
    ['127.0.0.1:4242', 'http://127.0.0.1:4242'],
    ['shop.example', 'http://shop.example'],
    ['[::1]:80', 'http://[::1]:80'],
    ['a"><script>', ''],
    ['a/b', ''],
    ['a@b', ''],
  ])('carries the snippet with the script where the visitor found the page: %s', async (host, origin) => {
    const { app } = await site();
    const scriptUrl = `${origin}/tgp/${encodeURIComponent(demo.writeKey)}.js`;
    const answer = await app.inject({ url: '/shop/', headers: { host, 'x-forwarded-host': 'evil.example' } });
    expect(answer.body).toBe(javascript({ writeKey: demo.writeKey, scriptUrl }));
  });

  it("carries the snippet with the tag's own path", async () => {
    const { app } = await site({ demo: { ...demo, path: 'garden' } });
    const scriptUrl = `http://a.example/garden/${encodeURIComponent(demo.writeKey)}.js`;
    const answer = await app.inject({ url: '/shop/', headers: { host: 'a.example' } });
    expect(answer.body).toBe(javascript({ writeKey: demo.writeKey, scriptUrl }));
  });

  it('is asked for again only when it changed', async () => {
    const { app } = await site();
    const { headers } = await app.inject('/shop/');
    const again = await app.inject({ url: '/shop/', headers: { 'if-none-match': headers.etag as string } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const elsewhere = { 'if-none-match': headers.etag as string, host: 'other.example' };
    expect((await app.inject({ url: '/shop/', headers: elsewhere })).statusCode).toBe(200);
  });
});

describe('pages', () => {
  it('are compressed once, however many ask at once, and as many hosts as they name', async () => {
    const { app } = await site();
    const compress = vi.spyOn(zlib, 'brotliCompress');
    const compressSync = vi.spyOn(zlib, 'brotliCompressSync');
    syncBuiltinESMExports();
    onTestFinished(() => {
      vi.restoreAllMocks();
      syncBuiltinESMExports();
    });
    const headers = { 'accept-encoding': 'br', host: 'collect.example' };
    for (const url of ['/', '/shop/', '/shop/product']) {
      const answers = await Promise.all(Array.from({ length: 40 }, () => app.inject({ url, headers })));
      for (const answer of answers)
        expect([answer.statusCode, answer.rawPayload]).toEqual([200, answers[0]!.rawPayload]);
    }
    for (let at = 0; at < 1000; at++) {
      const host = `h${at}.example`;
      const answer = await app.inject({ url: '/shop/', headers: { ...headers, host } });
      expect(answer.statusCode).toBe(200);
      if (!answer.headers['content-encoding']) expect(answer.body).toContain(host);
    }
    expect(compress.mock.calls.length).toBeLessThanOrEqual(300);
    expect(compressSync).not.toHaveBeenCalled();
  });

  it('count against the address, in the form of an answer that is no page', async () => {
    const { app } = await site({ rateLimits: { ...RATE_LIMITS, reads: 1 } });
    const get = async (url: string, remoteAddress: string) =>
      (await app.inject({ url, remoteAddress })).statusCode;
    // Five tokens' worth.
    for (const url of ['/', '/shop/', '/main.js', '/index.html', '/shop/logo.svg'])
      expect(await get(url, '192.0.2.1')).toBe(200);
    for (const url of ['/', '/shop/', '/shop/product']) expect(await get(url, '192.0.2.1')).toBe(429);
    expect(await get('/', '192.0.2.2')).toBe(200);
  });
});

describe('a host of the shop’s own', () => {
  const places = { shop: '127.0.0.1', console: 'localhost' };
  const asked = async (host: string, url: string, more: object = {}) => {
    const { app } = await site({ places, ownHosts: [], ...more });
    const { statusCode, headers, body } = await app.inject({ url, headers: { host } });
    return { status: statusCode, to: headers.location, body, cache: headers['cache-control'] };
  };
  const FROM_CONSOLE = ['/', '/index.html', '/main.js', '/style.css'];

  it.each(['/shop/', '/shop/product?color=red', '/shop/logo.svg', '/shop/index.html'])(
    'is where the console’s sends to: %s',
    async url => {
      for (const host of ['localhost:4242', '[::1]:4242'])
        expect(await asked(host, url)).toMatchObject({
          status: 307,
          to: `http://127.0.0.1:4242${url}`,
          cache: 'no-store',
        });
      expect(await asked('localhost', '/shop/')).toMatchObject({ to: 'http://127.0.0.1/shop/' });
      expect(await asked('127.0.0.1:4242', url)).toMatchObject({ status: 200 });
    },
  );

  it.each(FROM_CONSOLE)('has no console: %s', async url => {
    const answer = await asked('127.0.0.1:4242', url);
    expect(answer).toMatchObject({ status: 307, to: `http://localhost:4242${url}`, cache: 'no-store' });
    expect(answer.body).not.toContain(demo.token);
  });

  it('is named where the collector is not on this machine', async () => {
    const named = {
      places: { shop: 'https://shop.example', console: 'https://c.example', isForAll: true },
      publicUrls: ['https://c.example'],
    };
    expect(await asked('c.example', '/shop/?a=b', named)).toMatchObject({
      to: 'https://shop.example/shop/?a=b',
    });
    expect(await asked('shop.example', '/shop/', named)).toMatchObject({ status: 200 });
    for (const url of FROM_CONSOLE)
      expect(await asked('shop.example:8080', url, named)).toMatchObject({ to: `https://c.example${url}` });
    expect(await asked('shop.example', '/accounts', named)).toMatchObject({ status: 421 });
    for (const url of [...FROM_CONSOLE, '/shop/'])
      expect(await asked('other.example', url, named)).toMatchObject({ status: 421 });
    const unnamed = { ...named, places: { ...named.places, console: null } };
    expect(await asked('shop.example', '/', unnamed)).toMatchObject({ status: 421 });
  });

  it('is the demo of this machine’s own visitors, unless it is for all', async () => {
    const publicUrls = ['https://c.example'];
    const shown = async (host: string, isForAll: boolean) =>
      (await asked(host, '/', { publicUrls, places: { ...places, isForAll } })).body.includes(demo.token);
    expect(await shown('localhost:4242', false)).toBe(true);
    expect(await shown('c.example', false)).toBe(false);
    expect(await shown('192.0.2.1:4242', false)).toBe(false);
    expect(await shown('c.example', true)).toBe(true);
  });

  it.each(['/shop', '/shop/', '/shop/product', '/shop/logo.svg'])(
    'is nowhere for those who come from elsewhere, whom this machine’s own name leads to theirs: %s',
    async url => {
      const https = { publicUrls: ['https://c.example'] };
      for (const host of ['c.example', '192.0.2.1:4242'])
        expect(await asked(host, url, https)).toMatchObject({ status: 404, to: undefined });
    },
  );

  it('gives its pages no log-in, and takes none from them', async () => {
    const { app, call } = await site({ places, ownHosts: [] });
    const user = { name: 'ed', password: 'correct horse', role: 'editor', accounts: ['acme'] };
    await call('POST', '/users', user);
    const own = { host: '127.0.0.1:4242', origin: 'http://127.0.0.1:4242', 'sec-fetch-site': 'same-origin' };
    const logIn = (headers: object) =>
      app.inject({
        method: 'POST',
        url: '/auth',
        headers: { ...headers },
        payload: { auth: { username: user.name, password: user.password } },
      });
    expect((await logIn(own)).headers['set-cookie']).toBeUndefined();
    const set = (await logIn({ host: own.host })).headers['set-cookie'] as string;
    const cookie = set.split(';')[0]!;
    const change = (headers: object) =>
      app.inject({
        method: 'POST',
        url: '/pixel?advertiser_code=acme',
        headers: { cookie, ...headers },
        payload: { pixel: { name: 'P' } },
      });
    expect((await change(own)).statusCode).toBe(403);
    expect((await change({ host: own.host })).statusCode).toBe(200);
  });
});
