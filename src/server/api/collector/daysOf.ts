import { DAY_MS } from '../../../protocol/durations.ts';
import { invalid } from '../../http/errors.ts';
import { isDay } from '../../http/parseTime.ts';
import { QUARTER_MS } from '../../store/quarters.ts';
import { readTime } from '../time.ts';

/** Most days of one answer. */
const MAX_DAYS = 100;

/** Days that are counted where no `from` says so. */
const DAYS = 31;

/** How far a zone's clock may be from UTC. */
const MAX_OFFSET = DAY_MS;

export const ZONE_FIX = 'must be a time zone like Asia/Kolkata or +05:30';

/** Days of a zone. */
export interface Days {
  /** When each begins, and when the last one ends. */
  starts: number[];
  /** The day that a time is in, like `2026-11-21`. */
  nameOf: (time: number) => string;
}

interface Query {
  tz?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * The days of a zone that an interval is in: the first and the last as far as it goes, if it begins or ends within them. A
 * day alone is one of that zone. Throws what the client should hear.
 */
export function readDays(query: Query, now: number): Days {
  const { from, to, nameOf } = readInterval(query, now, MAX_DAYS);
  return { starts: from < to ? daysOf(nameOf, from, to) : [], nameOf };
}

/** An interval, and the days of its zone. */
export interface Interval {
  from: number;
  to: number;
  nameOf: Days['nameOf'];
}

/** The interval of a query: where nothing says so, the newest 31 days. Throws what the client should hear. */
export function readInterval({ tz = 'UTC', from, to }: Query, now: number, maxDays: number): Interval {
  const nameOf = dayIn(readZone(tz));
  if (!nameOf) throw invalid({ field: 'tz', message: `tz: ${ZONE_FIX}`, type: 'timezone' });
  const read = (field: string, text: string | undefined) =>
    text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text)
      ? startOf(nameOf, Date.parse(text))
      : readTime(field, text);
  const times = { from: read('from', from), to: read('to', to) };
  const end = times.to ?? startOf(nameOf, Date.parse(nameOf(Math.max(now, times.from ?? now))) + DAY_MS);
  const begin = times.from ?? startOf(nameOf, Date.parse(nameOf(end - 1)) - (DAYS - 1) * DAY_MS);
  if (end - begin > (maxDays + 1) * DAY_MS) {
    const message = `from: ask for at most ${maxDays} days at once`;
    throw invalid({ field: 'from', message, type: 'range' });
  }
  return { from: begin, to: end, nameOf };
}

/** A zone as a query has it: a + that was not written as %2B arrives as a space. */
export const readZone = (zone: string): string => zone.replace(/^ /, '+');

/** What tells the day of a time in a zone; undefined where there is no such zone. */
export function dayIn(timeZone: string): Days['nameOf'] | undefined {
  try {
    // Swedish days are ISO's.
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    return time => format.format(time);
  } catch {
    return undefined;
  }
}

/** Where an interval's days begin, be they 23 or 25 hours long, and its end. A day that a zone left out is not there. */
export function daysOf(nameOf: Days['nameOf'], from: number, to: number): number[] {
  const starts = [from];
  for (let day = Date.parse(nameOf(from)) + DAY_MS; ; day += DAY_MS) {
    const start = startOf(nameOf, day);
    if (start >= to) return [...starts, to];
    if (start > starts.at(-1)!) starts.push(start);
  }
}

/** The first quarter of an hour that is in a day, or after it. */
export function startOf(nameOf: Days['nameOf'], day: number): number {
  const name = new Date(day).toISOString().slice(0, 10);
  let [before, there] = [day - MAX_OFFSET, day + MAX_OFFSET];
  while (there - before > QUARTER_MS) {
    const middle = before + Math.floor((there - before) / 2 / QUARTER_MS) * QUARTER_MS;
    if (nameOf(middle) >= name) there = middle;
    else before = middle;
  }
  return there;
}
