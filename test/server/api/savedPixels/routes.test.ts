import { describe, expect, it } from 'vitest';
import { collector } from '../../../support/collector.ts';

/** The contract's own example. */
const EXAMPLE = {
  name: 'Purchase conversion',
  description: 'Standard purchase tracking',
  config: {
    type: 'conversion',
    conversion_type: 'purchase',
    revenue: { source: 'variable', value: 'order_total' },
    currency: { source: 'fixed', value: 'EUR' },
    properties: [{ key: 'sku', source: 'variable', value: 'product_sku' }],
  },
  target_platform: 'javascript',
};
const PAGE = { name: 'Page', config: { type: 'pageview' } };
const ID = expect.stringMatching(/^pix_[a-z0-9]{12}$/);

/** A collector with the example, a second account and its tokens. */
async function saved() {
  const it = await collector();
  it.clock.now = Date.parse('2025-01-05T10:00:00.900Z');
  await it.call('POST', '/accounts', { id: 'other', name: 'Other' });
  const made = await it.call('POST', '/saved-pixels?account_id=acme', EXAMPLE);
  const { id } = made.json().data;
  return { ...it, made, id, url: `/saved-pixels/${id}?account_id=acme` };
}

const fieldsOf = (answer: { json(): { error: { detail: { field: string }[] } } }) =>
  answer.json().error.detail.map(({ field }) => field);

describe.each(['', '/api/v1'])('the contract, below "%s"', prefix => {
  it('makes, lists, shows, changes and removes the example', async () => {
    const { call, clock, token } = await collector();
    clock.now = Date.parse('2025-01-05T10:00:00.900Z');
    const writer = await token('write', ['acme']);
    const send = (method: string, path: string, body?: object) =>
      call(method, `${prefix}/saved-pixels${path}account_id=acme`, body, writer);

    const made = await send('POST', '?', EXAMPLE);
    const pixel = {
      id: ID,
      account_id: 'acme',
      ...EXAMPLE,
      created_by: 1,
      created_at: '2025-01-05T10:00:00Z',
      updated_at: '2025-01-05T10:00:00Z',
    };
    expect(made.statusCode).toBe(201);
    expect(made.json()).toEqual({ success: true, data: pixel });
    const { id } = made.json().data;

    const list = await send('GET', '?');
    expect(list.statusCode).toBe(200);
    expect(list.json()).toEqual({
      success: true,
      data: [
        {
          id,
          name: 'Purchase conversion',
          description: 'Standard purchase tracking',
          pixel_type: 'conversion',
          conversion_type: 'purchase',
          target_platform: 'javascript',
          created_at: '2025-01-05T10:00:00Z',
        },
      ],
    });

    const shown = await send('GET', `/${id}?`);
    expect([shown.statusCode, shown.json()]).toEqual([200, made.json()]);

    clock.now += 60_000;
    const changed = await send('PUT', `/${id}?`, { description: 'New' });
    expect([changed.statusCode, changed.json().data]).toEqual([
      200,
      { ...made.json().data, description: 'New', updated_at: '2025-01-05T10:01:00Z' },
    ]);

    const removed = await send('DELETE', `/${id}?`);
    expect([removed.statusCode, removed.body, removed.headers['content-type']]).toEqual([204, '', undefined]);
    expect((await send('GET', `/${id}?`)).statusCode).toBe(404);
    expect((await send('GET', '?')).json()).toEqual({ success: true, data: [] });
  });

  it('has the options of the builder', async () => {
    const { call } = await collector();
    const answer = await call('GET', `${prefix}/saved-pixels/options`);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      success: true,
      data: {
        conversion_types: [
          { value: 'purchase', label: 'Purchase' },
          { value: 'signup', label: 'Sign up' },
          { value: 'lead', label: 'Lead' },
          { value: 'add_to_cart', label: 'Add to cart' },
          { value: 'begin_checkout', label: 'Begin checkout' },
          { value: 'contact', label: 'Contact' },
          { value: 'download', label: 'Download' },
          { value: 'subscribe', label: 'Subscribe' },
        ],
        properties: [
          { value: 'currency', label: 'Currency' },
          { value: 'brand', label: 'Brand' },
          { value: 'model', label: 'Model' },
          { value: 'category', label: 'Category' },
          { value: 'size', label: 'Size' },
          { value: 'color', label: 'Color' },
          { value: 'variant', label: 'Variant' },
          { value: 'sku', label: 'SKU' },
        ],
      },
    });
  });
});

