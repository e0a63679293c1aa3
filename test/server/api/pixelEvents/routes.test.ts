import { describe, expect, it } from 'vitest';
import { ADMIN, collector, NOW, storedEvents, type TestCollector } from '../../../support/collector.ts';

/** The contract's own example of a new event. */
const EXAMPLE = { account_id: '12345', title: 'Purchase', type: 'page_view' };
const ROOT = '/api/pixel_events/';
const DAY = 24 * 3_600_000;

/** The contract's account with a tag, an event of it, and another account with one of each. */
async function made() {
  const it = await collector();
  for (const id of ['12345', 'other']) await it.call('POST', '/accounts', { id, name: id });
  it.clock.now = Date.parse('2025-06-04T14:36:45.900Z');
  const tag = (
    await it.call('POST', '/accounts/12345/tags', { name: 'Shop', domain: 'shop.example' })
  ).json();
  await it.call('POST', '/accounts/other/tags', { name: 'Other', domain: 'other.example' });
  const answer = await it.call('POST', ROOT, EXAMPLE);
  const { id } = answer.json();
  const theirs = (await it.call('POST', ROOT, { ...EXAMPLE, account_id: 'other' })).json();
  const items = async () => (await it.call('GET', `${ROOT}?account_id=12345`)).json().items;
  const trigger = (event: string, writeKey = tag.write_key) =>
    it.app.inject(`/pixel/v1/track?writeKey=${writeKey}&anonymousId=a&event=${event}`);
  return { ...it, tag, answer, id, theirs, items, trigger };
}

describe('the contract', () => {
  it('makes, lists, renames and removes the example', async () => {
    const { call, answer, id, items } = await made();
    const event = {
      id: expect.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
      pixel_id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      tg_event_id: id,
      title: 'Purchase',
      type: 'page_view',
      status: 'inactive',
      ads_count: 0,
      created_at: '2025-06-04T14:36:45+00:00',
      last_triggered_at: null,
      code_snippet: `<script>\ntgp('event', '${id}');\n</script>`,
    };
    expect([answer.statusCode, answer.json()]).toEqual([201, event]);
    expect(Object.keys(answer.json())).toEqual(Object.keys(event));
    expect(await items()).toEqual([answer.json()]);

    const body = { account_id: '12345', title: 'Updated Purchase Event' };
    const renamed = await call('PATCH', ROOT + id, body);
    expect([renamed.statusCode, renamed.json()]).toEqual([200, { ...answer.json(), title: body.title }]);
    expect(await items()).toEqual([renamed.json()]);

    const removed = await call('DELETE', `${ROOT}12345/events/${id}`);
    expect([removed.statusCode, removed.body]).toEqual([204, '']);
    expect(await items()).toEqual([]);
    expect((await call('DELETE', `${ROOT}12345/events/${id}`)).statusCode).toBe(404);
  });

  it("has the contract's types first, then the rest of the vendor's", async () => {
    const { call } = await collector();
    const { items } = (await call('GET', `${ROOT}types`)).json();
    expect(items.slice(0, 3)).toEqual([
      { type: 'page_view', label: 'Page View' },
      { type: 'purchase', label: 'Purchase' },
      { type: 'custom', label: 'Custom Event' },
    ]);
    expect(items).toContainEqual({ type: 'add_to_cart', label: 'Add to Cart' });
    expect(new Set(items.map(({ type }: { type: string }) => type)).size).toBe(items.length);
  });

  it('has base code that loads the tag with the write key of the oldest tag that is enabled', async () => {
    const { call, clock, tag, items } = await made();
    const code = async () => (await call('GET', `${ROOT}12345/code_snippet`)).json();
    const first = await code();
    expect(first).toEqual({
      id: (await items())[0].pixel_id,
      tg_pixel_id: tag.write_key,
      code_snippet: expect.stringMatching(/^<script>\n.+\n<\/script>$/s),
    });
    expect(first.code_snippet).toContain(`"init","${tag.write_key}"`);
    expect(first.code_snippet).toContain(`/${tag.path}/${tag.write_key}.js"`);

    clock.now += 1000;
    const second = (await call('POST', '/accounts/12345/tags', { name: 'B', domain: 'b.example' })).json();
    expect((await code()).tg_pixel_id).toBe(tag.write_key);
    await call('PATCH', `/accounts/12345/tags/${tag.write_key}`, { disabled: true });
    expect((await code()).tg_pixel_id).toBe(second.write_key);
    expect((await items())[0].pixel_id).toBe((await code()).id);
  });

  it('is there with and without a slash at the end', async () => {
    const { call, id } = await made();
    for (const url of [
      '/api/pixel_events?account_id=12345',
      '/api/pixel_events/?account_id=12345',
      '/api/pixel_events/types',
      '/api/pixel_events/types/',
      '/api/pixel_events/12345/code_snippet',
      '/api/pixel_events/12345/code_snippet/',
    ]) {
      expect([url, (await call('GET', url)).statusCode]).toEqual([url, 200]);
    }
    expect((await call('POST', '/api/pixel_events', EXAMPLE)).statusCode).toBe(201);
    const change = { account_id: '12345', title: 'T' };
    expect((await call('PATCH', `${ROOT}${id}/`, change)).statusCode).toBe(200);
    expect((await call('DELETE', `${ROOT}12345/events/${id}/`)).statusCode).toBe(204);
  });
});

