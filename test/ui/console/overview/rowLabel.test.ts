import { expect, it } from 'vitest';
import { rowLabel } from '../../../../src/ui/console/overview/rowLabel.ts';

const place = { locale: 'en-GB', timeZone: 'Europe/Vienna' };
const row = { start: '2026-11-20T23:00:00Z', day: '2026-11-21' };

it.each([
  ['hour', 'Sat 21 Nov, 00:00', '00:00'],
  ['day', 'Sat, 21 Nov 2026', '21 Nov'],
  ['week', 'week from 21 Nov 2026', '21 Nov'],
  ['month', 'November 2026', 'Nov 2026'],
] as const)('%s', (step, long, short) => {
  expect([rowLabel(row, step, place), rowLabel(row, step, place, true)]).toEqual([long, short]);
});