describe('every route', () => {
  const ROUTES: [method: string, path: string, body?: object][] = [
    ['GET', '/saved-pixels?account_id=acme'],
    ['POST', '/saved-pixels?account_id=acme', PAGE],
    ['GET', '/saved-pixels/ID?account_id=acme'],
    ['PUT', '/saved-pixels/ID?account_id=acme', { name: 'New' }],
    ['DELETE', '/saved-pixels/ID?account_id=acme'],
  ];

  // That each route refuses these is in table.saved-pixels.test.ts.
  it('says why it refuses, and which request it was', async () => {
    const { call, id, token } = await saved();
    const path = `/saved-pixels/${id}?account_id=acme`;
    const unknown = await call('PUT', path, { name: 'New' }, 'tgp_nobodys');
    expect([unknown.statusCode, unknown.json().error.code]).toEqual([401, 'unauthorized']);
    expect(unknown.headers['x-request-id']).toBe(unknown.json().request_id);
    const reading = await call('PUT', path, { name: 'New' }, await token('read', ['acme']));
    expect(reading.statusCode).toBe(403);
    expect(reading.json().error).toEqual({
      code: 'forbidden',
      message: expect.stringContaining('"write" (editor or higher)'),
    });
    const theirs = await call('PUT', path, { name: 'New' }, await token('write', ['other']));
    const missing = await call('GET', '/saved-pixels/pix_000000000000?account_id=acme');
    for (const answer of [theirs, missing])
      expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'not_found']);
  });

  it('needs account_id, and takes no more', async () => {
    const { call, id } = await saved();
    for (const [method, path, body] of ROUTES) {
      const [bare] = path.replace('ID', id).split('?');
      for (const [query, field] of [
        ['', 'account_id'],
        ['?account_id=', 'account_id'],
        ['?account_id=acme&acount=1', 'acount'],
      ] as const) {
        const answer = await call(method, bare + query, body);
        expect([answer.statusCode, answer.json().error.code]).toEqual([422, 'validation_error']);
        expect(fieldsOf(answer)).toEqual([field]);
      }
    }
  });

  it.each([
    ['PATCH', '/saved-pixels/pix_1?account_id=acme', 'GET, PUT, DELETE'],
    ['DELETE', '/api/v1/saved-pixels?account_id=acme', 'GET, POST'],
    ['POST', '/saved-pixels/options', 'GET'],
  ])('%s %s is a 405', async (method, url, allow) => {
    const { call } = await collector();
    const answer = await call(method, url);
    expect([answer.statusCode, answer.json().error.code]).toEqual([405, 'method_not_allowed']);
    expect(answer.headers.allow).toBe(allow);
  });
});

it('is removed by a client that names the type of an empty body', async () => {
  const { app, url, token } = await saved();
  const headers = {
    authorization: `Bearer ${await token('write', ['acme'])}`,
    'content-type': 'application/json',
  };
  expect((await app.inject({ method: 'DELETE', url, headers })).statusCode).toBe(204);
});

