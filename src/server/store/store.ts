import type { Fields } from '../../protocol/query.ts';
import type { Advertising } from './adRecords.ts';
import type { Audit } from './audit.ts';
import type { ConversionFilter, ConversionGroup, ConversionPage, ConversionTotal } from './conversions.ts';
import type {
  AccountRow,
  ConversionRow,
  CountRow,
  LastSeenRow,
  PixelEventRow,
  SavedPixelRow,
  Scope,
  StoredType,
  TagRow,
  TokenRow,
} from './schema.ts';
import type { ServedFiles } from './servedFiles.ts';
import type { Users } from './users.ts';

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
}

/** Which events to read: of these tags, and each filter that is given. Times are ms of receipt. */
export interface EventFilter {
  writeKeys: string[];
  event?: string;
  type?: StoredType;
  anonymousId?: string;
  userId?: string;
  from?: number;
  to?: number;
  limit: number;
  /** Where the last page ended, as that page said it. */
  cursor?: string;
}

export interface EventPage {
  events: StoredEvent[];
  /** Reads on from here; null at the end. */
  next: string | null;
}

/** Which counts to read. Times are of the hour, in ms. */
export interface CountFilter {
  writeKeys: string[];
  event?: string;
  from?: number;
  to?: number;
}

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

export interface StoreStatus {
  eventsStored: number;
  queueLength: number;
  /** How long the last commit took; null before the first. */
  lastCommitMs: number | null;
}

/** Thrown by `append` where an event could not be made durable: the sender should try again. */
export class NotStored extends Error {}

/** Thrown where a record of that id is already there. */
export class Exists extends Error {}

/** Thrown where a cursor is not one that this store gave out. */
export class BadCursor extends Error {}

/** What of a saved pixel may change. */
export type SavedPixelChange = Partial<
  Omit<SavedPixelRow, 'account_id' | 'id' | 'created_by' | 'created_at' | 'revision'>
>;

/** The account's or the tag's key comes first in every key, so that it shards. */
export interface Store {
  /**
   * Settles once the event is durable: true if it is new, false if it was stored before.
   * @param size characters it came in, for the bound on what may wait. Default: 0
   */
  append(event: StoredEvent, size?: number): Promise<boolean>;
  status(): StoreStatus;
  /** Newest first. */
  events(filter: EventFilter): Promise<EventPage>;
  /** By tag, type, event and hour; newest hour first. */
  counts(filter: CountFilter): Promise<CountRow[]>;
  lastSeen(filter: CountFilter): Promise<LastSeenRow[]>;
  /** Of each tag that had such events. */
  activity(filter: KindFilter): Promise<Activity[]>;
  /** From the hour `from` to the hour `to`, both counted; oldest first. */
  hours(filter: KindFilter & { from: number; to: number }): Promise<HourCount[]>;
  /** When events of these names were last triggered, by name. */
  lastTriggered(filter: KindFilter & { events: string[] }): Promise<Map<string, number>>;

  addAccount(account: AccountRow): Promise<void>;
  account(id: string): Promise<AccountRow | undefined>;
  changeAccount(id: string, change: Partial<Pick<AccountRow, 'name' | 'redirect_hosts'>>): Promise<void>;
  accounts(): Promise<AccountRow[]>;
  accountOfBusiness(businessId: string): Promise<AccountRow | undefined>;

  addTag(tag: TagRow): Promise<void>;
  tag(writeKey: string): Promise<TagRow | undefined>;
  tagsOf(accounts: string[] | '*'): Promise<TagRow[]>;
  changeTag(
    writeKey: string,
    change: Partial<Pick<TagRow, 'name' | 'domain' | 'disabled' | 'dataset_id' | 'retention_days'>>,
  ): Promise<void>;

  addSavedPixel(pixel: SavedPixelRow): Promise<void>;
  savedPixel(accountId: string, id: string): Promise<SavedPixelRow | undefined>;
  /** Oldest first. */
  savedPixels(accountId: string, type?: SavedPixelRow['pixel_type']): Promise<SavedPixelRow[]>;
  /** False where it is not as it was read any more: then nothing is changed. */
  changeSavedPixel(read: SavedPixelRow, change: SavedPixelChange): Promise<boolean>;
  /** False where there is none. */
  removeSavedPixel(accountId: string, id: string): Promise<boolean>;

  addPixelEvent(event: PixelEventRow): Promise<void>;
  /** Oldest first. */
  pixelEvents(accountId: string): Promise<PixelEventRow[]>;
  /** The event as it is now; undefined where the account has none of that id. */
  renamePixelEvent(accountId: string, id: string, title: string): Promise<PixelEventRow | undefined>;
  /** False where there is none. */
  removePixelEvent(accountId: string, id: string): Promise<boolean>;
  /** The tag that a pixel event counts for: its account's oldest, before all disabled ones. */
  tagOfPixelEvent(id: string): Promise<TagRow | undefined>;

  /** Gives it its number. */
  addToken(token: Omit<TokenRow, 'number'>): Promise<TokenRow>;
  /** By hash, revoked or not. */
  token(hash: string): Promise<TokenRow | undefined>;
  /** By number, revoked ones too. */
  tokens(): Promise<TokenRow[]>;
  /** Keeps the time where it was revoked before. */
  revokeToken(id: string, time: number): Promise<void>;
  hasTokens(): Promise<boolean>;

  /** Newest first. */
  conversions(filter: ConversionFilter): Promise<ConversionPage>;
  conversionTotals(filter: ConversionFilter, by: ConversionGroup[]): Promise<ConversionTotal[]>;

  readonly advertising: Advertising;
  readonly users: Users;
  readonly audit: Audit;
  readonly servedFiles: ServedFiles;

  /**
   * Removes events that are older than their tag allows; settles with how many.
   * @param defaultDays for tags that say nothing; null: for ever
   */
  forget(now: number, defaultDays: number | null): Promise<number>;

  /** Commits what is queued, then lets go of the database. */
  close(): Promise<void>;
}

export type {
  AccountRow,
  ConversionRow,
  CountRow,
  LastSeenRow,
  PixelEventRow,
  SavedPixelRow,
  Scope,
  StoredType,
  TagRow,
  TokenRow,
};
