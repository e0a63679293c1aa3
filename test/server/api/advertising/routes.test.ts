import { describe, expect, it } from 'vitest';
import { advertisers, problemOf } from '../../../support/advertising.ts';
import type { Keeping } from '../../../support/collector.ts';

describe.each([
  ['/pixel', 'pixel'],
  ['/line-item', 'line-item'],
  ['/campaign', 'campaign'],
])('%s', (path, one) => {
  it('makes, lists, changes and removes', async () => {
    const { send, clock } = await advertisers();
    const made = await send('POST', `${path}?advertiser_code=acme`, { [one]: { name: ' A ' } });
    const record = made.json().response[one];
    expect(record).toMatchObject({ id: made.json().response.id, name: 'A', state: 'active' });
    clock.now += 60_000;
    const changed = await send('PUT', `${path}?id=${record.id}`, { [one]: { state: 'inactive' } });
    expect(changed.json().response[one]).toEqual({
      ...record,
      state: 'inactive',
      last_modified: '2018-07-25 18:40:30',
    });
    expect((await send('GET', path)).json().response).toMatchObject({
      count: 1,
      [`${one}s`]: [changed.json().response[one]],
    });
    expect((await send('DELETE', `${path}?id=${record.id}`)).json().response.status).toBe('OK');
    expect((await send('GET', path)).json().response.count).toBe(0);
  });

  it.each<[string, number, string, (id: number, other: number) => [string, string, unknown?]]>([
    ['POST without an advertiser', 400, 'SYNTAX', () => ['POST', '', { [one]: { name: 'A' } }]],
    ['POST without a body', 400, 'SYNTAX', () => ['POST', '?advertiser_code=acme']],
    ['POST of what is no JSON', 400, 'SYNTAX', () => ['POST', '?advertiser_code=acme', '{']],
    ['POST of a list', 400, 'SYNTAX', () => ['POST', '?advertiser_code=acme', { [one]: [] }]],
    ['POST without a name', 400, 'SYNTAX', () => ['POST', '?advertiser_code=acme', { [one]: {} }]],
    ['POST of a wrong type', 400, 'SYNTAX', () => ['POST', '?advertiser_code=acme', { [one]: { name: 1 } }]],
    ['POST for nobody', 404, 'SYNTAX', () => ['POST', '?advertiser_id=1', { [one]: { name: 'A' } }]],
    [
      'POST for two',
      404,
      'SYNTAX',
      (_, o) => ['POST', `?advertiser_code=acme&advertiser_id=${o}`, { [one]: { name: 'A' } }],
    ],
    ['PUT without an id', 400, 'SYNTAX', () => ['PUT', '', { [one]: {} }]],
    ['PUT of nothing that is there', 404, 'SYNTAX', () => ['PUT', '?id=1', { [one]: {} }]],
    [
      'PUT by another advertiser',
      404,
      'SYNTAX',
      (id, o) => ['PUT', `?id=${id}&advertiser_id=${o}`, { [one]: {} }],
    ],
    ['PUT of another id', 400, 'SYNTAX', id => ['PUT', `?id=${id}`, { [one]: { id: 1 } }]],
    ['PUT of another owner', 400, 'SYNTAX', (id, o) => ['PUT', `?id=${id}`, { [one]: { advertiser_id: o } }]],
    ['PUT with a filter', 400, 'SYNTAX', id => ['PUT', `?id=${id}&state=active`, { [one]: {} }]],
    ['PUT that may append', 400, 'SYNTAX', id => ['PUT', `?id=${id}&append=1`, { [one]: {} }]],
    ['DELETE without an id', 400, 'SYNTAX', () => ['DELETE', '']],
    ['DELETE of several', 400, 'SYNTAX', id => ['DELETE', `?id=${id},${id}`]],
    ['DELETE of nothing that is there', 404, 'SYNTAX', () => ['DELETE', '?id=1']],
    ['GET of nothing that is there', 404, 'SYNTAX', () => ['GET', '?id=1']],
    ['GET of what is no id', 400, 'SYNTAX', () => ['GET', '?id=a']],
    ['GET of nobody', 404, 'SYNTAX', () => ['GET', '?advertiser_code=nobody']],
    ['PATCH', 405, 'SYNTAX', () => ['PATCH', '', {}]],
  ])('%s: %i', async (_name, status, id, request) => {
    const { send, make, other } = await advertisers();
    const record = await make(path, { name: 'A' });
    const [method, query, body] = request(record.id, other);
    const answer = await send(method, path + query, body as object);
    expect(problemOf(answer)).toEqual([status, id, expect.any(String)]);
    expect(answer.json().response.dbg_info.output_term).toBe('error');
    expect((await send('GET', path)).json().response[`${one}s`]).toEqual([record]);
  });

  const requests = (id: number, sent: object): [string, string, object?][] => [
    ['GET', `${path}?id=${id}`],
    ['PUT', `${path}?id=${id}`, sent],
    ['DELETE', `${path}?id=${id}`],
    ['POST', `${path}?advertiser_code=acme`, sent],
  ];

  it("shows and changes nothing of another's, as if it were not there", async () => {
    const { send, make, token, other } = await advertisers();
    const { id } = await make(path, { name: 'A', code: 'a' });
    const theirs = await token('write', ['other']);
    for (const [method, url, body] of requests(id, { [one]: { name: 'B' } })) {
      const answer = await send(method, url, body, theirs);
      expect([url, answer.statusCode]).toEqual([url, 404]);
      if (url.includes('id=')) {
        const nobodys = await send(method, `${path}?id=1`, body, theirs);
        expect(answer.body.replace(String(id), '1')).toBe(nobodys.body);
      }
    }
    expect((await send('GET', path, undefined, theirs)).json().response.count).toBe(0);
    expect((await send('GET', `${path}?search=A`, undefined, theirs)).json().response.count).toBe(0);
    const sameCode = { [one]: { name: 'B', code: 'a' } };
    expect((await send('POST', `${path}?advertiser_id=${other}`, sameCode, theirs)).statusCode).toBe(200);
    expect((await send('GET', `${path}?id=${id}`)).json().response[`${one}s`]).toMatchObject([{ name: 'A' }]);
  });

  it('opens to no token but a good one, and changes nothing with one that can only read', async () => {
    const { send, make, token } = await advertisers();
    const { id } = await make(path, { name: 'A' });
    const reader = await token('read', ['acme']);
    for (const [method, url, body] of [
      ...requests(id, { [one]: { name: 'B' } }),
      ['GET', `${path}/meta`] as const,
    ]) {
      for (const bad of ['', 'tgp_nobodys', 'Basic YTpi', 'Bearer']) {
        expect(problemOf(await send(method, url, body, bad))).toEqual([401, 'NOAUTH', expect.any(String)]);
      }
      const read = await send(method, url, body, reader);
      if (method === 'GET') expect(read.statusCode).toBe(200);
      else expect(problemOf(read)).toEqual([403, 'UNAUTH', expect.any(String)]);
    }
    expect((await send('GET', path, undefined, `Bearer ${reader}`)).statusCode).toBe(200);
  });

  it('tells of its fields', async () => {
    const { send } = await advertisers();
    const { status, fields } = (await send('GET', `${path}/meta`)).json().response;
    expect(status).toBe('OK');
    expect(fields).toContainEqual({
      name: 'name',
      type: 'string',
      sort_by: true,
      filter_by: true,
      read_only: false,
      required_on: ['POST'],
      default: null,
    });
    for (const { name, sort_by } of fields) {
      const sorted = await send('GET', `${path}?sort=${name}.desc`);
      expect([name, sorted.statusCode]).toEqual([name, sort_by ? 200 : 400]);
    }
  });
});

