import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type InstallError, installCode } from '../../../../src/install/installCode.ts';
import type { PixelConfig } from '../../../../src/install/pixel.ts';
import { PLATFORMS, platformOf } from '../../../../src/install/platforms.ts';
import { collector } from '../../../support/collector.ts';

const CONFIG: PixelConfig = {
  type: 'conversion',
  conversion_type: 'purchase',
  revenue: { source: 'variable', value: 'order_total' },
  currency: { source: 'fixed', value: 'EUR' },
  properties: [{ key: 'sku', source: 'variable', value: 'product_sku' }],
};
const ORIGIN = 'http://collect.example:8080';
const SHA384 = `sha384-${'A+/b'.repeat(16)}`;

const codeOrReason = (...[platform, pixel, settings]: Parameters<typeof installCode>) => {
  try {
    return installCode(platform, pixel, settings);
  } catch (error) {
    return (error as InstallError).message;
  }
};

/** A collector with a saved pixel of `acme`, and a function that asks for its code. */
async function saved(part: object = {}, parts: object = {}) {
  const it = await collector({ version: '1.2.3', ...parts });
  const body = { name: 'Purchase', config: CONFIG, ...part };
  const made = await it.call('POST', '/saved-pixels?account_id=acme', body);
  const { id } = made.json().data;
  const authorization = `Bearer ${await it.token('read', ['acme'])}`;
  const code = (query: Record<string, string> = {}, headers: Record<string, string> = {}, prefix = '') =>
    it.app.inject({
      url: `${prefix}/saved-pixels/${id}/code?${new URLSearchParams({ account_id: 'acme', ...query })}`,
      headers: { authorization, host: 'collect.example:8080', ...headers },
    });
  const pixel = { id, name: 'Purchase', config: CONFIG };
  const settings = { writeKey: it.writeKey, scriptUrl: `${ORIGIN}/${it.path}/${it.writeKey}.js` };
  return { ...it, id, code, pixel, settings };
}

describe.each(['', '/api/v1'])('below "%s"', prefix => {
  it.each(['javascript', 'gtm', 'tealium'] as const)(
    'is that of the target platform, %s',
    async target_platform => {
      const { code, pixel, settings } = await saved({ target_platform });
      const answer = await code({}, {}, prefix);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toEqual({ success: true, data: installCode(target_platform, pixel, settings) });
      expect(Object.keys(answer.json().data).sort()).toEqual([
        'base_code',
        'event_code',
        'language',
        'notes',
        'platform',
        'required_variables',
      ]);
    },
  );
});

it('is for the platform that is named, whatever installCode makes of it', async () => {
  const { code, settings, call } = await saved();
  // Nothing but fixed values: some platforms can't read variables.
  const config: PixelConfig = { type: 'conversion', conversion_type: 'lead' };
  const made = await call('POST', '/saved-pixels?account_id=acme', { name: 'Lead', config });
  const { id } = made.json().data;
  for (const platform of PLATFORMS) {
    const url = `/saved-pixels/${id}/code?account_id=acme&platform=${platform}&script_url=${settings.scriptUrl}`;
    const answer = await call('GET', `${url}&endpoint=${ORIGIN}`);
    const expected = codeOrReason(platform, { id, name: 'Lead', config }, { ...settings, endpoint: ORIGIN });
    expect([platform, answer.json().data ?? answer.json().error.detail[0].message]).toEqual([
      platform,
      typeof expected === 'string' ? expect.stringContaining(expected) : expected,
    ]);
  }
  const unknown = await code({ platform: 'GTM' });
  expect(unknown.statusCode).toBe(422);
  const [problem] = unknown.json().error.detail;
  expect(problem).toMatchObject({ field: 'platform', type: 'enum' });
  for (const platform of PLATFORMS) expect(problem.message).toContain(`"${platform}"`);
});

