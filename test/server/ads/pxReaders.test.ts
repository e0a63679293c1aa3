import { expect, it } from 'vitest';
import { fired, get } from '../../support/ads.ts';
import { advertisers } from '../../support/advertising.ts';
import { storedEvents } from '../../support/collector.ts';

it.each([
  ['a page', { 'sec-fetch-dest': 'document' }, false],
  ['a frame', { 'sec-fetch-dest': 'iframe' }, false],
  ['an object', { 'sec-fetch-dest': 'object' }, false],
  ['a worker', { 'sec-fetch-dest': 'worker' }, false],
  ['a worker that keeps its pages', { 'sec-fetch-dest': 'serviceworker' }, false],
  ['such a worker, in an old browser', { 'service-worker': 'script' }, false],
  ['a script', { 'sec-fetch-dest': 'script' }, true],
  ["a script's own request", { 'sec-fetch-dest': 'empty' }, true],
  ['whatever does not say', {}, true],
])('opened as %s runs what it fires: %s', async (_name, headers, runs) => {
  const it = await advertisers();
  const piggyback_pixels = [{ pixel_type: 'js', url: 'https://partner.example/p.js' }];
  const { id } = await it.make('/pixel', { name: 'Order', piggyback_pixels });
  const answer = await get(it, `/px?id=${id}&t=1`, headers);
  expect(answer.statusCode).toBe(200);
  expect(fired(answer.body)).toEqual(runs ? ['js https://partner.example/p.js'] : []);
  expect(answer.headers).toMatchObject({
    'content-security-policy': "default-src 'none'; sandbox",
    'content-type': 'text/javascript; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  expect(await storedEvents(it)).toHaveLength(1);
});

it.each([
  ['the tag’s host', 'https://a.example', true],
  ['the tag’s host on another port', 'http://a.example:8080', true],
  ['a host that the account named', 'https://landing.example', true],
  ['another site', 'https://evil.example', false],
  ['a host below the tag’s', 'https://sub.a.example', false],
  ['a host that ends like the tag’s', 'https://xa.example', false],
  ['a page without an origin', 'null', false],
])('tells what a cookie says to %s: %s, %s', async (_name, origin, isTold) => {
  const it = await advertisers();
  await it.call('PATCH', '/accounts/acme', { redirect_hosts: ['landing.example'] });
  // biome-ignore lint/suspicious/noTemplateCurlyInString: macros look like that
  const piggyback_pixels = [{ pixel_type: 'js', url: 'https://partner.example/?who=${anonymousId}' }];
  const { id } = await it.make('/pixel', { name: 'Order', piggyback_pixels });
  for (const url of [`/px?id=${id}&t=1`, `/${it.path}/px?id=${id}`]) {
    const { headers } = await get(it, url, { origin, cookie: 'tgp_id=somebody' });
    const [allowed, credentials] = isTold ? [origin, 'true'] : ['*', undefined];
    expect(headers['access-control-allow-origin']).toBe(allowed);
    expect(headers['access-control-allow-credentials']).toBe(credentials);
    expect(headers.vary).toContain('Origin');
  }
  const refused = (await get(it, '/px?id=1', { origin })).headers;
  expect(refused['access-control-allow-origin']).toBe('*');
  expect(refused).not.toHaveProperty('access-control-allow-credentials');
});
