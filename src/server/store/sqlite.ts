import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Advertising } from './adRecords.ts';
import { advertising } from './advertising.ts';
import { CommitQueue } from './commitQueue.ts';
import { indexed } from './indexed.ts';
import { kysely } from './kysely.ts';
import { migrate } from './migrate.ts';
import { readConversions, totalConversions } from './readConversions.ts';
import { readEvents } from './readEvents.ts';
import { type Rebuilt, rebuild } from './rebuild.ts';
import type { CountRow, LastSeenRow, TagRow } from './schema.ts';
import { SqliteRecords } from './sqliteRecords.ts';
import type {
  Activity,
  ConversionFilter,
  ConversionGroup,
  ConversionPage,
  ConversionTotal,
  CountFilter,
  EventFilter,
  EventPage,
  HourCount,
  KindFilter,
  Store,
  StoredEvent,
  StoreStatus,
} from './store.ts';
import { type Users, users } from './users.ts';
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
export class SqliteStore extends SqliteRecords implements Store {
  readonly advertising: Advertising;
  readonly users: Users;
  readonly #db: DatabaseSync;
  readonly #queue: CommitQueue<StoredEvent, boolean>;
  readonly #tag: StatementSync;
  readonly #tagOfEvent: StatementSync;
  #eventsStored: number;

  constructor(file: string, options: SqliteOptions = {}) {
    const db = open(file, options);
    super(kysely(db));
    this.#db = db;
    this.advertising = advertising(db);
    this.users = users(db);
    this.#tag = db.prepare('SELECT * FROM tags WHERE write_key = ?');
    this.#tagOfEvent = db.prepare(
      `SELECT tags.* FROM pixel_events JOIN tags USING (account_id) WHERE pixel_events.id = ?
       ORDER BY tags.disabled, tags.created_at, tags.write_key LIMIT 1`,
    );
    this.#eventsStored = db.prepare('SELECT coalesce(sum(count), 0) AS n FROM counts').get()!.n as number;
    const write = writeEvents(db);
    this.#queue = new CommitQueue(
      events => {
        const isNew = write(events);
        for (const each of isNew) if (each) this.#eventsStored++;
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
    return { eventsStored: this.#eventsStored, queueLength, lastCommitMs };
  }

  async events(filter: EventFilter): Promise<EventPage> {
    return readEvents(this.#db, filter);
  }

  counts({ writeKeys, event, from, to }: CountFilter): Promise<CountRow[]> {
    let query = this.query.selectFrom('counts').selectAll().where('write_key', 'in', writeKeys);
    if (event !== undefined) query = query.where('event', '=', indexed(event));
    if (from !== undefined) query = query.where('hour', '>=', from);
    if (to !== undefined) query = query.where('hour', '<=', to);
    return query.orderBy('hour', 'desc').orderBy('write_key').orderBy('type').orderBy('event').execute();
  }

  lastSeen({ writeKeys, event }: CountFilter): Promise<LastSeenRow[]> {
    let query = this.query.selectFrom('last_seen').selectAll().where('write_key', 'in', writeKeys);
    if (event !== undefined) query = query.where('event', '=', indexed(event));
    return query.orderBy('time', 'desc').orderBy('write_key').orderBy('type').orderBy('event').execute();
  }

  async activity({ writeKeys, type, events }: KindFilter): Promise<Activity[]> {
    let counted = this.query
      .selectFrom('counts')
      .select(({ fn }) => ['write_key', fn.min('hour').as('firstHour')])
      .where('write_key', 'in', writeKeys)
      .where('type', '=', type);
    let seen = this.query
      .selectFrom('last_seen')
      .select(({ fn }) => ['write_key', fn.max('time').as('lastSeen')])
      .where('write_key', 'in', writeKeys)
      .where('type', '=', type);
    if (events) {
      counted = counted.where('event', 'in', events);
      seen = seen.where('event', 'in', events);
    }
    // What was counted has been seen: in this order nothing is missing where a commit comes in between.
    const hours = await counted.groupBy('write_key').execute();
    const times = await seen.groupBy('write_key').execute();
    const lastSeen = new Map(times.map(row => [row.write_key, row.lastSeen]));
    return hours.map(row => ({ ...row, lastSeen: lastSeen.get(row.write_key)! }));
  }

  hours({
    writeKeys,
    type,
    events,
    from,
    to,
  }: KindFilter & { from: number; to: number }): Promise<HourCount[]> {
    let query = this.query
      .selectFrom('counts')
      .select(({ fn }) => ['write_key', 'hour', fn.sum<number>('count').as('count')])
      .where('write_key', 'in', writeKeys)
      .where('type', '=', type)
      .where('hour', '>=', from)
      .where('hour', '<=', to);
    if (events) query = query.where('event', 'in', events);
    return query.groupBy(['write_key', 'hour']).orderBy('hour').orderBy('write_key').execute();
  }

  async lastTriggered({
    writeKeys,
    type,
    events,
  }: KindFilter & { events: string[] }): Promise<Map<string, number>> {
    const rows = await this.query
      .selectFrom('last_seen')
      .select(({ fn }) => ['event', fn.max('time').as('time')])
      .where('write_key', 'in', writeKeys)
      .where('type', '=', type)
      .where('event', 'in', events)
      .groupBy('event')
      .execute();
    return new Map(rows.map(({ event, time }) => [event, time]));
  }

  async conversions(filter: ConversionFilter): Promise<ConversionPage> {
    return readConversions(this.#db, filter);
  }

  async conversionTotals(filter: ConversionFilter, by: ConversionGroup[]): Promise<ConversionTotal[]> {
    return totalConversions(this.#db, filter, by);
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
