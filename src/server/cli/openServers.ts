import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgres, type PostgresOptions, type PostgresStore } from '../postgres/postgresStore.ts';
import type { ServerAddress } from '../postgres/readServers.ts';
import { isOfLogIn } from '../postgres/storeError.ts';
import { Away } from '../store/errors.ts';
import { whyOf } from './whyOf.ts';

const PAUSE_MS = 1000;

/**
 * Opens a store in servers. Those that are not there yet are waited for, and why is said once; those that don't take the log-in are not.
 * @param waitMs how long; throws `Away` then
 */
export async function openServers(
  servers: readonly ServerAddress[],
  options: PostgresOptions,
  waitMs: number,
): Promise<PostgresStore> {
  const end = Date.now() + waitMs;
  for (let said = false; ; said = true) {
    try {
      return await openPostgres(servers, options);
    } catch (error) {
      const isAway = error instanceof Away && !isOfLogIn((error.cause as Error | undefined)?.cause);
      if (!isAway || Date.now() >= end) throw error;
      if (!said) {
        process.stderr.write(`tgp: waiting for the store, ${waitMs / 1000} s at most: ${whyOf(error)}\n`);
      }
      await sleep(PAUSE_MS);
    }
  }
}
