import { Away } from '../store/errors.ts';
import { type Ears, hear } from './hear.ts';
import type { Held } from './held.ts';
import { Primary } from './primary.ts';
import type { ServerAddress } from './readServers.ts';
import type { Query, Session } from './session.ts';
import { isLost, isStale, isTransient } from './storeError.ts';
import type { Value } from './texts.ts';

/** Most connections that a collector has to a server, beside those that listen. */
const CONNECTIONS = 10;

/** How often a transaction is done again that was in the way of others. */
const RETRIES = 5;

/** How often something is asked again in new connections, where those that there were have prepared it for tables that are others now. */
const RENEWALS = 2;

export interface ServerOptions {
  /** Most connections, of which 4 in 10 are kept for reads that people wait for. Default: 10. */
  connections?: number;
}

export interface TransactionOptions {
  /** How long each of its statements may take, in ms; 0: as long as it wants. Default: as long as a beacon waits, 10 s. */
  statementMs?: number;
}

/** One PostgreSQL server: the one of its hosts that can be written to. */
export class Server implements Session {
  readonly address: ServerAddress;
  /** Asked before anything that may write begins, and again before it is committed: what it throws is thrown in its place. */
  guard: (() => Promise<void>) | undefined;
  readonly #primary: Primary;
  readonly #hearing = new Set<() => Promise<void>>();

  constructor(address: ServerAddress, { connections = CONNECTIONS }: ServerOptions = {}) {
    this.address = address;
    this.#primary = new Primary(address, connections);
  }

  get name(): string {
    return this.address.name;
  }

  all<Row>(query: Query<Row>, values?: readonly Value[]): Promise<Row[]> {
    return this.#with('writing', held => held.alone(() => held.all(query, values)));
  }

  first<Row>(query: Query<Row>, values?: readonly Value[]): Promise<Row | undefined> {
    return this.#with('writing', held => held.alone(() => held.first(query, values)));
  }

  run(query: Query<unknown>, values?: readonly Value[]): Promise<number> {
    return this.#with('writing', held => held.alone(() => held.run(query, values)));
  }

  /**
   * For reads that people wait for: nothing is written there, a statement may take longer, and ends on the server once the signal
   * is aborted; it rejects with the signal's reason then.
   */
  within(signal?: AbortSignal): Session {
    const read = async <Result>(ask: (held: Held) => Promise<Result>): Promise<Result> => {
      signal?.throwIfAborted();
      return this.#with('reading', async held => {
        signal?.throwIfAborted();
        signal?.addEventListener('abort', held.cancel, { once: true });
        try {
          return await ask(held);
        } catch (error) {
          signal?.throwIfAborted();
          throw error;
        } finally {
          signal?.removeEventListener('abort', held.cancel);
        }
      });
    };
    return {
      all: (query, values) => read(held => held.all(query, values)),
      first: (query, values) => read(held => held.first(query, values)),
      run: (query, values) => read(held => held.run(query, values)),
    };
  }

  /**
   * All of it or nothing. Where others were in its way it is done again: what it makes outside of its session must bear that.
   * Settles once it is durable, on the synchronous standby too where there is one. Throws `Away` where it is not, or where
   * that isn't known.
   */
  async transaction<Result>(
    work: (session: Session) => Promise<Result>,
    options: TransactionOptions = {},
  ): Promise<Result> {
    for (let left = RETRIES; ; left--) {
      try {
        return await this.#with('writing', held => once(held, work, options, this.guard));
      } catch (error) {
        if (left === 0 || !isTransient((error as Error).cause)) throw error;
      }
    }
  }

  /** Listens to a channel, however often its connection is lost. Returns the function that ends it. */
  hear(channel: string, ears: Ears): () => Promise<void> {
    const end = hear(this.address, this.#primary, channel, ears);
    this.#hearing.add(end);
    return () => {
      this.#hearing.delete(end);
      return end();
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#hearing].map(end => end()));
    await this.#primary.close();
  }

  async #with<Result>(kind: 'writing' | 'reading', work: (held: Held) => Promise<Result>): Promise<Result> {
    for (let left = RENEWALS; ; left--) {
      if (kind === 'writing') await this.guard?.();
      const pools = await this.#primary.get();
      try {
        const held = await pools[kind]();
        try {
          return await work(held);
        } finally {
          held.release();
        }
      } catch (error) {
        const why = error instanceof Away ? error.cause : undefined;
        if (isLost(why) || isStale(why)) this.#primary.doubt(pools);
        if (left === 0 || !isStale(why)) throw error;
      }
    }
  }
}

async function once<Result>(
  held: Held,
  work: (session: Session) => Promise<Result>,
  { statementMs }: TransactionOptions,
  guard: Server['guard'],
): Promise<Result> {
  let isOver = false;
  try {
    await held.run('BEGIN');
    if (statementMs !== undefined) {
      await held.run(`SET LOCAL statement_timeout = ${statementMs}`);
      held.statementMs = statementMs;
    }
    const result = await work(held);
    await guard?.();
    isOver = true;
    await held.commit();
    return result;
  } catch (error) {
    if (isOver) held.spoil();
    else await held.run('ROLLBACK').catch(held.spoil);
    throw error;
  }
}
