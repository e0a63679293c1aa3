import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Away } from '../store/errors.ts';
import type { Chosen } from './chooseHost.ts';
import { clientConfig } from './clientConfig.ts';
import { type Held, held, watch } from './held.ts';
import type { ServerAddress } from './readServers.ts';
import { storeError } from './storeError.ts';

/** How long the server lets a statement take: one that something is stored by, and one that people read by. */
const WRITING_MS = 10_000;
const READING_MS = 30_000;

/** How many of the connections read: what bounds how many reports are made at once. */
const READING_SHARE = 0.4;

/**
 * What stores an event finds each row by its key, whatever is known of how many there are: a plan that was made when a table was small
 * must do when it is large. A plan for each time would cost more than it does.
 */
const WRITING = { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off', jit: 'off' };

/**
 * What makes a report groups more than what stores an event. A page is walked in an index's order, whatever is known of how many
 * rows there are: sorting them would read all. What is compiled for a report takes longer than it saves. A plan for whatever days are
 * asked for would lock the tables of all days.
 */
const READING = {
  plan_cache_mode: 'force_custom_plan',
  default_transaction_read_only: 'on',
  work_mem: '64MB',
  enable_sort: 'off',
  jit: 'off',
};

/** How long a connection stays that nobody uses. */
const IDLE_MS = 60_000;

/** Between two tries where a server has no connection left, and this collector has some that come free. */
const FULL_MS = 50;

/** `53300`: the server has no connection left. */
const FULL = '53300';

/** The driver's words where none of a pool's connections came free. */
const NONE_FREE = 'timeout exceeded when trying to connect';

/** Takes a connection, to be released. */
export type Take = () => Promise<Held>;

/** The connections to a server's host: a long read must not keep those that events are stored by. */
export interface Pools {
  chosen: Chosen;
  writing: Take;
  reading: Take;
  /** Those in use go when they are released. */
  end(): Promise<void>;
}

/** @param onLoss told when a connection went that nobody used */
export function openPools(
  address: ServerAddress,
  chosen: Chosen,
  connections: number,
  onLoss: () => void,
): Pools {
  const { host, ssl, isHasty } = chosen;
  const settings: Record<string, string> = isHasty ? { synchronous_commit: 'on' } : {};
  const open = (max: number, statementMs: number, own: Record<string, string> = {}) => {
    const pool = new pg.Pool({
      ...clientConfig(address, host, ssl, { statement_timeout: statementMs, ...settings, ...own }),
      max,
      idleTimeoutMillis: IDLE_MS,
    });
    pool.on('connect', watch);
    pool.on('error', onLoss);
    const take = async () => held(await connected(pool, address.connectMs), host, statementMs);
    return { pool, take };
  };
  const forReading = Math.max(1, Math.floor(connections * READING_SHARE));
  const writing = open(Math.max(1, connections - forReading), WRITING_MS, WRITING);
  const reading = open(forReading, READING_MS, READING);
  return {
    chosen,
    writing: writing.take,
    reading: reading.take,
    end: async () => {
      await Promise.all([writing.pool.end(), reading.pool.end()]);
    },
  };
}

async function connected(pool: pg.Pool, ms: number): Promise<pg.PoolClient> {
  for (const end = performance.now() + ms; ; await sleep(FULL_MS)) {
    try {
      return await pool.connect();
    } catch (error) {
      const { code, message } = error as Error & { code?: unknown };
      if (message === NONE_FREE) throw new Away('the store is busy: no connection came free');
      if (code !== FULL || !pool.totalCount || performance.now() > end) throw storeError(error);
    }
  }
}
