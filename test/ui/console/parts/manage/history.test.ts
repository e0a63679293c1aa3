import { describe, expect, it } from 'vitest';
import { edgesOf, historyRows, type Range } from '../../../../../src/ui/console/parts/manage/history.ts';

const NOW = Date.parse('2026-11-30T10:20:30Z');
const hour = (type: string, hour_partition: string, count: number) => ({ type, hour_partition, count });

describe('the history of a pixel', () => {
  it('has a bar for each hour or day, the last one with now', () => {
    for (const [range, length] of [
      ['day', 24],
      ['week', 7],
      ['month', 30],
    ] as const) {
      const edges = edgesOf(range, NOW, 'Asia/Kolkata');
      expect(edges).toHaveLength(length);
      expect(edges.at(-1)).toBeLessThanOrEqual(NOW);
      expect(NOW - edges.at(-1)!).toBeLessThan(86_400_000);
      expect(edges.toSorted((a, b) => a - b)).toEqual(edges);
      expect(new Set(edges).size).toBe(length);
    }
  });

  it('begins with the days of a zone, however long they are, and with the hours as they are counted', () => {
    const iso = (range: Range, now: string, zone: string) =>
      edgesOf(range, Date.parse(now), zone).map(each => new Date(each).toISOString());
    // On 25 October the clocks of Vienna were put back.
    expect(iso('week', '2026-10-27T10:20:30Z', 'Europe/Vienna').slice(3)).toEqual([
      '2026-10-23T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
      '2026-10-26T23:00:00.000Z',
    ]);
    expect(iso('day', '2026-11-30T10:20:30Z', 'Asia/Kolkata').at(-1)).toBe('2026-11-30T10:00:00.000Z');
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
