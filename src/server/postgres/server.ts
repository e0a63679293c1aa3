import pg from 'pg';
import { Away } from '../store/errors.ts';
import type { ServerAddress } from './readServers.ts';
import { type Query, type Session, sessionOf, TYPES } from './session.ts';
import { isTransient, storeError } from './storeError.ts';
import type { Value } from './texts.ts';

/** Most connections that a collector has to a server, beside the one that listens. */
const CONNECTIONS = 10;

/** How long a statement waits for a free connection, or for the way to the server. */
const CONNECT_MS = 5000;

/** How often a transaction is done again that was in the way of others. */
const RETRIES = 5;

export interface ServerOptions {
  /** Default: 10. */
  connections?: number;
}

/** One PostgreSQL server: the one of its hosts that can be written to. */
export class Server implements Session {
  readonly address: ServerAddress;
  readonly #connections: number;
  #pool: Promise<pg.Pool> | undefined;
  #isClosed = false;

  constructor(address: ServerAddress, { connections = CONNECTIONS }: ServerOptions = {}) {
    this.address = address;
    this.#connections = connections;
  }

  get name(): string {
    return this.address.name;
  }

  async all<Row>(query: Query<Row>, values?: readonly Value[]): Promise<Row[]> {
    return sessionOf(await this.#connected()).all(query, values);
  }

  async first<Row>(query: Query<Row>, values?: readonly Value[]): Promise<Row | undefined> {
    return sessionOf(await this.#connected()).first(query, values);
  }

  async run(query: Query<unknown>, values?: readonly Value[]): Promise<number> {
    return sessionOf(await this.#connected()).run(query, values);
  }

  /**
   * All of it or nothing. Where others were in its way it is done again: what it makes outside of its session must bear that.
   * Settles once it is durable.
   */
  async transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    for (let left = RETRIES; ; left--) {
      try {
        return await this.#once(work);
      } catch (error) {
        if (left === 0 || !isTransient((error as Error).cause)) throw error;
      }
    }
  }

  async #once<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    const client = await this.client();
    const session = sessionOf(client);
    let isBroken = false;
    try {
      await session.run('BEGIN');
      const result = await work(session);
      await session.run('COMMIT');
      return result;
    } catch (error) {
      await session.run('ROLLBACK').catch(() => {
        isBroken = true;
      });
      throw error;
    } finally {
      client.release(isBroken);
    }
  }

  /** A connection of one's own, to be released. */
  async client(): Promise<pg.PoolClient> {
    const pool = await this.#connected();
    try {
      return await pool.connect();
    } catch (error) {
      throw storeError(error);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const pool = await this.#pool?.catch(() => undefined);
    await pool?.end();
  }

  #connected(): Promise<pg.Pool> {
    if (this.#isClosed) return Promise.reject(new Away('the store is closed'));
    this.#pool ??= this.#open().catch(error => {
      this.#pool = undefined;
      throw error;
    });
    return this.#pool;
  }

  async #open(): Promise<pg.Pool> {
    const { hosts, user, password, database } = this.address;
    const [{ host, port } = { host: 'localhost', port: 5432 }] = hosts;
    const pool = new pg.Pool({
      host,
      port,
      ...(user !== undefined && { user }),
      ...(password !== undefined && { password }),
      ...(database !== undefined && { database }),
      max: this.#connections,
      connectionTimeoutMillis: CONNECT_MS,
      types: TYPES,
      application_name: 'tgp',
    });
    // Of an idle connection: the next statement tells of it.
    pool.on('error', () => {});
    return pool;
  }
}
