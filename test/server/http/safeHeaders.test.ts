import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { describe, expect, it } from 'vitest';
import { ADMIN, collector, tempDir } from '../../support/collector.ts';
import { openStream } from '../../support/openStream.ts';
import { rawRequest } from '../../support/rawRequest.ts';

const demo = { account: 'demo', writeKey: 'k', path: null, token: 'tgp_demo' };

/** A collector with a console, a shop and a tag. */
async function whole(parts = {}) {
  const distDir = tempDir();
  for (const folder of ['console', 'shop']) mkdirSync(join(distDir, folder));
  for (const name of ['console/index.html', 'console/main.js', 'shop/index.html', 'tgp.js'])
    writeFileSync(join(distDir, name), 'x([[],new Map])');
  const it = await collector({ distDir, demo, ...parts });
  const get = (url: string, method = 'GET') =>
    it.app.inject({ method: method as 'GET', url, headers: { authorization: `Bearer ${ADMIN}` } });
  const own = `/${it.path}`;
  return {
    ...it,
    get,
    /** What other sites' pages load, whatever becomes of it. */
    forOthers: [
      // A beacon that went astray is another site's.
      '/pixel/v1/nothing',
      `/pixel/v1/page?writeKey=${it.writeKey}&userId=u`,
      '/pixel/v1/track?writeKey=nobody',
      '/pixel/v1/page',
      `/pxl?p=${it.writeKey}`,
      '/px?id=1',
      '/imp?line_item_id=1',
      '/click?line_item_id=1',
      '/tgp.js',
      `/tgp/${it.writeKey}.js`,
      '/tgp/00000000000000000000000000000000.js',
      '/tgp@1.0.0.js',
      '/tgp-1.0.0.tgz',
      `${own}/v?writeKey=${it.writeKey}&userId=u`,
      `${own}/e?writeKey=${it.writeKey}&userId=u&event=E`,
      `${own}/px?id=1`,
      `${own}/${it.writeKey}.js`,
      `/nobodys/${it.writeKey}.js`,
      '/nobodys/v',
    ],
    /** The console's and the API's. */
    ofOurs: [
      '/',
      '/index.html',
      '/main.js',
      '/shop/',
      '/shop',
      '/events',
      '/events?limit=x',
      '/counts',
      '/accounts/nobody',
      '/conversions?format=csv',
      '/saved-pixels?account_id=acme',
      '/pixel',
      '/auth',
      '/status',
      '/openapi.json',
      '/audit',
    ],
    neither: ['/nothing', '/%zz', `${own}/nothing`],
  };
}

const policyOf = ({ headers }: LightMyRequestResponse) => headers['cross-origin-resource-policy'];

describe('every answer', () => {
  it('has a type that is not guessed', async () => {
    const { get, forOthers, ofOurs, neither } = await whole();
    for (const url of [...forOthers, ...ofOurs, ...neither])
      for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE'])
        expect((await get(url, method)).headers['x-content-type-options'], `${method} ${url}`).toBe(
          'nosniff',
        );
  });

  it("is for other sites' pages where they load it, and for no others else", async () => {
    const { get, forOthers, ofOurs, neither } = await whole();
    for (const url of forOthers) expect(policyOf(await get(url)), url).toBe('cross-origin');
    for (const url of [...ofOurs, ...neither]) expect(policyOf(await get(url)), url).toBe('same-origin');
  });

  it('has both where it is a stream, or for an expectation', async () => {
    const { listen } = await whole();
    const origin = await listen();
    const safe = { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' };
    expect((await openStream(origin)).response.headers).toMatchObject(safe);
    const answer = await rawRequest(
      origin,
      'GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nConnection: close\r\n\r\n',
    );
    for (const [name, value] of Object.entries(safe))
      expect(answer.toLowerCase()).toContain(`${name}: ${value}`);
  });
});

it('the console shares no window but those it opens, and asks the browser for nothing', async () => {
  const { get } = await whole();
  for (const url of ['/', '/index.html', '/main.js']) {
    const { headers } = await get(url);
    expect(headers['cross-origin-opener-policy']).toBe('same-origin-allow-popups');
    expect(headers['permissions-policy']).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/);
    expect(headers['permissions-policy']).not.toContain('clipboard-write');
  }
});

describe('that browsers come by https alone', () => {
  const HSTS = 'strict-transport-security';

  it('is said nowhere unless it is asked for', async () => {
    const { get, forOthers, ofOurs, neither } = await whole();
    for (const url of [...forOthers, ...ofOurs, ...neither])
      expect((await get(url)).headers[HSTS]).toBeUndefined();
  });

  it("is said of the collector's own host alone, never of what a site may have under its own", async () => {
    const { get, forOthers, ofOurs, neither } = await whole({ hstsDays: 365 });
    for (const url of ofOurs) expect((await get(url)).headers[HSTS], url).toBe('max-age=31536000');
    for (const url of [...forOthers, ...neither]) expect((await get(url)).headers[HSTS], url).toBeUndefined();
  });
});
