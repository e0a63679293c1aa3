import { DAY_MS } from '../../../../protocol/durations.ts';
import { type Interval, startOf } from '../daysOf.ts';

/** What a report is compared with: the time of the same length before, or the same days of the year before. */
export const COMPARISONS = ['previous', 'year'] as const;

export type Comparison = (typeof COMPARISONS)[number];

/** That interval, by the calendar of the zone: whole months before whole months, as many days before days. */
export function comparedTo({ from, to, nameOf }: Interval, with_: Comparison): Interval {
  if (with_ === 'year') {
    const shift = (time: number) => moved(time, nameOf, day => addMonths(day, -12));
    return { from: shift(from), to: shift(to), nameOf };
  }
  const [first, end] = [from, to].map(time => dayOf(time, nameOf)) as [Day, Day];
  const months = monthsBetween(first, end);
  if (months > 0) return { from: startOf(nameOf, addMonths(first.day, -months)), to: from, nameOf };
  const days = Math.round((end.day - first.day) / DAY_MS);
  if (days > 0 && first.past === end.past)
    return { from: moved(from, nameOf, day => day - days * DAY_MS), to: from, nameOf };
  return { from: from - (to - from), to: from, nameOf };
}

/** A day of the calendar, in ms as if it were one of UTC, and how far past its begin a time is. */
interface Day {
  day: number;
  past: number;
}

function dayOf(time: number, nameOf: Interval['nameOf']): Day {
  const day = Date.parse(nameOf(time));
  return { day, past: time - startOf(nameOf, day) };
}

/** The same time of another day. */
function moved(time: number, nameOf: Interval['nameOf'], to: (day: number) => number): number {
  const { day, past } = dayOf(time, nameOf);
  return startOf(nameOf, to(day)) + past;
}

/** How many whole months are between; 0 where it are none. */
function monthsBetween(first: Day, end: Day): number {
  const [a, b] = [new Date(first.day), new Date(end.day)];
  const isWhole = !first.past && !end.past && a.getUTCDate() === 1 && b.getUTCDate() === 1;
  return isWhole ? (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth() : 0;
}

/** The same day of another month, or its last one. */
function addMonths(day: number, months: number): number {
  const date = new Date(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last));
}
