import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { noteUpgrade } from '../../../../src/server/access/noteUpgrade.ts';
import type { Schema } from '../../../../src/server/sqlite/schema.ts';
import { advertisers } from '../../../support/advertising.ts';
import { collector, IN_FILE, NOW, ON_DISK, type TestCollector } from '../../../support/collector.ts';

/** How a person leaves each table, by name: one that is not here does not compile, and fails below. */
const LEAVES: Record<keyof Schema | 'sqlite_sequence', string> = {
  events: 'each of his becomes a husk',
  husks: 'hashes of ids, under a key of the store’s own; the event’s type, name and time',
  touches: 'his go',
  conversions: 'what names him goes: ids, order, messageId, touch, and of the campaign what is not shared',
  counted_before: 'hashes of his orders stay, those of himself go',
  credits_due: 'his go',
  identities: 'his go',
  refunds: 'what they lower stays, with a hash of the order in the place of its number',
  happenings: 'his go; of an order that counted a hash stays, under a key of the store’s own',
  visits: 'his go; of those that he shared, what others did stays',
  visits_due: 'his go once the visits of those whose device he had are made again',
  visit_days: 'numbers',
  visit_columns: 'those of the days of his visits go, and are made again without him',
  kind_counts: 'numbers stay; nobody is in them',
  kind_seen: 'times stay; nobody is in them',
  counts: 'numbers stay; nobody is in them',
  last_seen: 'times stay; nobody is in them',
  hour_names: 'numbers',
  audit: 'who erased whom, him by a hash; else people who work here',
  store_keys: 'the key of the hashes',
  accounts: 'nobody',
  tags: 'nobody',
  tag_paths: 'nobody',
  saved_pixels: 'nobody',
  pixel_events: 'nobody',
  conversion_pixels: 'nobody',
  line_items: 'nobody',
  campaigns: 'nobody',
  segments: 'nobody',
  account_rules: 'nobody',
  record_words: 'nobody',
  line_item_pixels: 'nobody',
  campaign_pixels: 'nobody',
  pixel_rules: 'nobody',
  known_names: 'names of records of the account',
  retention: 'times',
  retention_clock: 'times',
  users: 'people who work here: DELETE /users/{name}',
  sessions: 'people who work here: they end with their user',
  invitations: 'people who are to work here: DELETE /invitations/{id}',
  tokens: 'people who work here: DELETE /tokens/{id}',
  last_numbers: 'numbers',
  served_files: 'files of ours',
  migrations: 'names of files',
  sqlite_sequence: 'numbers',
};

const ID = 'anon-of-jane-doe';
const USER = 'jane.doe@x.example';

/** All bytes of the store, wherever they are: its file, its log, what a rebuild left. */
function bytesOf(folder: string): string {
  return readdirSync(folder)
    .map(name => readFileSync(join(folder, name)).toString('latin1'))
    .join('\n');
}

const tablesOf = (folder: string): string[] => {
  const db = new DatabaseSync(join(folder, 'tgp.db'), { readOnly: true });
  try {
    const rows = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all();
    return rows.map(({ name }) => String(name));
  } finally {
    db.close();
  }
};

/** A collector that holds of Jane whatever it can, and of others the like. */
async function filled() {
  const it = await advertisers({}, IN_FILE);
  it.clock.now = NOW;
  const { id } = await it.make('/pixel', { name: 'Order', min_minutes_per_conv: 0, trigger_type: 'hybrid' });
  const { id: ad } = await it.make('/line-item', { name: 'Ad' });
  const get = async (url: string) => expect((await it.app.inject(url)).statusCode).toBe(200);
  for (const [visitor, user] of [
    [ID, USER],
    ['bob', 'bob@x.example'],
  ] as const) {
    await get(`/imp?line_item_id=${ad}&anonymousId=${visitor}&userId=${user}`);
    await get(`/click?line_item_id=${ad}&anonymousId=${visitor}`);
    await get(
      `/px?id=${id}&anonymousId=${visitor}&userId=${user}&order_id=${visitor.length}A&messageId=${visitor}-px`,
    );
    await get(`/px?id=${id}&anonymousId=${visitor}&userId=${user}&order_id=${visitor.length}B`);
    const beacon = (query: string, type: 'page' | 'track' = 'track') =>
      it.app.inject(
        `/pixel/v1/${type}?writeKey=${it.writeKey}&anonymousId=${visitor}&userId=${user}&messageId=${visitor}-${query.length}&${query}`,
      );
    await beacon(
      `context.campaign.name=spring&context.campaign.gclid=click-of-${visitor}&context.sessionId=1`,
      'page',
    );
    await beacon(
      `event=purchase&properties.order_id=order-of-${visitor}&properties.revenue=20&properties.currency=EUR`,
    );
    await beacon(`event=lead&context.traits.email=${user}&properties.note=${visitor}`);
  }
  return it;
}

