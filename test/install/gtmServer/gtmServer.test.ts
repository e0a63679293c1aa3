import { parse } from 'acorn';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { installCode } from '../../../src/install/index.ts';
import { encodeQuery } from '../../../src/protocol/query.ts';
import { LEAD, PURCHASE, SETTINGS } from '../support/examples.ts';
import { STORED, serverSandbox } from '../support/gtmServer.ts';
import { sections } from '../support/gtmTemplate.ts';

const template = installCode('gtm-server', PURCHASE, SETTINGS).base_code;
const COLLECTOR = 'https://collect.example.com';
const DATA = { collector: COLLECTOR, path: '' };
const TAKES = () => STORED;

const BEACON = {
  writeKey: 'key',
  messageId: 'm-1',
  anonymousId: 'a-1',
  userId: 'u-1',
  event: 'purchase',
  context: {
    page: { url: 'https://shop.example/a?b=1', path: '/a', referrer: 'https://x.example/', title: 'A & B' },
    locale: 'de',
    userAgent: 'UA/1',
    screen: { width: 800, height: 600 },
    consentManagement: { allowedConsentIds: ['analytics'], deniedConsentIds: ['ads'] },
    pixel: { id: 'pix_1' },
  },
  properties: {
    revenue: 59.9,
    currency: 'EUR',
    order_id: 'A-1',
    coupon: 'x.y',
    products: [{ sku: 'S1', name: 'Shirt', price: 25, quantity: 2 }],
  },
};

const ask = (
  { path = '/pixel/v1/track', fields = BEACON as object, data = DATA as object, ...request } = {} as {
    path?: string;
    fields?: object;
    data?: object;
    method?: string;
    body?: string;
    query?: string;
    headers?: { [name: string]: string };
  },
  collector: Parameters<typeof serverSandbox>[1] = TAKES,
) => serverSandbox(template, collector).handle({ path, query: encodeQuery(fields).query, ...request }, data);

/** What answers in the collector's place. */
const answer = (statusCode: number, type: string | undefined, body: string) => () => ({
  statusCode,
  headers: type === undefined ? ({} as { [name: string]: string }) : { 'content-type': type },
  body,
});

