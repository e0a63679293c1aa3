import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgres, type PostgresOptions, type PostgresStore } from '../postgres/postgresStore.ts';
import type { ServerAddress } from '../postgres/readServers.ts';
import { Away } from '../store/errors.ts';

const PAUSE_MS = 1000;

/**
 * Opens a store in servers. Those that are not there yet are waited for, and why is said once.
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
      if (!(error instanceof Away) || Date.now() >= end) throw error;
      if (!said) {
        process.stderr.write(`tgp: waiting for the store, ${waitMs / 1000} s at most: ${whyOf(error)}\n`);
      }
      await sleep(PAUSE_MS);
    }
  }
}

/** What its owner is told of an error: senders hear less. */
export const whyOf = (error: unknown): string => {
  const { message, cause } = error as Error;
  return error instanceof Away && cause instanceof Error ? cause.message : message;
};
