import { type CountPlace, readCountCursor, writeCountCursor } from '../store/countCursor.ts';
import type { DayCount } from '../store/dayCounts.ts';
import type { Activity, HourCount, KindFilter, LastSeenFilter } from '../store/event.ts';
import { countIn, type HourRange, hourRange } from '../store/quarters.ts';
import type { CountRow, LastSeenRow, QuarteredRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Memory } from './memory.ts';
import { compare, inOrder } from './order.ts';
import type { Run } from './records.ts';
import { stored } from './stored.ts';

/** How many events there were, and when each was last seen. */
export function counts(
  run: Run,
  { counts, lastSeen }: Memory,
): Pick<Store, 'counts' | 'dayCounts' | 'lastSeen' | 'activity' | 'hours' | 'lastTriggered'> {
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
        const { limit, cursor } = filter;
        const range = hourRange(filter.from, filter.to);
        const meant = [...counts].filter(named(filter)).flatMap(row => clipped(range, row));
        const place = ({ hour, write_key, type, event }: CountPlace) => [-hour, write_key, type, event];
        const after = cursor === undefined ? undefined : place(readCountCursor(cursor));
        const rest = inOrder(meant, place).filter(row => !after || compare(place(row), after) > 0);
        const page = rest.slice(0, limit);
        const last = page.at(-1);
        return { counts: page, next: last && rest.length > limit ? writeCountCursor(last) : null };
      }),

    dayCounts: filter =>
      run(() => {
        const { days, limit, cursor } = filter;
        const rows = [...counts].filter(named(filter));
        const found = new Map<string, DayCount>();
        for (const [at, day] of days.slice(0, -1).entries()) {
          const range = hourRange(day, days[at + 1]);
          for (const { hour: _, count, ...row } of rows.flatMap(each => clipped(range, each))) {
            const key = JSON.stringify([day, row.write_key, row.type, row.event]);
            found.set(key, { ...row, day, count: count + (found.get(key)?.count ?? 0) });
          }
        }
        const place = ({ day, write_key, type, event }: DayCount) => [-day, write_key, type, event];
        const asDay = ({ hour, ...row }: CountPlace): DayCount => ({ ...row, day: hour, count: 0 });
        const after = cursor === undefined ? undefined : place(asDay(readCountCursor(cursor)));
        const rest = inOrder(found.values(), place).filter(row => !after || compare(place(row), after) > 0);
        const last = rest.length > limit ? rest[limit - 1] : undefined;
        return {
          counts: rest.slice(0, limit),
          next: last ? writeCountCursor({ ...last, hour: last.day }) : null,
        };
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
          if (hour < from || hour >= to || !is({ write_key, hour, count, ...row })) continue;
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

/** What of an hour is in an interval, if anything is. */
function clipped(range: HourRange, { q1, q2, q3, ...row }: QuarteredRow): CountRow[] {
  const count = countIn(range, row.hour, [row.count, q1 ?? 0, q2 ?? 0, q3 ?? 0]);
  return count > 0 ? [{ ...row, count }] : [];
}

const copyRow = <Row extends object>(row: Row): Row => ({ ...row });
