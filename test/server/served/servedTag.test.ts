import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { namesOfCategory } from '../../../src/protocol/kinds.ts';
import { makeLogger } from '../../../src/server/cli/logger.ts';
import { collector, IN_FILE, type Keeping, type TestCollector, tempDir } from '../../support/collector.ts';

const PUBLISHED = fileURLToPath(new URL('../../../dist/tgp.js', import.meta.url));

/** A collector with the published tag, and what it logs. */
async function serving(keeping: Keeping = {}) {
  const distDir = tempDir();
  copyFileSync(PUBLISHED, join(distDir, 'tgp.js'));
  const lines: { level: number; msg: string; err?: { message: string } }[] = [];
  const logger = makeLogger('warn', { write: (line: string) => void lines.push(JSON.parse(line)) });
  const it = await collector({ distDir, logger }, keeping);
  // A tag without a path of its own has nothing built in.
  await it.store.tags.change((await it.store.tags.get(it.writeKey))!, { path: null });
  const bare = (await it.app.inject('/tgp.js')).body;
  const get = (headers: Record<string, string> = {}, key = it.writeKey) =>
    it.app.inject({ url: `/tgp/${key}.js`, headers });
  return { ...it, bare, get, lines };
}

const addPixel = async ({ call, clock }: TestCollector, fields: object, account = 'acme') => {
  // The order of pixels is that of their making.
  clock.now++;
  const pixel = { name: 'P', pixel_conversion_event_id: 8, ...fields };
  const answer = await call('POST', `/pixel?advertiser_code=${account}`, { pixel });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json().response.pixel.id;
};

const savePixel = async ({ call }: TestCollector, name: string, fields: object = {}, account = 'acme') => {
  const body = { name, config: { type: 'pageview' }, ...fields };
  const answer = await call('POST', `/saved-pixels?account_id=${account}`, body);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json().data.id as string;
};

/** What is built into a served tag, as the tag gets it. */
function configOf(
  served: string,
  bare: string,
): [piggybacks: object[], pixels: Map<string, unknown>, path?: string] {
  const start = bare.lastIndexOf('([[]])');
  expect(served.slice(0, start)).toBe(bare.slice(0, start));
  const [piggybacks, pixels, ...path] = runInNewContext(served.slice(start).replace(/;\s*$/, ''));
  return [piggybacks, new Map(Object.entries(pixels ?? {})), ...path] as ReturnType<typeof configOf>;
}

const image = (url: string) => ({ piggyback_pixels: [{ pixel_type: 'img', url }] });

it('is the published tag where nothing is configured, for any site and a minute', async () => {
  const { get, bare, app, writeKey } = await serving();
  const answer = await get();
  expect(answer.body).toBe(bare);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=60, stale-while-revalidate=86400, stale-if-error=86400',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
  });
  const head = await app.inject({ method: 'HEAD', url: `/tgp/${writeKey}.js` });
  expect([head.statusCode, head.body]).toEqual([200, '']);
});

it('has the piggybacks of the account’s active conversion pixels, with the names of their event', async () => {
  const them = await serving();
  const { get, bare, writeKey } = them;
  await addPixel(them, image('https://ads.example/lead?a=[ORDER_ID]&b=</script>\u00fc'));
  await addPixel(them, {
    pixel_conversion_event_id: 7,
    piggyback_pixels: [
      { pixel_type: 'js', url: 'https://ads.example/one.js' },
      { pixel_type: 'js', url: 'https://ads.example/two.js' },
    ],
  });
  await addPixel(them, { ...image('https://ads.example/inactive'), state: 'inactive' });
  await addPixel(them, { ...image('https://ads.example/no-event'), pixel_conversion_event_id: null });
  await addPixel(them, {});
  await them.call('POST', '/accounts', { id: 'other', name: 'Other' });
  await addPixel(them, image('https://ads.example/other'), 'other');

  const { body } = await get();
  expect(body).not.toContain('</script');
  const [piggybacks, pixels] = configOf(body, bare);
  const lead = { type: 'img', on: namesOfCategory(8), to: writeKey };
  const purchase = { type: 'js', on: namesOfCategory(7), to: writeKey };
  expect(piggybacks).toEqual([
    { url: 'https://ads.example/lead?a=[ORDER_ID]&b=</script>\u00fc', ...lead },
    { url: 'https://ads.example/one.js', ...purchase },
    { url: 'https://ads.example/two.js', ...purchase },
  ]);
  expect(pixels.size).toBe(0);
});

it('has the saved pixels that a page can make, by id', async () => {
  const them = await serving();
  const variable = (value: string) => ({
    config: { type: 'pageview', properties: [{ key: 'a', source: 'variable', value }] },
  });
  const plain = await savePixel(them, 'Plain', variable('shop.total'));
  const fixed = await savePixel(them, 'Fixed', { target_platform: 'gtm' });
  await savePixel(them, 'GTM', { target_platform: 'gtm', ...variable('Total') });
  await savePixel(them, 'Tealium', { target_platform: 'tealium', ...variable('total') });
  await them.call('POST', '/accounts', { id: 'other', name: 'Other' });
  await savePixel(them, 'Other', {}, 'other');
  const [, pixels] = configOf((await them.get()).body, them.bare);
  expect([...pixels.keys()].sort()).toEqual([plain, fixed].sort());
  expect(typeof pixels.get(plain)).toBe('function');
});