// That each route refuses these is in table.pixel-events.test.ts.
it('says why it refuses', async () => {
  const { call, id, theirs, token } = await made();
  const change = { account_id: '12345', title: 'New' };
  const unknown = await call('PATCH', ROOT + id, change, 'tgp_nobodys');
  expect(unknown.statusCode).toBe(401);
  expect(unknown.json()).toEqual({ detail: expect.stringContaining('token'), status_code: 401 });
  expect(unknown.headers['www-authenticate']).toBe('Bearer');
  const reading = await call('PATCH', ROOT + id, change, await token('read', ['12345']));
  expect(reading.statusCode).toBe(403);
  expect(reading.json()).toEqual({ detail: expect.stringContaining('"write"'), status_code: 403 });
  const own = await token('write', ['12345']);
  for (const [other, by] of [
    ['evt_0', ADMIN],
    ['evt_0', own],
    [theirs.id, own],
  ]) {
    for (const missing of [
      await call('PATCH', ROOT + other, change, by),
      await call('DELETE', `${ROOT}12345/events/${other}`, undefined, by),
    ]) {
      expect(missing.statusCode).toBe(404);
      expect(missing.json()).toEqual({
        detail: `no pixel event "${other}" in the account "12345"`,
        status_code: 404,
      });
    }
  }
  for (const by of [ADMIN, await token('write', ['12345', 'other'])]) {
    for (const known of [
      await call('PATCH', ROOT + theirs.id, change, by),
      await call('DELETE', `${ROOT}12345/events/${theirs.id}`, undefined, by),
    ])
      expect(known.json()).toEqual({ detail: expect.stringContaining('"other"'), status_code: 403 });
  }
});

