import { describe, expect, it, test } from 'vitest';
import { collector, ON_DISK, type TestCollector } from '../../../support/collector.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';
const BOT = 'Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)';

const DAY = 86_400_000;
const START = Date.parse('2026-11-20T12:00:00Z');

interface Sent {
  at?: number;
  who?: string;
  session?: string;
  userAgent?: string;
  path?: string;
  referrer?: string;
  event?: string;
  more?: string;
  writeKey?: string;
}

/** Sends an event at a time of the collector's clock. */
async function send(it: TestCollector, sent: Sent): Promise<void> {
  const {
    at = START,
    who = 'ann',
    session = `${at}`,
    userAgent = CHROME,
    path = '/',
    referrer = '',
    event,
  } = sent;
  it.clock.now = at;
  const fields = {
    writeKey: sent.writeKey ?? it.writeKey,
    anonymousId: who,
    'context.sessionId': session,
    'context.userAgent': userAgent,
    'context.page.url': `https://a.example${path}`,
    'context.page.path': path,
    ...(referrer && { 'context.page.referrer': referrer }),
    ...(event && { event }),
  };
  const query = new URLSearchParams(fields);
  const url = `/pixel/v1/${event ? 'track' : 'page'}?${query}${sent.more ? `&${sent.more}` : ''}`;
  expect((await it.app.inject(url)).statusCode).toBe(200);
}

/** Two days of a shop: three people, a bot, and a test. */
async function shop(it: TestCollector): Promise<TestCollector> {
  await send(it, { referrer: 'https://www.google.com/', session: 's1' });
  await send(it, { at: START + 60_000, path: '/shoes', session: 's1' });
  const bought = 'properties.order_id=A-1&properties.revenue=59.90&properties.currency=EUR';
  await send(it, { at: START + 120_000, event: 'purchase', more: bought, session: 's1' });
  await send(it, { who: 'bob', userAgent: PHONE, referrer: 'https://t.co/x' });
  await send(it, { who: 'bot', userAgent: BOT });
  await send(it, { who: 'me', more: 'context.test=true' });
  await send(it, { at: START + DAY, path: '/shoes' });
  await send(it, {
    at: START + DAY,
    who: 'cy',
    more: 'context.campaign.source=news&context.campaign.medium=email',
  });
  it.clock.now = START + DAY + 3_600_000;
  return it;
}

