import { randomBytes } from 'node:crypto';
import type { Happening } from '../attribution/happening.ts';
import type { Said } from '../attribution/said.ts';
import type { AdRow, ConversionPixelRow, PixelRule } from '../store/adRecords.ts';
import type { AuditRow } from '../store/audit.ts';
import type { StoredEvent } from '../store/event.ts';
import type { InvitationRow } from '../store/invitations.ts';
import type { KindCountRow, KindSeenRow } from '../store/kinds.ts';
import { marks } from '../store/marks.ts';
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
import { Table } from './table.ts';

/** An event with its number, which is the order of arrival. */
export interface EventRow extends Omit<StoredEvent, 'fields'> {
  seq: number;
  /** As `packFields` writes them: whoever reads them gets a copy. */
  fields: string;
}

/** An event of a kind that others may tell of again. */
export interface HappeningRow extends Happening {
  seq: number;
  write_key: string;
  message_id: string;
  time: number;
  anonymous_id: string;
  user_id: string;
  /** The event that told it first and counts; undefined where it is this one. */
  first: { seq: number; id: string } | undefined;
  /** Whether it took the place of the one that had told it first. */
  hasTaken: boolean;
}

/** A line item's or a campaign's link to a pixel of its account. */
export interface LinkRow {
  account_id: string;
  owner_id: number;
  pixel_id: number;
}

/** What is left of an event that is gone: see sqlite/migrations. */
export interface HuskRow {
  seq: number;
  writeKey: string;
  /** Of its `messageId`. */
  mark: string;
  /** '' where what it counted is not made again. */
  type: StoredType | '';
  event: string;
  receivedAt: number;
  time: number;
  /** What it told; undefined where that was nothing. */
  said: Said | undefined;
  /** Where another event had told it before: it counted as none of its kind. */
  first: HappeningRow['first'];
}

/** What a conversion that is nobody's any more keeps from counting again. */
export interface CountedBeforeRow {
  account_id: string;
  pixel_id: number;
  mark: string;
  seq: number;
  time: number;
}

/** Events of a tag that were received before `until` (start of an hour, UTC) are gone. */
export interface RetentionRow {
  write_key: string;
  until: number;
}

/** All that a store in memory holds. */
export type Memory = ReturnType<typeof memory>;

/** A memory with nothing in it. */
export const memory = () => ({
  accounts: new Table<AccountRow>(['id'], [['advertiser_id'], ['business_id']]),
  tags: new Table<TagRow>(['write_key'], [['integration_id']]),
  tagPaths: new Table<TagPathRow>(['path']),
  savedPixels: new Table<SavedPixelRow>(['account_id', 'id'], [['account_id', 'name']]),
  pixelEvents: new Table<PixelEventRow>(['id']),
  conversionPixels: new Table<ConversionPixelRow>(['id'], [['account_id', 'code']]),
  lineItems: new Table<AdRow>(['id'], [['account_id', 'code']]),
  lineItemPixels: new Table<LinkRow>(['owner_id', 'pixel_id']),
  campaigns: new Table<AdRow>(['id'], [['account_id', 'code']]),
  segments: new Table<AdRow>(['id'], [['account_id', 'code']]),
  campaignPixels: new Table<LinkRow>(['owner_id', 'pixel_id']),
  users: new Table<UserRow>(['name']),
  sessions: new Table<SessionRow>(['hash']),
  invitations: new Table<InvitationRow>(['id'], [['hash']]),
  tokens: new Table<TokenRow>(['id'], [['hash'], ['number']]),
  audit: [] as AuditRow[],
  servedFiles: new Map<string, ServedFile>(),

  /** In the order of arrival. */
  events: [] as EventRow[],
  /** The places of the events that are stored, by tag and `messageId`. */
  known: new Set<string>(),
  lastSeq: 0,
  /** How many events there were. */
  eventCount: 0,
  /** Since which event an account's records know a name. */
  knownNames: new Table<{ account_id: string; event: string; since_seq: number }>(['account_id', 'event']),
  /** How many names that nobody knows were counted each in a tag's hour. */
  hourNames: new Table<{ write_key: string; hour: number; names: number }>(['write_key', 'hour']),
  pixelRules: new Table<PixelRule>(['account_id', 'pixel_id', 'since_seq']),
  /** Since which event an account's tags number their orders together, or no longer do. */
  accountRules: new Table<{ account_id: string; since_seq: number; orders_across_tags: 0 | 1 }>([
    'account_id',
    'since_seq',
  ]),
  retention: new Table<RetentionRow>(['write_key']),
  retentionClock: undefined as RetentionClock | undefined,
  husks: new Table<HuskRow>(['writeKey', 'mark']),
  countedBefore: new Table<CountedBeforeRow>(['account_id', 'pixel_id', 'mark', 'seq']),
  mark: marks(randomBytes(32).toString('hex')),

  /** What records called things, from an event on; null from where one is gone. */
  recordWords: new Table<{ account_id: string; id: string; since_seq: number; word: string | null }>([
    'account_id',
    'id',
    'since_seq',
  ]),
  happenings: new Table<HappeningRow>(['seq']),
  kindCounts: new Table<KindCountRow>(['write_key', 'kind', 'hour']),
  kindSeen: new Table<KindSeenRow>(['write_key', 'kind', 'source']),

  counts: new Table<QuarteredRow>(['write_key', 'type', 'event', 'hour']),
  lastSeen: new Table<LastSeenRow>(['write_key', 'type', 'event']),
  touches: new Table<TouchRow>(['account_id', 'id']),
  identities: new Table<IdentityRow>(['account_id', 'user_id', 'anonymous_id']),
  refunds: new Table<RefundRow>(['account_id', 'seq']),
  conversions: new Table<ConversionRow>(['account_id', 'pixel_id', 'seq']),
  visits: new Table<StoredVisit>(['write_key', 'visitor', 'session']),
});
