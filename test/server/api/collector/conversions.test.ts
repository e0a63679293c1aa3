import { expect, it } from 'vitest';
import { advertisers } from '../../../support/advertising.ts';
import { NOW } from '../../../support/collector.ts';

const HOUR = 3_600_000;

/** Three conversions of two pixels: by click, by view, of nobody known. */
async function some() {
  const it = await advertisers();
  it.clock.now = NOW;
  const all = { min_minutes_per_conv: 0, trigger_type: 'hybrid', post_view_value: 1.5, post_click_value: 3 };
  const order = await it.make('/pixel', { name: 'Order', ...all, pixel_conversion_event_id: 7 });
  const lead = await it.make('/pixel', { name: 'Lead', ...all });
  const ad = await it.make('/line-item', { name: 'Ad' });
  const campaign = await it.make('/campaign', { name: 'Spring' });
  const ids = `line_item_id=${ad.id}&campaign_id=${campaign.id}`;
  await it.app.inject(`/imp?${ids}&anonymousId=v1`);
  it.clock.now += HOUR;
  await it.app.inject(`/px?id=${lead.id}&anonymousId=v1&messageId=m1`);
  it.clock.now += HOUR;
  await it.beacon('event=page_seen&anonymousId=v2&context.campaign.name=x&context.campaign.source=%3D1%2B1');
  await it.app.inject(
    `/pixel/v1/track?writeKey=${it.writeKey}&anonymousId=a1&userId=u1&event=Purchase&messageId=m2` +
      '&properties.revenue=10.25&properties.currency=EUR&properties.order_id=%3DA1',
  );
  it.clock.now += HOUR;
  await it.app.inject(`/px?id=${lead.id}&messageId=m3`);
  return { ...it, order, lead, ad, campaign };
}

it('lists conversions, newest first, with what they are credited to', async () => {
  const { call, order, lead, ad, campaign, writeKey } = await some();
  const answer = await call('GET', '/conversions');
  const plain = { value_sent: null, refunded: 0, signed: false, marks: [] };
  const nobody = { ...plain, touch_time: null, line_item_id: null, campaign_id: null, campaign: null };
  expect(answer.json()).toEqual({
    next: null,
    conversions: [
      {
        account_id: 'acme',
        pixel_id: lead.id,
        messageId: 'm3',
        writeKey,
        time: '2026-11-21T13:20:30.400Z',
        attribution: 'unattributed',
        value: null,
        currency: null,
        order_id: null,
        anonymousId: null,
        userId: null,
        ...nobody,
      },
      {
        account_id: 'acme',
        pixel_id: order.id,
        messageId: 'm2',
        writeKey,
        time: '2026-11-21T12:20:30.400Z',
        attribution: 'click',
        value: 10.25,
        currency: 'EUR',
        order_id: '=A1',
        anonymousId: 'a1',
        userId: 'u1',
        ...nobody,
        touch_time: '2026-11-21T12:20:30.400Z',
        campaign: { name: 'x', source: '=1+1' },
      },
      {
        account_id: 'acme',
        ...plain,
        pixel_id: lead.id,
        messageId: 'm1',
        writeKey,
        time: '2026-11-21T11:20:30.400Z',
        attribution: 'view',
        value: 1.5,
        currency: null,
        order_id: null,
        anonymousId: 'v1',
        userId: null,
        touch_time: '2026-11-21T10:20:30.400Z',
        line_item_id: ad.id,
        campaign_id: campaign.id,
        campaign: null,
      },
    ],
  });
});

it('filters by pixel, line item, attribution and time, a page at a time', async () => {
  const { call, order, lead, ad } = await some();
  const ids = async (query: string) => {
    const { conversions } = (await call('GET', `/conversions?${query}`)).json();
    return conversions.map(({ messageId }: { messageId: string }) => messageId);
  };
  expect(await ids(`pixel_id=${lead.id}`)).toEqual(['m3', 'm1']);
  expect(await ids(`pixel_id=${lead.id},${order.id}`)).toEqual(['m3', 'm2', 'm1']);
  expect(await ids(`line_item_id=${ad.id}`)).toEqual(['m1']);
  expect(await ids('attribution=click')).toEqual(['m2']);
  expect(await ids('from=2026-11-21T11:20:30.400Z&to=2026-11-21T12:20:30.400Z')).toEqual(['m1']);
  expect(await ids('from=2026-11-22')).toEqual([]);
  const pages = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor && `&cursor=${cursor}`;
    const page = (await call('GET', `/conversions?limit=1${query}`)).json();
    pages.push(...page.conversions.map(({ messageId }: { messageId: string }) => messageId));
    cursor = page.next;
  }
  expect(pages).toEqual(['m3', 'm2', 'm1']);
});