describe('the client', () => {
  test('has the sections that a server container imports, in its order', () => {
    const found = sections(template);
    expect(Object.keys(found)).toEqual([
      'TERMS_OF_SERVICE',
      'INFO',
      'TEMPLATE_PARAMETERS',
      'SANDBOXED_JS_FOR_SERVER',
      'SERVER_PERMISSIONS',
      'TESTS',
      'NOTES',
    ]);
    expect(JSON.parse(found.INFO!)).toMatchObject({ type: 'CLIENT', containerContexts: ['SERVER'] });
    const names = JSON.parse(found.TEMPLATE_PARAMETERS!).map(({ name }: { name: string }) => name);
    const read = [...found.SANDBOXED_JS_FOR_SERVER!.matchAll(/\bdata\.(\w+)/g)].map(match => match[1]);
    expect([...new Set(read)].sort()).toEqual(names.sort());
  });

  test('is written in what the sandbox knows', () => {
    const code = sections(template).SANDBOXED_JS_FOR_SERVER!;
    const tree = JSON.stringify(parse(code, { ecmaVersion: 2015, sourceType: 'script' }));
    expect(tree).not.toMatch(
      /"(NewExpression|ThisExpression|ClassDeclaration|TryStatement|TemplateLiteral)"/,
    );
    expect(tree).not.toMatch(/"regex"|"operator":"typeof"/);
  });

  test('makes an event of the common event data of a beacon', async () => {
    const { claimed, events, answer } = await ask();
    expect(claimed).toBe(true);
    expect(events).toEqual([
      {
        event_name: 'purchase',
        event_id: 'm-1',
        client_id: 'a-1',
        user_id: 'u-1',
        page_location: 'https://shop.example/a?b=1',
        page_path: '/a',
        page_referrer: 'https://x.example/',
        page_title: 'A & B',
        language: 'de',
        ip_override: '192.0.2.1',
        user_agent: 'UA/1',
        screen_resolution: '800x600',
        value: 59.9,
        currency: 'EUR',
        transaction_id: 'A-1',
        items: [{ item_id: 'S1', sku: 'S1', item_name: 'Shirt', price: 25, quantity: 2 }],
        revenue: '59.9',
        order_id: 'A-1',
        coupon: 'x.y',
        products: [{ sku: 'S1', name: 'Shirt', price: '25', quantity: '2' }],
        'x-tgp-event': 'purchase',
        'x-tgp-pixel': 'pix_1',
        'x-tgp-write_key': 'key',
        'x-tgp-consent_analytics': 'granted',
        'x-tgp-consent_ads': 'denied',
      },
    ]);
    expect(answer).toMatchObject({ status: 200, body: 'GIF' });
    expect(answer!.headers).toMatchObject({ 'content-type': 'image/gif', 'cache-control': 'no-store' });
  });

  test.each([
    ['signup', 'sign_up'],
    ['lead', 'generate_lead'],
    ['download', 'file_download'],
    ['constructor', 'constructor'],
    ['something else', 'something else'],
  ])('calls %s what the container calls it: %s', async (event, name) => {
    const { events } = await ask({ fields: { ...BEACON, event } });
    expect(events[0]).toMatchObject({ event_name: name, 'x-tgp-event': event });
  });

  test('has sums as numbers, as the tags of a container read them', async () => {
    const properties = { value: 20.5, tax: '3.27', shipping: 4.9, order_id: '0012', coupon: '7' };
    const { events } = await ask({ fields: { ...BEACON, properties } });
    expect(events[0]).toMatchObject({
      value: 20.5,
      tax: 3.27,
      shipping: 4.9,
      transaction_id: '0012',
      coupon: '7',
    });
    const odd = await ask({ fields: { ...BEACON, properties: { value: 'free', tax: '1,5' } } });
    expect(odd.events[0]).toMatchObject({ value: 'free', tax: '1,5' });
  });

  test('makes a page view of a page', async () => {
    const { event: _, ...fields } = BEACON;
    const { events, sent } = await ask({ path: '/pixel/v1/page', fields });
    expect(events[0]).toMatchObject({ event_name: 'page_view', 'x-tgp-event': 'page' });
    expect(sent[0]!.url).toMatch(/^https:\/\/collect\.example\.com\/pixel\/v1\/page\?writeKey=key&/);
  });

  test('gives the beacon on as it is, with who sent it', async () => {
    const { query } = encodeQuery(BEACON);
    const headers = {
      'user-agent': 'UA/2',
      origin: 'https://shop.example',
      referer: 'https://shop.example/',
    };
    const { sent } = await ask({ headers });
    expect(sent).toEqual([
      {
        url: `${COLLECTOR}/pixel/v1/track?${query}`,
        method: 'GET',
        headers: {
          Accept: 'image/gif',
          'Tgp-Relay': '1',
          'User-Agent': 'UA/2',
          'X-Forwarded-For': '192.0.2.1',
          origin: 'https://shop.example',
          referer: 'https://shop.example/',
        },
      },
    ]);
  });

  test('takes a beacon that is too long for a URL', async () => {
    const body = encodeQuery(BEACON).query;
    const headers = { 'content-type': 'text/plain;charset=UTF-8' };
    const { sent, events } = await ask({ method: 'POST', query: '', body, headers });
    expect(sent).toMatchObject([
      {
        url: `${COLLECTOR}/pixel/v1/track`,
        method: 'POST',
        body,
        headers: { 'content-type': headers['content-type'] },
      },
    ]);
    expect(events[0]).toMatchObject({ transaction_id: 'A-1' });
  });

  test('takes the beacons below the tag’s own path, and gives them on as they came', async () => {
    const own = { ...DATA, ownPath: 'garden' };
    const page = await ask({ path: '/garden/v', data: own });
    expect(page.events).toMatchObject([{ event_name: 'page_view' }]);
    expect(page.sent).toMatchObject([
      { url: expect.stringMatching(/^https:\/\/collect\.example\.com\/garden\/v\?/) },
    ]);
    const below = await ask({ path: '/data/garden/e', data: { ...own, path: '/data' } });
    expect(below.events).toMatchObject([{ event_name: 'purchase' }]);
    expect(below.sent).toMatchObject([
      { url: expect.stringMatching(/^https:\/\/collect\.example\.com\/garden\/e\?/) },
    ]);
    const other = await ask({ path: '/garden/e', data: DATA });
    expect(other.events).toEqual([]);
    const scriptUrl = `${COLLECTOR}/garden/${SETTINGS.writeKey}.js`;
    const { base_code, notes } = installCode('gtm-server', PURCHASE, { ...SETTINGS, scriptUrl });
    expect(base_code).toContain('"defaultValue": "garden"');
    expect(notes.join('\n')).toContain('{"endpoint": "https://gtm.example.com", "path": "garden"}');
  });

  test('is all there is where no collector is given, and below a path', async () => {
    const { sent, events, answer } = await ask({
      path: '/data/pixel/v1/track',
      data: { collector: '', path: '/data' },
    });
    expect([sent.length, events.length, answer!.status]).toEqual([0, 1, 200]);
  });

  test.each([
    ['data', 'garden', COLLECTOR],
    ['/data', '/garden', `${COLLECTOR}/`],
    ['/data/', 'garden/', ` ${COLLECTOR} `],
    [' /data/ ', '/garden/', `${COLLECTOR}/ `],
  ])('takes its fields as people write them: %j, %j, %j', async (path, ownPath, collector) => {
    const { sent, events } = await ask({ path: '/data/garden/e', data: { collector, path, ownPath } });
    expect(events).toMatchObject([{ event_name: 'purchase' }]);
    expect(sent).toMatchObject([
      { url: expect.stringMatching(/^https:\/\/collect\.example\.com\/garden\/e\?/) },
    ]);
  });

  test.each([
    ['an image', 'image/gif', 'GIF89a'],
    ['an image, in capitals', 'Image/GIF;q=1', ''],
    ['the word of a RudderStack server', 'text/plain; charset=utf-8', 'OK'],
    ['its word without a type', undefined, 'OK'],
  ])('believes the collector: %s', async (_, type, body) => {
    const taken = await ask({}, answer(200, type, body));
    expect([taken.events.length, taken.answer!.status]).toEqual([1, 200]);
  });

  // A tag that is told so sends again, and has nothing of its event lost.
  test.each([
    ['a page', 200, 'text/html; charset=utf-8', '<h1>Shop</h1>'],
    ['a page without a type', 200, undefined, '<h1>Shop</h1>'],
    ['an empty page', 200, undefined, undefined],
    ['nothing, as a blocker answers', 204, undefined, ''],
    ['an image with another status', 202, 'image/gif', 'GIF89a'],
    ['another image', 200, 'image/png', 'PNG'],
    ['a text that only begins like its word', 200, 'text/plain', 'OK, thank you'],
    ['a way to log in', 302, 'text/html', ''],
    ['what is cached somewhere', 304, undefined, ''],
  ])('believes nobody else: %s', async (_, status, type, body) => {
    const refused = await ask({}, answer(status, type, body as string));
    expect([refused.events.length, refused.answer!.status]).toEqual([0, 502]);
  });

  test.each([
    ['another path', { path: '/g/collect' }],
    ['a path that only begins like ours', { path: '/pixel/v1/tracks' }],
    ['another method', { method: 'DELETE' }],
  ])('leaves %s to other clients', async (_, request) => {
    expect(await ask(request)).toEqual({ claimed: false, events: [], sent: [] });
  });

  test.each<[string, Parameters<typeof ask>[1], number, string | undefined]>([
    ['is busy', () => ({ statusCode: 429, headers: { 'retry-after': '7' }, body: 'slow' }), 429, '7'],
    ['refuses', () => ({ statusCode: 401, headers: {}, body: 'unknown key' }), 401, undefined],
    ['does not answer', () => undefined, 503, '5'],
  ])('says so, and runs no tags, where the collector %s', async (_, collector, status, retryAfter) => {
    const { events, answer } = await ask({ headers: { origin: 'https://shop.example' } }, collector);
    expect(events).toEqual([]);
    expect(answer!.status).toBe(status);
    expect(answer!.headers['retry-after']).toBe(retryAfter);
    expect(answer!.headers['access-control-allow-origin']).toBe('https://shop.example');
  });

  // A domain of the site's must not show a sender's text as a page.
  test.each([
    ['the collector', BEACON, () => ({ statusCode: 400, headers: {}, body: '<img src=x>.5000: an index' })],
    ['the client', { event: 'e' }, TAKES],
    ['what is no collector', BEACON, () => ({ ...STORED, headers: {}, body: '<h1>' })],
  ] as const)('says as a text why %s refuses', async (_, fields, collector) => {
    const { answer } = await ask({ fields }, collector);
    expect(answer!.status).toBeGreaterThan(399);
    expect(answer!.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
  });

  test('runs no tags for what the collector has told it of, and confirms it', async () => {
    const headers = { origin: 'https://shop.example' };
    const { events, answer } = await ask({ headers }, () => ({
      ...STORED,
      headers: { ...STORED.headers, 'tgp-repeat': '1' },
    }));
    expect(events).toEqual([]);
    expect(answer).toMatchObject({ status: 200, body: 'GIF' });
    expect(answer!.headers).toMatchObject({
      'content-type': 'image/gif',
      'access-control-allow-origin': 'https://shop.example',
    });
  });

  test('refuses what is no event', async () => {
    const { writeKey: _, ...keyless } = BEACON;
    expect((await ask({ fields: keyless })).answer!.status).toBe(401);
    const { event: __, ...nameless } = BEACON;
    expect(await ask({ fields: nameless })).toMatchObject({ sent: [], events: [], answer: { status: 400 } });
  });

  test('lets a page of another origin read its answers', async () => {
    const headers = { origin: 'https://shop.example' };
    const { answer, sent } = await ask({ method: 'OPTIONS', headers });
    expect([answer!.status, sent.length]).toEqual([204, 0]);
    expect(answer!.headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-methods': 'GET, POST',
    });
    expect((await ask({ headers })).answer!.headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-credentials': 'true',
    });
  });

  test('reads any properties back as they were', () => {
    const key = fc.oneof(
      fc.string({ minLength: 1, maxLength: 8 }),
      fc.constantFrom('a.b', ':x', '\\', '12', '-1', 'x*?|#@y', 'toString', 'hasOwnProperty', 'é😀'),
    );
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
    const leaf = fc.oneof(
      text,
      fc.array(text, { minLength: 1, maxLength: 3 }),
      fc.dictionary(key, text, { minKeys: 1, maxKeys: 3 }),
    );
    const notOurs = ['__proto__', 'items', 'products', 'revenue', 'order_id'];
    const properties = fc.dictionary(
      key.filter(name => !notOurs.includes(name)),
      leaf,
      { maxKeys: 5 },
    );
    return fc.assert(
      fc.asyncProperty(properties, async properties => {
        const whole = JSON.stringify(properties).includes('"__proto__"') ? {} : properties;
        const { events } = await ask({
          fields: { writeKey: 'k', event: 'e', properties: whole },
        });
        const { event_name, ip_override, 'x-tgp-event': _, 'x-tgp-write_key': __, ...rest } = events[0]!;
        expect(event_name).toBe('e');
        expect(ip_override).toBe('192.0.2.1');
        expect(rest).toEqual(JSON.parse(JSON.stringify(whole).replace(/\\ud[89a-f][0-9a-f]{2}/g, '\ufffd')));
      }),
      { numRuns: 300 },
    );
  });

  test('takes a broken query, and pollutes nothing', async () => {
    const query =
      'writeKey=k&event=e&%ZZ=1&__proto__.x=1&a.__proto__.y=1&properties.l.0=a&properties.l.x=b&properties.l.99999=c&=&&x';
    const { events } = await ask({ query });
    expect(events[0]).toMatchObject({ event_name: 'e', l: ['a'] });
    expect({}).not.toHaveProperty('x');
    expect({}).not.toHaveProperty('y');
  });

  test('asks for no right that it has no use for', async () => {
    const { handle, used, may } = serverSandbox(template, TAKES);
    await handle({ path: '/pixel/v1/track', query: encodeQuery(BEACON).query }, DATA);
    expect([...used].sort()).toEqual(Object.keys(may).sort());
    expect(may.send_http).toEqual({ allowedUrls: 'specific', urls: [`${COLLECTOR}/*`] });
  });

  test('passes its own tests', () => {
    const { TESTS = '', SANDBOXED_JS_FOR_SERVER: script = '' } = sections(template);
    const dedent = (text: string) => text.replace(/^ +/gm, '');
    const [list = '', setup = ''] = TESTS.split('\nsetup: |-\n');
    const scenarios = [...list.matchAll(/^- name: (.*)\n {2}code: \|-\n((?: {4}.*(?:\n|$))+)/gm)];
    expect(scenarios).toHaveLength(list.match(/^- name:/gm)!.length);
    for (const [, name = '', code = ''] of scenarios)
      runScenario(script, name, `${dedent(setup)}\n${dedent(code)}`);
  });
});

