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

/** Whose rows they are: the first column of each key. */
interface Owned {
  account_id: string;
}

/** The tables as the migrations make them. Times are ms since 1970, flags are 0 or 1. */
export interface Schema {
  this_server: { id: string; created_at: number; empty_bytes: number };

  // Of all accounts, on the first server alone.
  accounts: PlacedAccount;
  public_ids: Owned & { kind: PublicKind; id: string; claimed_at: number };
  users: UserRow;
  sessions: SessionRow;
  invitations: InvitationRow;
  tokens: TokenRow;
  last_numbers: { kind: 'token' | 'audit'; number: number };
  audit: AuditRow;
  served_files: ServedFile;
  retention_clock: RetentionClock & { id: 1 };
  store_keys: { name: 'mark' | 'secret' | 'first'; key: string };

  // Of one account, on its server.
  account_state: AccountState;
  tags: TagRow;
  tag_paths: Owned & TagPathRow;
  saved_pixels: SavedPixelRow;
  pixel_events: PixelEventRow;
  conversion_pixels: ConversionPixelRow;
  line_items: AdRow;
  campaigns: AdRow;
  segments: AdRow;
  line_item_pixels: LinkRow;
  campaign_pixels: LinkRow;
  account_rules: Owned & { since_seq: number; orders_across_tags: 0 | 1 };
  pixel_rules: PixelRule;
  known_names: Owned & { event: string; since_seq: number };
  record_words: Owned & { id: string; since_seq: number; word: string | null };
  seen: SeenRow;
  events: EventRow;
  husks: HuskRow;
  counts: Owned & QuarteredRow;
  last_seen: Owned & LastSeenRow;
  hour_names: Owned & { write_key: string; hour: number; names: number };
  happenings: HappeningRow;
  kind_counts: Owned & KindCountRow;
  kind_seen: Owned & KindSeenRow;
  identities: IdentityRow;
  touches: TouchRow;
  conversions: ConversionRow;
  credits_due: CreditsDueRow;
  counted_before: CountedBeforeRow;
  refunds: RefundRow;
  retention: RetentionRow;
  visits: Owned & StoredVisit;
  visits_due: VisitsDueRow;
}

/** What strangers know an account's records by. */
export type PublicKind =
  | 'write_key'
  | 'integration'
  | 'path'
  | 'pixel_event'
  | 'conversion_pixel'
  | 'line_item'
  | 'campaign'
  | 'segment';

export interface PlacedAccount extends AccountRow {
  /** Where the rest of it is. */
  server: string;
}

/** Locked by whoever stores an account's events or changes what they are read by. */
export interface AccountState extends Owned {
  /** Of the next event to arrive. */
  next_seq: number;
  /** How many events there were. */
  events: number;
  /** Changes with the rules, words and names that its events are read by. */
  version: number;
  /** Until there no other account has an event of the same number: all came from one store. */
  shared_event: number;
  uncapped_event: number;
  plain_event: number;
  /** By which of them its events are counted; 0: there were none. */
  vocabulary: number;
  rules: number;
  /** Whether another server takes it over, or this one has a copy that is not whole yet: nothing is read or stored there. */
  moving: '' | 'coming' | 'moving' | 'moved';
}

/** Where the event of a `messageId` is. */
export interface SeenRow extends Owned {
  write_key: string;
  message_id: string;
  received_at: number;
  seq: number;
}

/** An event, as it arrived. */
export interface EventRow extends Owned {
  /** The order of arrival in the account. */
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
export interface LinkRow extends Owned {
  owner_id: number;
  pixel_id: number;
}

/** A visitor whose conversions are to be credited again. */
export interface CreditsDueRow extends Owned {
  anonymous_id: string;
  user_id: string;
  /** Those from that time on. */
  since: number;
  /** Those until that event are done. */
  seq: number;
}

/** What is left of an event that is gone. */
export interface HuskRow extends Owned {
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
export interface CountedBeforeRow extends Owned {
  pixel_id: number;
  /** Keyed hash of its order, or of an id of its visitor. */
  mark: Uint8Array;
  seq: number;
  time: number;
}

/** Events of a tag received before `until` (start of an hour, UTC) are gone. */
export interface RetentionRow extends Owned {
  write_key: string;
  until: number;
  /** What was counted under names that nobody knows is gone until there. */
  names_until: number;
}

/** A visitor of a tag whose visits are to be made again; or one of the visits that he had. */
export interface VisitsDueRow extends Owned {
  write_key: string;
  visitor: string;
  /** '' of the visitor. */
  session: string;
  /** Until which event his visits are made, -1 before what there was is removed; of a visit the event that began it. */
  seq: number;
}

/** An event of a kind that others may tell of again. */
export interface HappeningRow extends Owned {
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
