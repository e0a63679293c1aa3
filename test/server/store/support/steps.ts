import fc from 'fast-check';
import type { ConversionPixelRow } from '../../../../src/server/store/adRecords.ts';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import {
  ad,
  auditRow,
  DAY,
  event,
  invitation,
  MINUTE,
  NOW,
  pixel,
  pixelEvent,
  savedPixel,
  session,
  tag,
  token,
  user,
} from '../promises/rows.ts';

/** Something that is asked of a store, the same of every engine. */
export interface Step {
  name: string;
  given: unknown;
  run(store: Store): Promise<unknown>;
}

// Few values, so that they meet.
const key = fc.constantFrom('k1', 'k1', 'k2', 'o1');
const id = fc.constantFrom(1, 2, 3);
const account = fc.constantFrom('acme', 'acme', 'other');
const code = fc.constantFrom(null, null, 'a', 'b');
const state = fc.constantFrom('active' as const, 'active' as const, 'inactive' as const);
const minutes = fc.constantFrom(null, 0, 10, 60);
const worth = fc.constantFrom(null, 0, 1.5);
const time = fc
  .tuple(fc.constantFrom(0, 0, 0, 2, 3, 4), fc.constantFrom(0, 10, 20, 60, 90), fc.constantFrom(-1, 0, 0, 1))
  .map(([days, mins, ms]) => NOW - days * DAY - mins * MINUTE + ms);

const sent: fc.Arbitrary<StoredEvent> = fc
  .record({
    key,
    messageId: fc.nat(40).map(each => `m${each}`),
    kind: fc.constantFrom(
      'purchase',
      'purchase',
      'Purchase',
      'evt_1',
      'evt_2',
      'pix_1',
      'other',
      'page',
      'fire',
      'impression',
      'click',
      'landing',
      'refund',
      'Lead',
      'pixel',
      'größe 😀',
    ),
    id,
    anonymousId: fc.constantFrom('', 'a', 'a', 'b', 'ü😀'),
    userId: fc.constantFrom('', '', 'u', 'v', 'a'),
    time,
    late: fc.constantFrom(0, 0, 10 * MINUTE, 2 * DAY),
    orderId: fc.constantFrom('', '', 'A', 'B', 'ß 🎉'),
    value: fc.constantFrom(undefined, '0', '2.5', '0.1', '59,90', 'free', '-1', '1e14'),
    currency: fc.constantFrom(undefined, 'EUR', 'EUR', 'USD', 'eur', 'points'),
    campaign: fc.constantFrom(
      { name: 'x' },
      { name: 'x', source: 'ü', medium: 'cpc' },
      { gclid: 'g' },
      { tgpclid: 'm1' },
      { tgpclid: 'm2' },
    ),
    sessionId: fc.constantFrom('s1', 's2'),
    isInSession: fc.boolean(),
    isSigned: fc.constantFrom(false, false, true),
    signs: fc.constantFrom('', '', '', '{"hosting":true}', '{"test":true}'),
  })
  .map(({ kind, ...each }) => {
    const { anonymousId, userId, orderId, value, currency, campaign, sessionId } = each;
    const common = {
      writeKey: each.key,
      anonymousId,
      userId,
      time: each.time,
      receivedAt: each.time + each.late,
      ...(each.signs && { signs: each.signs }),
    };
    const ofSession = each.isInSession && { sessionId, page: { path: `/${each.id}` } };
    const vouched = each.isSigned && { tgp: { signed: 'true' } };
    const own = { context: { ...ofSession, ...vouched } };
    const properties = { order_id: orderId, ...(value && { value }), ...(currency && { currency }) };
    const context =
      kind === 'landing' ? { campaign, sessionId } : { campaign: { line_item_id: `${each.id}` } };
    switch (kind) {
      case 'impression':
      case 'click':
        return event(each.messageId, { ...common, type: kind, event: `${each.id}`, fields: { context } });
      case 'landing':
        return event(each.messageId, { ...common, type: 'page', event: '', fields: { context } });
      case 'fire':
        return event(each.messageId, { ...common, type: kind, event: `${each.id}`, fields: { properties } });
      case 'page':
        return event(each.messageId, { ...common, type: 'page', event: 'Home', fields: own });
      case 'pixel': {
        const said = each.isInSession ? { id: 'evt_1' } : { conversion_type: 'purchase' };
        const fields = { context: { ...own.context, pixel: said }, properties };
        return event(each.messageId, { ...common, event: each.id === 1 ? 'lead' : 'other', fields });
      }
      default:
        return event(each.messageId, { ...common, event: kind, fields: { ...own, properties } });
    }
  });

