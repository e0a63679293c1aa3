import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readCatalog } from '../../../src/server/cli/migrate/catalog.ts';
import { TABLES } from '../../../src/server/cli/migrate/tables.ts';
import { MIGRATIONS } from '../../../src/server/postgres/migrate.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import type { Schema } from '../../../src/server/postgres/schema.ts';
import { Server } from '../../../src/server/postgres/server.ts';
import { emptyDatabase } from '../../support/postgres/openPostgres.ts';

/** What is of all accounts, on the first server: Citus has such tables on one node, or on all. Every other one is an account's. */
const GLOBAL = [
  ...['this_server', 'accounts', 'public_ids', 'users', 'sessions', 'invitations', 'tokens', 'last_numbers'],
  ...['audit', 'served_files', 'retention_clock', 'store_keys', 'migrations'],
];

/** Whose rows a store has besides what moves to another one: they are made of the rest, or stay where they are. */
const MADE = ['this_server', 'public_ids', 'sessions', 'last_numbers', 'migrations', 'account_state', 'seen'];

/** Made of a record's texts where they are looked through: no field of it. */
const SMALL = 'small';

/** As the types have them: one that is missing here, or too much, does not compile. */
const COLUMNS: { [Name in keyof Schema]: Record<Exclude<keyof Schema[Name], typeof SMALL>, true> } = {
  this_server: { id: true, created_at: true, empty_bytes: true },
  accounts: {
    id: true,
    name: true,
    advertiser_id: true,
    business_id: true,
    created_at: true,
    redirect_hosts: true,
    orders_across_tags: true,
    time_zone: true,
    server: true,
  },
  public_ids: { kind: true, id: true, account_id: true, claimed_at: true },
  users: {
    name: true,
    password: true,
    role: true,
    accounts: true,
    created_at: true,
    people: true,
    number: true,
    upgraded: true,
  },
  sessions: { hash: true, user_name: true, created_at: true, used_at: true, kind: true },
  invitations: {
    id: true,
    hash: true,
    role: true,
    accounts: true,
    people: true,
    name: true,
    created_at: true,
    expires_at: true,
    maker_kind: true,
    maker_id: true,
  },
  tokens: {
    id: true,
    name: true,
    hash: true,
    scope: true,
    accounts: true,
    created_at: true,
    revoked_at: true,
    number: true,
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
  served_files: { name: true, body: true, served_at: true },
  retention_clock: { id: true, time: true, ahead: true, since: true },
  store_keys: { name: true, key: true },
  account_state: {
    account_id: true,
    next_seq: true,
    events: true,
    version: true,
    shared_event: true,
    uncapped_event: true,
    plain_event: true,
    vocabulary: true,
    rules: true,
    moving: true,
  },
  tags: {
    account_id: true,
    write_key: true,
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
    hosts: true,
    secret: true,
    secret_made_at: true,
  },
  tag_paths: { account_id: true, path: true, write_key: true },
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
  pixel_events: { account_id: true, id: true, title: true, type: true, created_at: true },
  conversion_pixels: {
    account_id: true,
    id: true,
    code: true,
    name: true,
    state: true,
    trigger_type: true,
    min_minutes_per_conv: true,
    post_view_expire_mins: true,
    post_click_expire_mins: true,
    post_view_value: true,
    post_click_value: true,
    piggyback_pixels: true,
    pixel_conversion_event_id: true,
    created_at: true,
    last_modified: true,
    revision: true,
    landings_count: true,
  },
  line_items: {
    account_id: true,
    id: true,
    code: true,
    name: true,
    state: true,
    created_at: true,
    last_modified: true,
    revision: true,
  },
  campaigns: {
    account_id: true,
    id: true,
    code: true,
    name: true,
    state: true,
    created_at: true,
    last_modified: true,
    revision: true,
  },
  segments: {
    account_id: true,
    id: true,
    code: true,
    name: true,
    state: true,
    created_at: true,
    last_modified: true,
    revision: true,
  },
  line_item_pixels: { account_id: true, owner_id: true, pixel_id: true },
  campaign_pixels: { account_id: true, owner_id: true, pixel_id: true },
  account_rules: { account_id: true, since_seq: true, orders_across_tags: true },
  pixel_rules: {
    account_id: true,
    pixel_id: true,
    since_seq: true,
    state: true,
    trigger_type: true,
    min_minutes_per_conv: true,
    post_view_expire_mins: true,
    post_click_expire_mins: true,
    post_view_value: true,
    post_click_value: true,
    pixel_conversion_event_id: true,
    landings_count: true,
    line_items: true,
  },
  known_names: { account_id: true, event: true, since_seq: true },
  record_words: { account_id: true, id: true, since_seq: true, word: true },
  seen: { account_id: true, write_key: true, message_id: true, received_at: true, seq: true },
  events: {
    account_id: true,
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
    signs: true,
  },
  husks: {
    account_id: true,
    write_key: true,
    mark: true,
    seq: true,
    type: true,
    event: true,
    received_at: true,
    time: true,
    kind: true,
    source: true,
    is_repeat: true,
  },
  counts: {
    account_id: true,
    write_key: true,
    type: true,
    event: true,
    hour: true,
    count: true,
    q1: true,
    q2: true,
    q3: true,
  },
  last_seen: { account_id: true, write_key: true, type: true, event: true, time: true },
  hour_names: { account_id: true, write_key: true, hour: true, names: true },
  happenings: {
    account_id: true,
    seq: true,
    write_key: true,
    message_id: true,
    kind: true,
    class: true,
    way: true,
    time: true,
    anonymous_id: true,
    user_id: true,
    order_id: true,
    value: true,
    is_ordered: true,
    first_seq: true,
    first_id: true,
  },
  kind_counts: { account_id: true, write_key: true, kind: true, hour: true, count: true },
  kind_seen: { account_id: true, write_key: true, kind: true, source: true, time: true },
  identities: { account_id: true, user_id: true, anonymous_id: true, seq: true },
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
    value_sent: true,
    marks: true,
    signed: true,
    refunded: true,
    order_tag: true,
    completed_by: true,
  },
  credits_due: { account_id: true, anonymous_id: true, user_id: true, since: true, seq: true },
  counted_before: { account_id: true, pixel_id: true, mark: true, seq: true, time: true },
  refunds: {
    account_id: true,
    seq: true,
    write_key: true,
    message_id: true,
    time: true,
    order_id: true,
    name: true,
    value: true,
    value_sent: true,
    currency: true,
    marks: true,
  },
  retention: { account_id: true, write_key: true, until: true, names_until: true },
  visits_due: { account_id: true, write_key: true, visitor: true, session: true, seq: true },
  visits: {
    account_id: true,
    write_key: true,
    visitor: true,
    session: true,
    seq: true,
    started_at: true,
    ended_at: true,
    entry: true,
    exit: true,
    entry_at: true,
    exit_at: true,
    views: true,
    events: true,
    channel: true,
    source: true,
    medium: true,
    campaign: true,
    referrer: true,
    language: true,
    device: true,
    browser: true,
    system: true,
    country: true,
    conversions: true,
    revenue: true,
    ordered: true,
    ordered_revenue: true,
    counted: true,
    why: true,
    rules: true,
    pages: true,
    names: true,
  },
};

