import { expect, it } from 'vitest';
import { type Count, countRows, firstHour, HOURS } from '../../../src/ui/console/countRows.ts';

const now = Date.parse('2026-11-21T10:20:30Z');
const count = (event: string, hour: string, count: number, type: Count['type'] = 'track'): Count => ({
  type,
  event,
  hour: `2026-11-${hour}:00:00Z`,
  count,
});

it('begins 23 whole hours before the running one', () => {
  expect(new Date(firstHour(now)).toISOString()).toBe('2026-11-20T11:00:00.000Z');
});

it('puts each count into its hour, the running one last', () => {
  const [row, ...others] = countRows([count('buy', '21T10', 3), count('buy', '20T11', 2)], now);
  expect(others).toEqual([]);
  expect(row).toEqual({ name: 'buy', total: 5, hours: [2, ...Array(HOURS - 2).fill(0), 3] });
});

it('leaves out what is older, or of a clock ahead of this one', () => {
  expect(countRows([count('buy', '20T10', 1), count('buy', '21T11', 1)], now)).toEqual([]);
});

it('has the most frequent first, and equals by name', () => {
  const counts = [count('b', '21T10', 1), count('a', '21T10', 1), count('c', '21T09', 9)];
  expect(countRows(counts, now).map(row => row.name)).toEqual(['c', 'a', 'b']);
});

it('tells a page view from an event of the same name', () => {
  const counts = [
    count('Home', '21T10', 1),
    count('Home', '21T10', 2, 'page'),
    count('', '21T10', 3, 'page'),
    count('__proto__', '21T10', 4),
  ];
  expect(countRows(counts, now).map(row => [row.name, row.total])).toEqual([
    ['__proto__', 4],
    ['page view', 3],
    ['page view: Home', 2],
    ['Home', 1],
  ]);
});
