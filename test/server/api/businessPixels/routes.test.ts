import { describe, expect, it } from 'vitest';
import { collector, NOW } from '../../../support/collector.ts';

/** The contract's own example, as far as a client writes it. */
const EXAMPLE = {
  domain: 'https://www.spotify.com',
  name: 'Spotify',
  dataset_id: '0d86b9e9-70f0-4700-a725-3417ba8786f6',
};
const NOBODY = 'ce4ff15e-f04d-48b9-9ddf-fb3c85fbd57a';
const HEX = expect.stringMatching(/^[0-9a-f]{32}$/);
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const HOUR = 3_600_000;
const TODAY = 'historical_events_start_date=2026-11-21&historical_events_end_date=2026-11-21';

/** The account `acme` as a business with one pixel, which is its tag, and another business with one. */
async function made() {
  const it = await collector();
  const business = (await it.call('GET', '/accounts/acme')).json().business_id;
  const other = (await it.call('POST', '/accounts', { id: 'other', name: 'Other' })).json().business_id;
  const root = `/businesses/${business}/pixels`;
  const theirs = (await it.call('POST', `/businesses/${other}/pixels`, EXAMPLE)).json();
  return { ...it, business, other, root, theirs, url: `${root}/${it.writeKey}` };
}

const formOf = (messages: unknown[], code: string) => ({
  sp_trace_id: expect.any(String),
  messages,
  error_codes: [{ code, definition: expect.any(String) }],
});

describe('the contract', () => {
  it('makes, shows, lists and changes the example', async () => {
    const { call, clock, root, app } = await made();
    clock.now = Date.parse('2026-01-23T04:56:07.900Z');
    const answer = await call('POST', root, EXAMPLE);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({
      id: HEX,
      integration_id: UUID,
      ...EXAMPLE,
      created_at: '2026-01-23T04:56:07Z',
      events: [],
      historical_events: [],
    });
    const { id } = answer.json();
    expect((await call('GET', `${root}/${id}`)).json()).toEqual(answer.json());

    await app.inject(`/pixel/v1/track?writeKey=${id}&anonymousId=a&event=lead`);
    const query = `include_events=true&include_historical_events=true&${TODAY.replaceAll('2026-11-21', '2026-01-23')}`;
    const whole = await call('GET', `${root}/${id}?${query}`);
    expect(whole.json()).toEqual({
      ...answer.json(),
      events: [
        {
          id: HEX,
          type: 'LEAD',
          created_at: '2026-01-23T04:56:07Z',
          last_activity_at: '2026-01-23T04:56:07Z',
        },
      ],
      historical_events: [{ type: 'LEAD', hour_partition: '2026-01-23T04:00:00Z', count: 1 }],
    });
    expect((await call('GET', `${root}/${id}?${query}`)).json()).toEqual(whole.json());
    expect(Object.keys(whole.json())).toEqual([
      'id',
      'integration_id',
      'domain',
      'name',
      'created_at',
      'events',
      'historical_events',
      'dataset_id',
    ]);

    const change = { name: 'New', domain: 'https://new.example/shop', dataset_id: NOBODY.toUpperCase() };
    const changed = await call('PATCH', `${root}/${id}`, change);
    const { events, historical_events } = whole.json();
    const expected = { ...answer.json(), ...change, dataset_id: NOBODY, events, historical_events };
    expect([changed.statusCode, changed.json()]).toEqual([200, expected]);
    expect((await call('PATCH', `${root}/${id}`, {})).json()).toEqual(expected);
    expect((await call('GET', `${root}/${id}`)).json()).toEqual(expected);
  });

  it('lists a page at a time', async () => {
    const { call, clock, root, writeKey } = await made();
    const ids = [writeKey];
    for (const name of ['B', 'C']) {
      clock.now += 1000;
      ids.push((await call('POST', root, { ...EXAMPLE, name })).json().id);
    }
    for (const [query, paging, expected] of [
      ['', { page_size: 50, offset: 0, current_page: 1 }, ids],
      ['?limit=2', { page_size: 2, offset: 0, current_page: 1 }, ids.slice(0, 2)],
      ['?limit=2&offset=2', { page_size: 2, offset: 2, current_page: 2 }, ids.slice(2)],
      ['?offset=9', { page_size: 50, offset: 9, current_page: 1 }, []],
    ] as const) {
      const list = (await call('GET', root + query)).json();
      expect(list.paging).toEqual({ ...paging, total_results: 3 });
      expect(list.pixels.map(({ id }: { id: string }) => id)).toEqual(expected);
    }
  });

  it('takes the name of a business in either case', async () => {
    const { call, url, business } = await made();
    expect((await call('GET', url.replace(business, business.toUpperCase()))).statusCode).toBe(200);
  });
});

