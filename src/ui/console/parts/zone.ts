import type { Account } from './account.ts';

/** The reader's own time zone. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Whether this browser knows a time zone. */
export function isZone(zone: string | null): boolean {
  if (!zone) return false;
  try {
    new Intl.DateTimeFormat(undefined, { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The time zone that an account's times are told in: its own, else the reader's. */
export const zoneOf = ({ time_zone }: Pick<Account, 'time_zone'>): string =>
  time_zone && isZone(time_zone) ? time_zone : ownZone();

/** The time zones to choose from; one that this browser does not list is there all the same where it is chosen. */
export const zones = (chosen: string): [zone: string, text: string][] =>
  [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...(chosen ? [chosen] : [])])].map(zone => [
    zone,
    zoneText(zone),
  ]);

export const zoneText = (zone: string): string => zone.replaceAll('_', ' ');
