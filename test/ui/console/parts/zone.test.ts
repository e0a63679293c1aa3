import { expect, it } from 'vitest';
import { ownZone, zoneOf, zones } from '../../../../src/ui/console/parts/zone.ts';

it("is the account's time zone, else the reader's own", () => {
  expect(zoneOf({ time_zone: 'Europe/Vienna' })).toBe('Europe/Vienna');
  expect(zoneOf({ time_zone: null })).toBe(ownZone());
  expect(zoneOf({ time_zone: 'Mars/Olympus' })).toBe(ownZone());
});

it('has a zone to choose that the browser does not list, where it is chosen, once', () => {
  const names = (chosen: string) => zones(chosen).map(([zone]) => zone);
  expect(names('+05:30')).toContain('+05:30');
  expect(names('')).not.toContain('+05:30');
  expect(names('UTC').filter(zone => zone === 'UTC')).toHaveLength(1);
  expect(zones('').find(([zone]) => zone === 'America/New_York')).toEqual([
    'America/New_York',
    'America/New York',
  ]);
});
