import type { PixelConfig } from '../../install/pixel.ts';
import type { EventType } from '../../protocol/event.ts';

/** What is stored as an event: what tags send, and what ads and conversion pixels do. Stored: never rename. */
export type StoredType = EventType | OtherType | 'impression' | 'click' | 'fire';

/** What servers and apps send beside page views and events. Stored: never rename. */
export type OtherType = 'identify' | 'screen' | 'group' | 'alias';

/** All of them, in their order. */
export const STORED_TYPES = [
  'alias',
  'click',
  'fire',
  'group',
  'identify',
  'impression',
  'page',
  'screen',
  'track',
] as const satisfies StoredType[];

/** What a token may do. Stored: never rename. */
export type Scope = 'read' | 'write';

/** Whether somebody has a right. 2: since before it was one of its own, and not yet in the audit log. Stored: never rename. */
export type Publish = 0 | 1 | 2;

/** Who has tags and pixels. Of all rows: times are ms since 1970, flags are 0 or 1. */
export interface AccountRow {
  /** The client's own text: lower case letters, digits, `_`, `-`. */
  id: string;
  name: string;
  /** The account's name for clients that number their advertisers. */
  advertiser_id: number;
  /** The account's name for clients that know businesses by uuid. */
  business_id: string;
  created_at: number;
  /** Hosts that its pixels and clicks may redirect to, beside those of its tags: a JSON list. */
  redirect_hosts: string;
  /** 1 where its tags number their orders together: the same number in two of them is one order. */
  orders_across_tags: 0 | 1;
  /** Whose days its reports are of, as in `Europe/Vienna`; null: of whoever reads them. */
  time_zone: string | null;
}

/** The record that owns a write key. */
export interface TagRow {
  /** 32 hex digits. */
  write_key: string;
  account_id: string;
  name: string;
  domain: string;
  disabled: 0 | 1;
  created_at: number;
  /** The tag's name for clients that know it by uuid. */
  integration_id: string;
  /** The owner's own uuid for where its events belong. */
  dataset_id: string | null;
  /** Days that its events are kept; null: as long as the collector says. */
  retention_days: number | null;
  /** The segment of its own that its script, beacons and pixels are under; null: none. */
  path: string | null;
  /** 1 where it runs no scripts of others, whatever its account's pixels say. */
  images_only: 0 | 1;
  /** Parameters that are cut from addresses, beside those that are secrets or persons: a JSON list. Default: none. */
  cut_parameters?: string;
  /** Those that are kept whatever they look like: a JSON list. Default: none. */
  keep_parameters?: string;
  /** Hosts that its events come from, a JSON list: those from elsewhere are marked. `[]`: none are. */
  hosts: string;
  /** What its site signs with, sealed: see `SecretBox`. */
  secret: string | null;
  secret_made_at: number | null;
}

/** A path that a tag has or had: it goes on working. */
export interface TagPathRow {
  path: string;
  write_key: string;
}

/** An API token. */
export interface TokenRow {
  id: string;
  /** Counts the tokens from 1: what it is called where a number stands for a person. */
  number: number;
  name: string;
  /** SHA-256 of the token, in hex: the token itself is nowhere. */
  hash: string;
  scope: Scope;
  /** A JSON list of account ids, or `*` for all of them. */
  accounts: string;
  created_at: number;
  revoked_at: number | null;
  /** Who made it; null of those that were made before that was noted. Stored: never rename. */
  maker_kind: 'token' | 'user' | 'admin' | null;
  /** A token's id, a user's name; '' of the owner. */
  maker_id: string | null;
  /** From then on it opens nothing; null: it has no end. */
  expires_at: number | null;
  /** To put scripts of others on pages. */
  publish: Publish;
  /** To show and erase all that is held of a person. Default: 0. */
  people?: Publish;
}

/** Where a saved pixel's variables are. Stored: never rename. */
export type TargetPlatform = 'javascript' | 'gtm' | 'tealium';

