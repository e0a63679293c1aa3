import type { Searchable } from './adQuery.ts';
import type { AdRow, ConversionPixelRow, LinkedRecords } from './adRecords.ts';
import type { Audit } from './audit.ts';
import type {
  ConversionFilter,
  ConversionGroup,
  ConversionPage,
  ConversionPlace,
  ConversionTotal,
  ConversionTouches,
} from './conversions.ts';
import type { DayFilter, DayPage } from './dayCounts.ts';
import type { ErasingTag } from './erasing.ts';
import type {
  Activity,
  CountFilter,
  CountPage,
  EventFilter,
  EventPage,
  HistoryFilter,
  HistoryPage,
  HourCount,
  KindFilter,
  LastSeenFilter,
  StoredEvent,
} from './event.ts';
import type { Times } from './histogram.ts';
import type { Invitations } from './invitations.ts';
import type { Kinds } from './kinds.ts';
import type { People } from './people.ts';
import type { Paged } from './recordPages.ts';
import type { Accounts, Records } from './records.ts';
import type { RefundFilter, RefundPage } from './refunds.ts';
import type { Reports } from './reports.ts';
import type { RetentionClocks } from './retentionClock.ts';
import type { AccountRow, LastSeenRow, PixelEventRow, SavedPixelRow, TagRow, TokenRow } from './rows.ts';
import type { ServedFiles } from './servedFiles.ts';
import type { Sessions, UserRow } from './users.ts';
import type { Channel, Counted, VisitFilter, VisitPage, VisitRow } from './visits.ts';

/** How a store is. */
export interface StoreStatus {
  eventsStored: number;
  queueLength: number;
  /** How long the last commit took; null before the first. */
  lastCommitMs: number | null;
  /** How long all of them took since the start, and how many failed. */
  commits: Times & { failures: number };
  /** For how long conversions have waited to be credited again, after touches that arrived late; 0 where none does. */
  creditingMs: number;
  /** What it holds. */
  bytes: number;
  /** What it may hold: from there on nothing is added to it, but log-ins, tokens and what tells of changes. Null: no limit. */
  maxBytes: number | null;
}

/** What is made from the events, and can be made again. */
export type Projection = 'counts' | 'last_seen' | 'touches' | 'conversions' | 'visits';

/** How many rows a rebuild made, and how many of them differ from those that were there. */
export interface Rebuilt {
  events: number;
  tables: { name: Projection; rows: number; changed: number }[];
}

/** How many events and conversions of a kind there are, and how many a rebuild would make of them. */
export interface KindDifference {
  kind: string;
  events: { before: number; after: number };
  conversions: { before: number; after: number };
}

/** How many visits there are that are counted in a way and came by a channel, and how many a rebuild would make. */
export interface VisitDifference {
  counted: Counted;
  channel: Channel;
  before: number;
  after: number;
}

/** What a rebuild would change. */
export interface Difference extends Rebuilt {
  kinds: KindDifference[];
  visits: VisitDifference[];
}

/**
 * Tells of the events that are stored from now on, of the accounts asked for at the time, within a second or so; of very many the
 * newest. Settles once it has begun, with the function that ends it.
 */
export type Follow = (
  accounts: () => Accounts,
  told: (event: StoredEvent, accountId: string) => void,
) => Promise<() => void>;

/**
 * What a collector keeps, whatever engine keeps it. Every method throws `Away` where it can't be done now. The account's
 * or the tag's key comes first in every key, so that it shards. A read that is given a signal ends with its reason when
 * nobody waits for it any more.
 */
export interface Store {
  readonly accounts: Records<AccountRow, [id: string]> &
    Paged<AccountRow> & {
      ofBusiness(businessId: string): Promise<AccountRow | undefined>;
      /** Those of these numbers, the oldest first. */
      ofAdvertisers(advertiserIds: readonly number[]): Promise<AccountRow[]>;
    };
  /**
   * A tag can't be removed while events or counts of it are stored. A path that it had stays its own; no two tags
   * have had the same one (`Exists`).
   */
  readonly tags: Records<TagRow, [writeKey: string]> &
    Paged<TagRow> & {
      /** The tag that has that path, or had it. */
      ofPath(path: string): Promise<TagRow | undefined>;
      /** The tag that a pixel event counts for: its account's oldest, before all disabled ones. */
      ofPixelEvent(id: string): Promise<TagRow | undefined>;
    };
  readonly savedPixels: Records<
    SavedPixelRow,
    [accountId: string, id: string],
    [accounts: Accounts, type?: SavedPixelRow['pixel_type'] | undefined]
  > &
    Paged<SavedPixelRow>;
  readonly pixelEvents: Records<PixelEventRow, [accountId: string, id: string]> & Paged<PixelEventRow>;
  /** What a pixel says holds for the events that arrive after it was said; a rebuild knows what held when. */
  readonly conversionPixels: Records<ConversionPixelRow, [id: number]> & Searchable<ConversionPixelRow>;
  readonly lineItems: LinkedRecords & {
    /** How many of an account's active line items use an active pixel of each category. */
    countByCategory(accountId: string): Promise<Map<number, number>>;
  };
  readonly campaigns: LinkedRecords;
  readonly segments: Records<AdRow, [id: number]> & Searchable<AdRow>;
  /** Listed by name. */
  readonly users: Records<UserRow, [name: string], []> & Paged<UserRow>;
  /**
   * Listed by number, revoked ones too. The store numbers them; no number is given twice. The time of a revocation stays
   * the first one, whatever a change says.
   */
  readonly tokens: Records<TokenRow, [id: string], [], Omit<TokenRow, 'number'>> &
    Paged<TokenRow> & {
      /** Revoked or not. */
      ofHash(hash: string): Promise<TokenRow | undefined>;
    };
  readonly sessions: Sessions;
  readonly invitations: Invitations;
  readonly audit: Audit;
  readonly servedFiles: ServedFiles;
  /** What events said happened. */
  readonly kinds: Kinds;
  readonly people: People;
  /** What visits come to. */
  readonly reports: Reports;
  readonly retentionClock: RetentionClocks;