const counted = async ({ call }: TestCollector) => ({
  counts: (await call('GET', '/counts?limit=1000')).json().counts,
  totals: (await call('GET', '/conversions/totals?by=attribution')).json().totals,
});

it('says of every table how a person leaves it', async () => {
  const { folder } = await collector({}, IN_FILE);
  for (const table of tablesOf(folder))
    expect(LEAVES, `how does a person leave ${table}?`).toHaveProperty(table);
});

it.each([
  ['anonymous', ID],
  ['user', USER],
])(
  'shows all that is held of a person by his id of kind %s, and erases it to the last byte',
  async (kind, id) => {
    const it = await filled();
    const url = `/people/${kind}/${encodeURIComponent(id)}`;
    const before = await counted(it);
    const shown = (await it.call('GET', url)).json();
    expect(shown.events).toHaveLength(kind === 'user' ? 6 : 7);
    const all = [...shown.events];
    for (let { next } = shown; next; ) {
      const page = (await it.call('GET', `${url}?cursor=${encodeURIComponent(next)}`)).json();
      all.push(...page.events, ...page.touches, ...page.conversions, ...page.visits);
      next = page.next;
    }
    // Seven events, three touches, two conversions, a visit.
    expect(all).toHaveLength(13);
    expect(bytesOf(it.folder)).toContain(id);

    const erased = (await it.call('DELETE', url)).json();
    expect(erased).toEqual({
      mark: shown.mark,
      erased: { events: 7, touches: 3, conversions: 2, visits: 1 },
    });
    await it.store.settled();
    const bytes = bytesOf(it.folder);
    for (const what of [ID, USER, 'order-of-anon', 'click-of-anon', `${ID.length}A`])
      expect(bytes).not.toContain(what);
    expect(bytes).toContain('bob');
    expect((await it.call('GET', url)).json()).toMatchObject({
      events: [],
      touches: [],
      conversions: [],
      next: null,
    });

    expect(await counted(it)).toEqual(before);
    for (const table of (await it.store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
    expect(await counted(it)).toEqual(before);
    expect(bytesOf(it.folder)).not.toContain(ID);
  },
);

it('tells how far it is where that is asked, and has the whole answer in its last line', async () => {
  const it = await collector({}, ON_DISK);
  await it.beacon('event=purchase&messageId=m1');
  await it.beacon('event=lead&messageId=m2');
  const { mark } = (await it.call('GET', '/people/anonymous/a1')).json();
  const answer = await it.call('DELETE', '/people/anonymous/a1?progress=true');
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/x-ndjson']);
  const lines = answer.body.trimEnd().split('\n');
  expect(lines.map(line => JSON.parse(line)).slice(-2)).toEqual([
    { events: 2, of: null },
    { removed: true, mark, erased: { events: 2, touches: 0, conversions: 0, visits: 1 } },
  ]);
  const { entries } = (await it.call('GET', '/audit')).json();
  expect(entries[0]).toMatchObject({ method: 'DELETE', record_id: mark });
  expect((await it.call('DELETE', '/people/anonymous/a1?progress=yes')).statusCode).toBe(422);
});

it('takes a late resend for the repeat that it is', async () => {
  const it = await collector({}, ON_DISK);
  const send = () => it.beacon('event=purchase&messageId=m1&properties.order_id=A1');
  await send();
  await it.call('DELETE', '/people/anonymous/a1');
  const answer = await send();
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/gif']);
  expect((await it.call('GET', '/events')).json().events).toEqual([]);
  expect((await it.call('GET', '/counts')).json().counts).toMatchObject([{ count: 1 }]);
  await it.beacon('event=lead&messageId=m2');
  expect((await it.call('GET', '/people/anonymous/a1')).json().events).toMatchObject([{ messageId: 'm2' }]);
});

it('has the audit log say who looked and who erased, and not whom', async () => {
  const it = await collector();
  await it.beacon('event=lead');
  const { mark } = (await it.call('GET', '/people/anonymous/a1?account_id=acme')).json();
  await it.call('DELETE', '/people/anonymous/a1');
  const { entries } = (await it.call('GET', '/audit')).json();
  const common = {
    record_kind: 'person',
    record_id: mark,
    account_id: 'acme',
    route: '/people/anonymous/:id',
  };
  expect(entries.slice(0, 2)).toMatchObject([
    { ...common, method: 'DELETE', actor: { kind: 'admin' } },
    { ...common, method: 'GET' },
  ]);
  expect(JSON.stringify(entries)).not.toContain('a1"');
});

it('takes a right of its own, that only who has it gives', async () => {
  const it = await collector();
  await it.beacon('event=lead');
  const plain = await it.token('write', '*');
  for (const method of ['GET', 'DELETE']) {
    const answer = await it.call(method, '/people/anonymous/a1', undefined, plain);
    expect([answer.statusCode, answer.json().error.message]).toEqual([
      403,
      expect.stringContaining('the right "people"'),
    ]);
  }
  const asked = { name: 'T', scope: 'read', accounts: ['acme'], people: true };
  expect((await it.call('POST', '/tokens', asked, plain)).statusCode).toBe(403);
  const user = { name: 'u', password: 'long enough', role: 'viewer', accounts: ['acme'], people: true };
  expect((await it.call('POST', '/users', user, plain)).statusCode).toBe(403);
  expect((await it.call('POST', '/users', user)).json()).toMatchObject({ people: true });

  const looks = (await it.call('POST', '/tokens', asked)).json();
  expect(looks).toMatchObject({ people: true });
  expect((await it.call('GET', '/session', undefined, looks.token)).json()).toMatchObject({ people: true });
  expect((await it.call('GET', '/people/anonymous/a1', undefined, looks.token)).json().events).toHaveLength(
    1,
  );
  expect((await it.call('DELETE', '/people/anonymous/a1', undefined, looks.token)).statusCode).toBe(403);
  const erases = (await it.call('POST', '/tokens', { ...asked, scope: 'write' })).json();
  expect(
    (await it.call('DELETE', '/people/anonymous/a1', undefined, erases.token)).json().erased.events,
  ).toBe(1);
});

it('shows and erases in the accounts that a token opens, or in the one that is named', async () => {
  const it = await collector();
  await it.call('POST', '/accounts', { id: 'other', name: 'Other' });
  const { write_key } = (
    await it.call('POST', '/accounts/other/tags', { name: 'T', domain: 'o.example' })
  ).json();
  const both = async () => {
    await it.beacon('event=lead');
    await it.app.inject(`/pixel/v1/track?writeKey=${write_key}&anonymousId=a1&event=lead`);
  };
  await both();
  const asked = { name: 'T', scope: 'write', accounts: ['other'], people: true };
  const { token } = (await it.call('POST', '/tokens', asked)).json();
  const eventsOf = async (query = '', by?: string) =>
    (await it.call('GET', `/people/anonymous/a1${query}`, undefined, by)).json().events?.length;
  expect(await eventsOf('', token)).toBe(1);
  expect((await it.call('GET', '/people/anonymous/a1?account_id=acme', undefined, token)).statusCode).toBe(
    404,
  );
  expect((await it.call('DELETE', '/people/anonymous/a1?account_id=acme', undefined, token)).statusCode).toBe(
    404,
  );
  expect((await it.call('DELETE', '/people/anonymous/a1', undefined, token)).json().erased.events).toBe(1);
  expect(await eventsOf('?account_id=acme')).toBe(1);
  expect(await eventsOf('?account_id=other')).toBe(0);
});

it.each([
  ['a long id', 'x'.repeat(255)],
  ['an id with what stands in addresses', 'a/b?c=d&e#f %2F ü'],
])('finds %s', async (_, id) => {
  const it = await collector({}, ON_DISK);
  const url = `/people/user/${encodeURIComponent(id)}`;
  await it.app.inject(`/pixel/v1/track?writeKey=${it.writeKey}&event=lead&userId=${encodeURIComponent(id)}`);
  expect((await it.call('GET', url)).json().events).toHaveLength(1);
  expect((await it.call('DELETE', url)).json().erased.events).toBe(1);
});

it('is in the audit log as the right of those who had everything before, once', async () => {
  const { store } = await collector();
  await store.tokens.add({
    id: 't1',
    name: 'owner',
    hash: 'h',
    scope: 'write',
    accounts: '*',
    created_at: NOW,
    revoked_at: null,
    maker_kind: null,
    maker_id: null,
    expires_at: null,
    publish: 0,
    people: 2,
  });
  await noteUpgrade(store, NOW);
  await noteUpgrade(store, NOW);
  const { rows } = await store.audit.list({ accounts: '*', limit: 9 });
  const noted = rows.filter(({ method }) => method === 'GRANT');
  expect(noted).toMatchObject([
    { route: 'people', record_kind: 'token', record_id: 't1' },
    { route: 'people', record_kind: null, record_id: 'admin' },
  ]);
});
