import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { Away, BadCursor, Exists, InUse, NoSuchRecord, NotStored } from '../../../src/server/store/errors.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { NOW, openStore, tempDir } from '../../support/collector.ts';

const account = {
  id: 'acme',
  name: 'Acme',
  advertiser_id: 1,
  business_id: 'b',
  created_at: NOW,
  redirect_hosts: '[]',
  orders_across_tags: 0 as const,
  time_zone: null,
};
const tag = {
  write_key: 'k',
  account_id: 'acme',
  name: 'T',
  domain: 'a.example',
  disabled: 0,
  created_at: NOW,
  integration_id: 'i',
  dataset_id: null,
  retention_days: null,
  path: null,
  images_only: 0,
  hosts: '[]',
  secret: null,
  secret_made_at: null,
} as const;
const savedPixel = {
  account_id: 'acme',
  id: 'pix_1',
  name: 'P',
  description: null,
  pixel_type: 'pageview',
  conversion_type: null,
  config: '{}',
  target_platform: 'gtm',
  created_by: 0,
  created_at: NOW,
  updated_at: NOW,
  revision: 0,
} as const;
const ad = {
  account_id: 'acme',
  id: 7,
  code: 'c',
  name: 'A',
  state: 'active',
  created_at: NOW,
  last_modified: NOW,
  revision: 0,
} as const;
const token = {
  id: 't',
  name: 'T',
  hash: 'h',
  scope: 'read',
  accounts: '*',
  created_at: NOW,
  revoked_at: null,
  maker_kind: null,
  maker_id: null,
  expires_at: null,
  publish: 0,
} as const;
const user = {
  name: 'ed',
  password: 'p',
  role: 'viewer',
  accounts: '*',
  created_at: NOW,
  number: 100_000_007,
} as const;
const session = { hash: 's', user_name: 'ed', created_at: NOW, used_at: NOW, kind: 'auth' } as const;
const event = {
  writeKey: 'k',
  messageId: 'm',
  type: 'page',
  event: '',
  anonymousId: 'a',
  userId: '',
  receivedAt: NOW,
  time: NOW,
  clamped: false,
  fields: {},
} as const;

/** A store with one record of most kinds. */
async function filled(folder?: string): Promise<Store> {
  const store = openStore(folder, { busyMs: 1, lockedMs: 1 });
  await store.accounts.add(account);
  await store.tags.add(tag);
  await store.savedPixels.add(savedPixel);
  await store.lineItems.add(ad);
  await store.tokens.add(token);
  await store.users.add(user);
  return store;
}

describe('what is taken already', () => {
  it.each<[string, (store: Store) => Promise<unknown>, field: string]>([
    ['an id', store => store.accounts.add({ ...account, advertiser_id: 2, business_id: 'c' }), 'id'],
    [
      'an advertiser',
      store => store.accounts.add({ ...account, id: 'x', business_id: 'c' }),
      'advertiser_id',
    ],
    ['a business', store => store.accounts.add({ ...account, id: 'x', advertiser_id: 2 }), 'business_id'],
    ['a write key', store => store.tags.add({ ...tag, integration_id: 'j' }), 'write_key'],
    ['a name in an account', store => store.savedPixels.add({ ...savedPixel, id: 'pix_2' }), 'name'],
    ['an id in an account', store => store.savedPixels.add({ ...savedPixel, name: 'Q' }), 'id'],
    ['a code in an account', store => store.lineItems.add({ ...ad, id: 8 }), 'code'],
    ['an id of all accounts', store => store.lineItems.add({ ...ad, code: null }), 'id'],
    ['a hash', store => store.tokens.add({ ...token, id: 'u' }), 'hash'],
    ["a user's name", store => store.users.add(user), 'name'],
    [
      'a code, by a change',
      async store =>
        store.lineItems.change(await store.lineItems.add({ ...ad, id: 8, code: 'd' }), { code: 'c' }),
      'code',
    ],
  ])('is named by its field: %s', async (_name, add, field) => {
    const error = await add(await filled()).catch((each: Error) => each);
    expect(error).toBeInstanceOf(Exists);
    expect(error).toMatchObject({ field });
  });
});

it('tells what refers to nothing from what others refer to', async () => {
  const store = await filled();
  await expect(
    store.tags.add({ ...tag, write_key: 'x', integration_id: 'j', account_id: 'no' }),
  ).rejects.toThrow(NoSuchRecord);
  await expect(store.sessions.add({ ...session, user_name: 'no' }, 0)).rejects.toThrow(NoSuchRecord);
  await expect(store.lineItems.change(ad, { pixels: [9] })).rejects.toThrow(NoSuchRecord);
  expect(await store.lineItems.get(7)).toMatchObject({ revision: 0 });
  await expect(store.accounts.remove('acme')).rejects.toThrow(InUse);
  await store.append(event);
  await expect(store.tags.remove('k')).rejects.toThrow(InUse);
  expect(await store.tags.get('k')).toMatchObject(tag);
});

it('says of every change that it can not be made now, where another process has the file', async () => {
  const folder = tempDir();
  const store = await filled(folder);
  const other = new DatabaseSync(join(folder, 'tgp.db'));
  other.exec('BEGIN EXCLUSIVE');
  const changes: (() => Promise<unknown>)[] = [
    () => store.accounts.add({ ...account, id: 'x' }),
    () => store.tags.change(tag, { disabled: 1 }),
    () => store.savedPixels.remove('acme', 'pix_1'),
    () => store.lineItems.add({ ...ad, id: 8 }),
    () => store.tokens.add({ ...token, id: 'u', hash: 'u' }),
    () => store.users.remove('ed'),
    () => store.sessions.add(session, 0),
    () => store.sessions.use('s', NOW),
    () =>
      store.audit.add([
        {
          time: NOW,
          actor_kind: 'admin',
          actor_id: '',
          actor_name: '',
          method: 'PUT',
          route: '/',
          record_kind: null,
          record_id: null,
          account_id: null,
          published: null,
          status: 200,
        },
      ]),
    () => store.forget(NOW, 30),
    () => store.rebuild(),
  ];
  for (const change of changes) {
    const error = await change().catch((each: Error) => each);
    expect(error, String(change)).toBeInstanceOf(Away);
    expect(error).toMatchObject({ message: 'database is locked' });
  }
  await expect(store.append(event)).rejects.toThrow(NotStored);
  expect(await store.accounts.list('*')).toEqual([account]);
  other.exec('COMMIT');
  other.close();
  expect(await store.append(event)).toBe(true);
});

it('knows its own cursors alone', async () => {
  const store = await filled();
  const limit = 1;
  for (const cursor of ['', 'x', '1', '1-', '1-2-3-4', '-1-2', '1-1e3', '9999999999999999-1']) {
    await expect(store.events({ writeKeys: ['k'], cursor, limit })).rejects.toThrow(BadCursor);
    await expect(store.conversions({ accounts: ['acme'], cursor, limit })).rejects.toThrow(BadCursor);
    await expect(store.audit.list({ accounts: '*', cursor, limit })).rejects.toThrow(BadCursor);
  }
  for (const after of ['', 'x', '-1', '1-2', '1e3']) {
    await expect(store.history({ accounts: '*', after, limit })).rejects.toThrow(BadCursor);
  }
});
