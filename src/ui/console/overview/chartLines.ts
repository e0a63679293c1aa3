import type { SeriesAnswer } from './answers.ts';
import { type Measure, measured } from './measures.ts';

/** Two lines over the same places, the n-th of the one beside the n-th of the other. */
export interface ChartLines {
  now: (number | null)[];
  /** Empty where nothing is compared. */
  before: (number | null)[];
}

/** A measure over time. What is still to come has no value, not even none. */
export function chartLines(
  { rows, compared }: SeriesAnswer,
  measure: Measure,
  currency: string,
  time: number,
): ChartLines {
  const value = (row: SeriesAnswer['rows'][number]): number | null =>
    measured(measure, row, currency) ?? (measure === 'duration' || measure === 'bounceRate' ? null : 0);
  const now = rows.map(row => (Date.parse(row.start) > time ? null : value(row)));
  // Of a longer month than this one, what is beyond its end has no place.
  return { now, before: compared?.slice(0, rows.length).map(value) ?? [] };
}
