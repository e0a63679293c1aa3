/** What became of an event, as `GET /events/way` says it. */
export interface EventWay {
  /** ISO 8601. */
  received_at: string;
  happened_at: string;
  late_ms: number;
  clamped: boolean;
  bytes: number;
  event: string;
  counted: { kind: string; by: string; said: string; repeat_of: string | null } | null;
  visit: WayVisit | null;
  conversions: WayConversion[];
}

export interface WayVisit {
  started_at: string;
  ended_at: string;
  views: number;
  events: number;
  channel: string;
  source: string;
  medium: string;
  campaign: string;
  counted: string;
  why: string[];
}

export interface WayConversion {
  pixel_id: number;
  time: string;
  attribution: 'click' | 'view' | 'unattributed';
  value: number | null;
  currency: string | null;
  touch_time: string | null;
  line_item_id: number | null;
  campaign_id: number | null;
  campaign: { [name: string]: unknown } | null;
  rule: {
    name: string;
    trigger: 'view' | 'click' | 'hybrid';
    click_minutes: number;
    view_minutes: number;
    /** Pixels of others that it has the page fire. */
    piggybacks: number;
  } | null;
}
