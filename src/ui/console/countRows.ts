import { HOUR_MS } from '../../protocol/durations.ts';
import type { LiveEvent } from './liveEvent.ts';
import { TEXT } from './text.ts';

const T = TEXT.live;

export const HOURS = 24;

/** A count as the API gives it. */
export interface Count {
  type: LiveEvent['type'];
  event: string;
  /** ISO 8601. */
  hour: string;
  count: number;
}

/** One event's counts. */
export interface CountRow {
  name: string;
  total: number;
  /** Of the last 24 hours, the running one last. */
  hours: number[];
}

/** The start of the first of the hours that are shown. */
export const firstHour = (now: number): number => now - (now % HOUR_MS) - (HOURS - 1) * HOUR_MS;

const nameOf = (type: Count['type'], event: string): string => {
  if (type === 'page') return event ? `${T.pageView}: ${event}` : T.pageView;
  if (type === 'track') return event;
  return `${type === 'fire' ? T.conversionPixel : type} ${event}`;
};

/** The counts by event, the most frequent first. */
export function countRows(counts: Count[], now: number): CountRow[] {
  const rows = new Map<string, CountRow>();
  for (const { type, event, hour, count } of counts) {
    const index = (Date.parse(hour) - firstHour(now)) / HOUR_MS;
    if (!(index >= 0 && index < HOURS)) continue;
    const key = `${type} ${event}`;
    const name = nameOf(type, event);
    const row = rows.get(key) ?? { name, total: 0, hours: Array(HOURS).fill(0) };
    row.hours[Math.floor(index)]! += count;
    row.total += count;
    rows.set(key, row);
  }
  return [...rows.values()].sort((a, b) => b.total - a.total || a.name.localeCompare(b.name));
}
