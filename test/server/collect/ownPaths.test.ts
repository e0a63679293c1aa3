import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../src/server/memory/memoryStore.ts';
import { collector, storedEvents, type TestCollector } from '../../support/collector.ts';

const DIST = fileURLToPath(new URL('../../../dist/', import.meta.url));

const under = ({ app, writeKey }: TestCollector, path: string) => {
  const query = `writeKey=${writeKey}&anonymousId=a1`;
  return {
    view: () => app.inject(`/${path}/v?${query}&name=Home`),
    event: (name = 'E') => app.inject(`/${path}/e?${query}&event=${name}`),
    script: () => app.inject(`/${path}/${writeKey}.js`),
  };
};

describe("under a tag's own path", () => {
  it('page views and events are stored as at their old addresses', async () => {
    const it = await collector();
    const { view, event } = under(it, it.path);
    for (const answer of [await view(), await event('log')]) {
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/gif']);
    }
    const body = `writeKey=${it.writeKey}&anonymousId=a1&event=posted`;
    const headers = { 'content-type': 'text/plain' };
    const url = `/${it.path}/e`;
    expect((await it.app.inject({ method: 'POST', url, headers, payload: body })).statusCode).toBe(200);
    expect(await storedEvents(it)).toMatchObject([
      { type: 'track', event: 'posted' },
      { type: 'track', event: 'log' },
      { type: 'page', name: 'Home' },
    ]);
  });

  it('a browser of another site may send, and other methods are told which do', async () => {
    const { app, path } = await collector();
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' };
    const asked = await app.inject({ method: 'OPTIONS', url: `/${path}/e`, headers });
    expect([asked.statusCode, asked.headers['access-control-allow-origin']]).toEqual([
      204,
      'https://shop.example',
    ]);
    const wrong = await app.inject({ method: 'DELETE', url: `/${path}/v` });
    expect([wrong.statusCode, wrong.headers.allow]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
  });

  it.each(['segment', 'advertiser', 'seg', 'ads'])(
    'that was %s before a service was called so, all goes on working',
    async path => {
      const it = await collector({ distDir: DIST });
      const tag = (await it.store.tags.get(it.writeKey))!;
      await it.store.tags.change(tag, { path });
      const { view, event, script } = under(it, path);
      for (const answer of [await view(), await event(), await script()]) expect(answer.statusCode).toBe(200);
      expect(await storedEvents(it)).toHaveLength(2);
      const { id } = (await it.call('POST', '/pixel?advertiser_code=acme', { pixel: { name: 'P' } })).json()
        .response;
      expect((await it.app.inject(`/${path}/px?id=${id}`)).headers['content-type']).toBe('image/gif');
    },
  );

  it('a conversion pixel fires', async () => {
    const it = await collector();
    const made = await it.call('POST', '/pixel?advertiser_code=acme', { pixel: { name: 'P', code: 'p' } });
    const { id } = made.json().response;
    const answer = await it.app.inject(`/${it.path}/px?id=${id}&anonymousId=a1&value=5`);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/gif']);
    expect(await storedEvents(it)).toMatchObject([{ type: 'fire', properties: { value: '5' } }]);
  });

  it('the script is the one of that tag, and of no other', async () => {
    const it = await collector({ distDir: DIST });
    const plain = await it.app.inject(`/tgp/${it.writeKey}.js`);
    const own = await under(it, it.path).script();
    expect([own.statusCode, own.body]).toEqual([200, plain.body]);
    expect(own.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': plain.headers['cache-control'],
    });
    const other = (await it.call('POST', '/accounts/acme/tags', { name: 'B', domain: 'b.example' })).json();
    expect((await it.app.inject(`/${it.path}/${other.write_key}.js`)).statusCode).toBe(404);
    expect((await it.app.inject(`/${other.path}/${other.write_key}.js`)).statusCode).toBe(200);
    expect((await it.app.inject(`/${it.path}/tgp.js`)).statusCode).toBe(404);
  });

  it('all of it goes on working after the path was changed, again and to none', async () => {
    const it = await collector({ distDir: DIST });
    const paths = [it.path, 'garden', 'news'];
    for (const path of [...paths.slice(1), null]) {
      await it.call('PATCH', `/accounts/acme/tags/${it.writeKey}`, { path });
    }
    for (const path of paths) {
      const { view, event, script } = under(it, path);
      for (const answer of [await view(), await event(), await script()]) expect(answer.statusCode).toBe(200);
    }
  });

  it('another tag of the page sends too', async () => {
    const it = await collector();
    const other = (await it.call('POST', '/accounts/acme/tags', { name: 'B', domain: 'b.example' })).json();
    const { view } = under({ ...it, writeKey: other.write_key }, it.path);
    expect((await view()).statusCode).toBe(200);
    expect(await storedEvents(it)).toMatchObject([{ writeKey: other.write_key }]);
  });

  it('a refusal is one as at the old addresses', async () => {
    const it = await collector();
    await it.call('PATCH', `/accounts/acme/tags/${it.writeKey}`, { disabled: true });
    const answer = await under(it, it.path).event();
    expect([answer.statusCode, answer.body]).toEqual([401, 'source is disabled']);
  });

  it('the script is there while the store is not', async () => {
    const store = new MemoryStore();
    const it = await collector({ distDir: DIST, store });
    const url = `/${it.path}/${it.writeKey}.js`;
    store.away = 'busy';
    const answer = await it.app.inject(url);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ]);
    const beacon = await under(it, it.path).view();
    expect([beacon.statusCode, beacon.headers['retry-after']]).toEqual([503, '5']);
  });
});

describe('under a path that no tag has', () => {
  it.each(['v', 'e', 'px'])('/%s is not there', async name => {
    const { app, writeKey } = await collector();
    const query = `writeKey=${writeKey}&anonymousId=a&event=E&id=1`;
    const answer = await app.inject(`/nothing/${name}?${query}`);
    expect([answer.statusCode, answer.body]).toEqual([404, 'no tag has the path "nothing"']);
  });

  it('a script is not there', async () => {
    const { app, writeKey } = await collector({ distDir: DIST });
    for (const url of [`/nothing/${writeKey}.js`, '/nothing/app.js', `/nothing/x/${writeKey}.js`]) {
      const answer = await app.inject(url);
      expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'not_found']);
    }
  });
});