describe('the list', () => {
  it('is by type, oldest first', async () => {
    const { call, clock } = await saved();
    const add = (body: object) => {
      clock.now += 1000;
      return call('POST', '/saved-pixels?account_id=acme', body);
    };
    await add(PAGE);
    await add({ name: 'Cart', config: { type: 'microconversion', conversion_type: 'add_to_cart' } });
    await add({ name: 'Lead', config: { type: 'conversion', conversion_type: 'lead' } });
    const names = async (query: string) =>
      (await call('GET', `/saved-pixels?account_id=acme${query}`))
        .json()
        .data.map(({ name }: { name: string }) => name);
    expect(await names('')).toEqual(['Purchase conversion', 'Page', 'Cart', 'Lead']);
    expect(await names('&pixel_type=conversion')).toEqual(['Purchase conversion', 'Lead']);
    expect(await names('&pixel_type=microconversion')).toEqual(['Cart']);
    expect(await names('&pixel_type=pageview')).toEqual(['Page']);
    expect((await call('GET', '/saved-pixels?account_id=other')).json().data).toEqual([]);
    const page = (await call('GET', '/saved-pixels?account_id=acme&pixel_type=pageview')).json().data[0];
    expect(page).toMatchObject({ description: null, conversion_type: null });
  });

  it('is of no other type', async () => {
    const { call } = await collector();
    const answer = await call('GET', '/saved-pixels?account_id=acme&pixel_type=sale');
    expect(answer.json().error.detail).toEqual([
      {
        field: 'pixel_type',
        message: 'pixel_type: must be "pageview", "conversion" or "microconversion"',
        type: 'enum',
      },
    ]);
  });
});

