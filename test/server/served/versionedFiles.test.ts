import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { collector, openStore, tempDir } from '../../support/collector.ts';

const TAG = '/* the tag */';

/** What a collector of some version is installed with. */
function published(version: string, files: Record<string, string> = {}) {
  const distDir = tempDir();
  mkdirSync(join(distDir, 'versions'));
  const all = { 'tgp.js': TAG, 'tgp.js.map': '{}', [`tgp-${version}.tgz`]: `packed ${version}`, ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(distDir, name), text);
  return { distDir, version };
}

it.each([
  ['/tgp@1.2.3.js', 200],
  ['/tgp@1.2.3.js.map', 200],
  ['/tgp-1.2.3.tgz', 200],
  ['/tgp@1.2.2.js', 404],
  ['/tgp-1.2.2.tgz', 404],
  ['/tgp@latest.js', 404],
  ['/tgp@.js', 404],
  ['/tgp@1.2.3.tgz', 404],
  ['/tgp-1.2.3.js', 404],
  ['/tgp-1.2.3.tgz.map', 404],
  ['/tgp@1.2.3.js/..', 404],
  ['/tgp@..%2f..%2ftgp.db', 404],
  ['/versions/tgp@1.0.0.js', 404],
  ['/tgp@1.0.0.js', 200],
])('%s is %i', async (url, status) => {
  const { app } = await collector(published('1.2.3', { 'versions/tgp@1.0.0.js': 'first' }));
  expect((await app.inject(url)).statusCode).toBe(status);
  expect((await app.inject({ method: 'HEAD', url })).statusCode).toBe(status);
});

it('are for any site and for ever, so that a page or a lock file can name their hash', async () => {
  const { app } = await collector(published('1.2.3'));
  const forEver = {
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  };
  const script = await app.inject('/tgp@1.2.3.js?x=1');
  expect(script.body).toBe(TAG);
  expect(script.headers).toMatchObject({
    ...forEver,
    'content-type': 'text/javascript; charset=utf-8',
    sourcemap: '/tgp@1.2.3.js.map',
  });
  const tarball = await app.inject({ url: '/tgp-1.2.3.tgz', headers: { 'accept-encoding': 'gzip, br' } });
  expect(tarball.body).toBe('packed 1.2.3');
  expect(tarball.headers).toMatchObject({ ...forEver, 'content-type': 'application/gzip' });
  // npm would take it for the encoding of the way, and find no gzip below it.
  expect(tarball.headers['content-encoding']).toBeUndefined();
});

it('leads to the newest package', async () => {
  const { app } = await collector(published('1.2.3'));
  const head = await app.inject({ method: 'HEAD', url: '/tgp.tgz' });
  expect(head.headers.location).toBe('tgp-1.2.3.tgz');
  const answer = await app.inject('/tgp.tgz');
  expect([answer.statusCode, answer.headers.location]).toEqual([302, 'tgp-1.2.3.tgz']);
  expect(answer.headers['cache-control']).toBe('public, max-age=300');
});

it('serves what it once served by a later version, too, whatever that brings under the name', async () => {
  const folder = tempDir();
  const first = await collector(published('1.2.3'), { folder });
  for (const url of ['/tgp@1.2.3.js', '/tgp-1.2.3.tgz']) await first.app.inject(url);
  await first.app.close();
  await first.store.close();

  const other = { 'versions/tgp@1.2.3.js': 'built again', 'tgp-1.2.3.tgz': 'packed again' };
  const later = await collector(published('1.3.0', other), { folder });
  expect((await later.app.inject('/tgp@1.2.3.js')).body).toBe(TAG);
  expect((await later.app.inject('/tgp@1.2.3.js')).headers.sourcemap).toBe('/tgp@1.2.3.js.map');
  expect((await later.app.inject('/tgp@1.2.3.js.map')).body).toBe('{}');
  expect((await later.app.inject('/tgp-1.2.3.tgz')).body).toBe('packed 1.2.3');
  expect((await later.app.inject('/tgp-1.3.0.tgz')).body).toBe('packed 1.3.0');
  expect((await later.app.inject('/tgp.tgz')).headers.location).toBe('tgp-1.3.0.tgz');
});

it('keeps nothing that nobody asked for', async () => {
  const { app, store } = await collector(published('1.2.3'));
  for (const url of ['/tgp.js', '/tgp@1.2.9.js', '/tgp.tgz']) await app.inject(url);
  expect(await store.servedFiles.list()).toEqual([]);
  await app.inject('/tgp-1.2.3.tgz');
  expect(await store.servedFiles.list()).toEqual(['tgp-1.2.3.tgz']);
});

it('serves its own while the store can not take them, says so once, and keeps them later', async () => {
  const folder = tempDir();
  const lines: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
  const { app, store, clock } = await collector({ ...published('1.2.3'), logger }, { folder });
  const { add } = store.servedFiles;
  store.servedFiles.add = () => Promise.reject(new Error('no space left'));
  for (let times = 0; times < 3; times++) expect((await app.inject('/tgp@1.2.3.js')).body).toBe(TAG);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!).msg).toBe("tgp@1.2.3.js is served, but not kept: the store can't take it");
  store.servedFiles.add = add;
  clock.now += 60_000;
  await app.inject('/tgp@1.2.3.js');
  expect(await store.servedFiles.list()).toEqual(['tgp@1.2.3.js', 'tgp@1.2.3.js.map']);
});

it("has this version's own published", async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const distDir = new URL('../../../dist/', import.meta.url).pathname;
  const { app } = await collector({ distDir, version });
  const { rawPayload } = await app.inject(`/tgp-${version}.tgz`);
  expect(rawPayload.equals(readFileSync(join(distDir, `tgp-${version}.tgz`)))).toBe(true);
});

it('are kept once: the first stays', async () => {
  const { servedFiles } = openStore();
  const file = (text: string) => ({ name: 'tgp@1.0.0.js', body: Buffer.from(text), served_at: 5 });
  expect(await servedFiles.add(file('first'))).toBe(true);
  expect(await servedFiles.add(file('second'))).toBe(false);
  expect(await servedFiles.get('tgp@1.0.0.js')).toMatchObject({ served_at: 5 });
  expect(Buffer.from((await servedFiles.get('tgp@1.0.0.js'))!.body).toString()).toBe('first');
  expect(await servedFiles.get('tgp@1.0.1.js')).toBeUndefined();
});
