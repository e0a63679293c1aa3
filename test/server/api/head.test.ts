import { expect, it } from 'vitest';
import { advertisers } from '../../support/advertising.ts';
import { ADMIN, NOW } from '../../support/collector.ts';

it('HEAD of every GET of the APIs answers as GET does, without a body', async () => {
  const it = await advertisers();
  it.clock.now = NOW;
  const { id } = await it.make('/pixel', { name: 'P' });
  await it.make('/line-item', { name: 'L' });
  await it.beacon('event=purchase');
  const { business_id } = (await it.call('GET', '/accounts/acme')).json();
  const urls = [
    ...['/accounts', '/accounts/acme', '/accounts/acme/tags', '/accounts/none', '/events', '/counts'],
    ...['/counts?by=kind', '/conversions', '/conversions?format=csv', '/conversions/totals', '/users'],
    ...['/tokens', '/audit', '/status', '/saved-pixels?account_id=acme', '/saved-pixels/options'],
    ...[
      '/api/v1/saved-pixels?account_id=acme',
      '/api/pixel_events?account_id=acme',
      '/api/pixel_events/types',
    ],
    ...['/api/pixel_events/', `/businesses/${business_id}/pixels`, `/businesses/${business_id}/pixels/none`],
    ...[
      '/pixel',
      `/pixel?id=${id}`,
      '/pixel/meta',
      '/line-item',
      '/campaign',
      '/pixel?id=none',
      '/openapi.json',
    ],
    ...['/events?limit=0', '/nothing-here'],
  ];
  const headers = { authorization: `Bearer ${ADMIN}` };
  for (const url of urls) {
    const get = await it.app.inject({ url, headers });
    const head = await it.app.inject({ method: 'HEAD', url, headers });
    const told = ({ statusCode, headers }: typeof get) => [
      url,
      statusCode,
      headers['content-type'],
      headers.allow,
    ];
    expect(told(head)).toEqual(told(get));
    expect([url, head.body]).toEqual([url, '']);
  }
  const audited = (await it.call('GET', '/audit')).json();
  expect(JSON.stringify(audited)).not.toContain('HEAD');
});

it('HEAD of a stream ends', async () => {
  const { app } = await advertisers();
  const headers = { authorization: `Bearer ${ADMIN}` };
  const answer = await app.inject({ method: 'HEAD', url: '/events/stream', headers });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ]);
  expect((await app.inject({ method: 'HEAD', url: '/events/stream' })).statusCode).toBe(401);
});