describe('every route', () => {
  const ROUTES: [method: string, path: string, body?: object][] = [
    ['GET', ''],
    ['POST', '', EXAMPLE],
    ['GET', '/ID'],
    ['PATCH', '/ID', { name: 'New' }],
  ];

  // That each route refuses these is in table.business-pixels.test.ts.
  it('says why it refuses, and which request it was', async () => {
    const { call, url, token, business } = await made();
    const unknown = await call('PATCH', url, { name: 'New' }, 'tgp_nobodys');
    expect(unknown.statusCode).toBe(401);
    expect(unknown.json()).toEqual(formOf([expect.stringContaining('token')], 'UNAUTHORIZED'));
    expect(unknown.json().sp_trace_id).toBe(unknown.headers['x-request-id']);
    const reading = await call('PATCH', url, { name: 'New' }, await token('read', ['acme']));
    expect(reading.statusCode).toBe(403);
    expect(reading.json()).toEqual(formOf([expect.stringContaining('"write"')], 'FORBIDDEN'));
    const missing = await call('GET', url.replace(business, NOBODY));
    expect(missing.statusCode).toBe(404);
    expect(missing.json()).toEqual(formOf([expect.any(String)], 'NOT_FOUND'));
  });

  it('knows no pixel by what only looks like its id', async () => {
    const { call, root, theirs } = await made();
    for (const [method, path, body] of ROUTES.slice(2)) {
      for (const id of [theirs.id, '0'.repeat(32), 'x', theirs.id.toUpperCase()]) {
        const answer = await call(method, root + path.replace('ID', id), body);
        expect(answer.statusCode).toBe(404);
        expect(answer.json().messages[0]).toContain(`no pixel "${id}"`);
      }
    }
  });

  it('is a 400 of a business that is no uuid', async () => {
    const { call, writeKey } = await made();
    for (const [method, path, body] of ROUTES) {
      const answer = await call(method, `/businesses/acme/pixels${path.replace('ID', writeKey)}`, body);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toEqual(formOf(['business_id: must be a uuid'], 'BAD_REQUEST'));
    }
  });
});

