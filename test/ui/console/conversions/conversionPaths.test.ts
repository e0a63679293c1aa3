import { expect, it } from 'vitest';
import { conversionPaths, pathOf, placeOf } from '../../../../src/ui/console/conversions/conversionPaths.ts';
import { readView } from '../../../../src/ui/console/conversions/view.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const key = 'a'.repeat(32);

it('asks for whole days of the reader’s zone', () => {
  const view = { ...readView('range=today'), pixel: '12', attribution: 'click' as const };
  expect(conversionPaths(view, 'acme', NOW, 'Europe/Vienna')).toEqual({
    list: `conversions?account_id=acme&from=${NOW - 11 * 3_600_000}&to=${NOW + 13 * 3_600_000}&pixel_id=12&attribution=click`,
    totals: `conversions/totals?account_id=acme&from=${NOW - 11 * 3_600_000}&to=${NOW + 13 * 3_600_000}&pixel_id=12&attribution=click&by=pixel,attribution`,
  });
});

it.each(['m1', 'a/b?c#d%', '<script>', '日本'])('finds the conversion of the event %s again', messageId => {
  const place = placeOf({ pixel_id: 12, writeKey: key, messageId }, 'acme')!;
  const rest = place.split('?')[0]!.replace(/^conversions\//, '');
  const path = pathOf(rest)!;
  expect(decodeURIComponent(path.split('/')[2]!.split('?')[0]!)).toBe(messageId);
  expect(path).toMatch(new RegExp(`^conversions/12/[^/?]+\\?writeKey=${key}$`));
});

it('has no place of one whose event is gone, and no path of what is no place', () => {
  expect(placeOf({ pixel_id: 12, writeKey: key, messageId: null }, 'acme')).toBeUndefined();
  for (const rest of ['12', `12/${key}`, `x/${key}/m`, `12/${key}/a/b`, `12/../m`])
    expect(pathOf(rest)).toBeUndefined();
});
