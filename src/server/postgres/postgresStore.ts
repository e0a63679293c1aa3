import { Away, Full } from '../store/errors.ts';
import type { StoredEvent } from '../store/event.ts';
import { marks } from '../store/marks.ts';
import type { Difference, Follow, Rebuilt, Store, StoreStatus } from '../store/store.ts';
import { type Changes, changes } from './changes.ts';
import type { Context } from './context.ts';
import { follow } from './follow.ts';
import { type Read, read } from './read/read.ts';
import type { ServerAddress } from './readServers.ts';
import { type Rebuilding, rebuilding } from './rebuild/rebuild.ts';
import { type AllRecords, records } from './records/records.ts';
import { type Removing, removing } from './remove/remove.ts';
import { sharedSecretKey } from './secretKey.ts';
import { Servers } from './servers.ts';
import { type Writing, writing } from './write/writing.ts';

export interface PostgresOptions {
  /** Most events that may wait for a commit. Default: 10,000. */
  queueLimit?: number;
  /** How many characters those may have come in, all together. Default: 8 Mi. */
  queueSize?: number;
  /** Most conversions that one commit credits again, after an earlier touch; the rest follow in steps. Default: 100. */
  creditsPerCommit?: number;
  /** What the store may hold. Default: what its servers do. */
  maxBytes?: number | null;
  /** Most connections to each server, beside the one that listens. Default: 10. */
  connections?: number;
}

/** A store in one or more PostgreSQL servers, for any number of collectors. */
export class PostgresStore implements Store {
  readonly accounts: Store['accounts'];
  readonly tags: Store['tags'];
  readonly savedPixels: Store['savedPixels'];
  readonly pixelEvents: Store['pixelEvents'];
  readonly conversionPixels: Store['conversionPixels'];
  readonly lineItems: Store['lineItems'];
  readonly campaigns: Store['campaigns'];
  readonly segments: Store['segments'];
  readonly users: Store['users'];
  readonly tokens: Store['tokens'];
  readonly sessions: Store['sessions'];
  readonly invitations: Store['invitations'];
  readonly audit: Store['audit'];
  readonly servedFiles: Store['servedFiles'];
  readonly retentionClock: Store['retentionClock'];

  readonly event: Store['event'];
  readonly events: Store['events'];
  readonly history: Store['history'];
  readonly counts: Store['counts'];
  readonly dayCounts: Store['dayCounts'];
  readonly lastSeen: Store['lastSeen'];
  readonly activity: Store['activity'];
  readonly hours: Store['hours'];
  readonly lastTriggered: Store['lastTriggered'];
  readonly conversions: Store['conversions'];
  readonly conversionTouches: Store['conversionTouches'];
  readonly refunds: Store['refunds'];
  readonly conversionTotals: Store['conversionTotals'];
  readonly kinds: Store['kinds'];
  readonly visit: Store['visit'];
  readonly visits: Store['visits'];
  readonly reports: Store['reports'];

  readonly people: Store['people'];
  readonly follow: Follow;

  readonly #servers: Servers;
  readonly #changes: Changes;
  readonly #writing: Writing;
  readonly #removing: Removing;
  readonly #rebuilding: Rebuilding;
  readonly #maxBytes: number | null;
  #isClosed = false;

