import { expect, it } from 'vitest';
import type { CutNames } from '../../../src/protocol/cutUrl.ts';
import type { Fields } from '../../../src/protocol/query.ts';
import { cutAddresses } from '../../../src/server/collect/cutAddresses.ts';
import { advertisers } from '../../support/advertising.ts';
import { collector, IN_FILE, storedEvents, type TestCollector } from '../../support/collector.ts';

const url = 'https://shop.example/cb?email=jane%40x.example&reset_token=s3cret&page=2#access_token=s3cret';
const bare = 'https://shop.example/cb?page=2';

/** A beacon with the fields, as the tag writes them. */
const send = (it: TestCollector, fields: Record<string, string>, type: 'page' | 'track' = 'page') =>
  it.beacon(new URLSearchParams({ event: 'E', ...fields }).toString(), type);

it('cuts what is a secret or a person from every address of an event', async () => {
  const it = await collector();
  await send(it, {
    'context.page.url': url,
    'context.page.search': '?email=jane%40x.example&reset_token=s3cret&page=2',
    'context.page.referrer': url,
    'context.page.path': '/cb',
    'context.page.initial_referrer': url,
    'properties.url': url,
    'properties.referrer': url,
    'properties.search': 'email=jane%40x.example&page=2',
    'properties.path': '/cb?token=s3cret',
    'properties.href': `/go?to=${encodeURIComponent(url)}`,
    'properties.items.0.link': url,
    'context.campaign.name': 'spring',
    'context.campaign.content': 'jane@x.example',
    'context.campaign.user_email': 'jane',
    'context.campaign.gclid': 'Cj0',
  });
  const [event] = await storedEvents(it);
  expect(event.context).toEqual({
    page: { url: bare, search: '?page=2', referrer: bare, path: '/cb', initial_referrer: bare },
    campaign: { name: 'spring', gclid: 'Cj0' },
  });
  expect(event.properties).toEqual({
    url: bare,
    referrer: bare,
    search: 'page=2',
    path: '/cb',
    href: `/go?to=${encodeURIComponent(bare)}`,
    items: [{ link: bare }],
  });
  expect(JSON.stringify(event)).not.toMatch(/s3cret|jane/);
});

it.each([
  ['blanks before it', ' \t\nhttps://shop.example/cb?token=s3cret&page=2'],
  ['a scheme before its own', 'blob:https://shop.example/cb?token=s3cret&page=2'],
  ['no scheme', 'www.shop.example/cb?token=s3cret&page=2'],
  ['no scheme and no path', 'shop.example:8443?token=s3cret&page=2'],
])('takes what has %s for an address, whatever it is called', async (_name, link) => {
  const it = await collector();
  await send(it, { 'properties.link': link });
  const [event] = await storedEvents(it);
  expect(event.properties.link).toBe(link.replace('token=s3cret&', ''));
});

it.each([
  ['track', 'event', '/thanks?email=jane%40x.example&page=2', '/thanks?page=2'],
  ['page', 'name', 'https://shop.example/?token=s3cret', 'https://shop.example/'],
  ['page', 'name', '?token=s3cret', '?'],
] as const)('cuts the name of a %s event too, by which it is counted', async (type, field, name, left) => {
  const it = await collector({}, IN_FILE);
  await send(it, { [field]: name }, type);
  const { counts, last_seen } = (await it.call('GET', '/counts')).json();
  expect([counts[0].event, last_seen[0].event]).toEqual([left, left]);
  await it.store.settled();
  expect(await it.dump()).not.toMatch(/s3cret|jane/);
});