describe('refuses', () => {
  it.each([
    ['no account', { account_id: undefined }, 400, 'account_id'],
    ['an account that is a number', { account_id: 12345 }, 400, 'account_id'],
    ['an empty account', { account_id: '' }, 400, 'account_id'],
    ['no title', { title: undefined }, 400, 'title'],
    ['a title that is a number', { title: 5 }, 400, 'title'],
    ['an empty title', { title: '' }, 400, 'title'],
    ['a blank title', { title: ' \t' }, 400, 'title'],
    ['a title of 201', { title: 't'.repeat(201) }, 400, 'title'],
    ['a title of two lines', { title: 'a\nb' }, 400, 'title'],
    ['half a character', { title: 'a\ud800' }, 400, 'title'],
    ['no type', { type: undefined }, 400, 'type'],
    ['a type that is a list', { type: [] }, 400, 'type'],
    ['a field of its own', { status: 'active' }, 400, 'status'],
    ['a type that there is not', { type: 'sale' }, 422, 'type'],
    ['an inherited name as a type', { type: 'constructor' }, 422, 'type'],
  ])('a new event with %s', async (_name, part, status, field) => {
    const { call, items } = await made();
    const answer = await call('POST', ROOT, { ...EXAMPLE, ...part });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({
      detail: expect.stringMatching(new RegExp(`^${field}: `)),
      status_code: status,
    });
    expect(await items()).toHaveLength(1);
  });

  it.each([
    ['no account', { account_id: undefined }, 'account_id'],
    ['no title', { title: undefined }, 'title'],
    ['a title that is null', { title: null }, 'title'],
    ['a title of 201', { title: 't'.repeat(201) }, 'title'],
    ['a new type', { type: 'purchase' }, 'type'],
  ])('a change with %s', async (_name, part, field) => {
    const { call, id, items } = await made();
    const answer = await call('PATCH', ROOT + id, { account_id: '12345', title: 'New', ...part });
    expect([answer.statusCode, answer.json().status_code]).toEqual([400, 400]);
    expect(answer.json().detail).toMatch(new RegExp(`^${field}: `));
    expect(await items()).toMatchObject([{ title: 'Purchase' }]);
  });

  it('a list without account and a body that is no JSON, but no account for which nobody made a tag', async () => {
    const { app, call } = await made();
    expect((await call('GET', ROOT)).json()).toEqual({
      detail: expect.stringMatching(/^account_id: /),
      status_code: 400,
    });
    expect((await call('GET', `${ROOT}?account_id=12345&page=2`)).statusCode).toBe(400);
    const headers = { authorization: `Bearer tgp_admin-of-the-tests`, 'content-type': 'application/json' };
    const broken = await app.inject({ method: 'POST', url: ROOT, headers, payload: '{' });
    expect([broken.statusCode, broken.json().status_code]).toEqual([400, 400]);
    await call('POST', '/accounts', { id: 'bare', name: 'Bare' });
    const code = (await call('GET', `${ROOT}bare/code_snippet`)).json();
    const early = await call('POST', ROOT, { ...EXAMPLE, account_id: 'bare' });
    expect([early.statusCode, early.json().pixel_id]).toEqual([201, code.id]);
    expect((await app.inject(`/pxl?e=${early.json().id}`)).statusCode).toBe(200);
    // The tag that its owner makes takes its place: what was given out goes on counting for it.
    const tag = { name: 'Shop', domain: 'shop.example' };
    const made_ = await call('POST', '/accounts/bare/tags', tag);
    expect(made_.json()).toMatchObject({ ...tag, write_key: code.tg_pixel_id });
    const next = await Promise.all([1, 2].map(() => call('POST', '/accounts/bare/tags', tag)));
    expect(new Set(next.map(each => each.json().write_key)).size).toBe(2);
    expect((await call('GET', '/accounts/bare/tags')).json().tags).toHaveLength(3);
    for (const { write_key } of (await call('GET', '/accounts/bare/tags')).json().tags)
      await call('PATCH', `/accounts/bare/tags/${write_key}`, { disabled: true });
    expect((await call('GET', `${ROOT}bare/code_snippet`)).statusCode).toBe(200);
  });
});

it.each([
  ['PUT', ROOT, 'GET, POST'],
  ['GET', `${ROOT}evt_1`, 'PATCH'],
  ['PATCH', `${ROOT}types`, 'GET'],
])('answers %s %s with the methods that there are', async (method, url, allow) => {
  const { call } = await collector();
  const answer = await call(method, url);
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, allow]);
  expect(answer.json()).toEqual({ detail: expect.stringContaining(allow), status_code: 405 });
});

describe('an account', () => {
  it('has at most 1,000 events', async () => {
    const { call, store, id } = await made();
    const row = { account_id: '12345', title: 'T', type: 'custom', created_at: NOW };
    for (let at = 1; at < 999; at++) await store.pixelEvents.add({ ...row, id: `e${at}` });
    expect((await call('POST', ROOT, { ...EXAMPLE, title: '😀'.repeat(200) })).statusCode).toBe(201);
    const answer = await call('POST', ROOT, EXAMPLE);
    expect([answer.statusCode, answer.json().status_code]).toEqual([409, 409]);
    await call('DELETE', `${ROOT}12345/events/${id}`);
    expect((await call('POST', ROOT, EXAMPLE)).statusCode).toBe(201);
  });
});