const ENGINES: { engine: string; keeping: Keeping }[] = [
  { engine: 'memory', keeping: {} },
  { engine: 'SQLite', keeping: { onDisk: true } },
];

/** One filter more than a list takes. */
const MANY_FILTERS = ['', 'not_', 'min_', 'max_', 'nmin_', 'nmax_']
  .flatMap(prefix =>
    ['id', 'member_id', 'advertiser_id', 'post_view_value', 'post_click_value', 'post_view_expire_mins'].map(
      name => `${prefix}${name}=1`,
    ),
  )
  .filter(filter => !filter.startsWith('advertiser_id'))
  .slice(0, 31)
  .join('&');

describe.each(ENGINES)('a list ($engine)', ({ keeping }) => {
  /** Four pixels a minute apart. */
  async function pixels() {
    const it = await advertisers({}, keeping);
    const fields = [
      { name: 'b,c', code: 'One', min_minutes_per_conv: 5, post_view_value: 1.5, state: 'inactive' },
      { name: 'a', min_minutes_per_conv: 0, pixel_conversion_event_id: 3 },
      { name: 'Big d', code: 'two', trigger_type: 'view', min_minutes_per_conv: 32767 },
      { name: 'c' },
    ];
    for (const each of fields) {
      await it.make('/pixel', each);
      it.clock.now += 60_000;
    }
    const names = async (query: string) =>
      (await it.send('GET', `/pixel?${query}`))
        .json()
        .response.pixels.map(({ name }: { name: string }) => name);
    return { ...it, names };
  }

  it.each([
    ['', ['b,c', 'a', 'Big d', 'c']],
    ['state=inactive', ['b,c']],
    ['not_state=inactive', ['a', 'Big d', 'c']],
    ['trigger_type=view,click', ['b,c', 'a', 'Big d', 'c']],
    ['name=b,c', ['b,c', 'c']],
    ['like_name=B', ['b,c', 'Big d']],
    ['code=null', ['a', 'c']],
    ['min_minutes_per_conv=5', ['b,c']],
    ['min_min_minutes_per_conv=5', ['b,c', 'Big d']],
    ['max_min_minutes_per_conv=5', ['b,c', 'a']],
    ['nmax_min_minutes_per_conv=5', ['b,c', 'a', 'c']],
    ['nmin_min_minutes_per_conv=6', ['Big d', 'c']],
    ['not_min_minutes_per_conv=0,null', ['b,c', 'Big d']],
    ['post_view_value=1.5', ['b,c']],
    ['min_post_view_value=1', ['b,c']],
    ['pixel_conversion_event_id=3', ['a']],
    ['min_created_on=2018-07-25+18:40:30&max_last_modified=2018-07-25+18:41:30', ['a', 'Big d']],
    ['min_created_on=2018-07-26', []],
    ['search=TWO', ['Big d']],
    ['search=c', ['b,c', 'c']],
    ['like_name=BIG', ['Big d']],
    ['search=', ['b,c', 'a', 'Big d', 'c']],
    ['not_code=null', ['b,c', 'Big d']],
    ['created_on=2018-07-25+18:40:30', ['a']],
    ['not_created_on=2018-07-25+18:40:30,2018-07-25+18:41:30', ['b,c', 'c']],
    ['member_id=1', ['b,c', 'a', 'Big d', 'c']],
    ['member_id=2,3', []],
    ['not_member_id=1', []],
    ['not_member_id=2', ['b,c', 'a', 'Big d', 'c']],
    ['min_member_id=2', []],
    ['nmax_member_id=1', ['b,c', 'a', 'Big d', 'c']],
    ['max_advertiser_id=0', []],
    ['sort=advertiser_id,member_id.desc,created_on.desc', ['c', 'Big d', 'a', 'b,c']],
    ['sort=code', ['a', 'c', 'b,c', 'Big d']],
    ['sort=name.asc', ['Big d', 'a', 'b,c', 'c']],
    ['sort=min_minutes_per_conv.desc', ['Big d', 'b,c', 'a', 'c']],
    ['sort=trigger_type,name.desc', ['c', 'b,c', 'a', 'Big d']],
    ['start_element=1&num_elements=2', ['a', 'Big d']],
    ['start_element=9', []],
  ])('by %s', async (query, expected) => {
    const { names } = await pixels();
    expect(await names(query)).toEqual(expected);
  });

  it('by ids and by advertiser', async () => {
    const { names, send, advertiser, other } = await pixels();
    const all = (await send('GET', '/pixel')).json().response.pixels;
    expect(await names(`id=${all[0].id},${all[2].id},1`)).toEqual(['b,c', 'Big d']);
    expect((await names(`advertiser_id=${advertiser}`)).length).toBe(4);
    expect(await names(`advertiser_id=${other}`)).toEqual([]);
  });

  it('says how many there are in all, and gives 100 at most', async () => {
    const { make, send } = await advertisers({}, keeping);
    for (let i = 0; i < 101; i++) await make('/pixel', { name: `P${i}` });
    const { response } = (await send('GET', '/pixel?start_element=0&num_elements=500')).json();
    expect(response).toMatchObject({ count: 101, start_element: 0, num_elements: 100 });
    expect(response.pixels.length).toBe(100);
    expect((await send('GET', '/pixel')).json().response.pixels.length).toBe(100);
  });

  it('gives the wanted fields alone', async () => {
    const { send } = await pixels();
    const { pixels: found } = (await send('GET', '/pixel?name=a&fields=name,line_items')).json().response;
    expect(found).toEqual([{ name: 'a', line_items: null }]);
  });

  it.each([
    ['colour=red', 'colour'],
    ['min_name=a', 'min_name'],
    ['like_id=1', 'like_id'],
    ['min_min_minutes_per_conv=x', 'whole number'],
    ['state=on', 'active, inactive'],
    ['min_created_on=yesterday', 'time'],
    ['sort=colour.asc', 'colour'],
    ['sort=line_items.asc', 'line_items'],
    ['sort=name.up', 'name.up'],
    ['fields=colour', 'colour'],
    ['start_element=-1', 'start_element'],
    ['num_elements=x', 'num_elements'],
    ['state=active&state=inactive', 'twice'],
    [`sort=${'name,'.repeat(9000)}name`, 'sort: has 9001 parts, give at most 10'],
    [`sort=${'name,'.repeat(10)}name`, 'sort: has 11 parts'],
    [`fields=${'name,'.repeat(30)}name`, 'fields: has 31 parts'],
    [`id=${'1,'.repeat(500)}1`, 'id: has 501 parts, give at most 500'],
    [`not_name=${'a,'.repeat(500)}a`, 'not_name: has 501 parts'],
    [`having_line_items=${'1,'.repeat(100)}1`, 'having_line_items: has 101 parts'],
    [`search=${'a'.repeat(256)}`, 'search: 256 characters'],
    [`like_name=${'a'.repeat(256)}`, 'like_name: 256 characters'],
    [MANY_FILTERS, '31 filters, ask for at most 30'],
    ['created_on=2018-13-01', 'time'],
  ])('by %s: 400', async (query, word) => {
    const { send } = await advertisers();
    expect(problemOf(await send('GET', `/pixel?${query}`))).toEqual([
      400,
      'SYNTAX',
      expect.stringContaining(word),
    ]);
  });
});