it('has the ids of the pixel events, so that a wrong one is told of, unless there are very many', async () => {
  const { get, bare, call } = await serving();
  const make = async () =>
    (await call('POST', '/api/pixel_events', { account_id: 'acme', title: 'E', type: 'purchase' })).json().id;
  const ids = [await make(), await make()];
  const [, pixels] = configOf((await get()).body, bare);
  expect([...pixels].sort()).toEqual(ids.sort().map(id => [id, 0]));
  for (let n = 2; n < 101; n++) await make();
  expect((await get()).body).toBe(bare);
});

it('has the path of the tag, so that pages with the address of before send by it', async () => {
  const { get, bare, call, app, writeKey } = await serving();
  await call('PATCH', `/accounts/acme/tags/${writeKey}`, { path: 'garden' });
  const { body } = await get();
  expect(configOf(body, bare)[2]).toBe('garden');
  expect((await app.inject(`/garden/${writeKey}.js`)).body).toBe(body);
});

it('is sent once: 304 until the configuration changes', async () => {
  const them = await serving();
  await addPixel(them, image('https://ads.example/a'));
  const first = await them.get({ 'accept-encoding': 'br' });
  const known = { 'accept-encoding': 'br', 'if-none-match': first.headers.etag as string };
  expect(first.headers['content-encoding']).toBe('br');
  expect([(await them.get(known)).statusCode, (await them.get(known)).body]).toEqual([304, '']);
  await addPixel(them, image('https://ads.example/b'));
  expect((await them.get(known)).statusCode).toBe(200);
});

it('is 404 in words for a write key that no tag has', async () => {
  const { app, get } = await serving();
  for (const key of ['nope', `${'a'.repeat(100)}`, '%3Cscript%3E', '..%2Ftgp']) {
    const answer = await get({}, key);
    expect(answer.statusCode).toBe(404);
    expect(answer.json().error.message).toMatch(/^no tag has the write key ".{2,64}"/);
    expect(answer.headers['cache-control']).toBe('no-store');
  }
  expect((await app.inject('/tgp/.js')).statusCode).toBe(404);
  expect((await app.inject({ method: 'POST', url: '/tgp/nope.js' })).statusCode).toBe(405);
});

it('of a disabled tag is the published one', async () => {
  const them = await serving();
  await addPixel(them, image('https://ads.example/a'));
  await them.call('PATCH', `/accounts/acme/tags/${them.writeKey}`, { disabled: true });
  expect((await them.get()).body).toBe(them.bare);
});

/** Takes a table away under the running collector, and gives it back. */
function breakStore({ folder }: TestCollector, table: string): () => void {
  const rename = (from: string, to: string) => {
    const db = new DatabaseSync(join(folder, 'tgp.db'));
    db.exec(`ALTER TABLE ${from} RENAME TO ${to}`);
    db.close();
  };
  rename(table, 'gone');
  return () => rename('gone', table);
}

it.each(['conversion_pixels', 'saved_pixels', 'pixel_events', 'tags'])(
  'is what it was while %s can’t be read, with one line in the log a minute',
  async table => {
    const them = await serving(IN_FILE);
    await addPixel(them, image('https://ads.example/a'));
    const before = await them.get();
    const mend = breakStore(them, table);
    for (let n = 0; n < 3; n++) {
      const answer = await them.get();
      expect([answer.statusCode, answer.body, answer.headers.etag]).toEqual([
        200,
        before.body,
        before.headers.etag,
      ]);
    }
    expect(them.lines.map(({ msg }) => msg)).toEqual([
      "the store can't be read: the tag is served with the last known configuration",
    ]);
    expect(them.lines[0]!.err!.message).toContain(table);
    them.clock.now += 60_000;
    await them.get();
    expect(them.lines).toHaveLength(2);
    mend();
    await addPixel(them, image('https://ads.example/b'));
    expect((await them.get()).body).toContain('https://ads.example/b');
  },
);

it('is the published one while the store can’t be read and nothing is known', async () => {
  const them = await serving(IN_FILE);
  await addPixel(them, image('https://ads.example/a'));
  breakStore(them, 'conversion_pixels');
  const answer = await them.get();
  expect([answer.statusCode, answer.body]).toEqual([200, them.bare]);
  expect(them.lines.map(({ msg }) => msg)).toEqual([
    "the store can't be read: the tag is served with no configuration",
  ]);
});

it('answers while the store is closed, even for keys that it never saw', async () => {
  const them = await serving();
  await them.get();
  await them.store.close();
  expect((await them.get()).body).toBe(them.bare);
  expect((await them.get({}, 'unknown')).body).toBe(them.bare);
});

it('is not there where there is no published tag', async () => {
  const { app, writeKey } = await collector();
  expect((await app.inject(`/tgp/${writeKey}.js`)).statusCode).toBe(404);
});

it('a published file that takes no configuration is served as it is', async () => {
  const distDir = tempDir();
  writeFileSync(join(distDir, 'tgp.js'), 'old();');
  const them = await collector({ distDir });
  await addPixel(them, image('https://ads.example/a'));
  expect((await them.app.inject(`/tgp/${them.writeKey}.js`)).body).toBe('old();');
});
