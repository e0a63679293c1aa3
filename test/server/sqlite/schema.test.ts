import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import type { Schema } from '../../../src/server/sqlite/schema.ts';
import { openStore, tempDir } from '../../support/collector.ts';

type Columns = { [Table in keyof Schema]: Record<keyof Schema[Table], true> };

const AD = {
  account_id: true,
  id: true,
  code: true,
  name: true,
  state: true,
  created_at: true,
  last_modified: true,
  revision: true,
} as const;
const RULE = {
  trigger_type: true,
  min_minutes_per_conv: true,
  post_view_expire_mins: true,
  post_click_expire_mins: true,
  post_view_value: true,
  post_click_value: true,
  pixel_conversion_event_id: true,
} as const;
const LINK = { account_id: true, owner_id: true, pixel_id: true } as const;

/** As the types have them: one that is missing here, or too much, does not compile. */
const COLUMNS: Columns = {
  served_files: { name: true, body: true, served_at: true },
  accounts: {
    id: true,
    name: true,
    advertiser_id: true,
    business_id: true,
    created_at: true,
    redirect_hosts: true,
  },
  tags: {
    write_key: true,
    account_id: true,
    name: true,
    domain: true,
    disabled: true,
    created_at: true,
    integration_id: true,
    dataset_id: true,
    retention_days: true,
    path: true,
    images_only: true,
    cut_parameters: true,
    keep_parameters: true,
  },
  tag_paths: { path: true, write_key: true },
  saved_pixels: {
    account_id: true,
    id: true,
    name: true,
    description: true,
    pixel_type: true,
    conversion_type: true,
    config: true,
    target_platform: true,
    created_by: true,
    created_at: true,
    updated_at: true,
    revision: true,
  },
  pixel_events: { id: true, account_id: true, title: true, type: true, created_at: true },
  conversion_pixels: { ...AD, ...RULE, piggyback_pixels: true },
  line_items: AD,
  campaigns: AD,
  line_item_pixels: LINK,
  campaign_pixels: LINK,
  users: {
    name: true,
    password: true,
    role: true,
    accounts: true,
    created_at: true,
    publish: true,
    people: true,
  },
  sessions: { hash: true, user_name: true, created_at: true, used_at: true, kind: true },
  tokens: {
    id: true,
    number: true,
    name: true,
    hash: true,
    scope: true,
    accounts: true,
    created_at: true,
    revoked_at: true,
    maker_kind: true,
    maker_id: true,
    expires_at: true,
    publish: true,
    people: true,
  },
  last_numbers: { kind: true, number: true },
  audit: {
    seq: true,
    time: true,
    actor_kind: true,
    actor_id: true,
    actor_name: true,
    method: true,
    route: true,
    record_kind: true,
    record_id: true,
    account_id: true,
    status: true,
    published: true,
  },
  events: {
    seq: true,
    write_key: true,
    message_id: true,
    type: true,
    event: true,
    anonymous_id: true,
    user_id: true,
    received_at: true,
    time: true,
    clamped: true,
    fields: true,
  },
  counts: { write_key: true, type: true, event: true, hour: true, count: true },
  last_seen: { write_key: true, type: true, event: true, time: true },
  touches: {
    account_id: true,
    id: true,
    kind: true,
    time: true,
    seq: true,
    anonymous_id: true,
    user_id: true,
    line_item_id: true,
    campaign_id: true,
    campaign: true,
  },
  conversions: {
    account_id: true,
    pixel_id: true,
    seq: true,
    write_key: true,
    message_id: true,
    time: true,
    anonymous_id: true,
    user_id: true,
    order_id: true,
    value: true,
    currency: true,
    attribution: true,
    credited_value: true,
    touch_id: true,
    touch_time: true,
    line_item_id: true,
    campaign_id: true,
    campaign: true,
  },
  known_names: { account_id: true, event: true, since_seq: true },
  hour_names: { write_key: true, hour: true, names: true },
  credits_due: { account_id: true, anonymous_id: true, user_id: true, since: true, seq: true },
  pixel_rules: { account_id: true, pixel_id: true, since_seq: true, state: true, ...RULE },
  retention: { write_key: true, until: true, names_until: true },
  retention_clock: { id: true, time: true, ahead: true, since: true },
  husks: { seq: true, write_key: true, mark: true, type: true, event: true, received_at: true, time: true },
  counted_before: { account_id: true, pixel_id: true, mark: true, seq: true, time: true, order_tag: true },
  store_keys: { name: true, key: true },
  migrations: { name: true, checksum: true },
};

it('has the tables and columns that the migrations make', () => {
  const folder = tempDir();
  openStore(folder);
  const db = new DatabaseSync(join(folder, 'tgp.db'));
  const rows = db
    .prepare(
      `SELECT m.name AS name, c.name AS col FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c
       WHERE m.type = 'table'`,
    )
    .all() as { name: string; col: string }[];
  db.close();
  const made: Record<string, string[]> = {};
  for (const { name, col } of rows) made[name] = [...(made[name] ?? []), col].sort();
  expect(made).toEqual(
    Object.fromEntries(Object.entries(COLUMNS).map(([name, columns]) => [name, Object.keys(columns).sort()])),
  );
});