it('is refused where the platform has no such variables, with the reason', async () => {
  const revenue = { source: 'variable', value: 'Order Total' };
  const { code } = await saved({ target_platform: 'gtm', config: { ...CONFIG, revenue } });
  expect((await code()).statusCode).toBe(200);
  const answer = await code({ platform: 'javascript' });
  expect(answer.statusCode).toBe(422);
  expect(answer.json().error.detail).toEqual([
    {
      field: expect.stringMatching(/^config\.revenue/),
      message: expect.stringMatching(/^config\.revenue.*Order Total/),
      type: 'platform',
    },
  ]);
});

describe('as text', () => {
  it.each([
    ['format=text', { format: 'text' }, {}, true],
    ['Accept: text/plain', {}, { accept: 'text/plain' }, true],
    ['a browser', {}, { accept: 'text/html,*/*;q=0.8' }, false],
    ['both', {}, { accept: 'application/json, text/plain, */*' }, false],
    ['format=json', { format: 'json' }, { accept: 'text/plain' }, false],
  ])('by %s: %4$s', async (_name, query, headers, isText) => {
    const { code, pixel, settings } = await saved();
    const answer = await code(query as Record<string, string>, headers as Record<string, string>);
    expect(answer.headers['content-type']).toBe(
      isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
    );
    expect(answer.headers).toMatchObject({ vary: 'Accept', 'cache-control': 'no-store' });
    const { base_code, event_code } = installCode('javascript', pixel, settings);
    if (isText) expect(answer.body).toBe(`${base_code}\n\n${event_code}\n`);
  });
});

it('gives one part alone', async () => {
  const { code, pixel, settings } = await saved();
  const { base_code, event_code } = installCode('javascript', pixel, settings);
  expect((await code({ format: 'text', part: 'base' })).body).toBe(`${base_code}\n`);
  expect((await code({ format: 'text', part: 'event' })).body).toBe(`${event_code}\n`);
  expect((await code({ part: 'middle' })).statusCode).toBe(422);
});

describe('as a zip', () => {
  it.each(PLATFORMS.filter(name => platformOf(name).archive))(
    'has the files of %s, the same bytes each time',
    async platform => {
      const { code, pixel, settings } = await saved();
      const answer = await code({ platform, format: 'zip' });
      expect(answer.statusCode).toBe(200);
      const { files, archive } = installCode(platform, pixel, { ...settings, version: '1.2.3' });
      expect(answer.headers).toMatchObject({
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${archive}"`,
        'cache-control': 'no-store',
      });
      const entries = Object.entries(unzipSync(answer.rawPayload));
      expect(Object.fromEntries(entries.map(([name, bytes]) => [name, strFromU8(bytes)]))).toEqual(files);
      expect((await code({ platform, format: 'zip' })).rawPayload).toEqual(answer.rawPayload);
    },
  );

  it('is refused where there is nothing to upload, with those that have one', async () => {
    const { code } = await saved();
    const answer = await code({ platform: 'gtm', format: 'zip' });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().error.detail).toEqual([
      {
        field: 'format',
        message: expect.stringMatching(/^format: gtm is no zip to upload: wordpress-plugin/),
        type: 'platform',
      },
    ]);
  });
});