it('totals by any of pixel, line item, attribution and hour, each currency for itself', async () => {
  const { call, order, lead, ad } = await some();
  const totals = async (by: string) => (await call('GET', `/conversions/totals?by=${by}`)).json().totals;
  expect(await totals('')).toEqual([
    { currency: null, count: 2, value: 1.5, refunded: 0 },
    { currency: 'EUR', count: 1, value: 10.25, refunded: 0 },
  ]);
  expect(await totals('pixel')).toEqual(
    [
      { pixel_id: lead.id, currency: null, count: 2, value: 1.5, refunded: 0 },
      { pixel_id: order.id, currency: 'EUR', count: 1, value: 10.25, refunded: 0 },
    ].sort((a, b) => a.pixel_id - b.pixel_id),
  );
  expect(await totals('attribution,hour')).toEqual([
    {
      attribution: 'click',
      hour: '2026-11-21T12:00:00Z',
      currency: 'EUR',
      count: 1,
      value: 10.25,
      refunded: 0,
    },
    {
      attribution: 'unattributed',
      hour: '2026-11-21T13:00:00Z',
      currency: null,
      count: 1,
      value: null,
      refunded: 0,
    },
    { attribution: 'view', hour: '2026-11-21T11:00:00Z', currency: null, count: 1, value: 1.5, refunded: 0 },
  ]);
  expect(await totals('line_item')).toEqual([
    { line_item_id: null, currency: null, count: 1, value: null, refunded: 0 },
    { line_item_id: null, currency: 'EUR', count: 1, value: 10.25, refunded: 0 },
    { line_item_id: ad.id, currency: null, count: 1, value: 1.5, refunded: 0 },
  ]);
});

