import type { Measures } from './measures.ts';

/** What the API answers of each report. */
export interface TotalsAnswer {
  totals: Measures;
  compared: Measures | null;
  /** Where somebody who came on two days may be two visitors. */
  visitors_estimated: boolean;
}

export interface SeriesRow extends Measures {
  /** ISO 8601. */
  start: string;
  /** Of the zone, as in `2026-11-21`. */
  day: string;
}

export interface SeriesAnswer {
  rows: SeriesRow[];
  compared: SeriesRow[] | null;
}

export interface TopAnswer {
  rows: (Measures & { value: string })[];
  next: string | null;
}

export interface ReasonsAnswer {
  rows: { why: string; visits: number; events: number }[];
  rules: number;
}

export interface PropertiesAnswer {
  rows: { value: string; events: number; visits: number }[];
  /** Whether all of the events were looked at. */
  whole: boolean;
}

export interface AttributionAnswer {
  rows: {
    attribution: 'click' | 'view' | 'unattributed';
    conversions: number;
    revenue: Record<string, number>;
  }[];
}