it('leaves what is no address, and what a site says of its own accord', async () => {
  const it = await collector();
  const fields = {
    'context.traits.email': 'jane@x.example',
    'properties.email': 'jane@x.example',
    'properties.coupon_code': 'A?code=1',
    'properties.title': 'password=x',
    'context.page.title': 'What? email=1',
    'properties.text': 'Really good? code=1, 3.5/4?code=1',
    'properties.note': 'a.b: state=1',
    'context.page.url': 'https://shop.example/?q=a%20b+c&utm_source=x&%E0%A4%A',
  };
  await send(it, fields);
  const [event] = await storedEvents(it);
  expect(event.context).toEqual({
    traits: { email: 'jane@x.example' },
    page: { title: 'What? email=1', url: fields['context.page.url'] },
  });
  expect(event.properties).toEqual({
    email: 'jane@x.example',
    coupon_code: 'A?code=1',
    title: 'password=x',
    text: fields['properties.text'],
    note: fields['properties.note'],
  });
});

it('cuts more, or keeps some, as a tag or the collector says', async () => {
  const it = await collector({ cutNames: { cut: ['kunde'], kept: ['state'] } });
  const page = { 'context.page.url': 'https://s.example/?kunde=1&state=2&code=3&ref=4&token=5' };
  const stored = async () => {
    await send(it, page);
    return (await storedEvents(it))[0].context.page.url;
  };
  expect(await stored()).toBe('https://s.example/?state=2&ref=4');
  const tag = `/accounts/acme/tags/${it.writeKey}`;
  it.clock.now += 1;
  const change = { cut_parameters: ['ref'], keep_parameters: ['Code'] };
  expect((await it.call('PATCH', tag, change)).json()).toMatchObject(change);
  expect(await stored()).toBe('https://s.example/?state=2&code=3');
  it.clock.now += 1;
  await it.call('PATCH', tag, { cut_parameters: [], keep_parameters: [] });
  expect(await stored()).toBe('https://s.example/?state=2&ref=4');
});

it.each([{ cut_parameters: 'ref' }, { keep_parameters: [''] }, { cut_parameters: Array(101).fill('a') }])(
  'refuses %j',
  async change => {
    const it = await collector();
    const answer = await it.call('PATCH', `/accounts/acme/tags/${it.writeKey}`, change);
    expect([answer.statusCode, answer.json().error.message]).toEqual([
      422,
      expect.stringContaining(Object.keys(change)[0]!),
    ]);
  },
);

it('tells in debug what it cut and where, and no value', async () => {
  const said: unknown[] = [];
  const logger = Object.fromEntries(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].map(level => [
      level,
      (given: unknown) => level === 'debug' && said.push(given),
    ]),
  ) as never as { child: unknown };
  logger.child = () => logger;
  const it = await collector({ logger: logger as never });
  await send(it, { messageId: 'm1', 'context.page.url': url });
  expect(said).toEqual([
    {
      messageId: 'm1',
      cut: ['context.page.url: email', 'context.page.url: reset_token', 'context.page.url: access_token'],
    },
  ]);
});

it('cuts the Referer that an ad or a pixel is seen on', async () => {
  const it = await advertisers();
  const { id } = await it.make('/pixel', { name: 'P' });
  const { id: ad } = await it.make('/line-item', { name: 'Ad' });
  for (const path of [`px?id=${id}`, `imp?line_item_id=${ad}`, `click?line_item_id=${ad}`]) {
    await it.app.inject({ url: `/${path}&anonymousId=v`, headers: { referer: url } });
  }
  const events = await storedEvents(it);
  expect(events.map(({ context }: { context: { page: object } }) => context.page)).toEqual(
    Array(3).fill({ url: bare }),
  );
});

it('changes nothing of an event that has nothing to cut', () => {
  const cut = (fields: Fields, names?: CutNames) => cutAddresses(names)(fields, {} as never);
  const fields = { context: { page: { url: bare }, campaign: { name: 'x' } }, properties: { a: ['/b?c=1'] } };
  expect(cut(fields)).toBe(fields);
  const other = cut(fields, { cut: ['c'] });
  expect(other).toEqual({ ...fields, properties: { a: ['/b'] } });
  expect(other.context).toBe(fields.context);
});