describe('a new one', () => {
  it('needs a name and a type, no more', async () => {
    const { call } = await collector();
    const answer = await call('POST', '/saved-pixels?account_id=acme', PAGE);
    expect(answer.statusCode).toBe(201);
    expect(answer.json().data).toMatchObject({
      ...PAGE,
      description: null,
      target_platform: 'javascript',
      created_by: 0,
    });
    expect((await call('GET', `/saved-pixels/${answer.json().data.id}?account_id=acme`)).json()).toEqual(
      answer.json(),
    );
  });

  const value = { source: 'fixed', value: 'x' };
  const properties = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ key: `k${at}`, ...value }));
  const conversion = { type: 'conversion', conversion_type: 'purchase' };

  it.each([
    ['a name of 100', { name: 'n'.repeat(100) }],
    ['a name of 100 beyond the first plane', { name: '😀'.repeat(100) }],
    ['a description of 500', { description: 'd'.repeat(500) }],
    ['an empty description', { description: '' }],
    ['no description, as it is shown', { description: null }],
    ['a conversion type of 50', { config: { ...conversion, conversion_type: 'c'.repeat(50) } }],
    ['20 properties', { config: { ...conversion, properties: properties(20) } }],
    ['no properties', { config: { ...conversion, properties: [] } }],
    ['a key of 50', { config: { ...conversion, properties: [{ key: 'k'.repeat(50), ...value }] } }],
    [
      'a value of 500',
      { config: { ...conversion, properties: [{ key: 'k', source: 'fixed', value: 'v'.repeat(500) }] } },
    ],
    [
      'hostile texts',
      {
        name: `'"</script>`,
        config: {
          ...conversion,
          properties: [{ key: `'"</script>`, source: 'fixed', value: '\0\u2028{{x}}\\' }],
        },
      },
    ],
    [
      'gtm',
      {
        target_platform: 'gtm',
        config: { ...conversion, revenue: { source: 'variable', value: 'Order Total' } },
      },
    ],
    [
      'tealium',
      {
        target_platform: 'tealium',
        config: { ...conversion, revenue: { source: 'variable', value: 'js_page.total' } },
      },
    ],
  ])('takes %s and keeps it', async (_name, part) => {
    const { call } = await collector();
    const made = await call('POST', '/saved-pixels?account_id=acme', { ...PAGE, ...part });
    expect(made.statusCode).toBe(201);
    const { data } = (await call('GET', `/saved-pixels/${made.json().data.id}?account_id=acme`)).json();
    expect(data).toMatchObject({ ...PAGE, ...part });
    expect(data.config).toEqual({ ...PAGE, ...part }.config);
  });

  it.each([
    ['no name', { name: undefined }, { name: 'missing' }],
    ['no config', { config: undefined }, { config: 'missing' }],
    ['nothing', { name: undefined, config: undefined }, { name: 'missing', config: 'missing' }],
    ['a name that is a number', { name: 5 }, { name: 'type' }],
    ['an empty name', { name: '' }, { name: 'minLength' }],
    ['a blank name', { name: ' \t ' }, { name: 'minLength' }],
    ['a name of 101', { name: 'n'.repeat(101) }, { name: 'maxLength' }],
    ['a name of two lines', { name: 'a\nb' }, { name: 'text' }],
    ['half a character', { name: 'a\ud800' }, { name: 'text' }],
    ['a description of 501', { description: 'd'.repeat(501) }, { description: 'maxLength' }],
    ['a description that is a list', { description: [] }, { description: 'type' }],
    ['a platform that is none', { target_platform: 'GTM' }, { target_platform: 'enum' }],
    ['an unknown field', { type: 'pageview' }, { type: 'unknown' }],
    ['a field of ours', { id: 'pix_1', created_by: 3 }, { id: 'unknown', created_by: 'unknown' }],
    ['a config that is a text', { config: 'pageview' }, { config: 'type' }],
    ['a config that is a list', { config: [] }, { config: 'type' }],
    ['no type', { config: {} }, { 'config.type': 'missing' }],
    ['a type that is none', { config: { type: 'sale' } }, { 'config.type': 'enum' }],
    ['an unknown field inside', { config: { type: 'pageview', value: 1 } }, { 'config.value': 'unknown' }],
    ['no conversion type', { config: { type: 'conversion' } }, { 'config.conversion_type': 'missing' }],
    [
      'a conversion type of blanks',
      { config: { type: 'conversion', conversion_type: ' \t ' } },
      { 'config.conversion_type': 'minLength' },
    ],
    [
      'a property key of blanks',
      { config: { type: 'pageview', properties: [{ key: '  ', source: 'fixed', value: ' ' }] } },
      { 'config.properties.0.key': 'minLength' },
    ],
    [
      'two property keys that look the same',
      {
        config: {
          type: 'pageview',
          properties: ['sku', ' sku '].map(key => ({ key, source: 'fixed', value: 'v' })),
        },
      },
      { 'config.properties.1.key': 'duplicate' },
    ],
    [
      'a conversion type of 51',
      { config: { type: 'conversion', conversion_type: 'c'.repeat(51) } },
      { 'config.conversion_type': 'maxLength' },
    ],
    [
      'an empty conversion type',
      { config: { type: 'conversion', conversion_type: '' } },
      { 'config.conversion_type': 'minLength' },
    ],
    ['a revenue that is a number', { config: { ...conversion, revenue: 5 } }, { 'config.revenue': 'type' }],
    [
      'a revenue without its parts',
      { config: { ...conversion, revenue: {} } },
      { 'config.revenue.source': 'missing', 'config.revenue.value': 'missing' },
    ],
    [
      'a source that is none, a value that is a number, and one more',
      { config: { ...conversion, revenue: { source: 'literal', value: 5, unit: 'EUR' } } },
      { 'config.revenue.unit': 'unknown', 'config.revenue.source': 'enum', 'config.revenue.value': 'type' },
    ],
    [
      '21 properties',
      { config: { ...conversion, properties: properties(21) } },
      { 'config.properties': 'maxItems' },
    ],
    [
      'properties as an object',
      { config: { ...conversion, properties: {} } },
      { 'config.properties': 'type' },
    ],
    [
      'a key of 51, an empty one and none',
      {
        config: {
          ...conversion,
          properties: [{ key: 'k'.repeat(51), ...value }, { key: '', ...value }, value],
        },
      },
      {
        'config.properties.0.key': 'maxLength',
        'config.properties.1.key': 'minLength',
        'config.properties.2.key': 'missing',
      },
    ],
    [
      'a value of 501 and an empty one',
      {
        config: {
          ...conversion,
          properties: [
            { key: 'a', source: 'fixed', value: 'v'.repeat(501) },
            { key: 'b', source: 'fixed', value: '' },
          ],
        },
      },
      { 'config.properties.0.value': 'maxLength', 'config.properties.1.value': 'minLength' },
    ],
    [
      'half a character deep inside',
      { config: { ...conversion, properties: [{ key: 'k', source: 'fixed', value: '\udc00' }] } },
      { 'config.properties.0.value': 'text' },
    ],
    [
      "another platform's variable",
      {
        target_platform: 'gtm',
        config: { ...conversion, revenue: { source: 'variable', value: '{{Total' } },
      },
      { 'config.revenue.value': 'variable' },
    ],
  ])('refuses %s', async (_name, part, problems) => {
    const { call } = await collector();
    const answer = await call('POST', '/saved-pixels?account_id=acme', { ...PAGE, ...part });
    expect(answer.statusCode).toBe(422);
    const { error } = answer.json();
    expect(error.code).toBe('validation_error');
    expect(
      Object.fromEntries(
        error.detail.map(({ field, type }: { field: string; type: string }) => [field, type]),
      ),
    ).toEqual(problems);
    expect(error.detail).toHaveLength(Object.keys(problems).length);
    for (const { field, message } of error.detail) expect(message).toMatch(new RegExp(`^${field}: .{10}`));
    expect((await call('GET', '/saved-pixels?account_id=acme')).json().data).toEqual([]);
  });

  it('is told all that is wrong with it at once, however much that is', async () => {
    const { call } = await collector();
    const wrong = {
      name: '',
      description: 'd'.repeat(501),
      target_platform: 'web',
      nmae: 'x',
      config: {
        type: 'pageview',
        conversion_type: 'c'.repeat(51),
        revenue: { source: 'fixed', value: 'free', unit: 1 },
        currency: { source: 'fixed', value: 'eur' },
        properties: [
          { key: 'a', source: 'x', value: 'y' },
          { key: 'a', source: 'fixed', value: '' },
          { key: 'currency', source: 'fixed', value: 'y' },
          { source: 'fixed' },
        ],
        more: 1,
      },
    };
    const answer = await call('POST', '/saved-pixels?account_id=acme', wrong);
    expect(fieldsOf(answer).sort()).toEqual([
      'config.conversion_type',
      'config.currency.value',
      'config.more',
      'config.properties.0.source',
      'config.properties.1.key',
      'config.properties.1.value',
      'config.properties.2.key',
      'config.properties.3.key',
      'config.properties.3.value',
      'config.revenue',
      'config.revenue.unit',
      'config.revenue.value',
      'description',
      'name',
      'nmae',
      'target_platform',
    ]);
  });

  it.each([
    ['no body', undefined, undefined, 422],
    ['a list', '[]', 'application/json', 422],
    ['null', 'null', 'application/json', 422],
    ['broken JSON', '{"name":', 'application/json', 400],
    ['a prototype', '{"name":"N","config":{"type":"pageview","__proto__":{}}}', 'application/json', 400],
    ['a body that is no JSON', 'name=a', 'application/x-www-form-urlencoded', 400],
    ['too deep a list', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'application/json', 422],
    [
      'too many faults',
      JSON.stringify({ ...PAGE, config: { type: 'x', properties: Array(50_000).fill({ key: 'a' }) } }),
      'application/json',
      422,
    ],
    ['too much', `{"name":"${'x'.repeat(1_100_000)}"}`, 'application/json', 413],
  ])('is not made of %s', async (_name, payload, type, status) => {
    const { app, token } = await collector();
    const answer = await app.inject({
      method: 'POST',
      url: '/saved-pixels?account_id=acme',
      headers: {
        authorization: `Bearer ${await token('write', ['acme'])}`,
        ...(type && { 'content-type': type }),
      },
      ...(payload !== undefined && { payload }),
    });
    expect(answer.statusCode).toBe(status);
    if (status === 400) expect(answer.json().error.code).toBe('bad_request');
  });
});