const says: fc.Arbitrary<Partial<ConversionPixelRow>> = fc.record(
  {
    code,
    state,
    trigger_type: fc.constantFrom('view' as const, 'click' as const, 'hybrid' as const),
    min_minutes_per_conv: minutes,
    post_view_expire_mins: minutes,
    post_click_expire_mins: minutes,
    post_view_value: worth,
    post_click_value: worth,
    pixel_conversion_event_id: fc.constantFrom(7, 7, 8, null),
  },
  { requiredKeys: [] },
);
const links = fc.record(
  {
    name: fc.constantFrom('N', 'M'),
    state,
    code,
    pixels: fc.array(fc.constantFrom(1, 2, 3, 4), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

const ask = <Given>(
  name: string,
  given: fc.Arbitrary<Given>,
  run: (store: Store, given: Given) => Promise<unknown>,
): fc.Arbitrary<Step> => given.map(value => ({ name, given: value, run: store => run(store, value) }));

const off = fc.constantFrom(0, 0, 0, 1);
const { record, constantFrom, nat } = fc;

const appended = ask('append', fc.array(sent, { minLength: 1, maxLength: 4 }), (store, events) =>
  Promise.all(events.map(each => store.append(each))),
);

const pixels = fc.oneof(
  ask('add a pixel', record({ id, account_id: account, says }), (store, { id, account_id, says }) =>
    store.conversionPixels.add(pixel(id, { account_id, ...says })),
  ),
  ask('change a pixel', record({ id, says, off }), async (store, { id, says, off }) => {
    const read = (await store.conversionPixels.get(id)) ?? pixel(id);
    return store.conversionPixels.change({ ...read, revision: read.revision + off }, says);
  }),
  ask('remove a pixel', id, (store, each) => store.conversionPixels.remove(each)),
);

const uses = constantFrom('lineItems' as const, 'campaigns' as const).chain(kind =>
  fc.oneof(
    ask(`add to ${kind}`, record({ id, account_id: account, links }), (store, { id, account_id, links }) =>
      store[kind].add({ ...ad(id, { account_id }), ...links }),
    ),
    ask(`change one of ${kind}`, record({ id, links, off }), async (store, { id, links, off }) => {
      const read = (await store[kind].get(id)) ?? ad(id);
      return store[kind].change({ ...read, revision: read.revision + off }, links);
    }),
    ask(`remove from ${kind}`, id, (store, each) => store[kind].remove(each)),
  ),
);

const kept = fc.oneof(
  ask(
    'forget',
    record({ later: constantFrom(0, 0, 10, 60), days: constantFrom(2, 3, null) }),
    async (store, { later, days }) => {
      // What is forgotten is not credited any more.
      await store.settled();
      return store.forget(NOW + later * MINUTE, days);
    },
  ),
  ask('change a tag', record({ key, days: constantFrom(null, 2, 4) }), async (store, { key, days }) =>
    store.tags.change((await store.tags.get(key)) ?? tag(key), { retention_days: days }),
  ),
  ask(
    'change an account',
    record({
      id: constantFrom('acme', 'other'),
      orders_across_tags: constantFrom(0, 1),
      time_zone: constantFrom(null, 'Asia/Kathmandu'),
    }),
    async (store, { id, ...row }) => store.accounts.change((await store.accounts.get(id))!, row),
  ),
  ask('remove a tag', key, (store, each) => store.tags.remove(each)),
  ask('rebuild', fc.constant(undefined), store => store.rebuild()),
  ask(
    'erase',
    constantFrom(
      { by: 'anonymous_id' as const, id: 'a' },
      { by: 'anonymous_id' as const, id: 'b' },
      { by: 'anonymous_id' as const, id: 'ü😀' },
      { by: 'user_id' as const, id: 'u' },
      { by: 'user_id' as const, id: 'v' },
    ),
    async (store, who) => {
      await store.settled();
      return store.people.erase({ accounts: ['acme', 'other'], ...who });
    },
  ),
);

const name = constantFrom('anna', 'ben', 'B');
const people = fc.oneof(
  ask('add a user', name, (store, each) => store.users.add(user(each))),
  ask('remove a user', name, (store, each) => store.users.remove(each)),
  ask(
    'log in',
    record({ user_name: name, at: nat(3), oldest: constantFrom(0, NOW) }),
    (store, { user_name, at, oldest }) =>
      store.sessions.add(session(`s${at}`, { user_name, created_at: NOW - 1 + (at % 2) }), oldest),
  ),
  ask('use a session', nat(3), (store, at) => store.sessions.use(`s${at}`, NOW + at)),
  ask('list sessions', name, (store, each) => store.sessions.list(each)),
  ask('end a session', nat(3), (store, at) => store.sessions.remove(`s${at}`)),
  ask('invite somebody', nat(3), (store, at) => store.invitations.add(invitation(`i${at}`))),
  ask('end an invitation', nat(3), (store, at) => store.invitations.remove(`i${at}`)),
  ask('add a token', nat(3), (store, at) => store.tokens.add(token(`t${at}`))),
  ask('remove a token', nat(3), (store, at) => store.tokens.remove(`t${at}`)),
  ask('revoke a token', record({ at: nat(3), later: nat(2) }), async (store, { at, later }) => {
    const read = await store.tokens.get(`t${at}`);
    return read && store.tokens.change(read, { revoked_at: NOW + later, name: `N${later}` });
  }),
  ask(
    'add a saved pixel',
    record({ at: nat(3), account_id: account, name: constantFrom('x', 'y') }),
    (store, { at, ...row }) => store.savedPixels.add(savedPixel(`p${at}`, { ...row, created_at: NOW - at })),
  ),
  ask(
    'add a pixel event',
    record({ at: constantFrom(1, 2), account_id: account, type: constantFrom('purchase', 'lead', 'custom') }),
    (store, { at, ...row }) => store.pixelEvents.add(pixelEvent(`evt_${at}`, row)),
  ),
  ask('remove a pixel event', constantFrom(1, 2), (store, at) =>
    store.pixelEvents.remove('acme', `evt_${at}`),
  ),
  ask(
    'add a saved pixel of a type',
    constantFrom('purchase', 'Lead', 'other', null),
    (store, conversion_type) => store.savedPixels.add(savedPixel('pix_1', { name: 'z', conversion_type })),
  ),
  ask('change its type', constantFrom('purchase', 'contact'), async (store, conversion_type) => {
    const read = await store.savedPixels.get('acme', 'pix_1');
    return read && store.savedPixels.change(read, { conversion_type });
  }),
  ask('remove it', fc.constant(undefined), store => store.savedPixels.remove('acme', 'pix_1')),
  ask('difference', fc.constant(undefined), store => store.difference()),
  ask(
    'note',
    record({ ms: constantFrom(-1, 0), account_id: constantFrom(null, 'acme', 'other') }),
    (store, { ms, account_id }) => store.audit.add([auditRow({ time: NOW + ms, account_id }), auditRow()]),
  ),
);

/** What may be asked of a store, most of all to keep events. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: appended },
  { weight: 4, arbitrary: pixels },
  { weight: 2, arbitrary: uses },
  { weight: 2, arbitrary: kept },
  { weight: 2, arbitrary: people },
);
