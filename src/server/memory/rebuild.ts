import { KINDS, kindOfCategory } from '../../protocol/kinds.ts';
import type { Visitor } from '../attribution/visitor.ts';
import { isTest } from '../store/isTest.ts';
import type { ConversionRow } from '../store/rows.ts';
import type { Difference, Projection, Rebuilt, VisitDifference } from '../store/store.ts';
import { countKind, hear, uncountKind } from './happenings.ts';
import { areEventsGone, isTouchGone } from './isTouchGone.ts';
import type { EventRow, HuskRow, Memory } from './memory.ts';
import { inOrder } from './order.ts';
import { eventOf } from './readEvents.ts';
import type { Table } from './table.ts';
import { addVisit, beginOf } from './visits.ts';
import { type CreditColumns, convert, isWhole } from './writeConversions.ts';
import { type Counted, count, see } from './writeEvents.ts';

/** Makes counts, last-seen times, touches and conversions from the stored events again. */
export function rebuild(memory: Memory): Rebuilt {
  const { events, husks, counts, hourNames, lastSeen, touches, identities, refunds, conversions, retention } =
    memory;
  const { happenings, kindCounts, kindSeen, visits } = memory;
  const until = (writeKey: string) => retention.get(writeKey)?.until ?? 0;
  const tables: [Projection, Table<object>][] = [
    ['counts', counts as Table<object>],
    ['last_seen', lastSeen as Table<object>],
    ['touches', touches as Table<object>],
    ['conversions', conversions as Table<object>],
    ['visits', visits as Table<object>],
  ];
  const old = tables.map(([, table]) => new Set([...table].map(contents)));
  const oldConversions = [...conversions].map(row => ({ ...row }));
  const noted = new Map([...happenings].map(({ seq, first, hasTaken }) => [seq, { first, hasTaken }]));

  const joined = new Set([...identities].map(pairOf));
  // Events may be gone that were in the way of it.
  const wasJoined = (visitor: Visitor) =>
    joined.has(pairOf(visitor)) || !areEventsGone(memory, visitor.account_id);

  const begun = new Set([...visits].map(beginOf));

  // What was made of events that are gone stays: hours before the end of a tag's retention, touches and conversions.
  const there = new Set(events.map(({ seq }) => seq));
  const drop = <Row extends object>(table: Table<Row>, isMadeAgain: (row: Row) => boolean) => {
    for (const row of [...table].filter(isMadeAgain)) table.remove(row);
  };
  drop(counts, ({ write_key, hour }) => hour >= until(write_key));
  drop(hourNames, ({ write_key, hour }) => hour >= until(write_key));
  drop(lastSeen, ({ write_key }) => until(write_key) === 0);
  drop(touches, ({ seq }) => there.has(seq));
  drop(identities, ({ seq }) => there.has(seq));
  drop(refunds, ({ seq }) => there.has(seq));
  drop(conversions, row => isWhole(memory, row));
  drop(happenings, ({ seq }) => there.has(seq));
  drop(kindCounts, ({ write_key, hour }) => hour >= until(write_key));
  drop(kindSeen, ({ write_key }) => until(write_key) === 0);
  drop(visits, ({ write_key, started_at }) => started_at >= until(write_key));
  for (const row of inOrder([...events, ...husks], ({ seq }) => [seq])) {
    const isIn = row.time >= until(row.writeKey);
    if (isCounted(row) && isIn && !isTrial(row)) see(memory, row, count(memory, row));
    if (!('fields' in row)) {
      if (row.said && isIn) countKind(memory, row, { said: row.said, first: row.first });
      continue;
    }
    const told = eventOf(row);
    const heard = hear(memory, row.seq, told, {
      // Of what is gone it stays a repeat.
      first(seq) {
        const first = noted.get(seq)?.first;
        return first && !there.has(first.seq) ? first : undefined;
      },
      hasTaken: seq => noted.get(seq)?.hasTaken ?? false,
      isTakenBy: (seq, by) => noted.get(seq)?.first?.seq === by,
    });
    if (heard && isIn) countKind(memory, told, heard);
    const { replaced } = heard ?? {};
    if (replaced && replaced.event.time >= until(row.writeKey)) uncountKind(memory, replaced);
    convert(memory, row.seq, told, heard, wasJoined);
    addVisit(memory, row.seq, told, heard, { until: until(row.writeKey), begun });
  }

  // A conversion stays credited to a touch that is gone.
  for (const before of oldConversions) {
    const row = conversions.now(before);
    if (row && isTouchGone(memory, before)) {
      Object.assign(row, creditIn(before));
    }
  }

  return {
    events: events.length,
    tables: tables.map(([name, table], at) => {
      const now = new Set([...table].map(contents));
      return { name, rows: table.size, changed: Math.max(missing(now, old[at]!), missing(old[at]!, now)) };
    }),
  };
}