describe('a name', () => {
  const taken = {
    code: 'duplicate_entry',
    message:
      'name: there is a saved pixel "Purchase conversion" in this account already; choose another name',
  };

  it('has no blanks around it, nor have the names in its configuration', async () => {
    const { call } = await saved();
    const config = {
      type: 'conversion',
      conversion_type: ' purchase ',
      properties: [{ key: ' sku', source: 'fixed', value: ' a ' }],
    };
    const made = await call('POST', '/saved-pixels?account_id=acme', { name: ' N ', config });
    expect(made.json().data).toMatchObject({
      name: 'N',
      config: { conversion_type: 'purchase', properties: [{ key: 'sku', value: ' a ' }] },
    });
  });

  it('is there once in an account, whatever blanks are around it', async () => {
    const { call, made } = await saved();
    expect(made.statusCode).toBe(201);
    for (const name of ['Purchase conversion', '  Purchase conversion\n']) {
      const again = await call('POST', '/saved-pixels?account_id=acme', { ...PAGE, name });
      expect([again.statusCode, again.json().error]).toEqual([409, taken]);
    }
    const others = [
      ['acme', 'purchase conversion'],
      ['other', 'Purchase conversion'],
    ];
    for (const [account, name] of others) {
      expect((await call('POST', `/saved-pixels?account_id=${account}`, { ...PAGE, name })).statusCode).toBe(
        201,
      );
    }
  });

  it('of another pixel is refused on renaming; its own and a removed one are free', async () => {
    const { call, url } = await saved();
    const page = (await call('POST', '/saved-pixels?account_id=acme', PAGE)).json().data;
    const rename = (name: string) => call('PUT', `/saved-pixels/${page.id}?account_id=acme`, { name });
    const refused = await rename(' Purchase conversion ');
    expect([refused.statusCode, refused.json().error]).toEqual([409, taken]);
    expect((await rename('Page')).statusCode).toBe(200);
    await call('DELETE', url);
    expect((await rename('Purchase conversion')).json().data.name).toBe('Purchase conversion');
  });

  it('goes to one of two that ask for it at once', async () => {
    const { call } = await collector();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call('POST', '/saved-pixels?account_id=acme', PAGE)),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409, 409]);
    expect((await call('GET', '/saved-pixels?account_id=acme')).json().data).toHaveLength(1);
  });
});