describe('the write key', () => {
  it('is of the oldest tag that takes beacons, or of the one that is named', async () => {
    const { code, call, clock, writeKey, settings } = await saved();
    clock.now += 1000;
    const tag = await call('POST', '/accounts/acme/tags', { name: 'Second', domain: 'b.example' });
    const second: string = tag.json().write_key;
    const keyIn = async (query = {}) => {
      const { base_code } = (await code(query)).json().data;
      return [writeKey, second].filter(key => base_code.includes(key));
    };
    expect(await keyIn()).toEqual([settings.writeKey]);
    expect(await keyIn({ write_key: second })).toEqual([second]);
    await call('PATCH', `/accounts/acme/tags/${writeKey}`, { disabled: true });
    expect(await keyIn()).toEqual([second]);
    expect(await keyIn({ write_key: writeKey })).toEqual([writeKey]);
    await call('PATCH', `/accounts/acme/tags/${second}`, { disabled: true });
    const none = await code();
    expect([none.statusCode, none.json().error.code]).toEqual([409, 'conflict']);
    expect(none.json().error.message).toContain('enable one (PATCH /accounts/acme/tags/{write_key})');
  });

  it("is not another account's, nor made up", async () => {
    const { code, call } = await saved();
    await call('POST', '/accounts', { id: 'other', name: 'Other' });
    const theirs = await call('POST', '/accounts/other/tags', { name: 'T', domain: 'c.example' });
    for (const write_key of [theirs.json().write_key, 'nobodys', '']) {
      const answer = await code({ write_key });
      expect([answer.statusCode, answer.json().error]).toEqual([
        404,
        { code: 'not_found', message: `no tag with write key "${write_key}" in the account "acme"` },
      ]);
    }
  });

  it('needs a tag: without one the answer says how to make it', async () => {
    const { call, store } = await collector();
    // As no account has been made since every one has a tag from its making.
    const account = { id: 'other', name: 'Other', advertiser_id: 7, business_id: 'b' };
    await store.accounts.add({
      ...account,
      created_at: 0,
      redirect_hosts: '[]',
      orders_across_tags: 0,
      time_zone: null,
    });
    const made = await call('POST', '/saved-pixels?account_id=other', {
      name: 'P',
      config: { type: 'pageview' },
    });
    const answer = await call('GET', `/saved-pixels/${made.json().data.id}/code?account_id=other`);
    expect([answer.statusCode, answer.json().error]).toEqual([
      409,
      {
        code: 'conflict',
        message: 'the account "other" has no tag yet: make one first (POST /accounts/other/tags)',
      },
    ]);
  });
});