  private constructor(servers: Servers, key: string, options: PostgresOptions) {
    const {
      queueLimit = 10_000,
      queueSize = 8 * 1024 * 1024,
      creditsPerCommit = 100,
      maxBytes = null,
    } = options;
    const mark = marks(key);
    this.#servers = servers;
    this.#changes = changes(servers);
    this.#maxBytes = maxBytes;
    const context: Context = {
      servers,
      changes: this.#changes,
      mark: (kind, value) => Buffer.from(mark(kind, value), 'hex'),
      ensureRoom: () => {
        if (maxBytes !== null && this.#writing.bytes() >= maxBytes) throw new Full(maxBytes);
      },
    };
    this.#writing = writing(context, { creditsPerCommit, queueLimit, queueSize });
    this.#rebuilding = rebuilding(context);
    const all: AllRecords = records(context);
    this.accounts = all.accounts;
    this.tags = all.tags;
    this.savedPixels = all.savedPixels;
    this.pixelEvents = all.pixelEvents;
    this.conversionPixels = all.conversionPixels;
    this.lineItems = all.lineItems;
    this.campaigns = all.campaigns;
    this.segments = all.segments;
    this.users = all.users;
    this.tokens = all.tokens;
    this.sessions = all.sessions;
    this.invitations = all.invitations;
    this.audit = all.audit;
    this.servedFiles = all.servedFiles;
    this.retentionClock = all.retentionClock;
    const reads: Read = read(context);
    this.#removing = removing(context, reads);
    this.event = reads.event;
    this.events = reads.events;
    this.history = reads.history;
    this.counts = reads.counts;
    this.dayCounts = reads.dayCounts;
    this.lastSeen = reads.lastSeen;
    this.activity = reads.activity;
    this.hours = reads.hours;
    this.lastTriggered = reads.lastTriggered;
    this.conversions = reads.conversions;
    this.conversionTouches = reads.conversionTouches;
    this.refunds = reads.refunds;
    this.conversionTotals = reads.conversionTotals;
    this.kinds = reads.kinds;
    this.visit = reads.visit;
    this.visits = reads.visits;
    this.reports = reads.reports;
    this.follow = follow(servers);
    this.people = {
      ...this.#removing.people,
      erase: async person => {
        // What waits is his too.
        await this.#writing.drained();
        return this.#removing.people.erase(person);
      },
    };
  }

  /** Brings the servers to the newest form and opens the store. Throws `Away`. */
  static async open(
    addresses: readonly ServerAddress[],
    options: PostgresOptions = {},
  ): Promise<PostgresStore> {
    const { connections } = options;
    const servers = await Servers.open(addresses, { ...(connections && { connections }) });
    try {
      const { key } = (await servers.first.first<{ key: string }>(
        "SELECT key FROM store_keys WHERE name = 'mark'",
      ))!;
      const store = new PostgresStore(servers, key, options);
      await store.#writing.begin();
      return store;
    } catch (error) {
      await servers.close();
      throw error;
    }
  }

  /** The key of the tags' secrets, the same for all collectors of this store; throws where another one is given. */
  secretKey(given: Buffer | undefined, made: () => Buffer): Promise<Buffer> {
    return sharedSecretKey(this.#servers.first, given, made);
  }

  append(event: StoredEvent, size?: number): Promise<boolean> {
    return this.#writing.append(event, size);
  }

  async forget(now: number, defaultDays: number | null): Promise<number> {
    const removed = await this.#removing.forget(now, defaultDays);
    await this.#writing.measure();
    return removed;
  }

  async eraseTag(writeKey: string): Promise<boolean> {
    await this.#writing.drained();
    return this.#removing.eraseTag(writeKey);
  }

  async eraseAccount(id: string): Promise<boolean> {
    await this.#writing.drained();
    return this.#removing.eraseAccount(id);
  }

  async rebuild(onProgress?: (done: number, total: number) => void): Promise<Rebuilt> {
    await this.#writing.drained();
    return this.#rebuilding.rebuild(onProgress);
  }

  async difference(onProgress?: (done: number, total: number) => void): Promise<Difference> {
    await this.#writing.drained();
    return this.#rebuilding.difference(onProgress);
  }

  isOutdated(): Promise<boolean> {
    return this.#rebuilding.isOutdated();
  }

  status(): StoreStatus {
    if (this.#isClosed) throw new Away('the store is closed');
    return { ...this.#writing.status(), maxBytes: this.#maxBytes };
  }

  async ready(): Promise<void> {
    await this.#writing.ready();
  }

  async settled(): Promise<void> {
    await this.#writing.settled();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    await this.#writing.close();
    this.#isClosed = true;
    await this.#changes.close();
    await this.#servers.close();
  }
}
