import type { Place } from '../parts/format.ts';
import { TEXT } from '../text.ts';
import type { SeriesRow } from './answers.ts';
import type { Step } from './range.ts';

/** When a row of a series is: all of it, or as little as stands at an axis. */
export function rowLabel(
  { start, day }: Pick<SeriesRow, 'start' | 'day'>,
  step: Step,
  { locale, timeZone }: Place,
  isShort = false,
): string {
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Date(day).toLocaleDateString(locale, { ...options, timeZone: 'UTC' });
  switch (step) {
    case 'hour': {
      const time = new Date(start).toLocaleTimeString(locale, { timeZone, timeStyle: 'short' });
      return isShort ? time : `${date({ weekday: 'short', day: 'numeric', month: 'short' })}, ${time}`;
    }
    case 'month':
      return date({ month: isShort ? 'short' : 'long', year: 'numeric' });
    case 'week':
      return isShort
        ? date({ day: 'numeric', month: 'short' })
        : TEXT.overview.weekOf(date({ day: 'numeric', month: 'short', year: 'numeric' }));
    default:
      return date(
        isShort
          ? { day: 'numeric', month: 'short' }
          : { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
      );
  }
}
