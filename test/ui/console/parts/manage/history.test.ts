import { describe, expect, it } from 'vitest';
import { edgesOf, historyRows } from '../../../../../src/ui/console/parts/manage/history.ts';

const NOW = new Date('2026-11-30T10:20:30Z');
const hour = (type: string, hour_partition: string, count: number) => ({ type, hour_partition, count });

describe('the history of a pixel', () => {
  it('has a bar for each hour or day, the last one with now', () => {
    for (const [range, length] of [
      ['day', 24],
      ['week', 7],
      ['month', 30],
    ] as const) {
      const edges = edgesOf(range, NOW);
      expect(edges).toHaveLength(length);
      expect(edges.at(-1)).toBeLessThanOrEqual(+NOW);
      expect(+NOW - edges.at(-1)!).toBeLessThan(86_400_000);
      expect(edges.toSorted((a, b) => a - b)).toEqual(edges);
      expect(new Set(edges).size).toBe(length);
    }
  });

  it('adds up what was between the edges, the most frequent first', () => {
    const edges = ['2026-11-29T00:00:00Z', '2026-11-30T00:00:00Z'].map(Date.parse);
    const rows = historyRows(
      [
        hour('LEAD', '2026-11-28T23:00:00Z', 9),
        hour('LEAD', '2026-11-29T00:00:00Z', 1),
        hour('PURCHASE', '2026-11-29T23:00:00Z', 2),
        hour('PURCHASE', '2026-11-30T00:00:00Z', 3),
        hour('PURCHASE', '2026-11-30T10:00:00Z', 4),
      ],
      edges,
    );
    expect(rows).toEqual([
      { type: 'PURCHASE', total: 9, bars: [2, 7] },
      { type: 'LEAD', total: 1, bars: [1, 0] },
    ]);
  });
});