describe('an event', () => {
  it('is active for 30 days after it was triggered, on any tag of its account and no other', async () => {
    const { call, clock, id, theirs, items, trigger } = await made();
    const second = (await call('POST', '/accounts/12345/tags', { name: 'B', domain: 'b.example' })).json();
    await trigger(theirs.id);
    expect(await items()).toMatchObject([{ status: 'inactive', last_triggered_at: null }]);

    await trigger(id);
    clock.now += 60_000;
    await trigger(id, second.write_key);
    const time = '2025-06-04T14:37:45+00:00';
    expect(await items()).toMatchObject([{ status: 'active', last_triggered_at: time }]);
    clock.now += 30 * DAY;
    expect(await items()).toMatchObject([{ status: 'active', last_triggered_at: time }]);
    clock.now += 1;
    expect(await items()).toMatchObject([{ status: 'inactive', last_triggered_at: time }]);
  });

  it('is not triggered by another account, nor by a page of its name', async () => {
    const { app, id, items, tag, trigger, writeKey } = await made();
    await trigger(id, writeKey);
    await app.inject(`/pixel/v1/page?writeKey=${tag.write_key}&anonymousId=a&name=${id}`);
    expect(await items()).toMatchObject([{ status: 'inactive', last_triggered_at: null }]);
  });

  it('is listed oldest first', async () => {
    const { call, clock, items } = await made();
    for (const title of ['B', 'A']) {
      clock.now += 1000;
      await call('POST', ROOT, { ...EXAMPLE, title });
    }
    expect((await items()).map(({ title }: { title: string }) => title)).toEqual(['Purchase', 'B', 'A']);
  });
});

describe('the ads of an event', () => {
  /** Makes a record of an account, `12345` unless another is named, and returns its id. */
  const maker =
    ({ app }: TestCollector) =>
    async (one: 'pixel' | 'line-item', fields: object, account = '12345'): Promise<{ id: number }> => {
      const answer = await app.inject({
        method: 'POST',
        url: `/${one}?advertiser_code=${account}`,
        headers: { authorization: ADMIN },
        payload: { [one]: { name: 'N', ...fields } },
      });
      return { id: answer.json().response.id };
    };

  it('are the active line items with an active pixel of its kind, each once', async () => {
    const it = await made();
    const make = maker(it);
    for (const type of ['purchase', 'initiate_checkout', 'complete_registration', 'custom']) {
      it.clock.now += 1000;
      await it.call('POST', ROOT, { ...EXAMPLE, title: type, type });
    }
    const [buy, buyToo, off, checkout, lead, plain] = [
      await make('pixel', { pixel_conversion_event_id: 7 }),
      await make('pixel', { pixel_conversion_event_id: 7 }),
      await make('pixel', { pixel_conversion_event_id: 7, state: 'inactive' }),
      await make('pixel', { pixel_conversion_event_id: 5 }),
      await make('pixel', { pixel_conversion_event_id: 8 }),
      await make('pixel', {}),
    ];
    await make('line-item', { pixels: [buy, buyToo, checkout] });
    await make('line-item', { pixels: [buyToo, plain] });
    await make('line-item', { pixels: [off] });
    await make('line-item', { pixels: [buy, lead], state: 'inactive' });
    const theirs = await make('pixel', { pixel_conversion_event_id: 7 }, 'other');
    await make('line-item', { pixels: [theirs] }, 'other');
    const counts = (await it.items()).map((event: { type: string; ads_count: number }) => [
      event.type,
      event.ads_count,
    ]);
    expect(counts).toEqual([
      ['page_view', 0],
      ['purchase', 2],
      ['initiate_checkout', 1],
      ['complete_registration', 0],
      ['custom', 0],
    ]);
    const [purchase] = (await it.items()).filter(({ type }: { type: string }) => type === 'purchase');
    const change = { account_id: '12345', title: 'T' };
    expect((await it.call('PATCH', ROOT + purchase.id, change)).json().ads_count).toBe(2);
    expect((await it.call('POST', ROOT, { ...EXAMPLE, type: 'purchase' })).json().ads_count).toBe(2);
  });
});

