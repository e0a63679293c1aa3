import { DAY_MS } from '../../../protocol/durations.ts';

export const RANGES = ['today', 'yesterday', '7d', '28d', '90d', 'month', 'last-month'] as const;

/** A time by its name, or days of one's own: the first and the last, as in `2026-11-01..2026-11-20`. */
export type Range = (typeof RANGES)[number] | `${string}..${string}`;

/** Days of a zone, as in `2026-11-01`: from the first on and before the last. */
export interface Days {
  from: string;
  to: string;
}

/** How finely a series is told. */
export const STEPS = ['hour', 'day', 'week', 'month'] as const;
export type Step = (typeof STEPS)[number];

/** The most days that are told by the hour, by the day and by the week. */
const MOST: Record<Exclude<Step, 'month'>, number> = { hour: 7, day: 400, week: 2000 };

/** Zones differ by such. */
const QUARTER_MS = 15 * 60_000;

/** So many days are told by the hour where nobody asks for something else; and by the day. */
const FEW = 2;
const MANY = 100;

/** Undefined where it is no range, or one that ends before it begins. */
export function readRange(text: string): Range | undefined {
  const named = RANGES.find(each => each === text);
  if (named) return named;
  const [from = '', to = '', ...more] = text.split('..');
  return isDay(from) && isDay(to) && from <= to && !more.length ? `${from}..${to}` : undefined;
}

/** The days that a range means at a time in a zone. */
export function daysOf(range: Range, now: number, timeZone: string): Days {
  const today = dayIn(timeZone, now);
  const month = `${today.slice(0, 7)}-01`;
  const until = (from: string, to = today): Days => ({ from, to: shift(to, 1) });
  switch (range) {
    case 'today':
      return until(today);
    case 'yesterday':
      return { from: shift(today, -1), to: today };
    case 'month':
      return until(month);
    case 'last-month':
      return { from: `${shift(month, -1).slice(0, 7)}-01`, to: month };
    case '7d':
    case '28d':
    case '90d':
      return until(shift(today, 1 - Number.parseInt(range, 10)));
    default: {
      const [from, to] = range.split('..') as [string, string];
      return until(from, to);
    }
  }
}

/** How finely days may be told, the usual way first. */
export function stepsOf({ from, to }: Days): [Step, ...Step[]] {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  const usual: Step = days <= FEW ? 'hour' : days <= MANY ? 'day' : days <= MANY * 7 ? 'week' : 'month';
  const others = STEPS.filter(step => {
    if (step === usual) return false;
    const isFine = step === 'month' || days <= MOST[step];
    // A day in one row is no series.
    return isFine && days > { hour: 0, day: 1, week: 7, month: 31 }[step];
  });
  return [usual, ...others];
}

/** The day that a time is in, as in `2026-11-21`. Swedish days are ISO's. */
export const dayIn = (timeZone: string, time: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(time);

/** When a day of a zone begins, to the quarter of an hour, in ms; one that the zone left out, when the next does. */
export function startOf(day: string, timeZone: string): number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  let [before, there] = [Date.parse(day) - DAY_MS, Date.parse(day) + DAY_MS];
  while (there - before > QUARTER_MS) {
    const middle = before + Math.floor((there - before) / 2 / QUARTER_MS) * QUARTER_MS;
    if (format.format(middle) >= day) there = middle;
    else before = middle;
  }
  return there;
}

export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && shift(text, 0) === text;

/** A day so many days later. */
export const shift = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
