import type { Way } from '../attribution/happening.ts';
import type { AdRow, ConversionPixelRow, PixelRule } from '../store/adRecords.ts';
import type { AuditRow } from '../store/audit.ts';
import type { InvitationRow } from '../store/invitations.ts';
import type { KindCountRow, KindSeenRow } from '../store/kinds.ts';
import type { RetentionClock } from '../store/retentionClock.ts';
import type {
  AccountRow,
  ConversionRow,
  IdentityRow,
  LastSeenRow,
  PixelEventRow,
  QuarteredRow,
  RefundRow,
  SavedPixelRow,
  StoredType,
  TagPathRow,
  TagRow,
  TokenRow,
  TouchRow,
} from '../store/rows.ts';
import type { ServedFile } from '../store/servedFiles.ts';
import type { SessionRow, UserRow } from '../store/users.ts';
import type { StoredVisit } from '../store/visits.ts';

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
  segments: AdRow;
  line_item_pixels: LinkRow;
  campaign_pixels: LinkRow;
  users: UserRow;
  sessions: SessionRow;
  invitations: InvitationRow;
  tokens: TokenRow;
  last_numbers: {
    kind: 'token' | 'event' | 'uncapped_event' | 'plain_event' | 'vocabulary' | 'rules';
    number: number;
  };
  audit: AuditRow;
  events: EventRow;
  counts: QuarteredRow;
  last_seen: LastSeenRow;
  touches: TouchRow;
  conversions: ConversionRow;
  visits: StoredVisit;
  visits_due: VisitsDueRow;
  visit_days: VisitDayRow;
  visit_columns: VisitColumnRow;
  known_names: { account_id: string; event: string; since_seq: number };
  hour_names: { write_key: string; hour: number; names: number };
  credits_due: CreditsDueRow;
  record_words: { account_id: string; id: string; since_seq: number; word: string | null };
  happenings: HappeningRow;
  kind_counts: KindCountRow;
  kind_seen: KindSeenRow;
  pixel_rules: PixelRule;
  account_rules: { account_id: string; since_seq: number; orders_across_tags: 0 | 1 };
  identities: IdentityRow;
  refunds: RefundRow;
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
  signs: string;
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

/** A visitor of a tag whose visits are to be made again; or one of the visits that he had. */
export interface VisitsDueRow {
  write_key: string;
  visitor: string;
  /** '' of the visitor. */
  session: string;
  /** Of a visit the event that began it; of the visitor -1: none is made. */
  seq: number;
}

/** A day of a tag on which visits began. */
export interface VisitDayRow {
  write_key: string;
  /** Its start, UTC. */
  day: number;
  /** How often its visits changed. */
  changes: number;
  /** As of which of these changes its columns are made; 0: of none. */
  made: number;
}

/** A column of the visits of a day, or of a part of them where there are many. */
export interface VisitColumnRow {
  write_key: string;
  day: number;
  part: number;
  name: string;
  /** How many visits. */
  rows: number;
  /** As `packColumn` writes it. */
  content: Uint8Array;
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
  /** What it told, and who said so; '' where that was nothing. */
  kind: string;
  source: string;
  /** 1 where another event had told it before: it counted as none of its kind. */
  is_repeat: 0 | 1;
}

/** What a conversion that is nobody's any more keeps from counting again. */
export interface CountedBeforeRow {
  account_id: string;
  pixel_id: number;
  /** Keyed hash of its order, or of an id of its visitor. */
  mark: Uint8Array;
  seq: number;
  time: number;
}

/** Events of a tag received before `until` (start of an hour, UTC) are gone. */
export interface RetentionRow {
  write_key: string;
  until: number;
  /** What was counted under names that nobody knows is gone until there. */
  names_until: number;
}

/** An event of a kind that others may tell of again. */
export interface HappeningRow {
  seq: number;
  write_key: string;
  message_id: string;
  kind: string;
  /** Within which it counts once. */
  class: string;
  /** How it was told. */
  way: Way;
  time: number;
  anonymous_id: string;
  user_id: string;
  /** Its own, or the one that a repeat named; '' where there is none. */
  order_id: string;
  /** As a text; '' where there is none. */
  value: string;
  is_ordered: 0 | 1;
  /** The event that told it first and counts; null where it is this one. */
  first_seq: number | null;
  first_id: string | null;
}
