import type { Account } from './account.ts';
import { zoneOf } from './zone.ts';

/**
 * A time in the reader's way of writing it; '' of none.
 * @param text ISO 8601, or as the advertising API writes UTC
 * @param of whose time zone it is told in. Default: the reader's own
 */
export function when(
  text: string | null | undefined,
  of?: Pick<Account, 'time_zone'>,
  options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' },
): string {
  if (!text) return '';
  const time = new Date(/^\d{4}-\d\d-\d\d \d/.test(text) ? `${text.replace(' ', 'T')}Z` : text);
  if (Number.isNaN(+time)) return text;
  return time.toLocaleString(undefined, { ...options, ...(of && { timeZone: zoneOf(of) }) });
}
