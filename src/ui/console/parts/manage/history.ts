import { HOUR_MS } from '../../../../protocol/durations.ts';
import { dayIn, shift, startOf } from '../../overview/range.ts';

/** What happened in an hour, as the API gives it. */
export interface HourOf {
  type: string;
  /** Start of the hour, ISO 8601. */
  hour_partition: string;
  count: number;
}

export type Range = 'day' | 'week' | 'month';

const BARS: Record<Range, number> = { day: 24, week: 7, month: 30 };

/** Where the bars of a time begin, the last one with the hour, as it is counted, or the day of a zone that is now: in ms. */
export function edgesOf(range: Range, now: number, timeZone: string): number[] {
  const length = BARS[range];
  const today = dayIn(timeZone, now);
  return Array.from({ length }, (_, at) => {
    const back = length - 1 - at;
    return range === 'day' ? now - (now % HOUR_MS) - back * HOUR_MS : startOf(shift(today, -back), timeZone);
  });
}

export interface HistoryRow {
  type: string;
  total: number;
  /** As many as there are edges. */
  bars: number[];
}

/** What happened between the edges, by type, the most frequent first. */
export function historyRows(hours: HourOf[], edges: number[]): HistoryRow[] {
  const rows = new Map<string, HistoryRow>();
  for (const { type, hour_partition, count } of hours) {
    const time = Date.parse(hour_partition);
    const at = edges.filter(edge => edge <= time).length - 1;
    if (at < 0) continue;
    const row = rows.get(type) ?? { type, total: 0, bars: edges.map(() => 0) };
    row.bars[at]! += count;
    row.total += count;
    rows.set(type, row);
  }
  return [...rows.values()].sort((a, b) => b.total - a.total);
}

/** A day in UTC, as the API takes it. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