describe('refuses', () => {
  it.each([
    ['no name', { name: undefined }, 'name'],
    ['a name that is a number', { name: 5 }, 'name'],
    ['a blank name', { name: '  ' }, 'name'],
    ['a name of 201', { name: 'n'.repeat(201) }, 'name'],
    ['no domain', { domain: undefined }, 'domain'],
    ['a domain without a scheme', { domain: 'www.spotify.com' }, 'domain'],
    ['a domain of another scheme', { domain: 'javascript:alert(1)' }, 'domain'],
    ['a domain of 501', { domain: `https://a.example/${'a'.repeat(483)}` }, 'domain'],
    ['a domain with a control character', { domain: 'https://\u0000' }, 'domain'],
    ['a domain with a password', { domain: 'https://a:b@c.example' }, 'domain'],
    ['a data set that is no uuid', { dataset_id: 'x' }, 'dataset_id'],
    ['a data set that is null', { dataset_id: null }, 'dataset_id'],
    ['what is read only', { id: 'x' }, 'id'],
  ])('a pixel with %s', async (_name, part, field) => {
    const { call, root, url } = await made();
    const asNew = await call('POST', root, { ...EXAMPLE, ...part });
    expect(asNew.statusCode).toBe(400);
    expect(asNew.json()).toEqual(formOf([expect.stringMatching(new RegExp(`^${field}: `))], 'BAD_REQUEST'));
    const isMissing = Object.values(part)[0] === undefined;
    if (!isMissing) expect((await call('PATCH', url, part)).statusCode).toBe(400);
    expect((await call('GET', root)).json().pixels).toMatchObject([{ name: 'Shop' }]);
  });

  it('a second pixel of the same name and domain', async () => {
    const { call, root } = await made();
    await call('POST', root, EXAMPLE);
    const again = await call('POST', root, EXAMPLE);
    expect(again.statusCode).toBe(409);
    expect(again.json()).toEqual(formOf([expect.stringMatching(/^name: /)], 'CONFLICT'));
    expect((await call('POST', root, { ...EXAMPLE, name: 'Two' })).statusCode).toBe(201);
  });

  const history = 'include_historical_events=true';
  it.each([
    ['limit=0', ['limit']],
    ['limit=51', ['limit']],
    ['limit=x', ['limit']],
    ['offset=-1', ['offset']],
    ['include_events=yes', ['include_events']],
    ['page=1', ['page']],
    [history, ['historical_events_start_date', 'historical_events_end_date']],
    [`${history}&historical_events_start_date=2026-11-21`, ['historical_events_end_date']],
    ['historical_events_start_date=2026-11-21', ['historical_events_end_date']],
    ['historical_events_end_date=2026-02-30', ['historical_events_start_date', 'historical_events_end_date']],
    ['limit=1.5', ['limit']],
    ['offset=1e1', ['offset']],
    [`${history}&${TODAY.replace('2026-11-21', '21.11.2026')}`, ['historical_events_start_date']],
    [
      `${history}&${TODAY.replaceAll('2026-11-21', '2026-02-30')}`,
      ['historical_events_start_date', 'historical_events_end_date'],
    ],
    [`${history}&${TODAY.replace('2026-11-21', '2026-11-22')}`, ['historical_events_end_date']],
    [`${history}&${TODAY.replace('2026-11-21', '2026-10-21')}`, ['historical_events_end_date']],
  ])('the query %s', async (query, fields) => {
    const { call, root } = await made();
    const answer = await call('GET', `${root}?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual(
      formOf(
        fields.map(field => expect.stringMatching(new RegExp(`^${field}: `))),
        'BAD_REQUEST',
      ),
    );
  });

  it('no more days than it must', async () => {
    const { call, root } = await made();
    const days = TODAY.replace('2026-11-21', '2026-10-22');
    expect((await call('GET', `${root}?${history}&${days}`)).statusCode).toBe(200);
  });
});

it('answers a DELETE with the methods that there are', async () => {
  const { call, url } = await made();
  const answer = await call('DELETE', url);
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, PATCH']);
  expect(answer.json()).toEqual(formOf([expect.stringContaining('GET, PATCH')], 'METHOD_NOT_ALLOWED'));
});

describe('a pixel is a tag', () => {
  it('made there and seen here, and the other way round', async () => {
    const { call, root, url, writeKey, beacon } = await made();
    expect((await call('GET', url)).json()).toEqual({
      id: writeKey,
      integration_id: UUID,
      domain: 'https://a.example',
      name: 'Shop',
      created_at: '2026-11-21T10:20:30Z',
      events: [],
      historical_events: [],
      dataset_id: UUID,
    });
    const { id } = (await call('POST', root, EXAMPLE)).json();
    const { tags } = (await call('GET', '/accounts/acme/tags')).json();
    expect(tags).toContainEqual({
      write_key: id,
      account_id: 'acme',
      name: 'Spotify',
      domain: 'https://www.spotify.com',
      retention_days: null,
      path: expect.stringMatching(/^[a-z]{10}$/),
      disabled: false,
      images_only: false,
      hosts: [],
      secret_made_at: null,
      created_at: '2026-11-21T10:20:30.400Z',
    });
    await call('PATCH', url, { name: 'Renamed' });
    expect((await call('GET', '/accounts/acme/tags')).json().tags).toContainEqual(
      expect.objectContaining({ write_key: writeKey, name: 'Renamed', domain: 'a.example' }),
    );
    await call('PATCH', `/accounts/acme/tags/${writeKey}`, { name: 'Back' });
    expect((await call('GET', url)).json().name).toBe('Back');
    expect((await beacon('', 'page')).statusCode).toBe(200);
  });

  it('whose uuid is the pixel of its pixel events', async () => {
    const { call, url } = await made();
    const code = (await call('GET', '/api/pixel_events/acme/code_snippet')).json();
    expect((await call('GET', url)).json()).toMatchObject({ id: code.tg_pixel_id, integration_id: code.id });
  });
});

describe('its events', () => {
  it('are counted by hour and type from the beacons, pixel events of that type with them', async () => {
    const { app, call, clock, root, url, beacon, writeKey } = await made();
    const lead = (
      await call('POST', '/api/pixel_events/', { account_id: 'acme', title: 'L', type: 'lead' })
    ).json().id;
    const view = (
      await call('POST', '/api/pixel_events/', { account_id: 'acme', title: 'V', type: 'page_view' })
    ).json().id;
    clock.now += 1;
    const second = (await call('POST', root, EXAMPLE)).json().id;
    const expected: object[] = [];
    for (const hour of [0, 1, 14]) {
      clock.now = NOW + hour * HOUR;
      const hour_partition = `${new Date(clock.now).toISOString().slice(0, 13)}:00:00Z`;
      await beacon('', 'page');
      await beacon('name=Home', 'page');
      for (let at = 0; at <= hour; at++) await beacon('event=purchase');
      for (const name of ['lead', lead, view, 'Lead', 'other', 'page_view']) await beacon(`event=${name}`);
      await app.inject(`/pxl?e=${lead}`);
      await app.inject(`/pixel/v1/track?writeKey=${second}&userId=u&event=add_to_cart`);
      expected.push(
        { type: 'PAGE_VIEW', hour_partition, count: 2 },
        { type: 'PURCHASE', hour_partition, count: hour + 1 },
        { type: 'LEAD', hour_partition, count: 3 },
      );
    }
    const query = (days: string) => `?include_events=true&include_historical_events=true&${days}`;
    const whole = (await call('GET', url + query(TODAY.replace(/21$/, '22')))).json();
    expect(whole.historical_events).toEqual(expected);
    const created_at = '2026-11-21T10:20:30Z';
    const last_activity_at = '2026-11-22T00:20:30Z';
    expect(whole.events).toEqual(
      ['PAGE_VIEW', 'PURCHASE', 'LEAD'].map(type => ({ id: HEX, type, created_at, last_activity_at })),
    );
    const today = (await call('GET', url + query(TODAY))).json();
    expect(today.historical_events).toEqual(expected.slice(0, 6));

    const { pixels } = (await call('GET', root + query(TODAY.replace(/21$/, '22')))).json();
    expect(pixels.map(({ id }: { id: string }) => id).sort()).toEqual([writeKey, second].sort());
    const [of, ofSecond] = [writeKey, second].map(id =>
      pixels.find((each: { id: string }) => each.id === id),
    );
    expect(of).toEqual(whole);
    expect(ofSecond.historical_events.map(({ type, count }: never) => [type, count])).toEqual(
      Array(3).fill(['ADD_TO_CART', 1]),
    );
    expect(new Set([...of.events, ...ofSecond.events].map(({ id }) => id)).size).toBe(4);
  });

  it('are there unless they are not wanted, and none where there was none', async () => {
    const { call, url, root } = await made();
    expect((await call('GET', url)).json().events).toEqual([]);
    expect((await call('GET', root)).json().pixels[0]).not.toHaveProperty('events');
    expect((await call('GET', `${url}?include_events=false`)).json()).not.toHaveProperty('events');
    const asked = (
      await call('GET', `${url}?include_events=true&include_historical_events=true&${TODAY}`)
    ).json();
    expect([asked.events, asked.historical_events]).toEqual([[], []]);
  });
});
