import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { demoAccess } from '../../../../src/server/served/demo.ts';
import { collector, type TestCollector, tempDir } from '../../../support/collector.ts';

const PAGE = 'https://shop.example/cart?step=1#top';

async function checking(url = PAGE) {
  const distDir = tempDir();
  writeFileSync(join(distDir, 'tgp.js'), '(tgpConfig=>{})([[]]);');
  writeFileSync(join(distDir, 'tgp.debug.js'), '0');
  const it = await collector({ distDir });
  const made = await it.call('POST', '/checks', { writeKey: it.writeKey, url });
  expect(made.statusCode).toBe(201);
  const { id, link } = made.json();
  return { ...it, id, link, read: async () => (await it.call('GET', `/checks/${id}`)).json() };
}

const report = (
  { app }: Pick<TestCollector, 'app'>,
  fields: Record<string, string>,
  url = '/pixel/v1/check',
) =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'text/plain' },
    payload: String(new URLSearchParams(fields)),
  });

it('makes a link with an id that nobody can guess, for pages alone', async () => {
  const { link, id, call, writeKey, read } = await checking();
  expect(link).toBe(`https://shop.example/cart?step=1&tgp_debug=${id}#top`);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(await read()).toMatchObject({ url: PAGE, script_at: null, told_at: null, entries: [], events: [] });
  for (const url of [
    'javascript:alert(1)',
    'ftp://a.example',
    'https://ann:secret@a.example/',
    'not one',
    '',
  ]) {
    const refused = await call('POST', '/checks', { writeKey, url });
    expect([refused.statusCode, refused.json().error.detail[0].field]).toEqual([422, 'url']);
  }
  expect((await call('POST', '/checks', { writeKey, url: 'shop.example/a' })).json().url).toBe(
    'https://shop.example/a',
  );
});

it('takes what the page tells with the id, by POST and by an image, cut and by known names alone', async () => {
  const it = await checking();
  const told = {
    id: it.id,
    page: 'shop.example/cart',
    'entries.0.kind': 'warning',
    'entries.0.text': '<b>'.repeat(200),
    'entries.0.password': 'secret',
    'entries.1.kind': 'unknown',
    'entries.2.kind': 'beacon',
    'entries.2.messageId': 'm1',
  };
  expect((await report(it, told)).statusCode).toBe(200);
  const image = `/${it.path}/c?${new URLSearchParams({ id: it.id, 'entries.0.kind': 'consent', 'entries.0.ads': 'denied' })}`;
  expect((await it.app.inject(image)).headers['content-type']).toBe('image/gif');
  const { entries, told_at } = await it.read();
  expect(entries).toMatchObject([
    { number: 1, kind: 'warning', page: 'shop.example/cart', facts: { text: '<b>'.repeat(100) } },
    { number: 2, kind: 'beacon', facts: { messageId: 'm1' } },
    { number: 3, kind: 'consent', facts: { ads: 'denied' } },
  ]);
  expect(Object.keys(entries[0].facts)).toEqual(['text']);
  expect(told_at).not.toBeNull();
});

it('answers a stranger without the id the same, and takes nothing', async () => {
  const it = await checking();
  const answers = await Promise.all(
    ['0'.repeat(32), it.id.slice(1), '', '__proto__'].map(id => report(it, { id, 'entries.0.kind': 'tag' })),
  );
  expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual(
    answers.map(() => [200, answers[0]!.body]),
  );
  expect((await it.read()).entries).toEqual([]);
  const broken: Record<string, string>[] = [
    { id: it.id, entries: 'text' },
    { id: it.id, 'entries.0': 'text', 'entries.1.kind.x': 'tag' },
  ];
  for (const each of broken) expect((await report(it, each)).statusCode).toBe(200);
  expect((await it.read()).entries).toEqual([]);
  expect((await it.app.inject(`/${'z'.repeat(9)}/c?id=${it.id}`)).statusCode).toBe(404);
});

it('shows the events of the page, whichever of the two comes first', async () => {
  const it = await checking();
  await it.beacon('name=Home&messageId=by+url&context.page.search=%3Ftgp_debug%3D' + it.id, 'page');
  await it.beacon('event=E&messageId=before&properties.order_id=A1&properties.empty=');
  await it.beacon('event=E&messageId=somebody+else');
  await report(it, { id: it.id, 'entries.0.messageId': 'before', 'entries.0.kind': 'beacon' });
  await report(it, { id: it.id, 'entries.0.messageId': 'after', 'entries.0.kind': 'beacon' });
  await it.beacon('event=E&messageId=after');
  const { events } = await it.read();
  expect(events.map((each: { messageId: string }) => each.messageId)).toEqual(['by url', 'before', 'after']);
  expect(events[1]).toMatchObject({ type: 'track', event: 'E', properties: ['order_id'] });
});

