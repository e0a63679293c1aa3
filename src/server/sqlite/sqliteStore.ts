import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Advertising } from '../store/adRecords.ts';
import { type Audit, audit } from '../store/audit.ts';
import type {
  ConversionFilter,
  ConversionGroup,
  ConversionPage,
  ConversionTotal,
} from '../store/conversions.ts';
import type { TagRow } from '../store/schema.ts';
import type { ServedFiles } from '../store/servedFiles.ts';
import type { EventFilter, EventPage, Store, StoredEvent, StoreStatus } from '../store/store.ts';
import { type Users, users } from '../store/users.ts';
import { advertising } from './advertising.ts';
import { CommitQueue } from './commitQueue.ts';
import { SqliteCounts } from './counts.ts';
import { forget } from './forget.ts';
import { kysely } from './kysely.ts';
import { migrate } from './migrate.ts';
import { readConversions, totalConversions } from './readConversions.ts';
import { readEvents } from './readEvents.ts';
import { type HistoryFilter, readHistory } from './readHistory.ts';
import { type Rebuilt, rebuild } from './rebuild.ts';
import { servedFiles } from './servedFiles.ts';
import { writeEvents } from './writeEvents.ts';

export interface SqliteOptions {
  /** Most events that may wait for a commit. Default: 10,000. */
  queueLimit?: number;
  /** How many characters those may have come in, all together. Default: 8 Mi. What they become is many times that. */
  queueSize?: number;
  /** How long a commit waits for another process's lock. It blocks the collector meanwhile. Default: 200. */
  busyMs?: number;
  /** Where the dated SQL files are. Default: beside this file. */
  migrations?: URL;
}

/** The embedded store: one file, one writer, many events in one commit. */
export class SqliteStore extends SqliteCounts implements Store {
  readonly advertising: Advertising;
  readonly users: Users;
  readonly audit: Audit;
  readonly servedFiles: ServedFiles;
  readonly #db: DatabaseSync;
  readonly #queue: CommitQueue<StoredEvent, boolean>;
  readonly #tag: StatementSync;
  readonly #tagOfEvent: StatementSync;
  readonly #countEvents: StatementSync;
  /** Changes where another process wrote: then what was counted here no longer holds. */
  readonly #version: StatementSync;
  #seen: { version: number; events: number } | undefined;
  #added = 0;

  constructor(file: string, options: SqliteOptions = {}) {
    const db = open(file, options);
    super(kysely(db));
    this.#db = db;
    this.advertising = advertising(db);
    this.users = users(db);
    this.audit = audit(db);
    this.servedFiles = servedFiles(db);
    this.#tag = db.prepare('SELECT * FROM tags WHERE write_key = ?');
    this.#tagOfEvent = db.prepare(
      `SELECT tags.* FROM pixel_events JOIN tags USING (account_id) WHERE pixel_events.id = ?
       ORDER BY tags.disabled, tags.created_at, tags.write_key LIMIT 1`,
    );
    this.#countEvents = db.prepare('SELECT coalesce(sum(count), 0) AS n FROM counts');
    this.#version = db.prepare('PRAGMA data_version');
    const write = writeEvents(db);
    this.#queue = new CommitQueue(
      events => {
        const isNew = write(events);
        for (const each of isNew) if (each) this.#added++;
        return isNew;
      },
      options.queueLimit ?? 10_000,
      options.queueSize ?? 8 * 1024 * 1024,
    );
  }

  append(event: StoredEvent, size?: number): Promise<boolean> {
    return this.#queue.add(event, size);
  }

  status(): StoreStatus {
    const { length: queueLength, lastCommitMs } = this.#queue;
    const version = this.#version.get()!.data_version as number;
    if (version !== this.#seen?.version) {
      this.#seen = { version, events: this.#countEvents.get()!.n as number };
      this.#added = 0;
    }
    return { eventsStored: this.#seen.events + this.#added, queueLength, lastCommitMs };
  }

  async events(filter: EventFilter): Promise<EventPage> {
    return readEvents(this.#db, filter);
  }

  async conversions(filter: ConversionFilter): Promise<ConversionPage> {
    return readConversions(this.#db, filter);
  }

  async conversionTotals(filter: ConversionFilter, by: ConversionGroup[]): Promise<ConversionTotal[]> {
    return totalConversions(this.#db, filter, by);
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

  /** All events, the oldest first: `from` and `to` are times of receipt, `to` itself is not in it. */
  history(filter: HistoryFilter): Iterable<StoredEvent> {
    return readHistory(this.#db, filter);
  }

  /** Makes all that is made from events again. */
  rebuild(): Rebuilt {
    return rebuild(this.#db);
  }

  async tag(writeKey: string): Promise<TagRow | undefined> {
    return this.#tag.get(writeKey) as TagRow | undefined;
  }

  async tagOfPixelEvent(id: string): Promise<TagRow | undefined> {
    return this.#tagOfEvent.get(id) as TagRow | undefined;
  }

  async close(): Promise<void> {
    await this.#queue.drained();
    await this.query.destroy();
    this.#db.close();
  }
}

/** Opens the file, with the newest form of its tables. */
function open(file: string, { busyMs = 200, migrations }: SqliteOptions): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: busyMs });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    migrate(db, migrations ?? new URL('./migrations/', import.meta.url));
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
