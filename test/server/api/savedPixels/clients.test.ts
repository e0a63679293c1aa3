import { expect, it } from 'vitest';
import { collector } from '../../../support/collector.ts';

const URL = '/saved-pixels?account_id=acme';
const PASSWORD = 'correct horse';
const CONFIG = {
  type: 'conversion',
  conversion_type: 'purchase',
  revenue: { source: 'variable', value: 'order_total' },
  currency: { source: 'fixed', value: 'EUR' },
  properties: [{ key: 'sku', source: 'variable', value: 'product_sku' }],
};

async function saved(body: object = { name: 'P', config: CONFIG }) {
  const it = await collector();
  const made = (await it.call('POST', URL, body)).json().data;
  return { ...it, made, one: `/saved-pixels/${made.id}?account_id=acme` };
}

it.each([
  ['with all parts', { name: 'P', config: CONFIG, description: 'd', target_platform: 'javascript' }],
  ['without what may be missing', { name: 'P', config: { type: 'pageview' } }],
])('takes back what it gave, %s', async (_name, body) => {
  const { call, clock, made, one } = await saved(body);
  const { data } = (await call('GET', one)).json();
  clock.now += 60_000;
  const answer = await call('PUT', one, data);
  expect([answer.statusCode, answer.json().data]).toEqual([
    200,
    { ...made, updated_at: '2026-11-21T10:21:30Z' },
  ]);
  const changed = await call('PUT', one, { ...data, name: 'Q' });
  expect(changed.json().data).toMatchObject({ id: made.id, name: 'Q', config: made.config });
});

it.each([
  ['id', 'pix_000000000000'],
  ['account_id', 'other'],
])('changes no %s', async (field, value) => {
  const { call, made, one } = await saved();
  const answer = await call('PUT', one, { ...made, [field]: value });
  expect([answer.statusCode, answer.json().error.detail]).toMatchObject([422, [{ field }]]);
});

it('takes null for what there is none of', async () => {
  const none = { conversion_type: null, revenue: null, currency: null, properties: null };
  const { call, made, one } = await saved({
    name: 'P',
    description: null,
    config: { ...none, type: 'pageview' },
  });
  expect(made).toMatchObject({ description: null, target_platform: 'javascript' });
  expect(made.config).toEqual({ type: 'pageview' });
  const config = { ...CONFIG, revenue: null, currency: null, properties: null };
  expect((await call('PUT', one, { config })).json().data.config).toEqual({
    type: 'conversion',
    conversion_type: 'purchase',
  });
  const refused = await call('PUT', one, { config: { ...config, conversion_type: null } });
  expect(refused.json().error.detail).toMatchObject([{ field: 'config.conversion_type', type: 'missing' }]);
});

it.each(['{{Order Total}}', '{{ Order Total }}', 'Order Total', 'Größe – neu'])(
  'takes %s as a variable of Tag Manager, and says so where the platform is not named',
  async value => {
    const { call } = await collector();
    const config = { ...CONFIG, revenue: { source: 'variable', value }, properties: [] };
    const refused = await call('POST', URL, { name: 'P', config });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().error.message).toContain('"target_platform": "gtm"');
    const made = await call('POST', URL, { name: 'P', config, target_platform: 'gtm' });
    expect([made.statusCode, made.json().data.config.revenue]).toEqual([201, { source: 'variable', value }]);
    const code = await call('GET', `/saved-pixels/${made.json().data.id}/code?account_id=acme`);
    const name = value.replace(/^\{\{ *| *\}\}$/g, '');
    expect(code.json().data.event_code).toContain(`{{${name}}}`);
    expect(code.json().data.event_code).not.toContain('{{{{');
  },
);

it('names no platform where none has such a variable', async () => {
  const { call } = await collector();
  const config = { ...CONFIG, revenue: { source: 'variable', value: '__proto__' } };
  const { error } = (await call('POST', URL, { name: 'P', config })).json();
  expect(error.message).toContain('config.revenue.value');
  expect(error.message).not.toContain('"tealium"');
});

it('takes a token as X-API-Key, in each dialect', async () => {
  const { app, token, call } = await collector();
  const { business_id } = (await call('GET', '/accounts/acme')).json();
  const reads = await token('read', ['acme']);
  for (const url of [
    URL,
    '/accounts',
    '/api/pixel_events/?account_id=acme',
    `/businesses/${business_id}/pixels`,
    '/pixel',
  ]) {
    const status = async (headers: Record<string, string>) => (await app.inject({ url, headers })).statusCode;
    expect([url, await status({ 'x-api-key': reads })]).toEqual([url, 200]);
    expect([url, await status({ 'x-api-key': 'tgp_nobodys' })]).toEqual([url, 401]);
    expect([url, await status({ 'x-api-key': reads, authorization: 'Bearer tgp_nobodys' })]).toEqual([
      url,
      401,
    ]);
  }
  const made = await app.inject({
    method: 'POST',
    url: URL,
    headers: { 'x-api-key': reads },
    payload: { name: 'P', config: CONFIG },
  });
  expect(made.statusCode).toBe(403);
});

it('says which user made a pixel', async () => {
  const { app, call } = await collector();
  const users = ['ann', 'ben'].map(name => ({
    name,
    password: PASSWORD,
    role: 'editor',
    accounts: ['acme'],
  }));
  const makers: number[] = [];
  for (const user of users) {
    const { number } = (await call('POST', '/users', user)).json();
    const auth = { username: user.name, password: PASSWORD };
    const logIn = await app.inject({ method: 'POST', url: '/auth', payload: { auth } });
    const { token } = logIn.json().response;
    const made = await call('POST', URL, { name: user.name, config: { type: 'pageview' } }, token);
    expect(made.json().data.created_by).toBe(number);
    makers.push(number);
  }
  expect(new Set(makers).size).toBe(2);
  const listed = (await call('GET', '/users')).json().users.map(({ number }: { number: number }) => number);
  expect(listed).toEqual(makers);
});