it('gives both as CSV, in which nothing runs as a formula', async () => {
  const { call, order, lead, ad, campaign, writeKey } = await some();
  const list = await call('GET', '/conversions?format=csv');
  expect(list.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(list.headers['content-disposition']).toBe('attachment; filename="conversions.csv"');
  const quoted = (names: string) => `\ufeff"${names.replaceAll(',', '","')}"`;
  expect(list.body.split('\r\n')).toEqual([
    quoted(
      'account_id,pixel_id,time,attribution,value,currency,order_id,anonymousId,userId,touch_time,line_item_id,campaign_id,campaign,messageId,writeKey,value_sent,refunded,signed,marks',
    ),
    `"acme",${lead.id},"2026-11-21T13:20:30.400Z","unattributed",,,,,,,,,,"m3","${writeKey}",,0,false,`,
    `"acme",${order.id},"2026-11-21T12:20:30.400Z","click",10.25,"EUR","'=A1","a1","u1","2026-11-21T12:20:30.400Z",,,"{""name"":""x"",""source"":""=1+1""}","m2","${writeKey}",,0,false,`,
    `"acme",${lead.id},"2026-11-21T11:20:30.400Z","view",1.5,,,"v1",,"2026-11-21T10:20:30.400Z",${ad.id},${campaign.id},,"m1","${writeKey}",,0,false,`,
    '',
  ]);
  const totals = await call('GET', '/conversions/totals?by=attribution&format=csv');
  expect(totals.body.split('\r\n')).toEqual([
    quoted('attribution,currency,count,value,refunded'),
    '"click","EUR",1,10.25,0',
    '"unattributed",,1,,0',
    '"view",,1,1.5,0',
    '',
  ]);
  const none = await call('GET', '/conversions?format=csv&from=2026-12-01');
  expect(none.body.split('\r\n')[0]).toMatch(/^\ufeff"account_id",/);
});

it('ends a page at some megabytes, with the cursor of the next; a CSV has all of them', async () => {
  const it = await advertisers();
  it.clock.now = NOW;
  const { id } = await it.make('/pixel', { name: 'Order', min_minutes_per_conv: 0 });
  // Three bytes each.
  const landing = `context.campaign.name=${'\u65e5'.repeat(7900)}`;
  const url = `/pixel/v1/page?writeKey=${it.writeKey}&anonymousId=a1&messageId=landed`;
  const headers = { 'content-type': 'text/plain' };
  expect((await it.app.inject({ method: 'POST', url, headers, body: landing })).statusCode).toBe(200);
  it.clock.now += 1000;
  const fires = Array.from({ length: 300 }, (_, at) => `/px?id=${id}&anonymousId=a1&messageId=m${at}`);
  for (const fire of fires) await it.app.inject(fire);
  const found = new Set<string>();
  let pages = 0;
  for (let next: string | null = ''; next !== null; pages++) {
    const answer = await it.call('GET', `/conversions?limit=500${next && `&cursor=${next}`}`);
    expect(answer.rawPayload.length).toBeLessThan(4_000_000);
    for (const { messageId } of answer.json().conversions) found.add(messageId);
    ({ next } = answer.json());
  }
  expect([found.size, pages > 2]).toEqual([300, true]);
  for (const [query, rows] of [
    ['', 300],
    ['&limit=200', 200],
  ] as const) {
    const { body } = await it.call('GET', `/conversions?format=csv${query}`);
    expect(body.trimEnd().split('\r\n')).toHaveLength(rows + 1);
  }
});

it('has all conversions in a CSV, however many pages they are, or as many as were asked for', async () => {
  const it = await advertisers();
  it.clock.now = NOW;
  const { id } = await it.make('/pixel', { name: 'Order', min_minutes_per_conv: 0 });
  await Promise.all(Array.from({ length: 1101 }, (_, at) => it.app.inject(`/px?id=${id}&messageId=m${at}`)));
  const linesOf = async (query: string) =>
    (await it.call('GET', `/conversions?format=csv${query}`)).body.trimEnd().split('\r\n');
  const lines = await linesOf('');
  expect(new Set(lines).size).toBe(1102);
  expect(await linesOf('&limit=7')).toHaveLength(8);
});

it.each([
  ['pixel_id=x', 'pixel_id', 'pixel_id: must be an id, or a list like 12,34'],
  ['attribution=none', 'attribution', 'attribution: must be "click", "view" or "unattributed"'],
  ['limit=0', 'limit', 'limit: must be a whole number from 1 to 500'],
  ['cursor=x', 'cursor', 'cursor: must be the "next" of an earlier page'],
  ['from=yesterday', 'from', 'from: must be a time like 2026-11-21T10:00:00Z, or ms since 1970'],
  ['format=xml', 'format', 'format: must be "json" or "csv"'],
])('refuses "%s", naming the field and the fix', async (query, field, message) => {
  const { call } = await advertisers();
  const answer = await call('GET', `/conversions?${query}`);
  expect(answer.statusCode).toBe(422);
  expect(answer.json().error.detail).toMatchObject([{ field, message }]);
});

it.each(['by=day', 'by=pixel,pixel'])('refuses totals %s', async query => {
  const { call } = await advertisers();
  const answer = await call('GET', `/conversions/totals?${query}`);
  expect([answer.statusCode, answer.json().error.message]).toEqual([
    422,
    'by: must be a list of "pixel", "line_item", "attribution" or "hour", each once',
  ]);
});

it("shows nothing of another account's", async () => {
  const { call, token, lead } = await some();
  const theirs = await token('read', ['other']);
  for (const query of ['', `?pixel_id=${lead.id}`]) {
    expect((await call('GET', `/conversions${query}`, undefined, theirs)).json().conversions).toEqual([]);
    expect((await call('GET', `/conversions/totals${query}`, undefined, theirs)).json().totals).toEqual([]);
  }
  expect((await call('GET', '/conversions?account_id=acme', undefined, theirs)).statusCode).toBe(404);
  expect((await call('GET', '/conversions?account_id=acme')).json().conversions).toHaveLength(3);
  expect((await call('GET', '/conversions?account_id=none')).statusCode).toBe(404);
  expect((await call('GET', '/conversions', undefined, '')).statusCode).toBe(401);
});

it('has those of one tag, which must be one that the token sees', async () => {
  const { call, writeKey } = await some();
  const [own, all] = await Promise.all([
    call('GET', `/conversions?writeKey=${writeKey}`),
    call('GET', '/conversions'),
  ]);
  expect(own.json().conversions).toHaveLength(all.json().conversions.length);
  const other = (await call('POST', '/accounts/acme/tags', { name: 'Other', domain: 'o.example' })).json();
  expect((await call('GET', `/conversions?writeKey=${other.write_key}`)).json().conversions).toEqual([]);
  expect((await call('GET', `/conversions/totals?writeKey=${other.write_key}`)).json()).toEqual({
    totals: [],
  });
  expect((await call('GET', `/conversions?writeKey=${'0'.repeat(32)}`)).statusCode).toBe(404);
});
