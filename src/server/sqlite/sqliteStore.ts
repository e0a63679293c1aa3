import { BeingErased } from '../store/beingErased.ts';
import { CommitQueue } from '../store/commitQueue.ts';
import type { ErasingTag } from '../store/erasing.ts';
import { Away } from '../store/errors.ts';
import type { StoredEvent } from '../store/event.ts';
import type { Erased } from '../store/people.ts';
import type { PixelEventRow, SavedPixelRow } from '../store/rows.ts';
import type { Difference, Rebuilt, Store, StoreStatus } from '../store/store.ts';
import type { UserRow } from '../store/users.ts';
import { accounts } from './accounts.ts';
import { campaigns, conversionPixels, lineItems, segments } from './adRecords.ts';
import { audit } from './audit.ts';
import type { Connection, Statement } from './connection.ts';
import { creditAgain } from './creditAgain.ts';
import { eraseAccount } from './eraseAccount.ts';
import { eraseTag } from './eraseTag.ts';
import { event } from './events.ts';
import { forget } from './forget.ts';
import { invitations } from './invitations.ts';
import { kinds } from './kinds.ts';
import { MIGRATIONS } from './migrationNames.ts';
import { knowNames } from './names.ts';
import { openWhole } from './openWhole.ts';
import { people } from './people.ts';
import { type Readers, readers } from './reading/readers.ts';
import { pagesOf, type Reads, reads } from './reading/reads.ts';
import {
  difference,
  differenceHere,
  type OnProgress,
  rebuild,
  rebuildHere,
  removeRebuild,
} from './rebuild/rebuild.ts';
import { records } from './records.ts';
import { recordWords } from './recordWords.ts';
import { type ColumnMaker, columnMaker } from './reports/columnMaker.ts';
import { retentionClock } from './retentionClock.ts';
import { servedFiles } from './servedFiles.ts';
import { sessions } from './sessions.ts';
import { type LongLog, shortenLog } from './shortenLog.ts';
import { type Steps, steps } from './steps.ts';
import { tags } from './tags.ts';
import { tokens } from './tokens.ts';
import { visitsLeft } from './visits/visitsLeft.ts';
import { vocabulary } from './vocabulary.ts';
import { whenUnlocked } from './whenUnlocked.ts';
import { writable } from './writable.ts';
import { writeEvents } from './writeEvents.ts';

export interface SqliteOptions {
  /** Most events that may wait for a commit. Default: 10,000. */
  queueLimit?: number;
  /** How many characters those may have come in, all together. Default: 8 Mi. What they become is many times that. */
  queueSize?: number;
  /** How long a change of a record waits for another process's lock. It blocks the collector meanwhile. Default: 200. */
  busyMs?: number;
  /** How long events wait for it, which block nothing. Default: 1,000. */
  lockedMs?: number;
  /** Most conversions that one commit credits again, after an earlier touch; the rest follow in steps. Default: 100. */
  creditsPerCommit?: number;
  /** What the store may hold. Default: what the disk does. */
  maxBytes?: number | null;
  /** Threads that long reads are done in. A store in memory has none. Default: 0, they are done here. */
  readThreads?: number;
  /** Where the dated SQL files are. Default: beside this file. */
  migrations?: URL;
  /** Whether it goes on with visits that an erasure left which was stopped: of those that have the file one alone may. Default: no. */
  goesOn?: boolean;
  /** Told how much of the change to the newest form is done. */
  onUpgrade?: OnProgress;
}

/** The embedded store: one file, one writer, many events in one commit. */
export class SqliteStore implements Store {
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
  readonly kinds: Store['kinds'];
  readonly people: Store['people'];
  readonly follow = undefined;
  readonly retentionClock: Store['retentionClock'];

  readonly events: Store['events'];
  readonly history: Store['history'];
  readonly conversions: Store['conversions'];
  readonly conversionTotals: Store['conversionTotals'];
  readonly conversionTouches: Store['conversionTouches'];
  readonly refunds: Store['refunds'];
  readonly visit: Store['visit'];
  readonly visits: Store['visits'];
  readonly reports: Store['reports'];
  readonly counts: Store['counts'];
  readonly dayCounts: Store['dayCounts'];
  readonly lastSeen: Store['lastSeen'];
  readonly activity: Store['activity'];
  readonly hours: Store['hours'];
  readonly lastTriggered: Store['lastTriggered'];

  readonly #file: string;
  readonly #db: Connection;
  readonly #queue: CommitQueue<StoredEvent, boolean>;
  readonly #events: Statement<{ number: number }>;
  readonly #crediting: Steps;
  readonly #visits: Steps;
  readonly #vocabulary: ReturnType<typeof vocabulary>;
  readonly #readers: Readers | undefined;
  readonly #columns: ColumnMaker | undefined;
  readonly #erasing = new BeingErased();
  readonly #forgetTags: () => void;
  readonly #log: LongLog | undefined;