describe.each(ENGINES)('a list by how many ($engine)', ({ keeping }) => {
  /** Pixels with no, one and two line items; the last has a campaign and two piggybacks as well. */
  async function used() {
    const it = await advertisers({}, keeping);
    const make: typeof it.make = (path, fields) => {
      it.clock.now += 1000;
      return it.make(path, fields);
    };
    await make('/pixel', { name: 'none' });
    const one = await make('/pixel', { name: 'one' });
    const piggybacks = ['a', 'b'].map(path => ({ pixel_type: 'js', url: `https://p.example/${path}` }));
    const two = await make('/pixel', { name: 'two', piggyback_pixels: piggybacks });
    await make('/line-item', { name: 'L', pixels: [{ id: one.id }, { id: two.id }] });
    await make('/line-item', { name: 'M', pixels: [{ id: two.id }], state: 'inactive' });
    await make('/campaign', { name: 'C', pixels: [{ id: two.id }] });
    return it;
  }

  it.each([
    ['/pixel?having_line_items=0', 'none'],
    ['/pixel?having_line_items=1', 'one'],
    ['/pixel?having_line_items=0,2', 'none two'],
    ['/pixel?having_min_line_items=1', 'one two'],
    ['/pixel?having_max_line_items=1', 'none one'],
    ['/pixel?having_min_line_items=1&having_max_line_items=1', 'one'],
    ['/pixel?having_min_campaigns=1', 'two'],
    ['/pixel?having_piggyback_pixels=2', 'two'],
    ['/pixel?having_min_line_items=1&name=one,none', 'one'],
    ['/pixel?having_min_line_items=3', ''],
    ['/line-item?having_pixels=1', 'M'],
    ['/line-item?having_min_pixels=1&sort=name.desc', 'M L'],
  ])('%s', async (url, expected) => {
    const { send } = await used();
    const { response } = (await send('GET', url)).json();
    const found: { name: string }[] = response.pixels ?? response['line-items'];
    expect(found.map(({ name }) => name).join(' ')).toBe(expected);
    expect(response.count).toBe(found.length);
  });

  it('gives the wanted page and fields of what is left', async () => {
    const { send } = await used();
    const query = 'having_min_line_items=1&start_element=1&num_elements=1&fields=name,campaigns';
    const { pixels, count } = (await send('GET', `/pixel?${query}`)).json().response;
    expect([count, pixels]).toEqual([2, [{ name: 'two', campaigns: [{ id: expect.any(String) }] }]]);
  });

  it.each([
    ['having_name=1', 'campaigns, line_items, piggyback_pixels'],
    ['having_min_minutes_per_conv=1', 'campaigns, line_items, piggyback_pixels'],
    ['having_pixel_conversion_event=1', 'is no list'],
    ['having_=1', 'is no list'],
    ['having_line_items=many', '"many" is no number'],
    ['having_line_items=', '"" is no number'],
    ['having_min_line_items=1,2', '"1,2" is no number'],
    ['having_max_line_items=-1', '"-1" is no number'],
  ])('by %s: 400', async (query, words) => {
    const { send } = await advertisers();
    const answer = await send('GET', `/pixel?${query}`);
    expect(problemOf(answer)).toEqual([400, 'SYNTAX', expect.stringContaining(words)]);
  });

  it('counts over more records than a statement has places for', async () => {
    const { store, send, make } = await advertisers({}, keeping);
    const ids = Array.from({ length: 40_000 }, (_, at) => at + 1);
    const { id } = await make('/pixel', { name: 'P' });
    await make('/line-item', { name: 'L', pixels: [{ id }] });
    expect(await store.lineItems.links('pixel_id', [...ids, id])).toMatchObject([{ name: 'L' }]);
    expect((await send('GET', '/pixel?having_line_items=1')).json().response.count).toBe(1);
  });
});

