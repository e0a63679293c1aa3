import type { Accounts } from './records.ts';

/** What records are filtered and sorted by: a column, or the number of their account's advertiser. */
export interface AdField {
  column:
    | 'id'
    | 'code'
    | 'name'
    | 'state'
    | 'advertiser_id'
    | 'created_at'
    | 'last_modified'
    | 'trigger_type'
    | 'min_minutes_per_conv'
    | 'post_view_expire_mins'
    | 'post_click_expire_mins'
    | 'post_view_value'
    | 'post_click_value'
    | 'pixel_conversion_event_id'
    | 'landings_count';
  /** Of a time: the ms that are one value. Default: 1. */
  per?: number;
}

/** The lists that a record holds. */
export type AdList = 'line_items' | 'campaigns' | 'pixels' | 'piggyback_pixels';

type Value = string | number | null;

/** What a record must be. */
export type AdFilter =
  | { is: 'one of' | 'none of'; field: AdField; values: Value[] }
  /** Nothing is neither little nor much, unless `takesNull`. */
  | { is: 'least' | 'most'; field: AdField; value: string | number; takesNull: boolean }
  /** A text in small letters that is in one of them, whatever letters that has. */
  | { is: 'part'; fields: AdField[]; text: string }
  /** How many there are in a list. */
  | { is: 'length'; list: AdList; values?: number[]; least?: number; most?: number };

/** Which records to find; of all that is asked, some may be many: whoever asks bounds them. */
export interface AdQuery {
  accounts: Accounts;
  filters: readonly AdFilter[];
  /** Nothing comes before anything. Equal records: the oldest first. */
  sort: readonly { field: AdField; isFalling: boolean }[];
  start: number;
  limit: number;
  /**
   * Reads on behind a record, where the oldest come first: then nothing else is a sort, and the count is the page's own. However
   * many came before, it costs the same.
   */
  after?: { created_at: number; id: number } | undefined;
}

/** Some of the records that were asked for, and how many there are. */
export interface AdPage<Row> {
  rows: Row[];
  count: number;
}

/** Records that can be asked for by what is in them. */
export interface Searchable<Row> {
  search(query: AdQuery, signal?: AbortSignal): Promise<AdPage<Row>>;
}