const get = async (it: TestCollector, url: string) => {
  const answer = await it.call('GET', url);
  expect([url, answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([url, 200, '']);
  return answer.json();
};

const NOTHING = {
  visitors: 0,
  visits: 0,
  views: 0,
  events: 0,
  bounces: 0,
  seconds: 0,
  conversions: 0,
  revenue: {},
};
const FIRST = {
  visitors: 2,
  visits: 2,
  views: 3,
  events: 4,
  bounces: 1,
  seconds: 120,
  conversions: 1,
  revenue: { EUR: 59.9 },
};
const SECOND = { ...NOTHING, visitors: 2, visits: 2, views: 2, events: 2, bounces: 2 };

describe.each([
  ['in memory', {}],
  ['on disk', ON_DISK],
])('%s', (_, keeping) => {
  const opened = async () => shop(await collector({}, keeping));

  it('reports totals of people, and beside them those of the time before', async () => {
    const it = await opened();
    const query = '/reports/totals?from=2026-11-20&to=2026-11-21';
    expect(await get(it, query)).toEqual({
      range: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z', tz: 'UTC' },
      totals: FIRST,
      compared: null,
      compared_range: null,
      visitors_estimated: false,
    });
    expect(await get(it, '/reports/totals?from=2026-11-21&to=2026-11-22&compare=previous')).toMatchObject({
      totals: SECOND,
      compared: FIRST,
      compared_range: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' },
    });
    expect(await get(it, `${query}&compare=year`)).toMatchObject({
      compared: NOTHING,
      compared_range: { from: '2025-11-20T00:00:00Z', to: '2025-11-21T00:00:00Z' },
    });
  });

  it('reports the newest 31 days where nothing says which', async () => {
    const { range, totals } = await get(await opened(), '/reports/totals');
    expect(range).toEqual({ from: '2026-10-22T00:00:00Z', to: '2026-11-22T00:00:00Z', tz: 'UTC' });
    expect(totals).toMatchObject({ visits: 4, revenue: { EUR: 59.9 } });
  });

  it('shows what is no person apart, with the reasons; a test is in no report', async () => {
    const it = await opened();
    expect((await get(it, '/reports/totals?who=automated')).totals).toMatchObject({ visits: 1, visitors: 1 });
    expect((await get(it, '/reports/totals?who=all')).totals).toMatchObject({ visits: 5 });
    expect((await get(it, '/reports/reasons')).rows).toEqual([{ why: 'user-agent', visits: 1, events: 1 }]);
  });

  it('reports by hour, day, week and month', async () => {
    const it = await opened();
    const series = async (query: string) => (await get(it, `/reports/series?${query}`)).rows;
    const days = 'from=2026-11-20&to=2026-11-22';
    expect(await series(days)).toEqual([
      { start: '2026-11-20T00:00:00Z', day: '2026-11-20', ...FIRST },
      { start: '2026-11-21T00:00:00Z', day: '2026-11-21', ...SECOND },
    ]);
    const hours = await series(`by=hour&${days}`);
    expect(hours).toHaveLength(48);
    expect(hours.filter(({ visits }: { visits: number }) => visits)).toEqual([
      { start: '2026-11-20T12:00:00Z', day: '2026-11-20', ...FIRST },
      { start: '2026-11-21T12:00:00Z', day: '2026-11-21', ...SECOND },
    ]);
    expect(await series(`by=week&from=2026-11-11&to=2026-11-25`)).toMatchObject([
      { day: '2026-11-11', visits: 0 },
      { day: '2026-11-16', visits: 4 },
      { day: '2026-11-23', visits: 0 },
    ]);
    expect(await series(`by=month&from=2026-10-01&to=2026-12-01`)).toMatchObject([
      { day: '2026-10-01', visits: 0 },
      { day: '2026-11-01', visits: 4 },
    ]);
    expect(await series(`${days}&tz=Pacific/Auckland`)).toMatchObject([
      { start: '2026-11-19T11:00:00Z', day: '2026-11-20', visits: 0 },
      { start: '2026-11-20T11:00:00Z', day: '2026-11-21', visits: 2 },
    ]);
  });

  it("is of the days of the account's own time zone, where no other is asked for", async () => {
    const it = await opened();
    await it.call('PATCH', '/accounts/acme', { time_zone: 'Pacific/Auckland' });
    const zoneOf = async (query: string) => (await get(it, `/reports/totals?${query}`)).range;
    const day = 'from=2026-11-21&to=2026-11-22';
    const ofAccount = { from: '2026-11-20T11:00:00Z', to: '2026-11-21T11:00:00Z', tz: 'Pacific/Auckland' };
    expect(await zoneOf(`${day}&account_id=acme`)).toEqual(ofAccount);
    expect(await zoneOf(`${day}&writeKey=${it.writeKey}`)).toEqual(ofAccount);
    expect(await zoneOf(`${day}&account_id=acme&tz=UTC`)).toMatchObject({ tz: 'UTC' });
    expect(await zoneOf(day)).toMatchObject({ tz: 'UTC' });
    await it.call('PATCH', '/accounts/acme', { time_zone: null });
    expect(await zoneOf(`${day}&account_id=acme`)).toMatchObject({ tz: 'UTC' });
  });

  it('reports a series beside another', async () => {
    const it = await opened();
    const { rows, compared } = await get(
      it,
      '/reports/series?from=2026-11-21&to=2026-11-22&compare=previous',
    );
    expect(rows).toMatchObject([{ day: '2026-11-21', visits: 2 }]);
    expect(compared).toMatchObject([{ day: '2026-11-20', visits: 2, revenue: { EUR: 59.9 } }]);
  });

  test.each([
    ['channel', ['direct 1', 'email 1', 'search 1', 'social 1']],
    ['source', [' 1', 'google 1', 'news 1', 'twitter 1']],
    ['medium', [' 3', 'email 1']],
    ['page', ['/ 3', '/shoes 2']],
    ['entry', ['/ 3', '/shoes 1']],
    ['exit', ['/ 2', '/shoes 2']],
    ['referrer', [' 2', 'google.com 1', 't.co 1']],
    ['device', ['desktop 3', 'phone 1']],
    ['browser', ['Chrome 3', 'Safari 1']],
    ['system', ['Windows 3', 'iOS 1']],
    ['event', ['purchase 1']],
  ])('reports the same by %s', async (dimension, expected) => {
    const { rows } = await get(await opened(), `/reports/top?dimension=${dimension}`);
    expect(rows.map(({ value, visits }: { value: string; visits: number }) => `${value} ${visits}`)).toEqual(
      expected,
    );
  });

  it('pages by a cursor, and a CSV has all', async () => {
    const it = await opened();
    const first = await get(it, '/reports/top?dimension=channel&limit=3');
    const { rows, next } = await get(it, `/reports/top?dimension=channel&limit=3&cursor=${first.next}`);
    expect([first.rows.length, rows.map(({ value }: { value: string }) => value), next]).toEqual([
      3,
      ['social'],
      null,
    ]);
    const csv = (await it.call('GET', '/reports/top?dimension=channel&format=csv')).body;
    expect(csv.split('\r\n')).toHaveLength(6);
  });

  it('filters by any of these together', async () => {
    const it = await opened();
    const visits = async (...where: object[]) =>
      (await get(it, `/reports/totals?where=${encodeURIComponent(JSON.stringify(where))}`)).totals.visits;
    expect(await visits({ dimension: 'source', values: ['google'] })).toBe(1);
    expect(await visits({ dimension: 'source', values: ['google', 'twitter'] })).toBe(2);
    expect(await visits({ dimension: 'source', values: ['google'], not: true })).toBe(3);
    expect(await visits({ dimension: 'page', values: ['/shoes'] })).toBe(2);
    expect(
      await visits({ dimension: 'page', values: ['/shoes'] }, { dimension: 'event', values: ['purchase'] }),
    ).toBe(1);
    expect(
      await visits({ dimension: 'device', values: ['phone'] }, { dimension: 'source', values: ['google'] }),
    ).toBe(0);
  });

  it("reports an event's properties, and the values of one", async () => {
    const it = await opened();
    const names = await get(it, '/reports/properties?event=purchase');
    expect(names.whole).toBe(true);
    expect(names.rows).toContainEqual({ value: 'order_id', events: 1, visits: 1 });
    const { rows } = await get(it, '/reports/properties?event=purchase&property=currency');
    expect(rows).toEqual([{ value: 'EUR', events: 1, visits: 1 }]);
  });

  it('counts a purchase with an order’s number, whatever its visit looks like', async () => {
    const it = await opened();
    const more = 'properties.order_id=A-2&properties.revenue=10&properties.currency=EUR';
    await send(it, { at: START + DAY, who: 'x', userAgent: BOT, event: 'purchase', more });
    const { totals } = await get(it, '/reports/totals');
    expect(totals).toMatchObject({ visits: 4, conversions: 2, revenue: { EUR: 69.9 } });
  });

  it('reports conversions by what they are credited to', async () => {
    const it = await collector({}, keeping);
    const pixel = { pixel: { name: 'P', pixel_conversion_event_id: 7 } };
    const made = await it.call('POST', '/pixel?advertiser_code=acme', pixel);
    expect(made.statusCode).toBe(200);
    await shop(it);
    const { rows } = await get(it, '/reports/attribution');
    expect(rows.map(({ attribution }: { attribution: string }) => attribution)).toEqual([
      'click',
      'view',
      'unattributed',
    ]);
    expect(rows.reduce((sum: number, { conversions }: { conversions: number }) => sum + conversions, 0)).toBe(
      1,
    );
    const other = (await it.call('POST', '/accounts/acme/tags', { name: 'B', domain: 'b.example' })).json();
    const none = await get(it, `/reports/attribution?writeKey=${other.write_key}`);
    expect(none.rows.every(({ conversions }: { conversions: number }) => conversions === 0)).toBe(true);
  });
});

describe('rights', () => {
  const ROUTES = [
    '/reports/totals?',
    '/reports/series?',
    '/reports/top?dimension=page&',
    '/reports/reasons?',
    '/reports/properties?event=purchase&',
    '/reports/attribution?',
  ];
  test.each(ROUTES)('%s tells nobody of another account', async route => {
    const it = await collector();
    await it.call('POST', '/accounts', { id: 'other', name: 'Other' });
    const token = await it.token('read', ['other']);
    for (const query of ['account_id=acme', `writeKey=${it.writeKey}`, 'account_id=none', 'writeKey=none']) {
      expect([query, (await it.call('GET', route + query, undefined, token)).statusCode]).toEqual([
        query,
        404,
      ]);
    }
    const mixed = `account_id=other&writeKey=${it.writeKey}`;
    expect((await it.call('GET', route + mixed)).statusCode).toBe(404);
    expect((await it.call('GET', route, undefined, '')).statusCode).toBe(401);
    expect((await it.call('GET', route, undefined, token)).statusCode).toBe(200);
  });

  it('reports all that a token may see, one account, or one tag', async () => {
    const it = await collector();
    await it.call('POST', '/accounts', { id: 'other', name: 'Other' });
    const tag = { name: 'O', domain: 'o.example' };
    const writeKey = (await it.call('POST', '/accounts/other/tags', tag)).json().write_key;
    await send(it, {});
    await send(it, { writeKey, who: 'bob' });
    await send(it, { writeKey, who: 'cy' });
    const visits = async (query: string, token?: string) =>
      (await it.call('GET', `/reports/totals?${query}`, undefined, token)).json().totals.visits;
    expect(await visits('')).toBe(3);
    expect(await visits('account_id=acme')).toBe(1);
    expect(await visits('account_id=other')).toBe(2);
    expect(await visits(`writeKey=${writeKey}`)).toBe(2);
    expect(await visits('', await it.token('read', ['acme']))).toBe(1);
  });
});

describe('CSV', () => {
  it('has every text quoted, a column for each currency, and nothing that a spreadsheet runs', async () => {
    const it = await shop(await collector());
    await send(it, { at: START + DAY, path: '/=1+1', who: 'eve' });
    await send(it, { at: START + DAY, path: '=cmd()', who: 'eve', session: 'two' });
    const csv = async (route: string) => (await it.call('GET', `/reports/${route}`)).body.split('\r\n');
    const answer = await it.call(
      'GET',
      '/reports/totals?format=csv&compare=previous&from=2026-11-21&to=2026-11-22',
    );
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="totals.csv"',
    });
    expect(answer.body.split('\r\n')).toEqual([
      '\ufeff"from","to","tz","visitors","visits","views","events","bounces","seconds","conversions","revenue_EUR"',
      '"2026-11-21T00:00:00Z","2026-11-22T00:00:00Z","UTC",3,4,4,4,4,0,0,',
      '"2026-11-20T00:00:00Z","2026-11-21T00:00:00Z","UTC",2,2,3,4,1,120,1,59.9',
      '',
    ]);
    expect(await csv('top?dimension=page&format=csv')).toContainEqual(expect.stringMatching(/^"'=cmd\(\)",/));
    expect(await csv('series?format=csv&from=2026-11-20&to=2026-11-21')).toEqual([
      '\ufeff"start","day","visitors","visits","views","events","bounces","seconds","conversions","revenue_EUR"',
      '"2026-11-20T00:00:00Z","2026-11-20",2,2,3,4,1,120,1,59.9',
      '',
    ]);
    expect(await csv('reasons?format=csv')).toEqual([
      '\ufeff"why","visits","events"',
      '"user-agent",1,1',
      '',
    ]);
    expect(await csv('properties?event=purchase&property=currency&format=csv')).toEqual([
      '\ufeff"value","events","visits"',
      '"EUR",1,1',
      '',
    ]);
    expect((await csv('attribution?format=csv'))[0]).toBe('\ufeff"attribution","conversions"');
  });
});

