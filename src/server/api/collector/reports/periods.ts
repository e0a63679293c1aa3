import { DAY_MS, HOUR_MS } from '../../../../protocol/durations.ts';
import { daysOf, type Interval, startOf } from '../daysOf.ts';

/** What the rows of a series are of. */
export const PERIODS = ['hour', 'day', 'week', 'month'] as const;

export type Period = (typeof PERIODS)[number];

/** Most days of one series, so that it has some hundred rows. */
export const MAX_DAYS: Record<Period, number> = { hour: 31, day: 400, week: 3660, month: 3660 };

/**
 * When each period of an interval begins, by the calendar of its zone, and when the last one ends: the first and the last as far
 * as the interval goes. A week begins on Monday.
 */
export function periodsOf({ from, to, nameOf }: Interval, by: Period): number[] {
  if (from >= to) return [];
  if (by === 'day') return daysOf(nameOf, from, to);
  if (by === 'hour') return hoursOf({ from, to, nameOf });
  const starts = [from];
  for (let day = Date.parse(nameOf(from)); ; ) {
    day = nextDay(day, by);
    const start = startOf(nameOf, day);
    if (start >= to) return [...starts, to];
    if (start > starts.at(-1)!) starts.push(start);
  }
}

/** By a zone's own hours, which begin at any quarter of one of UTC. */
function hoursOf({ from, to, nameOf }: Interval): number[] {
  const starts = [from];
  const days = daysOf(nameOf, startOf(nameOf, Date.parse(nameOf(from))), to);
  for (const [at, day] of days.slice(0, -1).entries()) {
    for (let hour = day; hour < days[at + 1]!; hour += HOUR_MS) if (hour > starts.at(-1)!) starts.push(hour);
  }
  return [...starts, to];
}

/** The first day of the next week or month, as a day of the calendar. */
function nextDay(day: number, by: 'week' | 'month'): number {
  const date = new Date(day);
  if (by === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return day + (7 - ((date.getUTCDay() + 6) % 7)) * DAY_MS;
}
