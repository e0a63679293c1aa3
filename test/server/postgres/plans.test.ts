import { expect, it, onTestFinished } from 'vitest';
import { read } from '../../../src/server/postgres/read/read.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { Servers } from '../../../src/server/postgres/servers.ts';
import { emptyDatabase } from '../../support/postgres/openPostgres.ts';
import { DAY, HOUR } from '../store/promises/rows.ts';
import { FEW, FIRST, fillMany, LAST, MANY } from './support/fillMany.ts';
import { recordStatements } from './support/recordStatements.ts';
import { rowsRead } from './support/rowsRead.ts';

/** Those that grow with what strangers send, or with the time. */
const GROWING = new Set([
  ...[
    'events',
    'seen',
    'counts',
    'last_seen',
    'kind_counts',
    'kind_seen',
    'happenings',
    'touches',
    'conversions',
  ],
  ...['identities', 'refunds', 'visits'],
]);

/** Most rows that one page looks at, once to find them and once to know where it ended. */
const MAX_SEEN = 10_500;

it('no read looks at more than a page, nor at what others have stored', async () => {
  const servers = await Servers.open(readServers(await emptyDatabase()), { connections: 5 });
  onTestFinished(() => servers.close());
  const { id } = (await servers.first.first<{ id: string }>('SELECT id FROM this_server'))!;
  await servers.first.transaction(session => fillMany(session, id), { statementMs: 0 });
  const reads = read({ servers });
  const asked = recordStatements();

  /** Looks at what such a read looked at. */
  const look = async (name: string, ask: () => Promise<unknown>, most: number) => {
    asked.splice(0);
    await ask();
    const statements = asked.splice(0);
    expect(statements, name).not.toEqual([]);
    for (const statement of statements) {
      const readings = (await rowsRead(servers.first.within(), statement)).filter(({ table }) =>
        GROWING.has(table),
      );
      const rows = readings.reduce((sum, each) => sum + each.rows, 0);
      expect
        .soft({
          name,
          text: statement.text,
          rows: Math.max(rows, most),
          scans: readings.filter(each => each.isScan),
        })
        .toEqual({
          name,
          text: statement.text,
          rows: most,
          scans: [],
        });
    }
    asked.splice(0);
  };

  const few = { writeKeys: [FEW], limit: 20 };
  const many = { writeKeys: [MANY], limit: 20 };
  const both = { writeKeys: [FEW, MANY], limit: 20 };
  const place = { account: FEW, pixelId: 0, writeKey: FEW, messageId: 'm500', limit: 100 };
  const lastDay = { from: LAST - DAY, to: LAST };
  for (const [name, ask, most] of [
    ['an event', () => reads.event(FEW, 'm500'), 5],
    ['events', () => reads.events(many), 45],
    ['events of two', () => reads.events(both), 90],
    ['events of a day', () => reads.events({ ...few, ...lastDay }), 45],
    ['events of a visitor', () => reads.events({ ...many, anonymousId: 'v7' }), 45],
    ['events of a user', () => reads.events({ ...many, userId: 'u8' }), 45],
    ['events of a name', () => reads.events({ ...many, event: 'E1' }), 45],
    ['events of a type', () => reads.events({ ...many, type: 'page' }), 45],
    [
      'events of a name and a type',
      () => reads.events({ ...many, event: 'E1', type: 'none' as never }),
      MAX_SEEN,
    ],
    [
      'events from a place on',
      async () => {
        const { next } = await reads.events(many);
        return reads.events({ ...many, cursor: next! });
      },
      45,
    ],
    ['history', () => reads.history({ accounts: '*', limit: 20 }), 200],
    ['history of few', () => reads.history({ accounts: [FEW], limit: 20 }), 400],
    [
      'history of a tag',
      () => reads.history({ accounts: [MANY], writeKeys: ['none', MANY], from: LAST - DAY, limit: 20 }),
      MAX_SEEN * 2,
    ],
    ['counts', () => reads.counts(few), 50],
    ['counts of a name', () => reads.counts({ ...many, event: 'E1', from: FIRST, to: LAST }), 50],
    ['counts of quarters', () => reads.counts({ ...many, from: FIRST + HOUR / 4, to: LAST }), 100],
    ['days', () => reads.dayCounts({ ...many, days: [LAST - DAY, LAST] }), 200],
    ['last seen', () => reads.lastSeen(many), 50],
    ['last seen of a name', () => reads.lastSeen({ ...many, event: 'E1' }), 50],
    ['activity', () => reads.activity({ writeKeys: [FEW, MANY], type: 'track' }), 10],
    [
      'activity of names',
      () => reads.activity({ writeKeys: [FEW, MANY], type: 'track', events: ['E0', 'E1'] }),
      20,
    ],
    ['hours', () => reads.hours({ writeKeys: [FEW], type: 'track', ...lastDay }), 200],
    [
      'last triggered',
      () => reads.lastTriggered({ writeKeys: [FEW, MANY], type: 'track', events: ['E0', 'E500'] }),
      10,
    ],
    ['conversions', () => reads.conversions({ accounts: [FEW, MANY], limit: 20 }), 90],
    [
      'conversions of a tag',
      () => reads.conversions({ accounts: [MANY], writeKeys: ['none'], limit: 20 }),
      MAX_SEEN,
    ],
    ['touches', () => reads.conversionTouches(place), 900],
    [
      'totals of a day',
      () => reads.conversionTotals({ accounts: [MANY], limit: 20, ...lastDay }, ['pixel']),
      1200,
    ],
    ['refunds', () => reads.refunds({ accounts: [FEW, MANY], limit: 20 }), 45],
    ['refunds of an order', () => reads.refunds({ accounts: [MANY], orderId: 'o7', limit: 20 }), 45],
    ['kinds', () => reads.kinds.counts(many), 50],
    ['kinds: activity', () => reads.kinds.activity({ writeKeys: [FEW], kinds: ['purchase'] }), 50],
    ['kinds: hours', () => reads.kinds.hours({ writeKeys: [FEW], kinds: ['purchase'], ...lastDay }), 50],
    ['kinds: seen', () => reads.kinds.seen([FEW]), 300],
    ['kinds: told', () => reads.kinds.told([{ writeKey: FEW, messageId: 'm500' }]), 5],
    ['a visit', () => reads.visit(FEW, 'v500/s500'), 101],
    ['visits', () => reads.visits(both), 45],
    ['visits of a visitor', () => reads.visits({ ...many, visitor: 'v7' }), 45],
    ['visits of a sort', () => reads.visits({ ...many, counted: 'test' }), MAX_SEEN],
    [
      'a report of a day',
      () => reads.reports.totals({ ...many, ...lastDay, who: 'people', where: [] }),
      2500,
    ],
    [
      'a report of few',
      () => reads.reports.totals({ ...few, from: FIRST, to: LAST, who: 'people', where: [] }),
      500,
    ],
    [
      'properties',
      () => reads.reports.properties({ ...few, from: FIRST, to: LAST, who: 'all', where: [], event: 'E1' }),
      2500,
    ],
  ] as [string, () => Promise<unknown>, number][]) {
    await look(name, ask, most);
  }
}, 240_000);