describe('a line item', () => {
  it('links to pixels of its advertiser, each once', async () => {
    const { make, send, other } = await advertisers();
    const a = await make('/pixel', { name: 'A' });
    const b = await make('/pixel', { name: 'B' });
    const theirs = (await send('POST', `/pixel?advertiser_id=${other}`, { pixel: { name: 'C' } })).json()
      .response;
    const item = await make('/line-item', { name: 'L', pixels: [{ id: a.id }, { id: a.id }] });
    expect(item.pixels).toEqual([{ id: a.id }]);
    const put = (pixels: unknown, query = '') =>
      send('PUT', `/line-item?id=${item.id}${query}`, { 'line-item': { pixels } });
    const added = (await put([{ id: b.id }], '&append=true')).json().response['line-item'].pixels;
    expect(added).toEqual([a.id, b.id].sort((x, y) => x - y).map(id => ({ id })));
    expect((await put([{ id: b.id }])).json().response['line-item'].pixels).toEqual([{ id: b.id }]);
    for (const bad of [[{ id: theirs.id }], [{ id: 1 }], [{}], [{ id: 'x' }], 'x']) {
      expect(problemOf(await put(bad))).toEqual([400, 'SYNTAX', expect.stringContaining('pixels')]);
    }
    expect((await put(null)).json().response['line-item'].pixels).toBe(null);
  });
});
