import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ADMIN, collector, storedEvents, tempDir } from '../support/collector.ts';

const BASE = 'https://shop.example/data';
const USER = { name: 'ed', password: 'correct horse', role: 'editor', accounts: ['acme'] };
const HEADERS = { host: 'shop.example', 'x-forwarded-proto': 'https' };

/** A collector under a path of a shop's, asked as its proxy asks: with the path taken away, or left. */
async function underPath(left = false) {
  const distDir = tempDir();
  for (const folder of ['console', 'shop']) mkdirSync(join(distDir, folder));
  for (const name of ['console/index.html', 'console/main.js', 'shop/index.html'])
    writeFileSync(join(distDir, name), '<!-- tgp:snippet --> {{demo}}');
  writeFileSync(join(distDir, 'tgp.js'), 'x([[],new Map])');
  writeFileSync(join(distDir, 'tgp.js.map'), '{}');
  writeFileSync(join(distDir, 'tgp-1.2.3.tgz'), 'packed');
  const demo = { account: 'demo', writeKey: 'd'.repeat(32), path: null, token: 'tgp_demo' };
  const it = await collector({
    distDir,
    demo,
    version: '1.2.3',
    hstsDays: 1,
    publicUrls: [BASE],
    ownHosts: ['127.0.0.1'],
    trustProxy: ['loopback'],
  });
  const ask = (url: string, { method = 'GET', token = '', body, ...headers }: Record<string, unknown> = {}) =>
    it.app.inject({
      method: method as 'GET',
      url: (left ? '/data' : '') + url,
      headers: { ...HEADERS, ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      ...(body ? { payload: body } : {}),
    });
  return { ...it, ask };
}

describe.each([
  ['takes its path away', false],
  ['leaves it', true],
])('under a path of a site’s, where the proxy %s', (_, left) => {
  it('has its links there', async () => {
    const { ask, writeKey, path, call } = await underPath(left);
    const { headers } = await ask('/');
    expect(headers['content-security-policy']).toContain(`script-src ${BASE}/main.js;`);
    expect(headers['content-security-policy']).toContain(`connect-src ${BASE}/;`);
    expect(headers['strict-transport-security']).toBeUndefined();
    expect((await ask('/shop/')).body).toContain(`${BASE}/tgp/${'d'.repeat(32)}.js`);
    expect((await ask('/shop')).headers.location).toBe('/data/shop/');
    expect((await ask('/tgp.js')).headers.sourcemap).toBe('/data/tgp.js.map');
    expect((await ask('/tgp@1.2.3.js')).headers.sourcemap).toBe('/data/tgp@1.2.3.js.map');
    const { location } = (await ask('/tgp.tgz')).headers;
    expect(new URL(location as string, `${BASE}/tgp.tgz`).href).toBe(`${BASE}/tgp-1.2.3.tgz`);
    expect((await ask('/openapi.json')).json().servers).toEqual([{ url: '/data' }]);
    const pixel = { name: 'P', config: { type: 'pageview' } };
    const { data } = (await call('POST', '/saved-pixels?account_id=acme', pixel)).json();
    const code = await ask(`/saved-pixels/${data.id}/code?account_id=acme`, { token: ADMIN });
    expect(code.body).toContain(`${BASE}/${path}/${writeKey}.js`);
  });

  it('takes beacons, and serves a tag under the path of its own', async () => {
    const it = await underPath(left);
    const { ask, writeKey, path } = it;
    for (const at of ['/pixel/v1/page', `/${path}/v`])
      expect((await ask(`${at}?writeKey=${writeKey}&anonymousId=a`)).statusCode).toBe(200);
    expect(await storedEvents(it)).toHaveLength(2);
    for (const at of [`/tgp/${writeKey}.js`, `/${path}/${writeKey}.js`])
      expect((await ask(at)).statusCode).toBe(200);
  });

  it('gives log-ins a cookie for that path alone, and takes it', async () => {
    const { ask, call } = await underPath(left);
    await call('POST', '/users', USER);
    const { name, password } = USER;
    const page = { origin: 'https://shop.example', 'sec-fetch-site': 'same-origin' };
    const answer = await ask('/session', { method: 'POST', body: { name, password }, ...page });
    const set = answer.headers['set-cookie'] as string;
    expect(set).toMatch(/^__Secure-tgp_console=.*; Path=\/data\/; .*HttpOnly; SameSite=Strict; Secure$/);
    const cookie = set.split(';')[0]!;
    expect((await ask('/session', { cookie, ...page })).json()).toMatchObject({ actor: { id: 'ed' } });
    const out = await ask('/session', { method: 'DELETE', cookie, ...page });
    expect(out.headers['set-cookie']).toMatch(/^__Secure-tgp_console=; Path=\/data\/; Max-Age=0/);
  });
});

it('has no path under a host of its own', async () => {
  const { app } = await collector({ publicUrls: ['https://c.example', BASE], trustProxy: ['loopback'] });
  const ask = (host: string) => app.inject({ url: '/openapi.json', headers: { ...HEADERS, host } });
  expect((await ask('c.example')).json().servers).toEqual([{ url: '/' }]);
  expect((await ask('shop.example')).json().servers).toEqual([{ url: '/data' }]);
});
