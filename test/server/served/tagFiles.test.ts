import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { collector, tempDir } from '../../support/collector.ts';

const TAG = `/* the tag */${'x'.repeat(2000)}`;

async function published() {
  const distDir = tempDir();
  writeFileSync(join(distDir, 'tgp.js'), TAG);
  writeFileSync(join(distDir, 'tgp.js.map'), '{}');
  writeFileSync(join(distDir, 'index.mjs'), 'export {}');
  return collector({ distDir, version: '1.2.3' });
}

it('is for any site, for an hour', async () => {
  const { app } = await published();
  const answer = await app.inject('/tgp.js');
  expect(answer.body).toBe(TAG);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=3600',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
    etag: expect.stringMatching(/^"[\w-]{22}"$/),
  });
});

it.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['BR', 'br'],
  ['identity', undefined],
  ['brotli', undefined],
])('is compressed for "%s" as %s', async (accepted, encoding) => {
  const { app } = await published();
  const answer = await app.inject({ url: '/tgp.js', headers: { 'accept-encoding': accepted } });
  expect(answer.headers['content-encoding']).toBe(encoding);
  const body = answer.rawPayload;
  const text = encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
  expect(text.toString()).toBe(TAG);
  expect(Number(answer.headers['content-length'])).toBe(body.length);
});

it('is sent once: 304 for what the browser has, in the encoding that it has', async () => {
  const { app } = await published();
  const get = (headers: Record<string, string>) => app.inject({ url: '/tgp.js', headers });
  const etag = (await get({ 'accept-encoding': 'br' })).headers.etag as string;
  const known = await get({ 'accept-encoding': 'br', 'if-none-match': `"other", W/${etag}` });
  expect([known.statusCode, known.body]).toEqual([304, '']);
  expect(known.headers).toMatchObject({
    etag,
    vary: 'Accept-Encoding',
    'cache-control': 'public, max-age=3600',
  });
  expect((await get({ 'accept-encoding': 'gzip', 'if-none-match': etag })).statusCode).toBe(200);
  expect((await get({ 'accept-encoding': 'br', 'if-none-match': '"other"' })).statusCode).toBe(200);
});

it.each([
  ['/tgp.js.map', 200],
  ['/tgp.full.js', 404],
  ['/index.mjs', 404],
])('%s is %i', async (url, status) => {
  const { app } = await published();
  expect((await app.inject(url)).statusCode).toBe(status);
});

it('says where its map is, if there is one', async () => {
  const { app } = await published();
  expect((await app.inject('/tgp.js')).headers.sourcemap).toBe('/tgp.js.map');
  expect((await app.inject('/tgp.js.map')).headers.sourcemap).toBeUndefined();
  const distDir = tempDir();
  writeFileSync(join(distDir, 'tgp.js'), TAG);
  const bare = await collector({ distDir });
  expect((await bare.app.inject('/tgp.js')).headers.sourcemap).toBeUndefined();
});

it('takes no cookie and sets none', async () => {
  const { app } = await published();
  expect(
    (await app.inject({ url: '/tgp.js', headers: { cookie: 'a=b' } })).headers['set-cookie'],
  ).toBeUndefined();
});