const NOT_SHARDED: [RegExp, string][] = [
  [/\bREFERENCES\b/i, 'a reference to another table'],
  [/\b(SMALL|BIG)?SERIAL\b|\bGENERATED\b|\bIDENTITY\b|\bSEQUENCE\b|\bnextval\b/i, 'a sequence'],
  [/\bTRIGGER\b/i, 'a trigger'],
];

const texts = readdirSync(MIGRATIONS)
  .filter(name => name.endsWith('.sql'))
  .map(name => [name, readFileSync(new URL(name, MIGRATIONS), 'utf8').replaceAll(/--.*$/gm, '')] as const);

it.each(texts)('%s has nothing that a table which is shared among servers must not have', (_, text) => {
  expect(NOT_SHARDED.filter(([form]) => form.test(text)).map(([, what]) => what)).toEqual([]);
});

async function withServer<Result>(work: (server: Server) => Promise<Result>): Promise<Result> {
  const server = new Server(readServers(await emptyDatabase())[0]!);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

it("has the account first in each key of an account's tables", async () => {
  const keys = await withServer(server =>
    server.all<{ name: string; key: string; first: string }>(
      `SELECT class.relname::text AS name, index.indexrelid::regclass::text AS key, field.attname::text AS first
       FROM pg_index AS index JOIN pg_class AS class ON class.oid = index.indrelid
       JOIN pg_attribute AS field ON field.attrelid = class.oid AND field.attnum = index.indkey[0]
       WHERE (index.indisprimary OR index.indisunique) AND class.relnamespace = current_schema()::regnamespace`,
    ),
  );
  const wrong = keys.filter(({ name, first }) => first !== 'account_id' && !GLOBAL.includes(name));
  expect(wrong).toEqual([]);
  const keyed = new Set(keys.map(({ name }) => name));
  const tables = await withServer(readCatalog);
  expect([...tables.keys()].filter(name => !keyed.has(name))).toEqual([]);
});

it('moves every table to another store, or makes it there', async () => {
  const tables = await withServer(readCatalog);
  expect([...tables.keys()].sort()).toEqual([...TABLES.map(({ name }) => name), ...MADE].sort());
});

it('has the tables and columns that the types name', async () => {
  const tables = await withServer(readCatalog);
  tables.delete('migrations');
  const made = [...tables].map(([name, { types }]) => [
    name,
    [...types.keys()].filter(each => each !== SMALL).sort(),
  ]);
  expect(Object.fromEntries(made)).toEqual(
    Object.fromEntries(Object.entries(COLUMNS).map(([name, columns]) => [name, Object.keys(columns).sort()])),
  );
});