describe("Telegram's own script", () => {
  const form = 'application/x-www-form-urlencoded;charset=UTF-8';

  it.each(['GET', 'POST'] as const)('sends a page view by %s', async method => {
    const it = await collector();
    const url = 'https://shop.example/?tgclid=click%201&a=b';
    const query = new URLSearchParams({
      p: it.writeKey,
      c: 'click 1',
      t: `${NOW - 1000}`,
      l: url,
    }).toString();
    const answer = await it.app.inject(
      method === 'GET'
        ? { url: `/pxl?${query}` }
        : { method, url: '/pxl', headers: { 'content-type': form }, payload: query },
    );
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/gif']);
    expect(await storedEvents(it)).toEqual([
      expect.objectContaining({
        type: 'page',
        writeKey: it.writeKey,
        anonymousId: 'click 1',
        timestamp: new Date(NOW - 1000).toISOString(),
        context: { page: { url }, campaign: { tgclid: 'click 1' } },
      }),
    ]);
    expect((await storedEvents(it))[0]).not.toHaveProperty('properties');
  });

  it('triggers a pixel event, its parameters are properties, and repeated or hostile ones harm nothing', async () => {
    const it = await made();
    const query = `e=${it.id}&value=10&p=5&a.b=1&value=11&__proto__=x&writeKey=w&t=soon&c=&l=`;
    expect((await it.app.inject(`/pxl?${query}`)).statusCode).toBe(200);
    const [event] = await storedEvents(it);
    expect(event).toMatchObject({
      type: 'track',
      event: it.id,
      writeKey: it.tag.write_key,
      context: { pixel: { id: it.id } },
      anonymousId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(Object.entries(event.properties)).toEqual([
      ['value', '10'],
      ['p', '5'],
      ['a.b', '1'],
      ['__proto__', 'x'],
      ['writeKey', 'w'],
    ]);
    expect(await it.items()).toMatchObject([{ status: 'active' }]);
  });

  it.each([
    ['nothing', '', 400, 'failed to read writekey from query params'],
    ['an unknown write key', 'p=pixel_12345', 401, 'invalid write key'],
    ['an unknown event', 'e=eE9FLR83-j8dU5duu', 404, 'no such pixel event'],
    ['an inherited name', 'e=constructor', 404, 'no such pixel event'],
  ])('is refused without an image: %s', async (_name, query, status, reason) => {
    const it = await collector();
    const answer = await it.app.inject({ url: `/pxl?${query}`, headers: { origin: 'https://a.example' } });
    expect([answer.statusCode, answer.body]).toEqual([status, reason]);
    expect(answer.headers['access-control-allow-origin']).toBe('https://a.example');
    expect(await storedEvents(it)).toEqual([]);
  });

  it('is refused past the limit of keys, where the tag is disabled, and where the event is gone', async () => {
    const it = await made();
    const many = `p=${it.writeKey}&${Array.from({ length: 5000 }, (_, at) => `k${at}=1`).join('&')}`;
    expect(
      (await it.app.inject({ method: 'POST', url: '/pxl', headers: { 'content-type': form }, payload: many }))
        .statusCode,
    ).toBe(400);
    await it.call('PATCH', `/accounts/12345/tags/${it.tag.write_key}`, { disabled: true });
    const disabled = await it.app.inject(`/pxl?e=${it.id}`);
    expect([disabled.statusCode, disabled.body]).toEqual([401, 'source is disabled']);
    await it.call('DELETE', `${ROOT}12345/events/${it.id}`);
    expect((await it.app.inject(`/pxl?e=${it.id}`)).statusCode).toBe(404);
    expect((await it.app.inject({ method: 'PUT', url: '/pxl' })).headers.allow).toBe(
      'GET, HEAD, POST, OPTIONS',
    );
    expect((await it.app.inject({ method: 'OPTIONS', url: '/pxl' })).statusCode).toBe(204);
  });
});