describe('a change', () => {
  it('leaves what it does not name', async () => {
    const { call, url, made, clock } = await saved();
    const before = made.json().data;
    clock.now += 5000;
    const updated_at = '2025-01-05T10:00:05Z';
    const put = async (body: object) => (await call('PUT', url, body)).json();
    expect(await put({})).toEqual(made.json());
    expect((await put({ name: ' New ' })).data).toEqual({ ...before, name: 'New', updated_at });
    expect((await put({ description: null })).data).toMatchObject({ name: 'New', description: null });
    expect((await put({ target_platform: 'tealium' })).data).toMatchObject({ config: EXAMPLE.config });
    const { data } = await put({ config: { type: 'pageview' } });
    expect(data).toEqual({
      ...before,
      name: 'New',
      description: null,
      target_platform: 'tealium',
      config: { type: 'pageview' },
      updated_at,
    });
    expect((await call('GET', url)).json().data).toEqual(data);
    expect((await call('GET', '/saved-pixels?account_id=acme')).json().data).toMatchObject([
      { pixel_type: 'pageview', conversion_type: null },
    ]);
  });

  it.each([
    ['a name of the wrong type', { name: null }, ['name']],
    ['an unknown field', { account_id: 'other' }, ['account_id']],
    ['a part of a config', { config: { conversion_type: 'lead' } }, ['config.type']],
    ['a config against the rules', { config: { type: 'conversion' } }, ['config.conversion_type']],
    [
      "a variable that the stored platform can't hold",
      { config: { type: 'pageview', currency: { source: 'variable', value: 'The Currency' } } },
      ['config.currency.value'],
    ],
  ])('with %s is refused', async (_name, body, fields) => {
    const { call, url, made } = await saved();
    const answer = await call('PUT', url, body);
    expect(answer.statusCode).toBe(422);
    expect(fieldsOf(answer)).toEqual(fields);
    expect((await call('GET', url)).json()).toEqual(made.json());
  });

  it('of the platform is refused where that has no such variables, unless they change with it', async () => {
    const { call, url } = await saved();
    const revenue = { source: 'variable', value: 'Order Total' };
    const config = { type: 'conversion', conversion_type: 'purchase', revenue };
    expect((await call('PUT', url, { config })).statusCode).toBe(422);
    expect((await call('PUT', url, { config, target_platform: 'gtm' })).statusCode).toBe(200);
    const back = await call('PUT', url, { target_platform: 'javascript' });
    expect(fieldsOf(back)).toEqual(['config.revenue.value']);
    expect(
      (await call('PUT', url, { target_platform: 'javascript', config: EXAMPLE.config })).statusCode,
    ).toBe(200);
  });

  it('at the same time as another is checked against that one', async () => {
    const { call, url } = await saved();
    const revenue = { source: 'variable', value: 'Order Total' };
    const gtm = { target_platform: 'gtm', config: { type: 'conversion', conversion_type: 'x', revenue } };
    await call('PUT', url, gtm);
    const answers = await Promise.all([
      call('PUT', url, { target_platform: 'javascript', config: { type: 'pageview' } }),
      call('PUT', url, { config: gtm.config }),
      call('PUT', url, { description: 'both' }),
    ]);
    const { data } = (await call('GET', url)).json();
    expect(answers[2].statusCode).toBe(200);
    expect(data.description).toBe('both');
    // Whichever came first: never the one's platform with the other's variables.
    const isMixed = data.target_platform === 'javascript' && data.config.revenue;
    expect(isMixed).toBeFalsy();
  });
});

