import type { Touch } from '../attribution/touch.ts';
import type { AdRow, ConversionPixelRow, PixelRule } from '../store/adRecords.ts';
import type { AuditRow } from '../store/audit.ts';
import type { StoredEvent } from '../store/event.ts';
import type {
  AccountRow,
  ConversionRow,
  CountRow,
  IdentityRow,
  LastSeenRow,
  PixelEventRow,
  RefundRow,
  SavedPixelRow,
  TagPathRow,
  TagRow,
  TokenRow,
} from '../store/rows.ts';
import type { ServedFile } from '../store/servedFiles.ts';
import type { SessionRow, UserRow } from '../store/users.ts';
import { Table } from './table.ts';

/** An event with its number, which is the order of arrival. */
export interface EventRow extends Omit<StoredEvent, 'fields'> {
  seq: number;
  /** As `packFields` writes them: whoever reads them gets a copy. */
  fields: string;
}

/** What brought a visitor, with the event it was made of first. */
export interface TouchRow extends Touch {
  account_id: string;
  seq: number;
  anonymous_id: string;
  user_id: string;
}

/** A line item's or a campaign's link to a pixel of its account. */
export interface LinkRow {
  account_id: string;
  owner_id: number;
  pixel_id: number;
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
  campaignPixels: new Table<LinkRow>(['owner_id', 'pixel_id']),
  users: new Table<UserRow>(['name']),
  sessions: new Table<SessionRow>(['hash']),
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

  counts: new Table<CountRow>(['write_key', 'type', 'event', 'hour']),
  lastSeen: new Table<LastSeenRow>(['write_key', 'type', 'event']),
  touches: new Table<TouchRow>(['account_id', 'id']),
  identities: new Table<IdentityRow>(['account_id', 'user_id', 'anonymous_id']),
  refunds: new Table<RefundRow>(['account_id', 'seq']),
  conversions: new Table<ConversionRow>(['account_id', 'pixel_id', 'seq']),
});
