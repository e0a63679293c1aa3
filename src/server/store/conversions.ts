import type { PixelRule } from './adRecords.ts';
import type { Mark } from './conversionMarks.ts';
import type { ConversionRow, TouchRow } from './rows.ts';

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

/** Which conversion: of a pixel, by the event that it was made of. */
export interface ConversionPlace {
  account: string;
  pixelId: number;
  writeKey: string;
  messageId: string;
}

/** A touch of a conversion's visitor, as its credit looks at it. */
export interface SeenTouch
  extends Pick<TouchRow, 'id' | 'kind' | 'time' | 'seq' | 'line_item_id' | 'campaign_id' | 'campaign'> {
  /** What its window counts from: of a click, when its line item was last seen before it; else its own time. */
  since: number;
  /** On another device of the visitor's, where somebody else was logged in. */
  isOthers: boolean;
}

/** A conversion with what it could be credited to. */
export interface ConversionTouches {
  conversion: ConversionRow;
  /** What its pixel said when it came; undefined where that is not known any more. */
  rule: PixelRule | undefined;
  /** Of its visitor, on all devices, within the longest window before it: the latest first. What it is credited to is among them. */
  touches: SeenTouch[];
  /** Whether those are all. */
  isWhole: boolean;
}