describe('the list of the console', () => {
  it('is searched, sorted and read in pages, or as a file', async () => {
    const { call } = await saved();
    await call('POST', '/saved-pixels?account_id=acme', PAGE);
    await call('POST', '/saved-pixels?account_id=acme', { ...EXAMPLE, name: 'Another' });
    const list = async (query: string) =>
      (await call('GET', `/saved-pixels?account_id=acme&${query}`)).json();
    const names = async (query: string) => (await list(query)).data.map(({ name }: { name: string }) => name);
    expect(await names('sort=name')).toEqual(['Another', 'Page', 'Purchase conversion']);
    expect(await names('search=PURCHASE')).toHaveLength(2);
    expect(await names('search=page')).toEqual(['Page']);
    expect(await names('pixel_type=conversion&sort=name.desc')).toEqual(['Purchase conversion', 'Another']);
    const first = await list('limit=2&sort=name');
    expect(first).toMatchObject({ success: true, next: expect.any(String) });
    const rest = await list(`limit=2&sort=name&cursor=${encodeURIComponent(first.next)}`);
    expect(rest.data).toMatchObject([{ name: 'Purchase conversion' }]);
    expect(rest.next).toBeNull();
    expect(await list('')).not.toHaveProperty('next');
    const file = await call('GET', '/saved-pixels?account_id=acme&format=csv');
    expect(file.headers['content-disposition']).toContain('saved-pixels.csv');
    expect(file.body.trim().split('\n')).toHaveLength(4);
    expect((await call('GET', '/saved-pixels?account_id=acme&cursor=x')).statusCode).toBe(422);
  });
});
