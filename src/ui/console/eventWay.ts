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
  conversions: WayConversion[];
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
  } | null;
}
