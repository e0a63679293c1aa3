import type { CountRow } from './rows.ts';

/** Which days to count, of these tags and of a name where one is given. */
export interface DayFilter {
  writeKeys: string[];
  event?: string | undefined;
  /** When each day begins, the earliest first, and when the last one ends: quarters of an hour. */
  days: number[];
  limit: number;
  /** Where the last page ended, as that page said it. */
  cursor?: string | undefined;
}

/** How many events of a name a tag had in a day. */
export interface DayCount extends Omit<CountRow, 'hour'> {
  /** When the day begins. */
  day: number;
}

/** The newest day first. */
export interface DayPage {
  counts: DayCount[];
  /** Reads on from here; null at the end. */
  next: string | null;
}
