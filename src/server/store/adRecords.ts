import type { Searchable } from './adQuery.ts';
import type { Accounts, Records } from './records.ts';

/** Whether a record is in use. Stored: never rename. */
export type State = 'active' | 'inactive';

/** What all advertising records have. */
export interface AdRow {
  account_id: string;
  /** Unique in the collector. */
  id: number;
  /** The client's own name for it, unique in the account. */
  code: string | null;
  name: string;
  state: State;
  created_at: number;
  last_modified: number;
  /** Counts its changes, so that two at once don't mix. */
  revision: number;
}

/** A pixel that another one fires. Stored: never rename. */
export interface Piggyback {
  pixel_type: 'js' | 'img';
  url: string;
}

/** What counts conversions. */
export interface ConversionPixelRow extends AdRow {
  /** Stored: never rename. */
  trigger_type: 'view' | 'click' | 'hybrid';
  /** Null: one per visitor, ever; 0: all. */
  min_minutes_per_conv: number | null;
  /** Null and 0: the maximum. */
  post_view_expire_mins: number | null;
  /** Null and 0: the maximum. */
  post_click_expire_mins: number | null;
  post_view_value: number | null;
  post_click_value: number | null;
  /** A JSON list of `Piggyback`. */
  piggyback_pixels: string;
  /** Of `CONVERSION_EVENTS`. */
  pixel_conversion_event_id: number | null;
  /** 1 where a landing that names no line item may be credited. */
  landings_count: 0 | 1;
}

/** What a pixel says of its conversions, from one event on. Stored: never rename. */
export type PixelRule = Omit<ConversionPixelRow, keyof AdRow | 'piggyback_pixels'> & {
  account_id: string;
  pixel_id: number;
  /** The first event that it holds for. */
  since_seq: number;
  state: State | 'deleted';
  /** The line items whose touches alone may be credited, a JSON list in their order; `[]`: all. */
  line_items: string;
};

/** A link between a pixel and a line item or campaign, with what the other side shows of it. */
export interface PixelLink {
  pixel_id: number;
  owner_id: number;
  /** The line item's or campaign's. */
  name: string;
  state: State;
}

/** What uses conversion pixels: the pixels are those of its own account, by their ids. */
export interface Links {
  /** Default: none where it is added, as before where it is changed. */
  pixels?: readonly number[];
}

/** Line items or campaigns. A pixel that a line item uses can't be removed; a campaign lets go of it. */
export interface LinkedRecords
  extends Records<AdRow, [id: number], [accounts: Accounts], AdRow & Links, Partial<AdRow> & Links>,
    Searchable<AdRow> {
  /** The links of these pixels, or of these line items or campaigns; by the owner's id, then the pixel's. */
  links(by: 'pixel_id' | 'owner_id', ids: readonly number[]): Promise<PixelLink[]>;
}
