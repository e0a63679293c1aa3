import type { Mark } from './conversionMarks.ts';
import type { ConversionRow } from './rows.ts';

/** Which conversions to read: of these accounts, and each filter that is given. Times are ms, from `from` on and before `to`. */
export interface ConversionFilter {
  accounts: string[];
  /** Of events of these tags. */
  writeKeys?: string[] | undefined;
  pixelIds?: number[] | undefined;
  lineItemIds?: number[] | undefined;
  attribution?: ConversionRow['attribution'] | undefined;
  /** Those that have it. */
  mark?: Mark | undefined;
  from?: number | undefined;
  to?: number | undefined;
  limit: number;
  /** Where the last page ended, as that page said it. */
  cursor?: string | undefined;
}

/** Conversions, newest first. */
export interface ConversionPage {
  conversions: ConversionRow[];
  /** Reads on from here; null at the end. */
  next: string | null;
}

/** What totals are told apart by. */
export const CONVERSION_GROUPS = ['pixel', 'line_item', 'attribution', 'hour'] as const;
export type ConversionGroup = (typeof CONVERSION_GROUPS)[number];

/** How many conversions, and what they are worth, in one currency; with the groups that were asked for. */
export interface ConversionTotal {
  pixel_id?: number;
  line_item_id?: number | null;
  attribution?: ConversionRow['attribution'];
  /** Start of the hour (UTC), in ms. */
  hour?: number;
  /** '' where the beacon named none. */
  currency: string;
  count: number;
  /** Without what was given back. */
  value: number | null;
  refunded: number;
}
