/** Of the API: what a conversion is credited to. */
export type Attribution = 'click' | 'view' | 'unattributed';

export type Mark = 'unreadable' | 'read' | 'unsigned' | 'signature' | 'host';

export type Verdict =
  | 'credited'
  | 'trigger'
  | 'others'
  | 'landing'
  | 'line_item'
  | 'window'
  | 'click'
  | 'later'
  | 'settled';

/** What strangers sent is text, and so are ids. */
export interface Conversion {
  pixel_id: number;
  /** Null where its event is gone. */
  messageId: string | null;
  writeKey: string;
  /** ISO 8601. */
  time: string;
  attribution: Attribution;
  value: number | null;
  currency: string | null;
  order_id: string | null;
  anonymousId: string | null;
  userId: string | null;
  value_sent: string | null;
  refunded: number;
  signed: boolean;
  marks: Mark[];
  touch_time: string | null;
  line_item_id: number | null;
  campaign_id: number | null;
  campaign: Record<string, unknown> | null;
}

export interface ConversionTotal {
  pixel_id?: number;
  line_item_id?: number | null;
  attribution?: Attribution;
  /** ISO 8601. */
  hour?: string;
  currency: string | null;
  count: number;
  value: number | null;
  refunded: number;
}

/** What a pixel said when the conversion came. */
export interface Rule {
  trigger_type: 'click' | 'view' | 'hybrid';
  /** In minutes. */
  click_window: number;
  view_window: number;
  landings_count: boolean;
  /** Empty: all. */
  line_item_ids: number[];
}

export interface JudgedTouch {
  kind: 'click' | 'view';
  time: string;
  /** What its window counts from. */
  counts_from: string;
  line_item_id: number | null;
  campaign_id: number | null;
  campaign: Record<string, unknown> | null;
  verdict: Verdict;
}

export interface ConversionAnswer {
  conversion: Conversion;
  rule: Rule | null;
  touches: JudgedTouch[];
  /** Whether those are all. */
  whole: boolean;
}