test.each([
  ['totals?who=bots', 'who', /must be "people", "automated" or "all"/],
  ['totals?compare=week', 'compare', /must be "previous" or "year"/],
  ['totals?format=xml', 'format', /must be "json" or "csv"/],
  ['totals?by=day', 'by', /is not known here; known: .*compare/],
  ['totals?tz=Mars/Olympus', 'tz', /must be a time zone like/],
  ['totals?from=2026-02-31', 'from', /must be a time like/],
  ['totals?from=2000-01-01&to=2026-01-01', 'from', /at most 3660 days/],
  ['series?by=hour&from=2026-01-01&to=2026-03-01', 'from', /at most 31 days/],
  ['series?by=day&from=2025-01-01&to=2026-03-01', 'from', /at most 400 days/],
  ['series?by=year', 'by', /must be "hour", "day", "week" or "month"/],
  ['top', 'dimension', /must be "channel", "source"/],
  ['top?dimension=sources', 'dimension', /must be "channel", "source".* or "event"/],
  ['top?dimension=page&limit=1001', 'limit', /must be a whole number from 1 to 1000/],
  ['top?dimension=page&cursor=x', 'cursor', /must be the "next" of an earlier page/],
  ['properties', 'event', /must be a name of 1 to 500 characters/],
  ['properties?event=', 'event', /must be a name/],
  ['reasons?who=people', 'who', /is not known here/],
  ['attribution?where=[]', 'where', /is not known here/],
  ['totals?where=source', 'where', /^where: must be a JSON list of at most 10, like \[/],
  ['totals?where={}', 'where', /must be a JSON list/],
  ['totals?where=[1]', 'where.0', /must be an object like/],
  [
    'totals?where=[{"dimension":"color","values":["x"]}]',
    'where.0.dimension',
    /^where\.0\.dimension: must be "channel"/,
  ],
  ['totals?where=[{"dimension":"source"}]', 'where.0.values', /must be a list of 1 to 50 texts/],
  ['totals?where=[{"dimension":"source","values":[]}]', 'where.0.values', /must be a list of 1 to 50 texts/],
  [
    'totals?where=[{"dimension":"source","values":[7]}]',
    'where.0.values.0',
    /must be a list of 1 to 50 texts/,
  ],
  ['totals?where=[{"dimension":"source","values":["a"],"is":1}]', 'where.0.is', /is not known here/],
  ['totals?where=[{"dimension":"source","values":["a"],"not":1}]', 'where.0.not', /must be true or false/],
  [
    `totals?where=${encodeURIComponent(JSON.stringify(Array(11).fill({ dimension: 'source', values: ['a'] })))}`,
    'where',
    /must be a JSON list of at most 10/,
  ],
])('refuses %s', async (query, field, message) => {
  const { call } = await collector();
  const answer = await call('GET', `/reports/${query}`);
  expect([answer.statusCode, answer.json().error.detail]).toMatchObject([
    422,
    [{ field, message: expect.stringMatching(message) }],
  ]);
});
