import { CONVERSION_GROUPS } from '../../../../src/server/store/conversions.ts';
import { DIMENSIONS } from '../../../../src/server/store/reports.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { allPages } from '../promises/allPages.ts';
import { countsOf, lastSeenOf } from '../promises/counted.ts';
import { DAY, HOUR, NOW } from '../promises/rows.ts';

const KEYS = ['k1', 'k2', 'o1'];
const IDS = [1, 2, 3];

/** All that a store shows, by whatever is asked for. */
export async function look(store: Store): Promise<Record<string, unknown>> {
  const [accounts, all] = [['acme', 'other'], '*' as const];
  const paged = {
    events: await allPages(async cursor => {
      const { events, next } = await store.events({ writeKeys: KEYS, limit: 3, ...(cursor && { cursor }) });
      return { rows: events, next };
    }),
    conversions: await allPages(async cursor => {
      const { conversions, next } = await store.conversions({
        accounts,
        limit: 2,
        ...(cursor && { cursor }),
      });
      return { rows: conversions, next };
    }),
    audit: await allPages(cursor => store.audit.list({ accounts: all, limit: 2, ...(cursor && { cursor }) })),
    history: await allPages(async cursor => {
      const page = await store.history({ accounts: all, limit: 4, ...(cursor && { after: cursor }) });
      return { rows: page.events, next: page.isEnd ? null : page.next };
    }),
  };
  const filter = { writeKeys: ['k1', 'k2'], type: 'track' as const };
  const activity = await store.activity(filter);
  return {
    ...paged,
    some: await store.events({ writeKeys: ['k1'], anonymousId: 'a', from: NOW - DAY, to: NOW, limit: 99 }),
    ofOne: await store
      .history({ accounts: ['acme'], writeKeys: ['k2', 'o1'], from: NOW - 3 * DAY, limit: 99 })
      .then(({ events, isEnd }) => ({ events, isEnd })),
    counts: await countsOf(store, { writeKeys: KEYS }),
    lastSeen: await lastSeenOf(store, { writeKeys: KEYS }),
    activity: activity.sort((a, b) => (a.write_key < b.write_key ? -1 : 1)),
    hours: await store.hours({ ...filter, from: 0, to: NOW }),
    lastTriggered: [...(await store.lastTriggered({ ...filter, events: ['purchase', 'other'] }))].sort(),
    kinds: {
      counts: await store.kinds.counts({ writeKeys: KEYS, limit: 99 }),
      activity: await store.kinds.activity({ writeKeys: KEYS, kinds: ['purchase', 'lead'] }),
      hours: await store.kinds.hours({ writeKeys: KEYS, kinds: ['purchase', 'page_view'], from: 0, to: NOW }),
      seen: await store.kinds.seen(KEYS),
      told: await store.kinds.told(paged.events),
    },
    credited: await store.conversions({ accounts: ['acme'], lineItemIds: IDS, limit: 99 }),
    clicks: await store.conversions({
      accounts: ['acme'],
      attribution: 'click',
      pixelIds: [1, 2],
      limit: 99,
    }),
    totals: await Promise.all(
      [[], ...CONVERSION_GROUPS.map(group => [group]), [...CONVERSION_GROUPS]].map(by =>
        store.conversionTotals({ accounts, limit: 99 }, by),
      ),
    ),
    audited: await store.audit.list({ accounts: ['acme'], from: NOW, limit: 3 }).then(({ rows }) => rows),
    records: await Promise.all([
      store.accounts.list(all),
      store.tags.list(all),
      store.savedPixels.list(all),
      store.conversionPixels.list(accounts),
      store.lineItems.list(all),
      store.campaigns.list(['acme']),
      store.segments.list(['acme']),
      store.users.list(),
      store.invitations.list(),
      store.tokens.list(),
    ]),
    links: await Promise.all([
      store.lineItems.links('pixel_id', IDS),
      store.campaigns.links('owner_id', IDS),
      store.lineItems.countByCategory('acme').then(map => [...map].sort()),
    ]),
    searched: await Promise.all(
      [...IDS, null].map(at =>
        store.conversionPixels.search({
          accounts,
          filters: [{ is: 'length', list: 'line_items', most: 1 }],
          sort: [
            { field: { column: at === 1 ? 'post_view_value' : 'code' }, isFalling: at === 2 },
            { field: { column: 'advertiser_id' }, isFalling: at === null },
          ],
          start: at === 3 ? 1 : 0,
          limit: 2,
        }),
      ),
    ),
    visits: await allPages(async cursor => {
      const { visits, next } = await store.visits({ writeKeys: KEYS, limit: 3, ...(cursor && { cursor }) });
      return { rows: visits, next };
    }),
    reports: await lookAtReports(store),
    sessions: await Promise.all([0, 1, 2, 3].map(at => store.sessions.get(`s${at}`))),
    eventsStored: store.status().eventsStored,
  };
}

/** Reports of all visits, and of some. */
async function lookAtReports(store: Store): Promise<Record<string, unknown>> {
  const whole = { writeKeys: KEYS, from: 0, to: NOW + 9 * DAY, where: [] };
  const some = {
    ...whole,
    from: NOW - 3 * DAY - HOUR,
    where: [
      { dimension: 'event' as const, values: ['purchase', 'other'] },
      { dimension: 'campaign' as const, values: ['x'], not: true },
    ],
  };
  const starts = [4, 3, 2, 1, 0].map(days => NOW - days * DAY);
  return {
    totals: await Promise.all(
      (['people', 'automated', 'all'] as const).flatMap(who => [
        store.reports.totals({ ...whole, who }),
        store.reports.totals({ ...some, who }),
      ]),
    ),
    series: await store.reports.series({ ...some, who: 'all', starts }),
    top: await Promise.all(
      DIMENSIONS.map(dimension => store.reports.top({ ...whole, who: 'all', dimension, limit: 9 })),
    ),
    reasons: await store.reports.reasons(whole),
    properties: await store.reports.properties({ ...whole, who: 'all', event: 'purchase', limit: 9 }),
    values: await store.reports.properties({
      ...some,
      who: 'all',
      event: 'purchase',
      property: 'currency',
      limit: 9,
    }),
  };
}
