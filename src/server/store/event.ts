import type { Fields } from '../../protocol/query.ts';
import type { Accounts } from './records.ts';
import type { CountRow, StoredType } from './rows.ts';

/** A validated event, as it is stored. */
export interface StoredEvent {
  writeKey: string;
  messageId: string;
  type: StoredType;
  /** What it is counted under: a track event's name, a page's name or '', the id of a conversion pixel or line item. */
  event: string;
  anonymousId: string;
  userId: string;
  /** By the collector's clock, in ms. */
  receivedAt: number;
  /** When it happened, by the collector's clock, in ms. */
  time: number;
  /** True where the page's clock made no sense and `time` is `receivedAt`. */
  clamped: boolean;
  /** The decoded query, without what stands above it and can be told from there. */
  fields: Fields;
  /** What the request that it came in says of its sender: JSON of `Signs`. Default: '', nothing of note. */
  signs?: string;
}

/** Which events to read: of these tags, and each filter that is given. Times are ms of receipt, from `from` on and before `to`. */
export interface EventFilter {
  writeKeys: string[];
  event?: string;
  type?: StoredType;
  anonymousId?: string;
  userId?: string;
  from?: number;
  to?: number;
  limit: number;
  /** What the fields of a page's events may come to as JSON: it ends before, but never before its first event. Default: no limit. */
  maxBytes?: number;
  /** Where the last page ended, as that page said it. */
  cursor?: string;
}

/** Events, newest first. */
export interface EventPage {
  events: StoredEvent[];
  /** Reads on from here; null at the end. */
  next: string | null;
}

/**
 * Which counts to read: from `from` on and before `to`, in ms. Where those are quarters of an hour, what is counted of an hour
 * is what was between them; another time takes in the hour that it is in.
 */
export interface CountFilter {
  writeKeys: string[];
  event?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
  limit: number;
  /** Where the last page ended, as that page said it. */
  cursor?: string | undefined;
}

/** Counts, the newest hour first. */
export interface CountPage {
  counts: CountRow[];
  /** Reads on from here; null at the end. */
  next: string | null;
}

/** Which names to tell the last receipt of. */
export type LastSeenFilter = Pick<CountFilter, 'writeKeys' | 'event' | 'limit'>;

/** Events of one kind: of these tags, of that type and, where names are given, of one of those names. */
export interface KindFilter {
  writeKeys: string[];
  type: StoredType;
  events?: string[];
}

/** When a tag had events of a kind. */
export interface Activity {
  write_key: string;
  /** Start of the hour (UTC) of the oldest, in ms. */
  firstHour: number;
  /** When the newest one was received, in ms. */
  lastSeen: number;
}

/** How many events of a kind a tag had in an hour. */
export type HourCount = Pick<CountRow, 'write_key' | 'hour' | 'count'>;

/** Which of the events to read again, in the order of their arrival. Times are ms of receipt. */
export interface HistoryFilter {
  accounts: Accounts;
  /** Default: all tags of the accounts. */
  writeKeys?: readonly string[] | undefined;
  /** Received at this time or later. */
  from?: number | undefined;
  /** Received before this time. */
  to?: number | undefined;
  /** Where the page before ended, as it said it. Default: before the first event. */
  after?: string | undefined;
  limit: number;
  /** As in `EventFilter`. */
  maxBytes?: number;
}

/** Events in the order of their arrival, in which no later one comes before an earlier one. */
export interface HistoryPage {
  events: StoredEvent[];
  /** Reads on from here: now, and what arrives later. */
  next: string;
  /** True where there was nothing more when it was read. */
  isEnd: boolean;
}
