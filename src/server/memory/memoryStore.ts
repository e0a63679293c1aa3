import { CommitQueue } from '../store/commitQueue.ts';
import type {
  ConversionFilter,
  ConversionGroup,
  ConversionPage,
  ConversionPlace,
  ConversionTotal,
  ConversionTouches,
} from '../store/conversions.ts';
import type { ErasingTag } from '../store/erasing.ts';
import { Away, Full } from '../store/errors.ts';
import type { EventFilter, EventPage, HistoryFilter, HistoryPage, StoredEvent } from '../store/event.ts';
import type { RefundFilter, RefundPage } from '../store/refunds.ts';
import type { Difference, Rebuilt, Store, StoreStatus } from '../store/store.ts';
import type { VisitFilter, VisitPage, VisitRow } from '../store/visits.ts';
import { adRecords } from './adRecords.ts';
import { audit } from './audit.ts';
import { counts } from './counts.ts';
import { eraseAccount, eraseTag } from './eraseAccount.ts';
import { forget } from './forget.ts';
import { kinds } from './kinds.ts';
import { memory } from './memory.ts';
import { owned } from './owned.ts';
import { people } from './people.ts';
import { person } from './person.ts';
import { readConversions, totalConversions } from './readConversions.ts';
import { readConversionTouches } from './readConversionTouches.ts';
import { readEvent, readEvents, readHistory } from './readEvents.ts';
import { difference, rebuild } from './rebuild.ts';
import type { Run } from './records.ts';
import { readRefunds } from './refunds.ts';
import { reports } from './reports.ts';
import { retentionClock } from './retentionClock.ts';
import { servedFiles } from './servedFiles.ts';
import { readVisit, readVisits } from './visits.ts';
import { writeEvents } from './writeEvents.ts';

export interface MemoryOptions {
  /** Most events that may wait. Default: 10,000. */
  queueLimit?: number;
  /** How many characters those may have come in, all together. Default: 8 Mi. */
  queueSize?: number;
  /** What its events may come to. Default: no limit. */
  maxBytes?: number | null;
}

/** A store without a disk: what it holds ends with it. Each call is done in one step, or changes nothing. */
export class MemoryStore implements Store {
  /** Why nothing can be done now: whoever sets it sees what becomes of that. Every method throws `Away` meanwhile. */
  away: string | undefined;

