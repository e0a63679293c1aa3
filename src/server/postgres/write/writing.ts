import { NotStored } from '../../store/errors.ts';
import type { StoredEvent } from '../../store/event.ts';
import { sumOfTimes } from '../../store/histogram.ts';
import { packFields } from '../../store/packFields.ts';
import type { StoreStatus } from '../../store/store.ts';
import type { Context } from '../context.ts';
import { Elsewhere } from './elsewhere.ts';
import { holding } from './holding.ts';
import { type Lane, lane } from './lane.ts';
import { type Route, routes } from './routes.ts';

/** How often what the servers hold is measured, in ms. */
const MEASURE_MS = 5000;

export interface WritingOptions {
  creditsPerCommit: number;
  queueLimit: number;
  queueSize: number;
}

/** Stores events with all that is made of them. */
export interface Writing {
  /** Reads what is to be known at the start, and goes on with what a collector left to do that was stopped. */
  begin(): Promise<void>;
  /** As `Store.append`. */
  append(event: StoredEvent, size?: number): Promise<boolean>;
  /** Settles when nothing waits to be stored any more. */
  drained(): Promise<void>;
  /** How much there is, as far as this collector knows; what the servers hold as of some seconds ago. */
  status(): Omit<StoreStatus, 'maxBytes'>;
  /** Of the status, that alone. */
  bytes(): number;
  /** Reads now what there is: much of it has gone. */
  measure(): Promise<void>;
  /** Throws `Away` where nothing could be stored now: it tries, and leaves nothing. */
  ready(): Promise<void>;
  /** Settles once what is left to do is done. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export function writing(context: Context, options: WritingOptions): Writing {
  const { servers, changes } = context;
  const held = holding(servers);
  const ways = routes(context);
  const lanes: Lane[] = servers.all.map(server => lane(server, context, options, held.told));
  changes.listen(ways.forget);
  /** Those whose way is asked for. */
  let unrouted = 0;
  let unroutedSize = 0;
  const idle: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;

  const add = async ({ accountId, server }: Route, event: StoredEvent, size?: number): Promise<boolean> => {
    try {
      const isNew = await lanes.find(each => each.server === server)!.queue.add({ accountId, event }, size);
      if (isNew) held.grew(packFields(event.fields).length);
      return isNew;
    } catch (error) {
      if (error instanceof Elsewhere) ways.forget(accountId);
      throw error;
    }
  };

  async function addWhenKnown(asked: Promise<Route>, event: StoredEvent, size = 0): Promise<boolean> {
    const isFull = unrouted >= options.queueLimit || unroutedSize + size > options.queueSize;
    if (isFull) throw new NotStored('the queue is full');
    unrouted++;
    unroutedSize += size;
    let stored: Promise<boolean>;
    try {
      stored = add(await asked, event, size);
    } finally {
      unrouted--;
      unroutedSize -= size;
      if (unrouted === 0) for (const resolve of idle.splice(0)) resolve();
    }
    return stored;
  }

  async function drained(): Promise<void> {
    while (unrouted) await new Promise<void>(resolve => idle.push(resolve));
    await Promise.all(lanes.map(({ queue }) => queue.drained()));
  }

  function measureLater(): void {
    timer = setTimeout(async () => {
      // Of a server that is away the last is kept.
      await held.measure().catch(() => {});
      if (timer) measureLater();
    }, MEASURE_MS);
    timer.unref();
  }

  return {
    drained,
    bytes: held.bytes,
    measure: held.measure,
    async begin() {
      await held.measure();
      measureLater();
      for (const { crediting } of lanes) crediting.start();
    },
    append(event, size) {
      const route = ways.of(event.writeKey);
      return route instanceof Promise ? addWhenKnown(route, event, size) : add(route, event, size);
    },
    status() {
      const queues = lanes.map(({ queue }) => queue);
      const last = queues.map(({ lastCommitMs }) => lastCommitMs).filter(ms => ms !== null);
      return {
        eventsStored: held.events(),
        bytes: held.bytes(),
        queueLength: unrouted + queues.reduce((sum, { length }) => sum + length, 0),
        lastCommitMs: last.length ? Math.max(...last) : null,
        commits: {
          ...sumOfTimes(queues.map(({ times }) => times)),
          failures: queues.reduce((sum, { failures }) => sum + failures, 0),
        },
        creditingMs: Math.max(...lanes.map(({ crediting }) => crediting.dueMs())),
      };
    },
    async ready() {
      context.ensureRoom();
      // A lock is written down, and so is the commit: on the standby too.
      await Promise.all(
        servers.all.map(server =>
          server.transaction(session => session.all('SELECT id FROM this_server FOR UPDATE')),
        ),
      );
    },
    async settled() {
      await drained();
      await Promise.all(lanes.map(({ crediting }) => crediting.settled()));
    },
    async close() {
      clearTimeout(timer);
      timer = undefined;
      await drained();
      await Promise.all(lanes.map(({ crediting }) => crediting.stop()));
    },
  };
}