  constructor(file: string, options: SqliteOptions = {}) {
    const {
      busyMs = 200,
      lockedMs = 1000,
      queueLimit = 10_000,
      queueSize = 8 * 1024 * 1024,
      creditsPerCommit = 100,
      maxBytes = null,
      readThreads = 0,
      migrations = MIGRATIONS,
      goesOn = false,
      onUpgrade,
    } = options;
    const db = openWhole(file, { busyMs, migrations, maxBytes, onUpgrade });
    this.#file = file;
    this.#db = db;
    this.#log = file === ':memory:' ? undefined : shortenLog(db, file);
    const know = knowNames(db);
    const words = recordWords(db);
    this.#readers =
      readThreads && file !== ':memory:' ? readers(file, { threads: readThreads, busyMs }) : undefined;
    const long = this.#readers?.reads ?? reads(db);
    this.accounts = { ...accounts(db), ...pagesOf(long, db, 'accounts') };
    const { forgetAsked, ...stored } = tags(db);
    this.#forgetTags = forgetAsked;
    const add: Store['tags']['add'] = async tag => {
      if (this.#erasing.has(tag.account_id)) throw this.#erasing.reason;
      return stored.add(tag);
    };
    this.tags = { ...stored, add, ...pagesOf(long, db, 'tags') };
    this.savedPixels = {
      ...records<SavedPixelRow, [string, string], Parameters<Store['savedPixels']['list']>>(db, {
        table: 'saved_pixels',
        key: ['account_id', 'id'],
        filter: ['account_id', 'pixel_type'],
        order: ['created_at', 'id'],
        isRevised: true,
        written({ account_id, id, conversion_type }) {
          know(account_id, conversion_type);
          words.write(account_id, id, conversion_type);
        },
        removed: ({ account_id, id }) => words.write(account_id, id, null),
      }),
      ...pagesOf(long, db, 'saved_pixels'),
    };
    this.pixelEvents = {
      ...records<PixelEventRow, [string, string], Parameters<Store['pixelEvents']['list']>>(db, {
        table: 'pixel_events',
        key: ['account_id', 'id'],
        filter: ['account_id'],
        order: ['created_at', 'id'],
        written({ account_id, id, type }) {
          know(account_id, id);
          words.write(account_id, id, type);
        },
        removed: ({ account_id, id }) => words.write(account_id, id, null),
      }),
      ...pagesOf(long, db, 'pixel_events'),
    };
    this.conversionPixels = conversionPixels(db, long);
    this.lineItems = lineItems(db, long);
    this.campaigns = campaigns(db, long);
    this.segments = segments(db, long);
    this.users = {
      ...records<UserRow, [string], []>(db, {
        table: 'users',
        key: ['name'],
        filter: [],
        order: ['name'],
      }),
      ...pagesOf(long, db, 'users'),
    };
    this.tokens = { ...tokens(db), ...pagesOf(long, db, 'tokens') };
    this.sessions = sessions(db);
    this.invitations = invitations(db);
    this.audit = audit(db);
    this.servedFiles = servedFiles(db);
    this.kinds = kinds(db);
    this.#vocabulary = vocabulary(db);
    this.#vocabulary.begin();
    this.people = this.#people(long);
    this.retentionClock = retentionClock(db);
    this.reports = long;
    this.#columns = this.#readers && columnMaker(db, this.#readers.reads.visitColumns);
    this.#columns?.start();
    ({
      events: this.events,
      history: this.history,
      conversions: this.conversions,
      conversionTotals: this.conversionTotals,
      conversionTouches: this.conversionTouches,
      refunds: this.refunds,
      visit: this.visit,
      visits: this.visits,
      counts: this.counts,
      dayCounts: this.dayCounts,
      lastSeen: this.lastSeen,
      activity: this.activity,
      hours: this.hours,
      lastTriggered: this.lastTriggered,
    } = long);
    this.#events = db.prepare(`SELECT number FROM last_numbers WHERE kind = 'event'`);
    const again = creditAgain(db, creditsPerCommit);
    this.#crediting = steps(again.isDue, () => db.transaction(again.step));
    const write = writeEvents(db, again);
    const commit = whenUnlocked(db, busyMs, lockedMs);
    this.#queue = new CommitQueue(
      async batch => {
        db.room.ensure();
        const isNew = await commit(() => write(batch));
        if (again.isDue()) this.#crediting.start();
        return isNew;
      },
      queueLimit,
      queueSize,
    );
    // What a collector left to do that was stopped.
    if (again.isDue()) this.#crediting.start();
    this.#visits = visitsLeft(db);
    if (goesOn) this.#visits.start();
  }

