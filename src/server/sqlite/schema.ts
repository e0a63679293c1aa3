import type { AdRow, ConversionPixelRow, PixelRule } from '../store/adRecords.ts';
import type { AuditRow } from '../store/audit.ts';
import type { RetentionClock } from '../store/retentionClock.ts';
import type {
  AccountRow,
  ConversionRow,
  CountRow,
  LastSeenRow,
  PixelEventRow,
  SavedPixelRow,
  StoredType,
  TagPathRow,
  TagRow,
  TokenRow,
  TouchRow,
} from '../store/rows.ts';
import type { ServedFile } from '../store/servedFiles.ts';
import type { SessionRow, UserRow } from '../store/users.ts';

/** The tables as the migrations make them. Times are ms since 1970, flags are 0 or 1. */
export interface Schema {
  accounts: AccountRow;
  tags: TagRow;
  tag_paths: TagPathRow;
  saved_pixels: SavedPixelRow;
  pixel_events: PixelEventRow;
  conversion_pixels: ConversionPixelRow;
  line_items: AdRow;
  campaigns: AdRow;
  line_item_pixels: LinkRow;
  campaign_pixels: LinkRow;
  users: UserRow;
  sessions: SessionRow;
  tokens: TokenRow;
  last_numbers: { kind: 'token' | 'event' | 'uncapped_event'; number: number };
  audit: AuditRow;
  events: EventRow;
  counts: CountRow;
  last_seen: LastSeenRow;
  touches: TouchRow;
  conversions: ConversionRow;
  known_names: { account_id: string; event: string; since_seq: number };
  hour_names: { write_key: string; hour: number; names: number };
  credits_due: CreditsDueRow;
  pixel_rules: PixelRule;
  retention: RetentionRow;
  retention_clock: RetentionClock & { id: 1 };
  husks: HuskRow;
  counted_before: CountedBeforeRow;
  store_keys: { name: 'mark'; key: string };
  served_files: ServedFile;
  migrations: { name: string; checksum: string };
}

/** An event, as it arrived. */
export interface EventRow {
  /** The order of arrival. */
  seq: number;
  write_key: string;
  message_id: string;
  type: StoredType;
  event: string;
  anonymous_id: string;
  user_id: string;
  received_at: number;
  time: number;
  clamped: 0 | 1;
  /** The decoded query, as `packFields` writes it. */
  fields: string;
}

/** A pixel that a line item or campaign uses. */
export interface LinkRow {
  account_id: string;
  owner_id: number;
  pixel_id: number;
}

/** A visitor whose conversions are to be credited again. */
export interface CreditsDueRow {
  account_id: string;
  anonymous_id: string;
  user_id: string;
  /** Those from that time on. */
  since: number;
  /** Those until that event are done. */
  seq: number;
}

/** What is left of an event that is gone. */
export interface HuskRow {
  seq: number;
  write_key: string;
  /** Keyed hash of its `messageId`. */
  mark: Uint8Array;
  /** '' where what it counted is not made again. */
  type: StoredType | '';
  event: string;
  received_at: number;
  time: number;
}

/** What a conversion that is nobody's any more keeps from counting again. */
export interface CountedBeforeRow {
  account_id: string;
  pixel_id: number;
  /** Keyed hash of its order, or of an id of its visitor. */
  mark: Uint8Array;
  seq: number;
  time: number;
  /** The tag that numbered the order. */
  order_tag: string;
}

/** Events of a tag received before `until` (start of an hour, UTC) are gone. */
export interface RetentionRow {
  write_key: string;
  until: number;
  /** What was counted under names that nobody knows is gone until there. */
  names_until: number;
}
