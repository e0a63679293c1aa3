import { expect, it } from 'vitest';
import { type Change, noteChanges, type RecordsName } from '../../../src/server/access/noteChanges.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { NOW, openStore } from '../../support/collector.ts';

const ad = {
  account_id: 'acme',
  id: 7,
  code: null,
  name: 'A',
  state: 'active',
  created_at: NOW,
  last_modified: NOW,
  revision: 0,
} as const;

/** A record of each kind, a change of it, its key, and what the audit log calls it. */
const SAMPLES: {
  [Name in RecordsName]: {
    row: Parameters<Store[Name]['add']>[0];
    change: Parameters<Store[Name]['change']>[1];
    key: Parameters<Store[Name]['remove']>;
    noted: Change;
  };
} = {
  accounts: {
    row: {
      id: 'new',
      name: 'N',
      advertiser_id: 2,
      business_id: 'b2',
      created_at: NOW,
      redirect_hosts: '[]',
      orders_across_tags: 0,
      time_zone: null,
    },
    change: { name: 'O' },
    key: ['new'],
    noted: { kind: 'account', id: 'new', accountId: 'new' },
  },
  tags: {
    row: {
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
    },
    change: { disabled: 1 },
    key: ['k'],
    noted: { kind: 'tag', id: 'k', accountId: 'acme' },
  },
  savedPixels: {
    row: {
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
    },
    change: { name: 'Q' },
    key: ['acme', 'pix_1'],
    noted: { kind: 'saved_pixel', id: 'pix_1', accountId: 'acme' },
  },
  pixelEvents: {
    row: { id: 'evt_1', account_id: 'acme', title: 'E', type: 'purchase', created_at: NOW },
    change: { title: 'F' },
    key: ['acme', 'evt_1'],
    noted: { kind: 'pixel_event', id: 'evt_1', accountId: 'acme' },
  },
  conversionPixels: {
    row: {
      ...ad,
      trigger_type: 'hybrid',
      min_minutes_per_conv: null,
      post_view_expire_mins: null,
      post_click_expire_mins: null,
      post_view_value: null,
      post_click_value: null,
      piggyback_pixels: '[]',
      pixel_conversion_event_id: null,
      landings_count: 1,
    },
    change: { name: 'B' },
    key: [7],
    noted: { kind: 'conversion_pixel', id: '7', accountId: 'acme' },
  },
  lineItems: {
    row: ad,
    change: { name: 'B' },
    key: [7],
    noted: { kind: 'line_item', id: '7', accountId: 'acme' },
  },
  campaigns: {
    row: ad,
    change: { pixels: [] },
    key: [7],
    noted: { kind: 'campaign', id: '7', accountId: 'acme' },
  },
  segments: {
    row: ad,
    change: { name: 'B' },
    key: [7],
    noted: { kind: 'segment', id: '7', accountId: 'acme' },
  },
  users: {
    row: {
      name: 'ed',
      password: 'p',
      role: 'viewer',
      accounts: '*',
      created_at: NOW,
      number: 100_000_007,
    },
    change: { role: 'editor' },
    key: ['ed'],
    noted: { kind: 'user', id: 'ed', accountId: null },
  },
  invitations: {
    row: {
      id: 'i',
      hash: 'h',
      role: 'viewer',
      accounts: '*',
      people: 0,
      name: '',
      created_at: NOW,
      expires_at: NOW,
      maker_kind: 'admin',
      maker_id: '',
    },
    change: { accounts: '[]' },
    key: ['i'],
    noted: { kind: 'invitation', id: 'i', accountId: null },
  },
  tokens: {
    row: {
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
    },
    change: { revoked_at: NOW },
    key: ['t'],
    noted: { kind: 'token', id: 't', accountId: null },
  },
};

/** The shape of all records, for one of which nothing more is known. */
interface AnyRecords {
  add(row: object): Promise<object>;
  change(row: object, change: object): Promise<boolean>;
  remove(...key: unknown[]): Promise<boolean>;
}

const isRecords = (part: unknown): part is AnyRecords =>
  typeof part === 'object' &&
  part !== null &&
  ['add', 'get', 'list', 'change', 'remove'].every(each => each in part);

it('notes what is added, changed and removed of every kind of record that the store has', async () => {
  const store = openStore();
  await store.accounts.add({
    id: 'acme',
    name: 'Acme',
    advertiser_id: 1,
    business_id: 'b',
    created_at: NOW,
    redirect_hosts: '[]',
    orders_across_tags: 0,
    time_zone: null,
  });
  const kinds = Object.entries(store).filter(([, part]) => isRecords(part));
  expect(kinds.map(([name]) => name).sort()).toEqual(Object.keys(SAMPLES).sort());

  const { store: noted, noting } = noteChanges(store);
  for (const [name, { row, change, key, noted: expected }] of Object.entries(SAMPLES)) {
    const records = noted[name as RecordsName] as unknown as AnyRecords;
    const changes: Change[] = [];
    const during = <Result>(work: () => Promise<Result>) =>
      new Promise<Result>((resolve, reject) => noting(changes, () => work().then(resolve, reject)));

    const added = await during(() => records.add(row));
    expect(changes, name).toEqual([expected]);
    expect(await during(() => records.change(added, change))).toBe(true);
    expect(changes, name).toEqual([expected, expected]);
    expect(await during(() => records.remove(...key))).toBe(true);
    expect(changes, name).toEqual([expected, expected, expected]);

    expect(await during(() => records.change(added, change))).toBe(false);
    expect(await during(() => records.remove(...key))).toBe(false);
    await expect(during(() => records.add({ ...row, created_at: null }))).rejects.toThrow();
    expect(changes, `${name}: nothing was changed`).toHaveLength(3);
  }
});

it('leaves the rest of the store as it is', async () => {
  const store = openStore();
  const { store: noted } = noteChanges(store);
  expect(noted.status()).toEqual(store.status());
  expect(await noted.tags.ofPixelEvent('none')).toBeUndefined();
  expect((await noted.events({ writeKeys: [], limit: 1 })).events).toEqual([]);
});
