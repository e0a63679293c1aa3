import { type ExactSum, exactSum } from '../attribution/exactSum.ts';
import { MadeUp } from '../store/currencies.ts';
import { fitting } from '../store/fitting.ts';
import type { Measures, ReasonRow, ReportFilter, Reports } from '../store/reports.ts';
import type { Reason, StoredVisit } from '../store/visits.ts';
import { fulfils, matches, valuesOf } from '../visits/matches.ts';
import { MAX_BYTES, MAX_EVENTS, propertyCounts } from '../visits/propertyCounts.ts';
import { roundedSum } from '../visits/roundedSum.ts';
import { topPage } from '../visits/topCursor.ts';
import type { Memory } from './memory.ts';
import { inOrder } from './order.ts';
import { eventOf } from './readEvents.ts';
import type { Run } from './records.ts';
import { stored } from './stored.ts';
import { visitOf } from './visits.ts';

type Those = Pick<ReportFilter, 'writeKeys' | 'from' | 'to' | 'where'>;

/** What visits come to, summed anew each time. */
export function reports(run: Run, memory: Memory): Reports {
  const those = ({ writeKeys, from, to, where }: Those) =>
    [...memory.visits].filter(
      visit =>
        writeKeys.includes(visit.write_key) &&
        visit.started_at >= from &&
        visit.started_at < to &&
        visit.counted !== 'test' &&
        where.every(each => fulfils(visit, each)),
    );

  return {
    totals: filter =>
      run(() => {
        const visits = those(filter);
        return { ...measured(visits, filter.who, toldIn(visits)), visitorsAreEstimated: false };
      }),

    series: ({ starts, ...filter }) =>
      run(() => {
        const visits = those(filter);
        const isTold = toldIn(visits);
        return starts.slice(0, -1).map((start, at) => ({
          start,
          ...measured(
            visits.filter(({ started_at }) => started_at >= start && started_at < starts[at + 1]!),
            filter.who,
            isTold,
          ),
        }));
      }),

    top: ({ dimension, limit, cursor, ...filter }) =>
      run(() => {
        const visits = those(filter);
        const isTold = toldIn(visits);
        const values = new Set(visits.flatMap(visit => valuesOf(visit, dimension)));
        const rows = [...values].map(value => ({
          value,
          ...measured(
            visits.filter(visit => valuesOf(visit, dimension).includes(value)),
            filter.who,
            isTold,
            visit => ({
              views: dimension === 'page' ? timesOf(visit.pages, value) : visit.views,
              events: dimension === 'event' ? timesOf(visit.names, value) : visit.events,
            }),
          ),
        }));
        return topPage(rows.filter(isSomething), { limit, cursor });
      }),

    reasons: filter =>
      run(() => {
        const rows = new Map<Reason, ReasonRow>();
        for (const { why: all, events } of those(filter)) {
          for (const why of all ? (all.split(',') as Reason[]) : []) {
            const row = rows.get(why) ?? { why, visits: 0, events: 0 };
            row.visits++;
            row.events += events;
            rows.set(why, row);
          }
        }
        return inOrder(rows.values(), ({ visits, why }) => [-visits, why]);
      }),

    properties: ({ writeKeys, from, to, event: name, property, limit, ...filter }) =>
      run(() => {
        const all = memory.events.filter(
          row =>
            writeKeys.includes(row.writeKey) &&
            row.type === 'track' &&
            row.event === stored(name) &&
            row.receivedAt >= from &&
            row.receivedAt < to,
        );
        const newest = inOrder(all, ({ receivedAt, seq }) => [-receivedAt, -seq]).slice(0, MAX_EVENTS);
        const looked = [...fitting(newest, row => row, MAX_BYTES)].map(eventOf);
        const counts = propertyCounts({ property, limit });
        for (const event of looked) {
          const visit = visitOf(memory, event);
          if (visit && matches(visit, filter)) counts.add(event, visit);
        }
        return { rows: counts.rows(), isWhole: looked.length === all.length };
      }),
  };
}

const timesOf = (pairs: string, name: string): number =>
  (JSON.parse(pairs) as [string, number][]).find(([each]) => each === name)?.[1] ?? 0;

const isSomething = ({ visits, conversions }: Measures): boolean => visits > 0 || conversions > 0;

/** Which currencies of visits are told apart. */
function toldIn(visits: StoredVisit[]): (currency: string) => boolean {
  const madeUp = new MadeUp();
  for (const { revenue } of visits) for (const each of Object.keys(JSON.parse(revenue))) madeUp.add(each);
  return madeUp.told();
}

/** Sums visits. What looks like no person and bought by an order's number counts as bought by people. */
function measured(
  visits: StoredVisit[],
  who: ReportFilter['who'],
  isTold: (currency: string) => boolean,
  ofEach: (visit: StoredVisit) => { views: number; events: number } = visit => visit,
): Measures {
  const meant = visits.filter(({ counted }) => who === 'all' || counted === who);
  const sum = (rows: StoredVisit[], of: (visit: StoredVisit) => number) =>
    rows.reduce((total, row) => total + of(row), 0);
  const others = who === 'all' ? [] : visits.filter(({ counted }) => counted === 'automated');
  const sign = who === 'people' ? 1 : -1;
  const revenue = new Map<string, ExactSum>();
  const add = (json: string, times: number) => {
    for (const [currency, value] of Object.entries(JSON.parse(json) as Record<string, number>)) {
      revenue.set(currency, (revenue.get(currency) ?? exactSum()).add(value, times));
    }
  };
  for (const row of meant) add(row.revenue, 1);
  for (const row of others) add(row.ordered_revenue, sign);
  const amounts = [...revenue].map(([currency, each]) => [currency, roundedSum(each.value())] as const);
  return {
    visitors: new Set(meant.map(({ visitor }) => visitor)).size,
    visits: meant.length,
    views: sum(meant, row => ofEach(row).views),
    events: sum(meant, row => ofEach(row).events),
    bounces: meant.filter(({ views, events }) => views === 1 && events === 1).length,
    seconds: Math.round(sum(meant, row => row.ended_at - row.started_at) / 1000),
    conversions: sum(meant, row => row.conversions) + sign * sum(others, row => row.ordered),
    revenue: Object.fromEntries(amounts.filter(([currency, value]) => value !== 0 && isTold(currency))),
  };
}
