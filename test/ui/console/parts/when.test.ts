import { expect, it } from 'vitest';
import { when } from '../../../../src/ui/console/parts/when.ts';

it("writes times in the reader's way, whatever dialect they are of", () => {
  const time = new Date('2026-11-30T10:00:00Z').toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  for (const text of ['2026-11-30T10:00:00Z', '2026-11-30T10:00:00+00:00', '2026-11-30 10:00:00']) {
    expect(when(text)).toBe(time);
  }
  expect(when(null)).toBe('');
  expect(when('soon')).toBe('soon');
});

it('tells them in the time zone of an account, where it says one that this browser knows', () => {
  const of = (time_zone: string | null) => when('2026-11-30T10:00:00Z', { time_zone });
  expect(of('Asia/Kolkata')).toMatch(/3:30|15:30/);
  expect(of('Pacific/Auckland')).toMatch(/11:00/);
  for (const zone of [null, 'Mars/Olympus']) expect(of(zone)).toBe(when('2026-11-30T10:00:00Z'));
});
