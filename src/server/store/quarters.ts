import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../protocol/durations.ts';

/** Days of every time zone begin at a quarter of an hour. */
export const QUARTER_MS = 15 * MINUTE_MS;

/** How many events of an hour there were: all of it, then its second, third and last quarter. */
export type Quartered = readonly [count: number, q1: number, q2: number, q3: number];

/** A single event at that time. */
export function quarterOf(time: number): Quartered {
  const quarter = Math.floor((time - hourOf(time)) / QUARTER_MS);
  return [1, quarter === 1 ? 1 : 0, quarter === 2 ? 1 : 0, quarter === 3 ? 1 : 0];
}

/** The sum of two. */
export const addQuarters = (a: Quartered, b: Quartered): Quartered => [
  a[0] + b[0],
  a[1] + b[1],
  a[2] + b[2],
  a[3] + b[3],
];

/** The end of what dates can say. */
const MAX_TIME = 8.64e15;

/** The start of the hour that a time is in. */
export const hourOf = (time: number): number => Math.floor(time / HOUR_MS) * HOUR_MS;

/** The start of the day (UTC) that a time is in. */
export const dayOf = (time: number): number => Math.floor(time / DAY_MS) * DAY_MS;

/** From when on and before when hours count: whole, but where the interval begins and ends at quarters within one. */
export interface HourRange {
  /** The first hour. */
  first: number;
  /** Quarters of it that are left out. */
  skipped: number;
  /** Before that time. */
  until: number;
  /** Quarters of the last hour that are in; 0: all of it. */
  taken: number;
}

/** What an interval is in hours. A time that is no quarter's start takes in the hour that it is in. */
export function hourRange(from = 0, to = MAX_TIME): HourRange {
  const isQuarter = (time: number) => time % QUARTER_MS === 0;
  const first = hourOf(from);
  const skipped = isQuarter(from) ? (from - first) / QUARTER_MS : 0;
  const last = hourOf(to);
  const taken = isQuarter(to) ? (to - last) / QUARTER_MS : 0;
  return { first, skipped, until: isQuarter(to) && last === to ? to : last + HOUR_MS, taken };
}

/** How many of an hour's events such an interval has. */
export function countIn(
  { first, skipped, until, taken }: HourRange,
  hour: number,
  counted: Quartered,
): number {
  if (hour < first || hour >= until) return 0;
  const after = (quarter: number) =>
    quarter ? counted.slice(quarter).reduce((sum, each) => sum + each, 0) : counted[0];
  const isLast = taken > 0 && hour >= until - HOUR_MS;
  return (hour === first ? after(skipped) : counted[0]) - (isLast ? after(taken) : 0);
}