/** An event and where its values come from. */
export interface SavedPixelRow {
  account_id: string;
  /** `pix_` and 12 lower case letters or digits. */
  id: string;
  /** Unique in the account. */
  name: string;
  description: string | null;
  pixel_type: PixelConfig['type'];
  /** Null of a page view. */
  conversion_type: string | null;
  /** The rest of the configuration, as JSON. */
  config: string;
  target_platform: TargetPlatform;
  /** The number of the token that made it. */
  created_by: number;
  created_at: number;
  updated_at: number;
  /** Counts its changes, so that two at once don't mix. */
  revision: number;
}

/** A pixel event: what `tgp('event', id)` triggers. */
export interface PixelEventRow {
  /** Nobody can guess it; a beacon carries it as the event's name. */
  id: string;
  account_id: string;
  title: string;
  /** A `value` of EVENT_KINDS. */
  type: string;
  created_at: number;
}

/** How many events of a name a tag had in an hour. */
export interface CountRow {
  write_key: string;
  type: StoredType;
  event: string;
  /** Start of the hour (UTC), in ms. */
  hour: number;
  count: number;
}

/** The same with those of the hour's second, third and last quarter; null where that was not counted yet. */
export interface QuarteredRow extends CountRow {
  q1: number | null;
  q2: number | null;
  q3: number | null;
}

/** When a tag last had an event of a name. */
export interface LastSeenRow {
  write_key: string;
  type: StoredType;
  event: string;
  /** When the newest one was received, in ms. */
  time: number;
}

/** A touch of a visitor. Times are ms. */
export interface TouchRow {
  account_id: string;
  id: string;
  kind: 'view' | 'click';
  time: number;
  /** Of the event that it was made of first. */
  seq: number;
  anonymous_id: string;
  user_id: string;
  line_item_id: number | null;
  campaign_id: number | null;
  /** `context.campaign` of a landing, as JSON; '' of an ad's own pixel. */
  campaign: string;
}

/** What a conversion is credited to. Stored: never rename. */
export type Attribution = 'click' | 'view' | 'unattributed';

/** A fire that counts, with the touch it is credited to. */
export interface ConversionRow {
  account_id: string;
  pixel_id: number;
  /** The event's. */
  seq: number;
  write_key: string;
  message_id: string;
  /** When it happened, by the collector's clock. */
  time: number;
  anonymous_id: string;
  user_id: string;
  /** '' where there is none. */
  order_id: string;
  /** The tag whose number that is; '' where it may be any of the account's, and see `AS_BEFORE`. */
  order_tag: string;
  /** The beacon's own; null where it has none, or none that can be told. */
  value: number | null;
  /** As it was sent, where that is no plain number; else ''. */
  value_sent: string;
  /** '' where there is none. */
  currency: string;
  attribution: Attribution;
  /** The beacon's own value, else what the pixel says for the attribution. */
  credited_value: number | null;
  touch_id: string | null;
  touch_time: number | null;
  line_item_id: number | null;
  campaign_id: number | null;
  /** `context.campaign` of the touch, as JSON; '' where it had none. */
  campaign: string;
  /** Of `MARKS`, with commas. */
  marks: string;
  /** 1 where what it says of the order came with a right signature. */
  signed: 0 | 1;
  /** What was given back of its order, however much it is worth; `WHOLE_ORDER` where all was. */
  refunded: number;
  /** The events that told the rest of it, as JSON: see completions.ts. Once one of them is gone the conversion stays as it is. */
  completed_by: string;
}

/** What was given back of an order. */
export interface RefundRow {
  account_id: string;
  /** The event's. */
  seq: number;
  write_key: string;
  message_id: string;
  /** When it happened, by the collector's clock. */
  time: number;
  order_id: string;
  /** By which a refund of an order is the same again. */
  name: string;
  /** Null: the whole order, or what can't be told, see `marks`. */
  value: number | null;
  /** As in a conversion. */
  value_sent: string;
  /** '' where there is none: then it is the order's. */
  currency: string;
  /** Of `MARKS`, with commas: it counts without `unsigned` and `unreadable`. */
  marks: string;
}

/** Who a device's visitor is, told by an event that had both ids. */
export interface IdentityRow {
  account_id: string;
  user_id: string;
  anonymous_id: string;
  /** Of that event. */
  seq: number;
}