  /**
   * Settles once the event is durable, and is counted and converted (what an earlier touch changes in many conversions
   * that were there follows, see `settled`): true if it is new, false if its tag had one of that
   * `messageId` before. Throws `NotStored`.
   * @param size characters it came in, for the bound on what may wait. Default: 0
   */
  append(event: StoredEvent, size?: number): Promise<boolean>;
  /** The one of a tag that has a `messageId`, as long as it is kept. */
  event(writeKey: string, messageId: string): Promise<StoredEvent | undefined>;
  /** Newest first. Throws `BadCursor`. */
  events(filter: EventFilter, signal?: AbortSignal): Promise<EventPage>;
  /** The events in the order of their arrival. Throws `BadCursor`. */
  history(filter: HistoryFilter): Promise<HistoryPage>;
  /**
   * By hour, the newest first, then by tag, type and event. Of the names that nobody knows (see `names.ts`), the first of a
   * tag's hour are counted each. Throws `BadCursor`.
   */
  counts(filter: CountFilter, signal?: AbortSignal): Promise<CountPage>;
  /** By day, the newest first, then by tag, type and event. Throws `BadCursor`. */
  dayCounts(filter: DayFilter, signal?: AbortSignal): Promise<DayPage>;
  /** Newest first. */
  lastSeen(filter: LastSeenFilter, signal?: AbortSignal): Promise<LastSeenRow[]>;
  /** Of each tag that had such events. */
  activity(filter: KindFilter, signal?: AbortSignal): Promise<Activity[]>;
  /** From the hour `from` on, before the hour `to`; oldest first. */
  hours(filter: KindFilter & { from: number; to: number }, signal?: AbortSignal): Promise<HourCount[]>;
  /** When events of these names were last triggered, by name. */
  lastTriggered(filter: KindFilter & { events: string[] }): Promise<Map<string, number>>;
  /** Newest first. Throws `BadCursor`. */
  conversions(filter: ConversionFilter, signal?: AbortSignal): Promise<ConversionPage>;
  /** What one conversion could be credited to, of at most `limit` touches; undefined where there is no such one. */
  conversionTouches(
    place: ConversionPlace & { limit: number },
    signal?: AbortSignal,
  ): Promise<ConversionTouches | undefined>;
  /** The last to arrive first, those that do not count too. Throws `BadCursor`. */
  refunds(filter: RefundFilter, signal?: AbortSignal): Promise<RefundPage>;
  /** Where there are more totals than the limit, it ends there: they are those of what it has read. */
  conversionTotals(
    filter: ConversionFilter,
    by: ConversionGroup[],
    signal?: AbortSignal,
  ): Promise<ConversionTotal[]>;

  visit(writeKey: string, id: string): Promise<VisitRow | undefined>;
  /** The last to begin first. Throws `BadCursor`. */
  visits(filter: VisitFilter, signal?: AbortSignal): Promise<VisitPage>;

  /**
   * Removes events that are older than their tag allows, the touches made of them, what is counted of them under names that
   * nobody knows, and the visits that ended before; settles with how many events. Husks stay, by which one that comes again
   * is known; other counts; and conversions without what names their visitor. The newest event of all stays; where that one was erased, an
   * engine may keep the newest that is left. Throws `NotForgotten` where that could be done for some alone.
   * @param defaultDays for tags that say nothing; null: for ever
   */
  forget(now: number, defaultDays: number | null): Promise<number>;
  /** Removes a tag with its events and all that is made of them; false where there is none. Its beacons are refused at once. */
  eraseTag(writeKey: string, erasing?: ErasingTag): Promise<boolean>;
  /** Removes an account with its tags, pixels and all that hangs on them; false where there is none. */
  eraseAccount(id: string): Promise<boolean>;
  /** Makes all that is made from events again, while events are stored; goes on where one was that was stopped. */
  rebuild(onProgress?: (done: number, total: number) => void): Promise<Rebuilt>;
  /** What a rebuild would change; changes nothing. */
  difference(onProgress?: (done: number, total: number) => void): Promise<Difference>;
  /** Whether events are counted by the vocabulary or the rules of a version before: a rebuild would count them by this one's. */
  isOutdated(): Promise<boolean>;

  /** What any collector stores. Undefined where no other one can store anything. */
  readonly follow: Follow | undefined;

  status(): StoreStatus;
  /** Throws `Away` where nothing could be stored now: it tries, and leaves nothing. */
  ready(): Promise<void>;
  /** Settles once what earlier events changed by arriving later is done: `append` leaves much of it for then. */
  settled(): Promise<void>;
  /** Commits what is queued, then lets go of what holds it. */
  close(): Promise<void>;
}
