import type { ConversionRow } from '../store/rows.ts';
import type { Projection, Rebuilt } from '../store/store.ts';
import type { Memory } from './memory.ts';
import { eventOf } from './readEvents.ts';
import type { Table } from './table.ts';
import { type CreditColumns, convert } from './writeConversions.ts';
import { count, see } from './writeEvents.ts';

/** Makes counts, last-seen times, touches and conversions from the stored events again. */
export function rebuild(memory: Memory): Rebuilt {
  const { events, counts, hourNames, lastSeen, touches, identities, refunds, conversions, retention } =
    memory;
  const until = (writeKey: string) => retention.get(writeKey)?.until ?? 0;
  const tables: [Projection, Table<object>][] = [
    ['counts', counts as Table<object>],
    ['last_seen', lastSeen as Table<object>],
    ['touches', touches as Table<object>],
    ['conversions', conversions as Table<object>],
  ];
  const old = tables.map(([, table]) => new Set([...table].map(contents)));
  const oldConversions = [...conversions].map(row => ({ ...row }));

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
  drop(conversions, ({ seq }) => there.has(seq));
  for (const row of events) {
    if (row.time >= until(row.writeKey)) see(memory, row, count(memory, row));
    convert(memory, row.seq, eventOf(row));
  }

  // A conversion stays credited to a touch that is gone.
  for (const before of oldConversions) {
    const row = conversions.now(before);
    if (row && before.touch_time !== null && before.touch_time < until(row.write_key)) {
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
