import { expect, it } from 'vitest';
import { chartLines } from '../../../../src/ui/console/overview/chartLines.ts';

const row = (day: string, visits: number, bounces = 0) => ({
  start: `${day}T00:00:00Z`,
  day,
  visitors: visits,
  visits,
  views: visits,
  events: visits,
  bounces,
  seconds: 0,
  conversions: 0,
  revenue: {},
});
const now = Date.parse('2026-11-02T12:00:00Z');
const rows = [row('2026-11-01', 2, 1), row('2026-11-02', 0), row('2026-11-03', 0)];

it('ends where the time is', () => {
  expect(chartLines({ rows, compared: null }, 'visits', '', now)).toEqual({ now: [2, 0, null], before: [] });
});

it('has a gap where a share is of nothing', () => {
  expect(chartLines({ rows, compared: null }, 'bounceRate', '', now).now).toEqual([0.5, null, null]);
});

it('has what is compared place by place, and nothing beyond the last', () => {
  const compared = [4, 5, 6, 7].map(visits => row('2026-10-01', visits));
  expect(chartLines({ rows, compared }, 'visits', '', now).before).toEqual([4, 5, 6]);
});
