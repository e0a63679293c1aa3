import { type CountPlace, readCountCursor, writeCountCursor } from '../store/countCursor.ts';
import type { Activity, HourCount, KindFilter, LastSeenFilter } from '../store/event.ts';
import type { CountRow, LastSeenRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Memory } from './memory.ts';
import { compare, inOrder } from './order.ts';
import type { Run } from './records.ts';
import { stored } from './stored.ts';

/** How many events there were, and when each was last seen. */
export function counts(
  run: Run,
  { counts, lastSeen }: Memory,
): Pick<Store, 'counts' | 'lastSeen' | 'activity' | 'hours' | 'lastTriggered'> {
  const named = ({ writeKeys, event }: LastSeenFilter) => {
    const name = event === undefined ? undefined : stored(event);
    return (row: CountRow | LastSeenRow) =>
      writeKeys.includes(row.write_key) && (name === undefined || row.event === name);
  };
  const ofKind = ({ writeKeys, type, events }: KindFilter) => {
    const names = events?.map(stored);
    return (row: CountRow | LastSeenRow) =>
      writeKeys.includes(row.write_key) && row.type === type && (!names || names.includes(row.event));
  };

  return {
    counts: filter =>
      run(() => {
        const { from = -Infinity, to = Infinity, limit, cursor } = filter;
        const is = named(filter);
        const meant = [...counts].filter(row => is(row) && row.hour >= from && row.hour <= to);
        const place = ({ hour, write_key, type, event }: CountPlace) => [-hour, write_key, type, event];
        const after = cursor === undefined ? undefined : place(readCountCursor(cursor));
        const rest = inOrder(meant, place).filter(row => !after || compare(place(row), after) > 0);
        const page = rest.slice(0, limit).map(copyRow);
        const last = page.at(-1);
        return { counts: page, next: last && rest.length > limit ? writeCountCursor(last) : null };
      }),

    lastSeen: filter =>
      run(() => {
        const meant = [...lastSeen].filter(named(filter));
        const latest = inOrder(meant, row => [-row.time, row.write_key, row.type, row.event]);
        return latest.slice(0, filter.limit).map(copyRow);
      }),

    activity: filter =>
      run(() => {
        const found = new Map<string, Activity>();
        for (const { write_key, hour } of [...counts].filter(ofKind(filter))) {
          const firstHour = Math.min(hour, found.get(write_key)?.firstHour ?? hour);
          found.set(write_key, { write_key, firstHour, lastSeen: 0 });
        }
        for (const { write_key, time } of [...lastSeen].filter(ofKind(filter))) {
          const one = found.get(write_key);
          if (one) one.lastSeen = Math.max(one.lastSeen, time);
        }
        return inOrder(found.values(), ({ write_key }) => [write_key]);
      }),

    hours: ({ from, to, ...filter }) =>
      run(() => {
        const found = new Map<string, HourCount>();
        const is = ofKind(filter);
        for (const { write_key, hour, count, ...row } of counts) {
          if (hour < from || hour > to || !is({ write_key, hour, count, ...row })) continue;
          const key = JSON.stringify([write_key, hour]);
          const one = found.get(key);
          if (one) one.count += count;
          else found.set(key, { write_key, hour, count });
        }
        return inOrder(found.values(), ({ hour, write_key }) => [hour, write_key]);
      }),

    lastTriggered: filter =>
      run(() => {
        const found = new Map<string, number>();
        for (const { event, time } of [...lastSeen].filter(ofKind(filter))) {
          found.set(event, Math.max(time, found.get(event) ?? time));
        }
        return found;
      }),
  };
}

const copyRow = <Row extends object>(row: Row): Row => ({ ...row });
