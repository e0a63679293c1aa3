import { expect, it } from 'vitest';
import { random } from '../../../../src/server/http/random.ts';
import { collector } from '../../../support/collector.ts';

it('makes an account with its three names, once', async () => {
  const { call } = await collector();
  const made = await call('POST', '/accounts', { id: 'shop-2_b', name: 'Shop Ltd' });
  expect(made.statusCode).toBe(201);
  expect(made.json()).toEqual({
    id: 'shop-2_b',
    name: 'Shop Ltd',
    orders_across_tags: false,
    time_zone: null,
    advertiser_id: expect.any(Number),
    business_id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    created_at: '2026-11-21T10:20:30.400Z',
    redirect_hosts: [],
  });
  expect((await call('GET', '/accounts/shop-2_b')).json()).toEqual(made.json());
  const again = await call('POST', '/accounts', { id: 'shop-2_b', name: 'Other' });
  expect(again.statusCode).toBe(409);
  expect(again.json().error).toEqual({
    code: 'conflict',
    message: 'id: there is an account "shop-2_b" already',
  });
  expect((await call('GET', '/accounts')).json().accounts.map(({ name }: { name: string }) => name)).toEqual([
    'Acme',
    'Shop Ltd',
  ]);
});

it('draws again where another account has the number that was drawn', async () => {
  const numbers = [200_000_001, 200_000_001, 200_000_002];
  const { call } = await collector({ random: { ...random, int: () => numbers.shift()! } });
  const made = await call('POST', '/accounts', { id: 'shop', name: 'Shop' });
  expect([made.statusCode, made.json().advertiser_id]).toEqual([201, 200_000_002]);
});

it('lists every problem of a body at once, each with its field and the fix', async () => {
  const { call } = await collector();
  const answer = await call('POST', '/accounts', { id: 'Not Lower', nmae: 'x' });
  expect(answer.statusCode).toBe(422);
  const { error, request_id } = answer.json();
  expect(error.code).toBe('validation_error');
  expect(error.detail).toHaveLength(3);
  expect(error.detail).toEqual(
    expect.arrayContaining([
      { field: 'id', type: 'pattern', message: expect.stringMatching(/^id: must be 1 to 50 lower case/) },
      {
        field: 'name',
        type: 'missing',
        message: expect.stringMatching(/^name: must be a text of 1 to 200 /),
      },
      { field: 'nmae', type: 'unknown', message: 'nmae: is not known here; known: id, name, time_zone' },
    ]),
  );
  expect(answer.headers['x-request-id']).toBe(request_id);
});

it.each([
  ['', false],
  ['a', true],
  ['0', true],
  ['-a', false],
  ['_a', false],
  ['a/b', false],
  ['ä', false],
  ['a'.repeat(50), true],
  ['a'.repeat(51), false],
])('takes the id "%s": %s', async (id, ok) => {
  const { call } = await collector();
  expect((await call('POST', '/accounts', { id, name: 'N' })).statusCode).toBe(ok ? 201 : 422);
});

it.each([
  ['no body', undefined, undefined, 422],
  ['a list', '[]', 'application/json', 422],
  ['broken JSON', '{"id":', 'application/json', 400],
  ['an empty body', '', 'application/json', 400],
  ['a body that is no JSON', 'id=a', 'application/x-www-form-urlencoded', 400],
  ['a number for a text', '{"id":"a","name":5}', 'application/json', 422],
  ['too much', `{"id":"a","name":"${'x'.repeat(1_100_000)}"}`, 'application/json', 413],
])('refuses %s', async (_name, payload, type, status) => {
  const { app } = await collector();
  const answer = await app.inject({
    method: 'POST',
    url: '/accounts',
    headers: { authorization: 'Bearer tgp_admin-of-the-tests', ...(type && { 'content-type': type }) },
    ...(payload !== undefined && { payload }),
  });
  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
});

it('changes its name and the hosts that it may redirect to', async () => {
  const { call, token } = await collector();
  const change = { name: 'Acme Ltd', redirect_hosts: ['shop.example', 'shop.example:8443', 'shop.example'] };
  const changed = await call('PATCH', '/accounts/acme', change);
  expect(changed.json()).toMatchObject({ ...change, redirect_hosts: ['shop.example', 'shop.example:8443'] });
  expect((await call('PATCH', '/accounts/acme', {})).json()).toEqual(changed.json());
  expect((await call('GET', '/accounts/acme')).json()).toEqual(changed.json());
  const theirs = await token('write', ['other']);
  expect((await call('PATCH', '/accounts/acme', change, theirs)).statusCode).toBe(404);
});

it('has a time zone of its own, which it may lose again', async () => {
  const { call } = await collector();
  const made = await call('POST', '/accounts', { id: 'shop', name: 'Shop', time_zone: 'Europe/Vienna' });
  expect(made.json()).toMatchObject({ time_zone: 'Europe/Vienna' });
  const zoneNow = async () => (await call('GET', '/accounts/shop')).json().time_zone;
  await call('PATCH', '/accounts/shop', { name: 'Shop Ltd' });
  expect(await zoneNow()).toBe('Europe/Vienna');
  await call('PATCH', '/accounts/shop', { time_zone: '+05:30' });
  expect(await zoneNow()).toBe('+05:30');
  const csv = await call('GET', '/accounts?format=csv');
  expect(csv.body).toContain('"+05:30"');
  expect((await call('PATCH', '/accounts/shop', { time_zone: null })).json().time_zone).toBeNull();
  expect(await zoneNow()).toBeNull();
});

it.each(['Mars/Olympus', '', ' 05:30', 7, 'x'.repeat(65)])('refuses the time zone %j', async time_zone => {
  const { call } = await collector();
  for (const answer of [
    await call('POST', '/accounts', { id: 'shop', name: 'Shop', time_zone }),
    await call('PATCH', '/accounts/acme', { time_zone }),
  ]) {
    expect(answer.statusCode).toBe(422);
    expect(answer.json().error.detail).toMatchObject([{ field: 'time_zone' }]);
    expect(answer.json().error.message).toMatch(
      /time_zone: must be a time zone like Asia\/Kolkata or \+05:30, or null/,
    );
  }
});

it.each(['https://shop.example', 'Shop.example', 'shop.example/', '*.example', 'a@b', '', 'x:', 7])(
  'refuses the host %j',
  async host => {
    const { call } = await collector();
    const answer = await call('PATCH', '/accounts/acme', { redirect_hosts: [host] });
    expect([answer.statusCode, answer.json().error.detail]).toMatchObject([
      422,
      [{ field: 'redirect_hosts.0', message: expect.stringContaining('must be a host in lower case') }],
    ]);
  },
);
