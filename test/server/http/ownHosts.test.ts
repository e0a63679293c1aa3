import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeLogger } from '../../../src/server/cli/logger.ts';
import { hostnameOf, isLoopback } from '../../../src/server/http/ownHosts.ts';
import { ADMIN, collector, tempDir } from '../../support/collector.ts';

const demo = { account: 'demo', writeKey: 'k', path: null, token: 'tgp_demo' };

/** A collector that knows its names: what it is asked, and what it answers under a name. */
async function named(parts: object = {}) {
  const distDir = tempDir();
  for (const folder of ['console', 'shop']) mkdirSync(join(distDir, folder));
  for (const name of ['console/index.html', 'console/main.js', 'tgp.js', 'tgp-1.2.3.tgz'])
    writeFileSync(join(distDir, name), name);
  const it = await collector({ distDir, demo, version: '1.2.3', ownHosts: [], ...parts });
  const at = (host: string, url: string, method = 'GET') =>
    it.app.inject({
      method: method as 'GET',
      url: url.replace('KEY', it.writeKey).replace('PATH', it.path),
      headers: { host, authorization: `Bearer ${ADMIN}` },
    });
  return { ...it, at };
}

const OPEN = [
  '/pixel/v1/page?writeKey=KEY&anonymousId=a',
  '/pixel/v1/track?writeKey=KEY&anonymousId=a&event=E',
  '/tgp.js',
  '/tgp/KEY.js',
  '/PATH/KEY.js',
  '/tgp@1.2.3.js',
  '/tgp-1.2.3.tgz',
  '/pxl?p=KEY',
  '/status',
];
const CLOSED = [
  '/',
  '/index.html',
  '/main.js',
  '/accounts',
  '/events',
  '/session',
  '/saved-pixels?account_id=acme',
  '/pixel',
  '/api/pixel_events/?account_id=acme',
  '/openapi.json',
  '/nothing/at/all',
];

describe('under a name that is not the collector’s', () => {
  it.each(OPEN)('pages find what they load and send to: %s', async url => {
    const { at } = await named();
    expect((await at('evil.example', url)).statusCode).toBe(200);
  });

  it.each(CLOSED)('there is nothing else: %s', async url => {
    const { at } = await named();
    const answer = await at('evil.example:8080', url);
    expect(answer.statusCode).toBe(421);
    expect(answer.body).toContain('--public-url http://evil.example:8080');
    expect(answer.body).not.toContain(demo.token);
  });

  it('nobody logs in', async () => {
    const { at } = await named();
    expect((await at('evil.example', '/auth', 'POST')).statusCode).toBe(421);
    expect((await at('evil.example', '/session', 'POST')).statusCode).toBe(421);
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    'notlocalhost',
    '127.0.0.1.evil.example',
    '1.2.3',
    '[::1',
    'a"><script>',
    'c.example.evil.example',
    'xc.example',
  ])('it is refused: %j', async host => {
    const { at } = await named({ publicUrls: ['https://c.example'] });
    const answer = await at(host, '/accounts');
    expect([answer.statusCode, answer.json().error.code]).toEqual([421, 'misdirected_request']);
    expect(answer.body).not.toContain('<script>');
  });
});

describe('under a name of its own', () => {
  it.each([
    'localhost',
    'localhost:4242',
    'LOCALHOST',
    'localhost.',
    'shop.localhost:80',
    '127.0.0.1:4242',
    '127.8.9.1',
    '192.168.1.5:4242',
    '203.0.113.9',
    '[::1]:4242',
    '[2001:db8::9]',
    'c.example',
    'C.example:443',
    'd.example:8443',
    'own',
  ])('all is there: %s', async host => {
    const { at } = await named({
      publicUrls: ['https://c.example', 'http://d.example:8080'],
      ownHosts: ['own'],
    });
    for (const url of CLOSED.slice(0, -1))
      expect([url, (await at(host, url)).statusCode]).toEqual([url, 200]);
  });
});

it.each([
  ['a.example', 'a.example'],
  ['A.example.:80', 'a.example'],
  ['[::1]:80', '[::1]'],
  ['a b', ''],
  ['a@b', ''],
  ['a/b', ''],
  [undefined, ''],
])('finds in %j the name %j', (host, name) => {
  expect(hostnameOf(host)).toBe(name);
});

it.each([
  ['localhost', true],
  ['a.localhost', true],
  ['127.0.0.1', true],
  ['::1', true],
  ['[::1]', true],
  ['0.0.0.0', false],
  ['::', false],
  ['128.0.0.1', false],
  ['127.example', false],
  ['localhost.example', false],
])('%s leads to this machine alone: %j', (name, is) => {
  expect(isLoopback(name)).toBe(is);
});

describe('a proxy on this machine', () => {
  const asked = async (parts: object, headers: Record<string, string>) => {
    const lines: string[] = [];
    const logger = makeLogger('warn', { write: line => void lines.push(line) });
    const it = await collector({ logger, ...parts });
    const origin = await it.listen();
    for (let at = 0; at < 3; at++) await fetch(`${origin}/status`, { headers });
    return lines.filter(line => line.includes('--trust-proxy'));
  };
  const FORWARDED = { 'x-forwarded-for': '203.0.113.9' };

  it('that is not named is warned of, once', async () => {
    expect(await asked({}, FORWARDED)).toHaveLength(1);
    expect(await asked({ trustProxy: ['10.0.0.1'] }, { 'x-forwarded-proto': 'https' })).toHaveLength(1);
  });

  it('that is named, or is none, is not', async () => {
    expect(await asked({ trustProxy: ['loopback'] }, FORWARDED)).toEqual([]);
    expect(await asked({ trustProxy: ['127.0.0.1'] }, FORWARDED)).toEqual([]);
    expect(await asked({}, {})).toEqual([]);
  });
});