  #people({ held }: Reads): Store['people'] {
    const { erase, mark } = people(this.#db);
    return {
      held,
      mark: async person => mark(person),
      erase: async (person, { onProgress, signal } = {}) => {
        signal?.throwIfAborted();
        // What waits is his too.
        await this.#queue.drained();
        const sum: Erased = { events: 0, touches: 0, conversions: 0, visits: 0 };
        await this.#erased(erase(person, signal), step => {
          for (const name of ['events', 'touches', 'conversions', 'visits'] as const) sum[name] += step[name];
          onProgress?.(sum.events);
        });
        signal?.throwIfAborted();
        return sum;
      },
    };
  }

  /** Goes on with it, beacons in between, until nothing of what went is in the store's files. */
  async #erased<Step>(
    steps: Iterable<Step>,
    told: (step: Step) => void = () => {},
    signal?: AbortSignal,
  ): Promise<void> {
    signal?.throwIfAborted();
    for (const step of steps) {
      told(step);
      this.#forgetTags();
      await new Promise(setImmediate);
      if (!this.#db.isOpen) throw new Away('the store was closed meanwhile: ask again');
      if (signal?.aborted) break;
    }
    this.#forgetTags();
    // A rebuild that was stopped has it too, and so have the pages before.
    if (this.#file !== ':memory:') removeRebuild(this.#file);
    this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
    signal?.throwIfAborted();
  }

  async eraseTag(writeKey: string, { onProgress, signal, isKept }: ErasingTag = {}): Promise<boolean> {
    return this.#erasing.while([writeKey], async () => {
      await this.#queue.drained();
      const tag = await this.tags.get(writeKey);
      let events = 0;
      const told = (step: number) => {
        events += step;
        onProgress?.(events);
      };
      if (tag) await this.#erased(eraseTag(this.#db)(tag, isKept), told, signal);
      return tag !== undefined;
    });
  }

  async eraseAccount(id: string): Promise<boolean> {
    return this.#erasing.while([id], async () => {
      const keys = (await this.tags.list([id])).map(({ write_key }) => write_key);
      return this.#erasing.while(keys, async () => {
        await this.#queue.drained();
        const account = await this.accounts.get(id);
        if (account) await this.#erased(eraseAccount(this.#db)(id));
        return account !== undefined;
      });
    });
  }

  append(event: StoredEvent, size?: number): Promise<boolean> {
    return this.#erasing.has(event.writeKey)
      ? Promise.reject(this.#erasing.reason)
      : this.#queue.add(event, size);
  }

  async event(writeKey: string, messageId: string): Promise<StoredEvent | undefined> {
    return event(this.#db, writeKey, messageId);
  }

  status(): StoreStatus {
    const { length: queueLength, lastCommitMs, times, failures } = this.#queue;
    const { maxBytes } = this.#db.room;
    const eventsStored = this.#events.get()!.number;
    const commits = { ...times, failures };
    const creditingMs = this.#crediting.dueMs();
    const bytes = this.#db.room.bytes();
    return { eventsStored, queueLength, lastCommitMs, commits, creditingMs, bytes, maxBytes };
  }

  async ready(): Promise<void> {
    writable(this.#db);
  }

  async forget(now: number, defaultDays: number | null): Promise<number> {
    let removed = 0;
    for (const each of forget(this.#db, now, defaultDays)) {
      removed += each;
      // Beacons commit in between.
      await new Promise(setImmediate);
      if (!this.#db.isOpen) break;
    }
    return removed;
  }

  async rebuild(onProgress?: OnProgress): Promise<Rebuilt> {
    return this.#file === ':memory:' ? rebuildHere(this.#db) : rebuild(this.#file, onProgress);
  }

  async difference(onProgress?: OnProgress): Promise<Difference> {
    return this.#file === ':memory:' ? differenceHere(this.#db) : difference(this.#file, onProgress);
  }

  async isOutdated(): Promise<boolean> {
    return !this.#vocabulary.isCurrent();
  }

  async settled(): Promise<void> {
    await this.#queue.drained();
    await this.#crediting.settled();
    await this.#visits.settled();
  }

  async close(): Promise<void> {
    await this.#queue.drained();
    this.#crediting.stop();
    this.#visits.stop();
    this.#columns?.stop();
    // The last connection tidies up.
    await Promise.all([this.#readers?.close(), this.#log?.stop()]);
    this.#db.close();
  }
}