describe('options', () => {
  it.each([
    ['none', {}, {}],
    ['global_name', { global_name: '_px' }, { globalName: '_px' }],
    ['endpoint', { endpoint: 'https://c.example/in' }, { endpoint: 'https://c.example/in' }],
    ['nonce', { nonce: 'r4nd0m+/=' }, { nonce: 'r4nd0m+/=' }],
    ["a template's nonce", { nonce: '{{ csp_nonce }}' }, { nonce: '{{ csp_nonce }}' }],
    ['preconnect', { preconnect: 'true' }, { preconnect: true }],
    [
      'integrity, of a version',
      { integrity: SHA384 },
      { integrity: SHA384, scriptUrl: `${ORIGIN}/tgp@1.2.3.js` },
    ],
    [
      'script_url, with this collector as the endpoint',
      { script_url: 'https://cdn.example/a/tgp.js?v=1' },
      { scriptUrl: 'https://cdn.example/a/tgp.js?v=1', endpoint: ORIGIN },
    ],
    [
      "script_url, of another tag's own path",
      { script_url: `https://www.shop.example/data/garden/${'a'.repeat(32)}.js` },
      { scriptUrl: `https://www.shop.example/data/garden/${'a'.repeat(32)}.js`, endpoint: ORIGIN },
    ],
    [
      'script_url, endpoint and integrity',
      {
        script_url: 'https://cdn.example/t.js',
        endpoint: 'https://c.example',
        integrity: `${SHA384} ${SHA384}`,
      },
      {
        scriptUrl: 'https://cdn.example/t.js',
        endpoint: 'https://c.example',
        integrity: `${SHA384} ${SHA384}`,
      },
    ],
  ])('pass through: %s', async (_name, query, expected) => {
    const { code, pixel, settings } = await saved();
    const answer = await code(query);
    expect(answer.json().data).toEqual(installCode('javascript', pixel, { ...settings, ...expected }));
  });

  it("have beacons go by the tag's own path where script_url is below it", async () => {
    const { code, pixel, settings } = await saved();
    const scriptUrl = `https://www.shop.example/data/garden/${settings.writeKey}.js`;
    const answer = await code({ script_url: scriptUrl, platform: 'amp' });
    expect(answer.json().data).toEqual(installCode('amp', pixel, { ...settings, scriptUrl }));
    expect(answer.body).toContain('https://www.shop.example/data/garden/');
  });

  it.each([
    ['global_name', 'a-b'],
    ['global_name', '1a'],
    ['global_name', ''],
    ['global_name', 'a'.repeat(51)],
    ['endpoint', 'collect.example'],
    ['endpoint', '//collect.example'],
    ['endpoint', 'javascript:alert(1)'],
    ['endpoint', 'https://user:secret@c.example'],
    ['endpoint', 'https://c.example/?a=1'],
    ['endpoint', 'https://c.example/"><script>'],
    ['script_url', 'data:text/javascript,1'],
    ['script_url', 'https://c.example'],
    ['script_url', 'https://c.example/tgp.js#x'],
    ['script_url', `https://c.example/${'a'.repeat(1000)}`],
    ['integrity', 'md5-abc'],
    ['integrity', 'sha384-abc'],
    ['integrity', SHA384.replaceAll('+', ' ')],
    ['nonce', '"><script>'],
    ['nonce', ''],
    ['preconnect', 'maybe'],
    ['format', 'xml'],
    ['account_id', ''],
    ['globalName', 'tgp'],
  ])('%s=%s is refused', async (name, value) => {
    const { code } = await saved();
    const answer = await code({ [name]: value });
    expect([answer.statusCode, answer.json().error.code]).toEqual([422, 'validation_error']);
    expect(answer.json().error.detail.map(({ field }: { field: string }) => field)).toEqual([name]);
    expect(answer.json().error.detail[0].message).toMatch(new RegExp(`^${name}: .{10}`));
  });

  it('are refused all at once', async () => {
    const { code } = await saved();
    const answer = await code({ account_id: '', platform: 'x', nonce: '<', endpoint: 'x', a: 'b' });
    expect(answer.json().error.detail).toHaveLength(5);
  });

  it('must say where the script is to a client that does not say where it asks', async () => {
    const { code } = await saved();
    const answer = await code({}, { host: 'a"><script>' });
    expect(answer.json().error.detail).toMatchObject([{ field: 'script_url', type: 'missing' }]);
    expect((await code({ script_url: 'https://cdn.example/tgp.js' }, { host: 'a/b' })).statusCode).toBe(200);
  });
});

it.each([
  ['', 401],
  ['other', 404],
])('is not for a client with the token "%s"', async (name, status) => {
  const { call, id, token } = await saved();
  const other = name && (await token('write', [name]));
  expect((await call('GET', `/saved-pixels/${id}/code?account_id=acme`, undefined, other)).statusCode).toBe(
    status,
  );
});

it('is of a pixel that is there', async () => {
  const { call } = await saved();
  expect((await call('GET', '/saved-pixels/pix_0/code?account_id=acme')).statusCode).toBe(404);
});

it.each([
  [{}, 'https://collect.example:8080/tgp-1.2.3.tgz'],
  [{ endpoint: 'https://collect.example:8080' }, 'https://collect.example:8080/tgp-1.2.3.tgz'],
  [{ script_url: 'https://cdn.example/tgp.js' }, 'https://collect.example:8080/tgp-1.2.3.tgz'],
  [{ endpoint: 'https://other.example/in' }, 'https://other.example/in/tgp.tgz'],
])("names the tag's package of this collector's own version: %j", async (query, url) => {
  const { code } = await saved({}, { trustProxy: ['loopback'] });
  const answer = await code({ platform: 'npm', ...query }, { 'x-forwarded-proto': 'https' });
  expect(answer.json().data.notes[0]).toMatch(new RegExp(`npm install ${url.replaceAll('.', '\\.')}$`));
});