it('says what came of each saved pixel, and what none of its events had', async () => {
  const it = await checking();
  const value = { source: 'variable', value: 'shop.x' };
  const make = (name: string, config: object) =>
    it.call('POST', '/saved-pixels?account_id=acme', { name, config });
  await make('Orders', {
    type: 'conversion',
    conversion_type: 'purchase',
    revenue: value,
    currency: value,
    properties: [{ key: 'order_id', ...value }],
  });
  await make('Leads', {
    type: 'conversion',
    conversion_type: 'lead',
    properties: [{ key: 'plan', ...value }],
  });
  await make('Views', { type: 'pageview' });
  const of = `context.page.search=%3Ftgp_debug%3D${it.id}&context.page.path=/cart`;
  await it.beacon(`${of}&messageId=v1`, 'page');
  await it.beacon(`${of}&messageId=v2`, 'page');
  await it.beacon(`${of}&messageId=p1&event=purchase&properties.revenue=5`);
  await it.beacon(`${of}&messageId=p2&event=purchase&properties.currency=EUR`);
  const { pixels, doubled } = await it.read();
  expect(pixels.map(({ id: _, ...each }: { id: string }) => each)).toEqual([
    { name: 'Orders', event: 'purchase', came: 2, missing: ['order_id'] },
    { name: 'Views', event: '', came: 2, missing: [] },
    { name: 'Leads', event: 'lead', came: 0, missing: [] },
  ]);
  expect(doubled).toEqual(['v2']);
});

it('notes that the scripts were asked for by a page of that site', async () => {
  const it = await checking();
  const ask = (url: string, referer: string) => it.app.inject({ url, headers: { referer } });
  await ask(`/tgp/${it.writeKey}.js`, 'https://other.example/');
  await ask(`/tgp/${'0'.repeat(32)}.js`, 'https://shop.example/');
  expect((await it.read()).script_at).toBeNull();
  const served = await ask(`/${it.path}/${it.writeKey}.js`, 'https://shop.example/');
  expect(served.statusCode).toBe(200);
  expect(await it.read()).toMatchObject({ script_at: expect.any(String), debug_at: null });
  for (const url of [
    `/tgp/${it.writeKey}.debug.js`,
    `/${it.path}/${it.writeKey}.debug.js`,
    '/tgp.debug.js',
  ]) {
    const debug = await ask(url, 'https://shop.example/');
    expect([debug.statusCode, debug.headers['access-control-allow-origin']]).toEqual([200, '*']);
  }
  expect((await it.read()).debug_at).not.toBeNull();
});

it('tells of what was refused meanwhile, of the tag or of its host', async () => {
  const it = await checking();
  await it.app.inject({
    url: '/pixel/v1/page?writeKey=wrong&userId=u',
    headers: { origin: 'https://shop.example' },
  });
  await it.app.inject({
    url: '/pixel/v1/page?writeKey=wrong&userId=u',
    headers: { origin: 'https://other.example' },
  });
  expect((await it.read()).refusals).toMatchObject([{ reason: 'invalid write key', host: 'shop.example' }]);
});

it('is for who may read the tag, and for nobody else; not for the demo', async () => {
  const it = await checking();
  await it.call('POST', '/accounts', { id: 'other', name: 'Other' });
  const reader = await it.token('read', ['acme']);
  const other = await it.token('write', ['other']);
  const body = { writeKey: it.writeKey, url: PAGE };
  expect((await it.call('POST', '/checks', body, reader)).statusCode).toBe(201);
  expect((await it.call('POST', '/checks', body, other)).statusCode).toBe(404);
  for (const method of ['GET', 'DELETE'])
    expect((await it.call(method, `/checks/${it.id}`, undefined, other)).statusCode).toBe(404);
  expect((await it.call('DELETE', `/checks/${it.id}`, undefined, reader)).statusCode).toBe(204);
  expect((await it.call('GET', `/checks/${it.id}`)).statusCode).toBe(404);
  const demo = await collector({ fixed: [['tgp_demo', { ...demoAccess, accounts: ['acme'] }]] });
  const refused = await demo.call('POST', '/checks', { writeKey: demo.writeKey, url: PAGE }, 'tgp_demo');
  expect(refused.statusCode).toBe(403);
});

it('ends after half an hour, keeps few at once, and bounds each', async () => {
  const it = await checking();
  for (let at = 0; at < 30; at++)
    await report(it, {
      id: it.id,
      ...Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`entries.${i}.kind`, 'warning'])),
    });
  const { entries, left_out } = await it.read();
  expect([entries.length, left_out]).toEqual([400, 800]);
  const large = await report(it, { id: it.id, text: 'x'.repeat(20_000) });
  expect(large.statusCode).toBe(413);
  for (let at = 0; at < 5; at++) await it.call('POST', '/checks', { writeKey: it.writeKey, url: PAGE });
  expect((await it.call('GET', `/checks/${it.id}`)).statusCode).toBe(404);
  const { id } = (await it.call('POST', '/checks', { writeKey: it.writeKey, url: PAGE })).json();
  it.clock.now += 30 * 60_000;
  expect((await it.call('GET', `/checks/${id}`)).statusCode).toBe(404);
});
