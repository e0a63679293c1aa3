import { describe, expect, it } from 'vitest';
import { collector } from '../../../support/collector.ts';

it('makes a tag with a write key that takes beacons', async () => {
  const { call, app } = await collector();
  const made = await call('POST', '/accounts/acme/tags', { name: 'Blog', domain: 'blog.example' });
  expect(made.statusCode).toBe(201);
  expect(made.json()).toEqual({
    write_key: expect.stringMatching(/^[0-9a-f]{32}$/),
    account_id: 'acme',
    name: 'Blog',
    domain: 'blog.example',
    disabled: false,
    images_only: false,
    hosts: [],
    secret_made_at: null,
    retention_days: null,
    path: expect.stringMatching(/^[a-z]{10}$/),
    created_at: '2026-11-21T10:20:30.400Z',
  });
  const beacon = await app.inject(`/pixel/v1/page?writeKey=${made.json().write_key}&userId=u`);
  expect(beacon.statusCode).toBe(200);
  expect((await call('GET', '/accounts/acme/tags')).json().tags).toContainEqual(made.json());
});

it('changes what is named and leaves the rest', async () => {
  const { call, writeKey } = await collector();
  const url = `/accounts/acme/tags/${writeKey}`;
  const changed = await call('PATCH', url, { name: 'New', disabled: true });
  expect(changed.json()).toMatchObject({ name: 'New', domain: 'a.example', disabled: true });
  expect((await call('PATCH', url, {})).json()).toEqual(changed.json());
  expect((await call('GET', '/accounts/acme/tags')).json().tags).toEqual([changed.json()]);
});

it('changes its path to one that its owner chooses, or to none', async () => {
  const { call, writeKey, path } = await collector();
  const url = `/accounts/acme/tags/${writeKey}`;
  for (const chosen of ['garden-news', 'a', '0'.repeat(32), null, path]) {
    const changed = await call('PATCH', url, { path: chosen });
    expect([changed.statusCode, changed.json().path]).toEqual([200, chosen]);
    expect((await call('GET', '/accounts/acme/tags')).json().tags).toEqual([changed.json()]);
  }
});

it('has a path that no other tag has, or had', async () => {
  const { call, writeKey, path } = await collector();
  const url = `/accounts/acme/tags/${writeKey}`;
  await call('PATCH', url, { path: 'garden' });
  await call('POST', '/accounts', { id: 'other', name: 'Other' });
  const other = (await call('POST', '/accounts/other/tags', { name: 'N', domain: 'b.example' })).json();
  for (const taken of [path, 'garden']) {
    const answer = await call('PATCH', `/accounts/other/tags/${other.write_key}`, { path: taken, name: 'M' });
    expect([answer.statusCode, answer.json().error.code]).toEqual([409, 'duplicate_entry']);
    expect(answer.json().error.message).toBe('path: another tag has this path, or had it: choose another');
  }
  expect((await call('GET', '/accounts/other/tags')).json().tags).toEqual([other]);
});

describe('refuses', () => {
  it.each([
    ['', 'pattern'],
    ['a'.repeat(33), 'pattern'],
    ['Garden', 'pattern'],
    ['a/b', 'pattern'],
    ['a.b', 'pattern'],
    ['g\u00e4rten', 'pattern'],
    [5, 'type'],
    ['tgp', 'reserved'],
    ['accounts', 'reserved'],
  ])('the path %j', async (path, type) => {
    const { call, writeKey } = await collector();
    const answer = await call('PATCH', `/accounts/acme/tags/${writeKey}`, { path });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().error.detail).toMatchObject([{ field: 'path', type }]);
  });

  it.each([
    ['a domain of another scheme', { name: 'N', domain: 'ftp://a.example' }, 'domain'],
    ['a domain with a space', { name: 'N', domain: 'a example' }, 'domain'],
    ['a domain with a control character', { name: 'N', domain: 'a.example/\u0007' }, 'domain'],
    ['a domain with half a character', { name: 'N', domain: 'a\ud83d.example' }, 'domain'],
    ['a blank name', { name: ' ', domain: 'a.example' }, 'name'],
    ['an empty domain', { name: 'N', domain: '' }, 'domain'],
    ['an empty name', { name: '', domain: 'a.example' }, 'name'],
    ['a field of its own', { name: 'N', domain: 'a.example', disabled: true }, 'disabled'],
  ])('%s', async (_name, body, field) => {
    const { call } = await collector();
    const answer = await call('POST', '/accounts/acme/tags', body);
    expect(answer.statusCode).toBe(422);
    expect(answer.json().error.detail).toMatchObject([{ field }]);
  });

  it('a flag that is text', async () => {
    const { call, writeKey } = await collector();
    const answer = await call('PATCH', `/accounts/acme/tags/${writeKey}`, { disabled: 'yes' });
    expect(answer.json().error.detail).toMatchObject([{ message: 'disabled: must be true or false' }]);
  });

  it.each([
    ['POST', '/accounts/nobody/tags'],
    ['GET', '/accounts/nobody/tags'],
    ['PATCH', '/accounts/acme/tags/00000000000000000000000000000000'],
  ])('%s %s: 404', async (method, url) => {
    const { call } = await collector();
    const body =
      method === 'POST' ? { name: 'N', domain: 'a.example' } : method === 'PATCH' ? { name: 'N' } : undefined;
    const answer = await call(method, url, body);
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'not_found']);
  });

  it("a tag by another account's path", async () => {
    const { call, writeKey } = await collector();
    await call('POST', '/accounts', { id: 'other', name: 'Other' });
    expect((await call('PATCH', `/accounts/other/tags/${writeKey}`, { name: 'N' })).statusCode).toBe(404);
  });
});