  readonly #here = (): void => {
    if (this.away !== undefined) throw new Away(this.away);
  };
  readonly #run: Run = async (work, isAdding) => {
    this.#here();
    if (isAdding && this.#maxBytes !== null && this.#bytes() >= this.#maxBytes)
      throw new Full(this.#maxBytes);
    return work();
  };
  readonly #memory = memory();
  readonly #maxBytes: number | null;
  readonly #bytes = (): number => this.#memory.events.reduce((sum, { fields }) => sum + fields.length, 0);
  readonly #queue: CommitQueue<StoredEvent, boolean>;

  readonly #owned = owned(this.#run, this.#memory);
  readonly accounts = this.#owned.accounts;
  readonly tags = this.#owned.tags;
  readonly savedPixels = this.#owned.savedPixels;
  readonly pixelEvents = this.#owned.pixelEvents;

  readonly #ads = adRecords(this.#run, this.#memory);
  readonly conversionPixels = this.#ads.conversionPixels;
  readonly lineItems = this.#ads.lineItems;
  readonly campaigns = this.#ads.campaigns;
  readonly segments = this.#ads.segments;

  readonly people = person(this.#run, this.#memory);
  readonly #people = people(this.#run, this.#memory);
  readonly users = this.#people.users;
  readonly sessions = this.#people.sessions;
  readonly invitations = this.#people.invitations;
  readonly tokens = this.#people.tokens;
  readonly retentionClock = retentionClock(this.#run, this.#memory);
  readonly follow = undefined;
  readonly audit = audit(this.#run, this.#memory);
  readonly servedFiles = servedFiles(this.#run, this.#memory);

  readonly kinds = kinds(this.#run, this.#memory);
  readonly reports = reports(this.#run, this.#memory);

  readonly #counts = counts(this.#run, this.#memory);
  readonly counts = this.#counts.counts;
  readonly dayCounts = this.#counts.dayCounts;
  readonly lastSeen = this.#counts.lastSeen;
  readonly activity = this.#counts.activity;
  readonly hours = this.#counts.hours;
  readonly lastTriggered = this.#counts.lastTriggered;

  constructor({ queueLimit = 10_000, queueSize = 8 * 1024 * 1024, maxBytes = null }: MemoryOptions = {}) {
    this.#maxBytes = maxBytes;
    const commit = (events: StoredEvent[]) => this.#run(() => writeEvents(this.#memory, events), true);
    this.#queue = new CommitQueue(commit, queueLimit, queueSize);
  }

  append(event: StoredEvent, size?: number): Promise<boolean> {
    return this.#queue.add(event, size);
  }

  event(writeKey: string, messageId: string): Promise<StoredEvent | undefined> {
    return this.#run(() => readEvent(this.#memory, writeKey, messageId));
  }

  events(filter: EventFilter): Promise<EventPage> {
    return this.#run(() => readEvents(this.#memory, filter));
  }

  history(filter: HistoryFilter): Promise<HistoryPage> {
    return this.#run(() => readHistory(this.#memory, filter));
  }

  conversions(filter: ConversionFilter): Promise<ConversionPage> {
    return this.#run(() => readConversions(this.#memory, filter));
  }

  conversionTouches(place: ConversionPlace & { limit: number }): Promise<ConversionTouches | undefined> {
    return this.#run(() => readConversionTouches(this.#memory, place));
  }

  refunds(filter: RefundFilter): Promise<RefundPage> {
    return this.#run(() => readRefunds(this.#memory, filter));
  }

  conversionTotals(filter: ConversionFilter, by: ConversionGroup[]): Promise<ConversionTotal[]> {
    return this.#run(() => totalConversions(this.#memory, filter, by));
  }

  visit(writeKey: string, id: string): Promise<VisitRow | undefined> {
    return this.#run(() => readVisit(this.#memory, writeKey, id));
  }

  visits(filter: VisitFilter): Promise<VisitPage> {
    return this.#run(() => readVisits(this.#memory, filter));
  }

  forget(now: number, defaultDays: number | null): Promise<number> {
    return this.#run(() => forget(this.#memory, now, defaultDays));
  }

  eraseTag(writeKey: string, { onProgress, signal, isKept }: ErasingTag = {}): Promise<boolean> {
    return this.#run(() => {
      signal?.throwIfAborted();
      const isThere = this.#memory.tags.get(writeKey) !== undefined;
      const events = eraseTag(this.#memory, writeKey, isKept);
      onProgress?.(events);
      return isThere;
    });
  }

  eraseAccount(id: string): Promise<boolean> {
    return this.#run(() => {
      const isThere = this.#memory.accounts.get(id) !== undefined;
      eraseAccount(this.#memory, id);
      return isThere;
    });
  }

  rebuild(): Promise<Rebuilt> {
    return this.#run(() => rebuild(this.#memory));
  }

  difference(): Promise<Difference> {
    return this.#run(() => difference(this.#memory));
  }

  /** It ends before there is another version. */
  isOutdated(): Promise<boolean> {
    return this.#run(() => false);
  }

  status(): StoreStatus {
    this.#here();
    const { length: queueLength, lastCommitMs, times, failures } = this.#queue;
    const bytes = this.#bytes();
    const { eventCount } = this.#memory;
    const commits = { ...times, failures };
    const maxBytes = this.#maxBytes;
    return { eventsStored: eventCount, queueLength, lastCommitMs, commits, creditingMs: 0, bytes, maxBytes };
  }

  ready(): Promise<void> {
    return this.#run(() => {}, true);
  }

  async settled(): Promise<void> {
    await this.#queue.drained();
  }

  async close(): Promise<void> {
    await this.#queue.drained();
    this.away = 'the store is closed';
  }
}