/** Runs one scenario as Tag Manager's template editor does. */
function runScenario(script: string, name: string, code: string): void {
  const mocks: { [api: string]: (...args: never[]) => unknown } = {
    decodeUriComponent: (text: string) => decodeURIComponent(text),
    getType: (value: unknown) => (Array.isArray(value) ? 'array' : typeof value),
    makeNumber: (value: unknown) => Number(value),
  };
  const called: { [api: string]: unknown[][] } = {};
  const spy =
    (api: string) =>
    (...args: unknown[]) => {
      called[api] = [...(called[api] ?? []), args];
      return mocks[api]?.(...(args as never[]));
    };
  const runCode = (data: object) =>
    new Function('require', 'data', script)((api: string) => (api === 'Object' ? Object : spy(api)), data);
  const assertApi = (api: string) => ({
    wasCalled: () => expect(called[api], `${name}: ${api}`).toBeDefined(),
    wasNotCalled: () => expect(called[api], `${name}: ${api}`).toBeUndefined(),
    wasCalledWith: (...args: unknown[]) => expect(called[api], `${name}: ${api}`).toContainEqual(args),
  });
  const mock = (api: string, implementation: (...args: never[]) => unknown) => {
    mocks[api] = implementation;
  };
  new Function('mock', 'runCode', 'assertApi', code)(mock, runCode, assertApi);
}

test('the event code is what the tags of a container can read of the pixel', () => {
  expect(JSON.parse(installCode('gtm-server', PURCHASE, SETTINGS).event_code)).toEqual({
    event_name: 'purchase',
    'x-tgp-event': 'purchase',
    'x-tgp-pixel': 'pix_a1b2c3',
    value: '(order_total, of the page)',
    currency: 'EUR',
    sku: '(product_sku, of the page)',
  });
  expect(JSON.parse(installCode('gtm-server', LEAD, SETTINGS).event_code).event_name).toBe('generate_lead');
});