const pairOf = ({ account_id, user_id, anonymous_id }: Visitor): string =>
  JSON.stringify([account_id, user_id, anonymous_id]);

/** A test is in no count; its husk has no type. */
const isTrial = (row: EventRow | HuskRow): boolean => 'fields' in row && isTest(eventOf(row));

const isCounted = (row: EventRow | HuskRow): row is (EventRow | HuskRow) & Counted => row.type !== '';

/** What a rebuild would change; changes nothing. */
export function difference(memory: Memory): Difference {
  const { counts, hourNames, lastSeen, touches, conversions, happenings, kindCounts, kindSeen, visits } =
    memory;
  const tables = [
    ...[counts, hourNames, lastSeen, touches, conversions, happenings, kindCounts, kindSeen, visits],
  ].map(table => table as Table<object>);
  const old = tables.map(table => [...table].map(row => structuredClone(row)));
  const before = totals(memory);
  const rebuilt = rebuild(memory);
  const after = totals(memory);
  for (const [at, table] of tables.entries()) {
    for (const row of [...table]) table.remove(row);
    for (const row of old[at]!) table.put(row);
  }
  const kinds = KINDS.map(({ kind }) => {
    const of = (what: 'events' | 'conversions') => ({
      before: before[what].get(kind) ?? 0,
      after: after[what].get(kind) ?? 0,
    });
    return { kind, events: of('events'), conversions: of('conversions') };
  });
  return {
    ...rebuilt,
    visits: inOrder(
      [...new Set([...before.visits.keys(), ...after.visits.keys()])].map(key => {
        const [counted, channel] = JSON.parse(key) as [
          VisitDifference['counted'],
          VisitDifference['channel'],
        ];
        const [was, is] = [before, after].map(({ visits }) => visits.get(key) ?? 0) as [number, number];
        return { counted, channel, before: was, after: is };
      }),
      ({ counted, channel }) => [counted, channel],
    ),
    kinds: kinds.filter(({ events, conversions }) =>
      [events, conversions].some(({ before, after }) => before || after),
    ),
  };
}

/** How many events and conversions there are of each kind. */
function totals({ kindCounts, conversions, conversionPixels, visits }: Memory) {
  const add = (sums: Map<string, number>, kind: string | undefined, more: number) =>
    kind === undefined ? sums : sums.set(kind, more + (sums.get(kind) ?? 0));
  const categoryOf = (pixelId: number) => conversionPixels.get(pixelId)?.pixel_conversion_event_id ?? null;
  return {
    events: [...kindCounts].reduce(
      (sums, { kind, count }) => add(sums, kind, count),
      new Map<string, number>(),
    ),
    conversions: [...conversions].reduce(
      (sums, { pixel_id }) => add(sums, kindOfCategory(categoryOf(pixel_id))?.kind, 1),
      new Map<string, number>(),
    ),
    visits: [...visits].reduce(
      (sums, { counted, channel }) => add(sums, JSON.stringify([counted, channel]), 1),
      new Map<string, number>(),
    ),
  };
}

/** How many of some rows are not among others. */
const missing = (rows: Set<string>, others: Set<string>): number =>
  [...rows].filter(row => !others.has(row)).length;

/** All that a row says, whatever order its columns were written in. */
const contents = (row: object): string =>
  JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

const creditIn = (row: ConversionRow): CreditColumns => ({
  attribution: row.attribution,
  credited_value: row.credited_value,
  touch_id: row.touch_id,
  touch_time: row.touch_time,
  line_item_id: row.line_item_id,
  campaign_id: row.campaign_id,
  campaign: row.campaign,
});
