import { describe, expect, it, test } from 'vitest';
import { collector, NOW, ON_DISK, type TestCollector } from '../../../support/collector.ts';

const BOT = 'Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';

async function view(it: TestCollector, who: string, userAgent: string, more: Record<string, string> = {}) {
  const query = new URLSearchParams({
    writeKey: it.writeKey,
    anonymousId: who,
    'context.sessionId': `${it.clock.now}`,
    ...more,
  });
  const answer = await it.app.inject({
    url: `/pixel/v1/page?${query}`,
    headers: { 'user-agent': userAgent, 'sec-fetch-site': 'cross-site' },
  });
  expect(answer.statusCode).toBe(200);
  it.clock.now += 60_000;
}

const listed = async ({ call }: TestCollector, query = '') => (await call('GET', `/visits?${query}`)).json();

describe.each([
  ['in memory', {}],
  ['on disk', ON_DISK],
])('%s', (_, keeping) => {
  it('lists visits, the last to begin first, by page and filter', async () => {
    const it = await collector({}, keeping);
    await view(it, 'ann', FIREFOX, { 'context.page.path': '/a', 'context.page.url': 'http://a.example/a' });
    await view(it, 'bot', BOT);
    await view(it, 'me', FIREFOX, { 'context.test': 'true' });
    const { visits, next } = await listed(it);
    expect(next).toBeNull();
    expect(visits.map(({ visitor, counted }: Record<string, string>) => `${visitor} ${counted}`)).toEqual([
      'me test',
      'bot automated',
      'ann people',
    ]);
    expect(visits[2]).toEqual({
      writeKey: it.writeKey,
      id: expect.any(String),
      visitor: 'ann',
      startedAt: new Date(NOW).toISOString(),
      endedAt: new Date(NOW).toISOString(),
      entry: '/a',
      exit: '/a',
      views: 1,
      events: 1,
      channel: 'direct',
      source: '',
      medium: '',
      campaign: '',
      referrer: '',
      language: '',
      device: 'desktop',
      browser: 'Firefox',
      system: 'Linux',
      country: '',
      conversions: 0,
      revenue: {},
      counted: 'people',
      why: [],
      rules: 1,
    });
    const who = async (query: string) =>
      (await listed(it, query)).visits.map(({ visitor }: { visitor: string }) => visitor);
    expect(await who('counted=automated')).toEqual(['bot']);
    expect(await who('visitor=ann')).toEqual(['ann']);
    expect(await who(`from=${NOW + 60_000}`)).toEqual(['me', 'bot']);
    expect(await who(`to=${NOW + 60_000}`)).toEqual(['ann']);
    const first = await listed(it, 'limit=2');
    expect(first.visits).toHaveLength(2);
    expect(await who(`limit=2&cursor=${first.next}`)).toEqual(['ann']);
  });

  it('shows one, with the name of its bot', async () => {
    const it = await collector({}, keeping);
    await view(it, 'a/b ü', BOT);
    const [{ id }] = (await listed(it)).visits;
    const url = `/visits/${it.writeKey}/${encodeURIComponent(id)}`;
    expect((await it.call('GET', url)).json()).toMatchObject({
      visitor: 'a/b ü',
      counted: 'automated',
      why: ['user-agent'],
      userAgent: BOT,
      bot: { name: 'GPTBot', tags: ['ai-crawler'] },
    });
  });
});

test('what nobody may see is not there', async () => {
  const it = await collector();
  await view(it, 'ann', FIREFOX);
  const [{ id }] = (await listed(it)).visits;
  await it.call('POST', '/accounts', { id: 'other', name: 'Other' });
  const token = await it.token('read', ['other']);
  const status = async (url: string, by = token) => (await it.call('GET', url, undefined, by)).statusCode;
  expect(await status(`/visits/${it.writeKey}/${encodeURIComponent(id)}`)).toBe(404);
  expect(await status(`/visits?writeKey=${it.writeKey}`)).toBe(404);
  expect(await status('/visits?account_id=acme')).toBe(404);
  expect((await it.call('GET', '/visits', undefined, token)).json().visits).toEqual([]);
  for (const none of ['none', 'a%2Fb', '%2F', 'x'.repeat(2000)]) {
    expect((await it.call('GET', `/visits/${it.writeKey}/${none}`)).statusCode).toBe(404);
  }
});

test.each([
  ['counted=bots', 'counted', /must be "people", "automated" or "test"/],
  ['limit=501', 'limit', /must be a whole number from 1 to 500/],
  ['from=yesterday', 'from', /must be a time like/],
  ['cursor=x', 'cursor', /must be the "next" of an earlier page/],
])('refuses %s', async (query, field, message) => {
  const { call } = await collector();
  const answer = await call('GET', `/visits?${query}`);
  expect([answer.statusCode, answer.json().error.detail]).toMatchObject([
    422,
    [{ field, message: expect.stringMatching(message) }],
  ]);
});
