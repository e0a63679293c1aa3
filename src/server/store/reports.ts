import type { Counted, Reason } from './visits.ts';

/** What a report can be broken down and filtered by. */
export const DIMENSIONS = [
  'channel',
  'source',
  'medium',
  'campaign',
  'referrer',
  'page',
  'entry',
  'exit',
  'country',
  'language',
  'device',
  'browser',
  'system',
  'event',
] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** Which visits to look at: of these tags, begun from `from` on and before `to` (ms), for which all of `where` is true. */
export interface ReportFilter {
  writeKeys: string[];
  from: number;
  to: number;
  /** `automated`: those alone. Tests are in no report. */
  who: Exclude<Counted, 'test'> | 'all';
  where: Condition[];
}

/** One of the values, or none of them. A visit is of all pages that it viewed and of all events that it had. */
export interface Condition {
  dimension: Dimension;
  values: string[];
  not?: boolean | undefined;
}

/** What there was. */
export interface Measures {
  /** Different visitors, of a day exactly; of a longer time see `visitorsAreEstimated`. */
  visitors: number;
  visits: number;
  views: number;
  events: number;
  /** Visits of one view and nothing else. */
  bounces: number;
  /** Of all visits together, from their first to their last event. */
  seconds: number;
  conversions: number;
  /** By currency; '' where none was told. */
  revenue: Record<string, number>;
}

export interface Totals extends Measures {
  /** True where somebody who came on two days may be counted as two. */
  visitorsAreEstimated: boolean;
}

/** One row for each time between two `starts`, the last of which is the end. */
export type SeriesRow = Measures & { start: number };

/** One row for each value of a dimension, the one with the most visits first, then by value. */
export interface TopPage {
  rows: (Measures & { value: string })[];
  /** Reads on from here; null at the end. */
  next: string | null;
}

/** How many visits there were of each reason for taking them for no person; one visit may have several. */
export interface ReasonRow {
  why: Reason;
  visits: number;
  events: number;
}

/** How often a property of an event had a value. */
export interface PropertyRow {
  value: string;
  events: number;
  visits: number;
}

export interface Reports {
  totals(filter: ReportFilter, signal?: AbortSignal): Promise<Totals>;
  series(filter: ReportFilter & { starts: number[] }, signal?: AbortSignal): Promise<SeriesRow[]>;
  /** Throws `BadCursor`. */
  top(
    filter: ReportFilter & { dimension: Dimension; limit: number; cursor?: string | undefined },
    signal?: AbortSignal,
  ): Promise<TopPage>;
  /** Whoever is counted. */
  reasons(filter: Omit<ReportFilter, 'who'>, signal?: AbortSignal): Promise<ReasonRow[]>;
  /** Names of an event's properties without `property`, its values with one: the most frequent first, of the newest events that one read looks at. */
  properties(
    filter: ReportFilter & { event: string; property?: string | undefined; limit: number },
    signal?: AbortSignal,
  ): Promise<{ rows: PropertyRow[]; isWhole: boolean }>;
}
